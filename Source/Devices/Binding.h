// Which outputs of a device carry sound and touch: the person's own knowledge of their cables, per chair and device (session-script.md, "Chair and
// binding"). Written "sound=1-2,touch=3,4,6,5"; kept as small YAML in the person's XDG configuration. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"

namespace lull::devices
{
inline constexpr int mostOutputs = 256; // of one device

struct Binding
{
    int left = 1;           // device output of the left channel, from 1; 0: no sound
    int right = 2;          // 0: mono, `left` carries the mean of both
    std::vector<int> touch; // device outputs of touch_1 ... touch_N, each from 1
    std::string device;     // the device it was made for ("JACK:system"); empty: said on the command line, for whatever device is opened

    [[nodiscard]] int highest() const noexcept; // greatest output in use
    bool operator== (const Binding&) const = default;
};

// "sound=1-2,touch=3,4,6,5": sound is one output, a pair or none; touch is a list of outputs and ranges in the order of touch_1 ... touch_N, or none.
// Sound left out is 1-2. No output may be named twice. Error::Kind::usage.
[[nodiscard]] Result<Binding> parseBinding (std::string_view);
[[nodiscard]] std::string toText (const Binding&); // the same, for people and for parseBinding

// $XDG_CONFIG_HOME/lull/bindings, else ~/.config/lull/bindings. Not created.
[[nodiscard]] std::filesystem::path bindingsFolder();

// What is stored, nothing when nothing is, an error when the file is damaged or is another device's.
[[nodiscard]] Result<std::optional<Binding>> loadBinding (const std::filesystem::path& folder, std::string_view chair, std::string_view device);

// Writes it whole or not at all; the folder is made (0700) when it is missing. Returns the file.
[[nodiscard]] Result<std::filesystem::path> saveBinding (const std::filesystem::path& folder, std::string_view chair, std::string_view device, const Binding&);
} // namespace lull::devices

// What the app is asked for on its command line. Values; main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "App/Texts.h"
#include "Session/Asked.h"

namespace lull::app
{
struct Arguments
{
    std::string session;          // a name, or a file when it holds "/" or ".yaml"; empty: Tonight, where one is chosen
    std::optional<Found> text {}; // instead of it: a script as it is being written
    std::string chair;            // likewise; empty: sound only
    std::string device;           // as `lull devices` names it; empty: the preferred one
    std::string channels;         // "sound=1-2,touch=3-6"; empty: what was stored for the chair and device
    bool silent = false;          // --out=none: everything but a device
    session::Asked asked {};      // how long, and what else a person wants of it
    double timer = 0.0;           // s that are heard until the sleep timer's silence; 0: none
    double timerFade = 60.0;      // s, the last of them
    double from = 0.0;            // s of the session
    std::string theme;            // by its name; empty: the one chosen last
    double scale = 1.0;           // 0.5 .. 3, of everything drawn
    struct Size
    {
        int width, height;
    };
    std::optional<Size> size {};        // of the window, px; nullopt: its own, or less where the screen is
    bool midi = false;                  // controllers are heard, and the session is told as MIDI
    std::vector<std::string> midiPorts; // by parts of their names
    bool full = false, help = false, version = false;
};

// Error::Kind::usage.
[[nodiscard]] Result<Arguments> readArguments (const std::vector<std::string>&);
[[nodiscard]] const char* usage() noexcept;
} // namespace lull::app

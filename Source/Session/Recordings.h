// The recordings that a score names, found and tied to its layers. Where they lie is not known here: the caller says how to find one. Any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "Session/Score.h"

namespace lull::session
{
struct FoundRecording
{
    std::shared_ptr<const sound::Recorded> sound;
    std::string remark; // what the person should know of it ("... is broken: it ends after 3.0 s"), or empty
};

// `values` are those of the layer: file, loop.
using FindRecording = std::function<Result<FoundRecording, text::Unreadable> (const text::Values& values)>;

// Gives every layer that is a recording its sound, and says at the file's name what is wrong with it: errors, and remarks as warnings. With no way to
// find any - a script that has no folder - each is refused.
[[nodiscard]] text::Diagnostics findRecordings (Score&, const FindRecording&);
} // namespace lull::session

// What a sound file says of itself in its first bytes, read by hand before libsndfile sees any of it: only containers and codings that are common, so
// that its readers of rare ones are never reached; and how much there should be, which it corrects in silence. Any thread but audio.
#pragma once

#include <cstdint>

#include "Files/ScriptFile.h"

namespace lull::files
{
struct SoundFileHead
{
    enum class Container { wav, flac, ogg } container = Container::wav;
    std::uint64_t frames = 0; // that it says to have; 0: it does not say
    bool endsOpen = false;    // Ogg: no page is marked as the last
};

[[nodiscard]] Result<SoundFileHead, text::Unreadable> readHead (const ScriptFile&);
} // namespace lull::files

// When a struck voice strikes: the exact frames, from the tempo curve in closed form. Made once with the voice, off the audio thread.
#pragma once

#include <vector>

#include "Sound/Voice.h"

namespace lull::sound
{
struct Strike
{
    Frame frame = 0;          // nearest to its second
    double seconds = 0.0;     // of the session
    std::uint64_t number = 0; // of this strike in the layer: the key of its chance
};

// Every strike of a layer, in order: from each window's first beat on, every so many beats or seconds, while inside the window.
[[nodiscard]] std::vector<Strike> strikes (const VoiceSetting&, double every, bool inBeats);
} // namespace lull::sound

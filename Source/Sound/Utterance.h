// A spoken line made fit for a dim room: rumble and sharpness taken off, a soft beginning and end, a few walls close by, at a stated loudness.
// Made at load, off the audio thread; what it gives is a sound that can be read from any place of it.
#pragma once

#include <span>
#include <vector>

#include "Base/Units.h"

namespace lull::sound
{
struct Utterance
{
    static constexpr double rate = 24'000.0; // Hz: nothing of a softened voice lies above
    static constexpr double tail = 0.9;      // s that the room goes on for after the last word

    std::vector<float> left, right;
    double seconds = 0.0; // from the first word to the end of the last; the tail follows

    // From a dry voice of one channel at `dryRate` Hz (8,000 to 192,000), to `level` (integrated, of both ears, room and all). What is silent before
    // and after the words is left out. Empty when there is nothing to hear.
    [[nodiscard]] static Utterance from (std::span<const float> dry, double dryRate, Loudness level);
    [[nodiscard]] bool empty() const noexcept { return left.empty(); }
};
} // namespace lull::sound

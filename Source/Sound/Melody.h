// A slow line of notes that makes itself up: phrases that breathe, move mostly by step, come home and never come back the same. Each note falls
// on the exact frame of its beat. Made once with the voice, off the audio thread; a longer session's line begins like a shorter one's.
#pragma once

#include <string>
#include <vector>

#include "Sound/Voice.h"

namespace lull::sound
{
struct Note
{
    Frame frame = 0;          // nearest to its second
    double seconds = 0.0;     // of the session
    int degree = 0;           // of the scale, 0: its root, home
    double decibels = 0.0;    // beside a plain note: -4 .. 0.3
    std::uint64_t number = 0; // in the layer: the key of its chance
};

// What every voice that plays a line lets a person say: `note`, `scale`, `octaves`, `every`, `density`. `note`: the root's default.
[[nodiscard]] text::FieldTable lineFields (std::string note, std::string density);

// The scale's degrees that the line has, and one's ratio to the root: pure intervals, so that chords of what still rings do not beat.
[[nodiscard]] int degrees (const text::Values&);
[[nodiscard]] double ratioOf (const text::Values&, int degree);

// The whole line of a layer, in order. The first note, and every first one after a pause of the layer, is home.
[[nodiscard]] std::vector<Note> melody (const VoiceSetting&);
} // namespace lull::sound

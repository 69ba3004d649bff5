// A Standard MIDI File as what a session needs of it: tempo map, markers, notes (SMF 1.0; formats 0 and 1, ticks a quarter note). Ours, for libsmf is no
// longer kept and JUCE's reader would bring JUCE in here. A stranger's bytes: bounded, and refused in whole with what is wrong. Any thread but audio.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"

namespace lull::files
{
struct MidiFile
{
    struct Tempo
    {
        std::int64_t tick = 0;
        std::uint32_t micros = 500'000; // a quarter note, 1 .. 2^24 - 1
    };
    struct Marker
    {
        std::int64_t tick = 0;
        std::string text; // UTF-8, one line
    };
    struct Note
    {
        std::int64_t tick = 0, length = 0;
        int channel = 0, key = 60, velocity = 64; // 0 .. 15, 0 .. 127, 1 .. 127
    };
    struct Track
    {
        std::string name;
        std::vector<Note> notes; // by tick
    };

    int division = 1'920; // ticks a quarter note, 1 .. 32,767
    std::string title;
    std::vector<Tempo> tempos;   // by tick; 120 bpm before the first
    std::vector<Marker> markers; // by tick
    std::vector<Track> tracks;   // beyond the one that holds tempo and markers
    std::int64_t end = 0;        // ticks
};

// Format 1: title, tempo and markers in the first track.
[[nodiscard]] std::string written (const MidiFile&);

// Ticks in SMPTE time are refused; events that are not needed are passed over; a note that is never let go ends with its track.
[[nodiscard]] Result<MidiFile> readMidi (std::string_view bytes);

inline constexpr std::size_t longestMidi = 16 * 1024 * 1024; // bytes
} // namespace lull::files

// A session as a Standard MIDI File, to compose beside it in any DAW, and a file's tempo map and markers as the phases of a session. Any thread but audio.
#pragma once

#include <string>

#include "Files/MidiFile.h"
#include "Session/Timeline.h"

namespace lull::files
{
// A tempo for every beat, so that beats lie within a microsecond of the session's; a marker for every phase; for every stroke a track with a note where each
// of its strokes or taps begins (60 ms; velocity by its strength; a channel for every kind).
[[nodiscard]] MidiFile midiOf (const session::Timeline&);

// A script: a phase from each marker to the next (one called Start where the first is not at the beginning), with its tempo as straight lines within
// `tempoWithin` of the file's. It has neither sound nor touch yet. An error says what is not possible.
inline constexpr double tempoWithin = 0.25; // bpm
[[nodiscard]] Result<std::string> scriptOf (const MidiFile&, const std::string& title);
} // namespace lull::files

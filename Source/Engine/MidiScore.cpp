#include "Engine/MidiScore.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "Touch/Technique.h"

namespace lull::engine
{
namespace
{
constexpr int ticksPerBeat = 24, ticksPerSixteenth = 6, lastPosition = 16'383; // MIDI 1.0: song position is 14 bits of sixteenths
constexpr int strokeNote = 24, firstControl = 20;

MidiMessage one (double at, int status) { return { at, { static_cast<std::uint8_t> (status), 0, 0 }, 1 }; }
MidiMessage three (double at, int status, int a, int b)
{
    return { at, { static_cast<std::uint8_t> (status), static_cast<std::uint8_t> (a & 127), static_cast<std::uint8_t> (b & 127) }, 3 };
}

int noteOf (const touch::TechniqueKind* kind)
{
    const auto& all = touch::techniqueKinds();
    const auto at = std::find (all.begin(), all.end(), kind);
    return at == all.end() ? -1 : strokeNote + static_cast<int> (at - all.begin());
}
} // namespace

void MidiScore::take (std::shared_ptr<const session::Timeline> l)
{
    line = std::move (l);
    // The same beat is the next one; where the beats lie otherwise now, what comes follows.
    if (line != nullptr && going) tick = std::max (tick, static_cast<std::int64_t> (std::ceil (line->beatAt (place) * ticksPerBeat - 1e-6)));
}

void MidiScore::start (double seconds, MidiMessages& to)
{
    if (line == nullptr) return;
    place = seconds;
    going = true;
    clocked = false;
    const auto sixteenth = static_cast<std::int64_t> (std::ceil (line->beatAt (seconds) * 4.0 - 1e-6));
    tick = sixteenth * ticksPerSixteenth;
    if (out.clock && sixteenth >= 0 && sixteenth <= lastPosition)
        to.push_back (three (seconds, 0xf2, static_cast<int> (sixteenth & 127), static_cast<int> (sixteenth >> 7)));
    notesAt (seconds, to);
}

double MidiScore::nextTick() const
{
    if (! going || ! out.clock || line == nullptr || place > line->length()) return std::numeric_limits<double>::infinity();
    return line->secondsOfBeat (static_cast<double> (tick) / ticksPerBeat);
}

void MidiScore::advance (double to, MidiMessages& messages)
{
    if (! going || line == nullptr) return;
    for (double at = nextTick(); at < to; at = nextTick())
    {
        // Start and Continue come before the clock that they are of.
        if (! clocked) messages.push_back (one (at, tick == 0 ? 0xfa : 0xfb));
        clocked = true;
        messages.push_back (one (at, 0xf8));
        ++tick;
        if (tick % (ticksPerBeat * 100'000) == 0) break; // no endless work for a far jump
    }
    place = std::max (place, to);
    notesAt (to, messages);
}

void MidiScore::note (int number, bool on, double at, MidiMessages& to)
{
    if (number < 0 || number > 127 || sounding[static_cast<std::size_t> (number)] == on) return;
    sounding[static_cast<std::size_t> (number)] = on;
    to.push_back (three (at, (on ? 0x90 : 0x80) | (out.channel - 1), number, on ? 100 : 0));
}

void MidiScore::notesAt (double seconds, MidiMessages& to)
{
    if (! out.notes) return;
    std::array<bool, 128> wanted {};
    if (! line->after (seconds) && seconds < line->length())
    {
        if (const auto phase = line->phaseAt (seconds); phase < static_cast<std::size_t> (strokeNote)) wanted[phase] = true;
        for (const auto& layer : line->touches())
            if (const int n = noteOf (layer.kind); n >= 0 && n < 128 && layer.presence.gain (seconds) > 0.0) wanted[static_cast<std::size_t> (n)] = true;
    }
    for (const bool on : { false, true }) // what ends goes first
        for (std::size_t n = 0; n < wanted.size(); ++n)
            if (wanted[n] == on) note (static_cast<int> (n), on, seconds, to);
}

void MidiScore::levels (const float* rms, int actuators, double at, MidiMessages& to)
{
    if (! out.controls) return;
    for (int i = 0; i < std::min (actuators, 16); ++i)
    {
        const double drive = std::min (1.0, static_cast<double> (rms[i]) * 1.41421356237309504880);
        const auto value = static_cast<std::uint8_t> (std::isfinite (drive) ? std::lround (127.0 * drive) : 0);
        if (value == told[static_cast<std::size_t> (i)]) continue;
        told[static_cast<std::size_t> (i)] = value;
        to.push_back (three (at, 0xb0 | (out.channel - 1), firstControl + i, value));
    }
}

void MidiScore::stop (MidiMessages& to)
{
    const bool was = going;
    going = false;
    if (was && out.clock) to.push_back (one (place, 0xfc));
    for (std::size_t n = 0; n < sounding.size(); ++n) note (static_cast<int> (n), false, place, to);
    constexpr std::array<float, 16> silent {};
    levels (silent.data(), 16, place, to);
    if (! was || ! (out.notes || out.controls)) return;
    to.push_back (three (place, 0xb0 | (out.channel - 1), 123, 0)); // all notes off
    to.push_back (three (place, 0xb0 | (out.channel - 1), 120, 0)); // all sound off
}
} // namespace lull::engine

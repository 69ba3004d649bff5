#include "Files/SessionMidi.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Text/Splice.h"
#include "Text/Utf8.h"

namespace lull::files
{
namespace
{
constexpr double rate = 48'000.0;                 // Hz, in which strokes begin on whole frames
constexpr double slowest = 20.0, fastest = 200.0; // bpm, of a script
constexpr double shortest = 1.0;                  // s, of a phase that a marker makes

std::int64_t tickOf (const session::Timeline& line, double seconds, int division) { return std::llround (line.beatAt (seconds) * division); }

// Seconds of a tick by a tempo map.
class Clock
{
public:
    explicit Clock (const MidiFile& f) : file (f)
    {
        std::int64_t tick = 0;
        double seconds = 0.0, each = 0.5 / f.division;
        for (const auto& t : f.tempos)
        {
            seconds += static_cast<double> (t.tick - tick) * each;
            tick = t.tick;
            each = 1e-6 * t.micros / f.division;
            at.push_back (seconds);
        }
    }
    [[nodiscard]] double seconds (std::int64_t tick) const
    {
        const auto n = before (tick);
        if (n == 0) return static_cast<double> (tick) * 0.5 / file.division;
        const auto& t = file.tempos[n - 1];
        return at[n - 1] + static_cast<double> (tick - t.tick) * 1e-6 * t.micros / file.division;
    }
    [[nodiscard]] double bpm (std::int64_t tick) const
    {
        const auto n = before (tick);
        return n == 0 ? 120.0 : 60e6 / file.tempos[n - 1].micros;
    }

private:
    const MidiFile& file;
    std::vector<double> at; // s, of each tempo

    [[nodiscard]] std::size_t before (std::int64_t tick) const
    {
        const auto next = std::upper_bound (file.tempos.begin(), file.tempos.end(), tick, [] (std::int64_t t, const auto& x) { return t < x.tick; });
        return static_cast<std::size_t> (next - file.tempos.begin());
    }
};

using Point = Curve::Knot; // s into the phase, bpm

std::string bpmText (double bpm) { return fmt::format ("{:g} bpm", std::round (100.0 * std::clamp (bpm, slowest, fastest)) / 100.0); }
std::string secondsText (double s) { return fmt::format ("{:g} s", std::round (1000.0 * s) / 1000.0); }

// As a phase may be called.
std::string nameOf (const std::string& marker, std::size_t number)
{
    constexpr std::size_t longest = 50; // bytes, so that there is room for a number
    if (marker.empty()) return fmt::format ("Part {}", number);
    return std::string (text::beginningOf (marker, longest));
}

std::string tempoText (const std::vector<Point>& points, double length)
{
    const auto same = [] (double a, double b) { return bpmText (a) == bpmText (b); };
    if (std::all_of (points.begin(), points.end(), [&] (const Point& p) { return same (p.value, points.front().value); }))
        return bpmText (points.front().value);
    if (points.size() == 2) return bpmText (points[0].value) + " -> " + bpmText (points[1].value);
    std::string out = "[ ";
    for (std::size_t i = 0; i < points.size(); ++i)
        out += (i == 0 ? "" : ", ") + (i + 1 == points.size() ? std::string ("end") : secondsText (std::min (points[i].at, length))) + " " +
               bpmText (points[i].value);
    return out + " ]";
}
} // namespace

MidiFile midiOf (const session::Timeline& line)
{
    MidiFile file;
    file.title = line.score().title;
    const double length = line.length();
    file.end = tickOf (line, length, file.division);
    // A whole number of microseconds for every beat, what was rounded being made good by the next.
    double told = 0.0;
    for (std::int64_t beat = 0; static_cast<double> (beat) < line.beatAt (length); ++beat)
    {
        const double micros = std::round (1e6 * (line.secondsOfBeat (static_cast<double> (beat + 1)) - told));
        const auto whole = static_cast<std::uint32_t> (std::clamp (micros, 1.0, 16'777'215.0));
        if (file.tempos.empty() || file.tempos.back().micros != whole) file.tempos.push_back ({ beat * file.division, whole });
        told += 1e-6 * whole;
    }
    for (const auto& p : line.phases()) file.markers.push_back ({ tickOf (line, p.begin, file.division), p.name });
    const auto& kinds = touch::techniqueKinds();
    for (const auto& layer : line.touches())
    {
        MidiFile::Track track { layer.phase + ": " + layer.name, {} };
        const auto channel = static_cast<int> (std::find (kinds.begin(), kinds.end(), layer.kind) - kinds.begin()) % 16;
        const auto setting = line.setting (layer, SampleRate { rate });
        for (const auto frame : layer.kind->events (setting, static_cast<Frame> (layer.begin * rate), static_cast<Frame> (layer.end * rate)))
        {
            const double t = static_cast<double> (frame) / rate;
            const auto velocity = static_cast<int> (std::lround (127.0 * layer.strength.value (t) * layer.presence.gain (t)));
            if (velocity < 1) continue;
            const auto tick = tickOf (line, t, file.division);
            track.notes.push_back ({ tick, std::max<std::int64_t> (1, tickOf (line, t + 0.06, file.division) - tick), channel, 60, std::min (velocity, 127) });
        }
        if (! track.notes.empty()) file.tracks.push_back (std::move (track));
    }
    return file;
}

Result<std::string> scriptOf (const MidiFile& file, const std::string& title)
{
    const Clock clock (file);
    std::vector<MidiFile::Marker> begins;
    for (const auto& m : file.markers)
    {
        if (m.tick >= file.end && file.end > 0) continue;
        if (begins.empty() || clock.seconds (m.tick) - clock.seconds (begins.back().tick) >= shortest) begins.push_back (m);
    }
    if (begins.empty() || clock.seconds (begins.front().tick) >= shortest) begins.insert (begins.begin(), { 0, begins.empty() ? "Session" : "Start" });
    begins.front().tick = 0;
    if (! (clock.seconds (file.end) >= shortest)) return fail (std::string ("it lasts less than a second: there is nothing to make a session of"));

    std::string out = "session: 1\ntitle: " + text::writtenScalar (title.empty() ? "From MIDI" : title) + "\ntempo: " + bpmText (clock.bpm (0)) + "\nphases:\n";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < begins.size(); ++i)
    {
        const std::int64_t from = begins[i].tick, to = i + 1 < begins.size() ? begins[i + 1].tick : file.end;
        const double start = clock.seconds (from), length = std::round (1000.0 * (clock.seconds (to) - start)) / 1000.0;
        // What is constant between two changes is meant as a line through the middle of each.
        std::vector<Point> points;
        std::vector<std::int64_t> edges { from };
        for (const auto& t : file.tempos)
            if (t.tick > from && t.tick < to) edges.push_back (t.tick);
        edges.push_back (to);
        for (std::size_t k = 0; k + 1 < edges.size(); ++k)
            points.push_back ({ 0.5 * (clock.seconds (edges[k]) + clock.seconds (edges[k + 1])) - start, clock.bpm (edges[k]) });
        auto kept = simplified (points, tempoWithin);
        if (points.size() > 1)
        {
            // Out to both ends of the phase, as it went on.
            const auto reach = [] (const Point& a, const Point& b, double t) { return b.value + (b.value - a.value) * (t - b.at) / (b.at - a.at); };
            const Point first { 0.0, reach (kept[1], kept[0], 0.0) }, last { length, reach (kept[kept.size() - 2], kept.back(), length) };
            kept.front() = first;
            kept.back() = last;
        }
        const auto called = nameOf (begins[i].text, i + 1);
        auto name = called;
        for (int n = 2; std::find (names.begin(), names.end(), name) != names.end(); ++n) name = fmt::format ("{} {}", called, n);
        names.push_back (name);
        out += "  - name: " + text::writtenScalar (name) + "\n    for: " + secondsText (length) + "\n    tempo: " + tempoText (kept, length) + "\n";
    }
    return out;
}
} // namespace lull::files

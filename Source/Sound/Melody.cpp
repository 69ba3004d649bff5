#include "Sound/Melody.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <numeric>
#include <string_view>

#include "Base/Math.h"
#include "Sound/Strikes.h"

namespace lull::sound
{
namespace
{
struct Scale
{
    std::string_view name;
    int tones, fifth; // of an octave; the fifth's degree
    std::array<double, 7> ratios;
};
constexpr std::array<Scale, 7> scales { {
    { "major pentatonic", 5, 3, { 1.0, 9.0 / 8.0, 5.0 / 4.0, 3.0 / 2.0, 5.0 / 3.0 } },
    { "minor pentatonic", 5, 3, { 1.0, 6.0 / 5.0, 4.0 / 3.0, 3.0 / 2.0, 9.0 / 5.0 } },
    { "suspended", 5, 3, { 1.0, 9.0 / 8.0, 4.0 / 3.0, 3.0 / 2.0, 16.0 / 9.0 } },
    { "hirajoshi", 5, 3, { 1.0, 9.0 / 8.0, 6.0 / 5.0, 3.0 / 2.0, 8.0 / 5.0 } },
    { "major", 7, 4, { 1.0, 9.0 / 8.0, 5.0 / 4.0, 4.0 / 3.0, 3.0 / 2.0, 5.0 / 3.0, 15.0 / 8.0 } },
    { "dorian", 7, 4, { 1.0, 9.0 / 8.0, 6.0 / 5.0, 4.0 / 3.0, 3.0 / 2.0, 5.0 / 3.0, 9.0 / 5.0 } },
    { "lydian", 7, 4, { 1.0, 9.0 / 8.0, 5.0 / 4.0, 45.0 / 32.0, 3.0 / 2.0, 5.0 / 3.0, 15.0 / 8.0 } },
} };

const Scale& scaleOf (const text::Values& v)
{
    const auto found = std::find_if (scales.begin(), scales.end(), [&] (const Scale& s) { return s.name == v.word ("scale"); });
    return found == scales.end() ? scales.front() : *found;
}

constexpr int farthest = 3;                  // degrees between two notes of a phrase
constexpr std::size_t remembered = 60;       // phrases of which none comes back
constexpr std::size_t mostNotes = 9;         // of a phrase
constexpr double between = 0.4, least = 0.7; // share of a phrase's rests that lies inside it; the pause after it, of what is due

using Path = std::vector<int>; // degrees

// One stream's values in turn.
struct Chances
{
    Stream stream;
    std::uint64_t n = 0;
    double unit() { return stream.unit (n++); }
    double sign() { return stream.sign (n++); }
    int below (int count) { return static_cast<int> (unit() * count); }
};

// Where the line goes, phrase after phrase; when it rests is not its business.
class Course
{
public:
    Course (const Scale& s, int degreesInAll, Stream c)
        : scale (s), top (degreesInAll - 1), chance (c), slow { c.child ("drift").unit (0), c.child ("drift").unit (1) }
    {}

    // What comes next; `fresh`: after a silence, so from home.
    Path phrase (bool fresh)
    {
        Chances c { chance.child (number) };
        // Two slow waves that never meet again carry the middle of the line up and down its range.
        const auto n = static_cast<double> (number++);
        const double middle = top * (0.45 + 0.24 * math::sinCycles (n / 11.3 + slow[0]) + 0.16 * math::sinCycles (n / 18.7 + slow[1]));
        Path path;
        for (int attempt = 0; attempt < 8; ++attempt)
        {
            path = walk (c, fresh ? 0 : entrance (c, middle), middle);
            if (std::find (past.begin(), past.end(), path) == past.end()) break;
        }
        past.push_back (path);
        if (past.size() > remembered) past.pop_front();
        away = path.back() % scale.tones == 0 ? 0 : away + 1;
        last = path.back();
        return path;
    }

private:
    const Scale& scale;
    int top, last = 0, away = 0; // away: phrases since one ended on the root
    Stream chance;
    std::array<double, 2> slow;
    std::uint64_t number = 0;
    std::deque<Path> past;

    // Near where the last phrase ended, rather on the middle's side, and not on the same note.
    int entrance (Chances& c, double middle)
    {
        const bool up = (c.unit() < 0.75) == (middle > last);
        const int toward = last + (up ? 1 : -1) * (1 + c.below (2));
        const int inside = std::clamp (toward, 0, top);
        return inside != last ? inside : (last == 0 ? std::min (1, top) : last - 1);
    }

    // The resting tone nearest to `wanted`: a root, or else a fifth too.
    int rest (double wanted, int from, std::size_t steps, bool home) const
    {
        int best = from;
        double apart = 1e9;
        for (int d = 0; d <= top; ++d)
        {
            const int tone = d % scale.tones;
            if ((tone != 0 && (home || tone != scale.fifth)) || std::abs (d - from) > farthest * static_cast<int> (steps)) continue;
            // Not the last note again, and not so far that it takes skips all the way.
            const double now = std::abs (d - wanted) + (d == last ? 1.5 : 0.0) + std::max (0.0, std::abs (d - from) - 1.2 * static_cast<double> (steps));
            if (now < apart)
            {
                apart = now;
                best = d;
            }
        }
        return best;
    }

    // An arch, as most melodies that people sing are (Huron 1996), from `first` over a summit down to a resting tone.
    Path walk (Chances& c, int first, double middle)
    {
        const std::size_t count = 3 + static_cast<std::size_t> (c.below (mostNotes - 2));
        const bool home = away > 2 || c.unit() < 0.4;
        const int goal = rest (middle - 1.0 + 1.5 * c.sign(), first, count - 1, home);
        const double summit = std::min<double> (top, std::max ({ middle, static_cast<double> (first), static_cast<double> (goal) }) + 3.0 * c.unit());
        const double when = (0.3 + 0.35 * c.unit()) * static_cast<double> (count - 1);
        Path path { first };
        for (std::size_t i = 1; i + 1 < count; ++i)
        {
            const double x = static_cast<double> (i);
            const double guide = x < when ? first + (summit - first) * x / when
                                          : goal + (summit - goal) * (static_cast<double> (count - 1) - x) / (static_cast<double> (count - 1) - when);
            path.push_back (step (c, path, guide, goal, count - 1 - i));
        }
        path.push_back (goal);
        return path;
    }

    // Mostly a step, now and then a skip that the next note fills; no trills, few notes twice.
    int step (Chances& c, const Path& path, double guide, int goal, std::size_t left) const
    {
        constexpr std::array<double, 2 * farthest + 1> habit { 0.05, 0.22, 1.0, 0.04, 1.0, 0.22, 0.05 };
        std::array<double, habit.size()> weight {};
        const int here = path.back(), before = path.size() > 1 ? path[path.size() - 2] : here, came = here - before;
        for (int k = 0; k < static_cast<int> (habit.size()); ++k)
        {
            const int move = k - farthest, to = here + move;
            if (to < 0 || to > top || std::abs (goal - to) > farthest * static_cast<int> (left) || (left == 1 && to == goal)) continue;
            const double off = (to - guide) / 1.4;
            double w = habit[static_cast<std::size_t> (k)] * math::exp (-0.5 * off * off);
            if (path.size() > 1 && to == before) w *= 0.25;
            if (std::abs (came) > 1 && move * came < 0) w *= 2.0;
            weight[static_cast<std::size_t> (k)] = w + 1e-9;
        }
        double at = c.unit() * std::accumulate (weight.begin(), weight.end(), 0.0);
        for (int k = 0; k < static_cast<int> (weight.size()); ++k)
            if (const double w = weight[static_cast<std::size_t> (k)]; w > 0.0 && (at -= w) <= 0.0) return here + k - farthest;
        return here + std::clamp (goal - here, -1, 1);
    }
};
} // namespace

int degrees (const text::Values& v) { return 1 + static_cast<int> (v.number ("octaves") * scaleOf (v).tones + 0.5); }

double ratioOf (const text::Values& v, int degree)
{
    const Scale& s = scaleOf (v);
    double ratio = s.ratios[static_cast<std::size_t> (degree % s.tones)];
    for (int octave = degree / s.tones; octave > 0; --octave) ratio *= 2.0;
    return ratio;
}

std::vector<Note> melody (const VoiceSetting& setting)
{
    const auto steps = strikes (setting, setting.values.number ("every"), setting.values.measure ("every") == text::Measure::beats);
    // The layer's silences: a window that does not begin where another still lasts.
    std::vector<double> starts;
    double until = -1.0;
    for (const auto& w : setting.windows)
    {
        if (w.begin > until) starts.push_back (w.begin);
        until = std::max (until, w.end);
    }

    const double perNote = 1.0 / setting.values.number ("density") - 1.0; // rests
    Course course (scaleOf (setting.values), degrees (setting.values), setting.noise.child ("course"));
    const Stream rhythm = setting.noise.child ("rhythm"), touch = setting.noise.child ("touch");
    std::vector<Note> list;
    double due = 0.0; // rests that the density asks for and that have not been
    std::size_t run = 0;
    std::uint64_t phrases = 0;
    for (std::size_t at = 0; at < steps.size();)
    {
        bool fresh = false;
        for (; run < starts.size() && steps[at].seconds >= starts[run]; ++run) fresh = true;
        const double end = run < starts.size() ? starts[run] : 1e300; // a phrase does not reach over a silence
        const Path path = course.phrase (fresh);
        Chances c { rhythm.child (phrases++) };
        due += perNote * static_cast<double> (path.size());
        int inside = static_cast<int> (between * due + c.unit());
        for (std::size_t i = 0; i < path.size(); ++i)
        {
            if (at >= steps.size() || steps[at].seconds >= end) break;
            const double fall = static_cast<double> (i) / static_cast<double> (path.size() - 1); // strongest first, like a sigh
            const double human = touch.sign (list.size());
            list.push_back ({ steps[at].frame, steps[at].seconds, path[i], i == 0 ? 0.15 * human : std::min (0.3, 0.8 * human - 3.0 * fall), list.size() });
            ++at;
            if (i + 1 == path.size()) break;
            const int rest = std::min ({ inside, 2, c.below (3) });
            inside -= rest;
            due -= rest;
            at += static_cast<std::size_t> (rest);
        }
        const auto pause = static_cast<int> (std::max (0.0, due) * (least + 2.0 * (1.0 - least) * c.unit()) + 0.5);
        due -= pause;
        for (int k = 0; k < pause && at < steps.size() && steps[at].seconds < end; ++k) ++at;
    }
    return list;
}

text::FieldTable lineFields (std::string note, std::string density)
{
    std::vector<std::string> names;
    for (const auto& s : scales) names.emplace_back (s.name);
    return {
        { .key = "note",
          .kind = text::Field::Kind::quantity,
          .about = "The scale's root, the line's lowest tone and its home: a note, a frequency, or touch for an octave of the vibration",
          .ranges = { { text::Measure::hertz, 60.0, 1000.0 } },
          .words = { std::string (fromTouch) },
          .fallback = std::move (note) },
        { .key = "scale",
          .kind = text::Field::Kind::word,
          .about = "The tones that the line is made of, in pure intervals over the root",
          .ranges = {},
          .words = std::move (names),
          .fallback = "major pentatonic" },
        { .key = "octaves",
          .kind = text::Field::Kind::number,
          .about = "How far up the line goes, from the root",
          .ranges = { { text::Measure::number, 1.0, 3.0 } },
          .words = {},
          .fallback = "2" },
        { .key = "every",
          .kind = text::Field::Kind::quantity,
          .about = "From one place for a note to the next, counted from the phase's first whole beat",
          .ranges = { { text::Measure::beats, 0.25, 64.0 }, { text::Measure::seconds, 0.25, 60.0 } },
          .words = {},
          .fallback = "1 beat" },
        { .key = "density",
          .kind = text::Field::Kind::quantity,
          .about = "How many of the places have a note; the others are rests, most of them between phrases",
          .ranges = { { text::Measure::percent, 0.1, 1.0 } },
          .words = {},
          .fallback = std::move (density) },
    };
}
} // namespace lull::sound

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "Base/Beats.h"
#include "Sound/Listening.h"
#include "Sound/Melody.h"

using namespace lull;
using namespace lull::tests;

namespace
{
constexpr std::array<const char*, 7> scaleNames { "major pentatonic", "minor pentatonic", "suspended", "hirajoshi", "major", "dorian", "lydian" };

std::vector<sound::Note> lineOf (const std::string& yaml, const Room& room = {}, double rate = 48'000.0)
{
    const auto* kind = sound::findVoiceKind ("harp");
    return sound::melody ({ valuesOf (*kind, yaml), Stream (room.seed).child ("layer"), SampleRate { rate }, room.bpm, room.windows });
}

// Notes no further apart than a phrase's own rests.
std::vector<std::vector<int>> phrasesOf (const std::vector<sound::Note>& notes, double gap)
{
    std::vector<std::vector<int>> list;
    for (std::size_t i = 0; i < notes.size(); ++i)
    {
        if (i == 0 || notes[i].seconds - notes[i - 1].seconds > gap) list.emplace_back();
        list.back().push_back (notes[i].degree);
    }
    return list;
}
} // namespace

TEST_CASE ("a line's notes fall on the exact frames of their beats along a tempo ramp")
{
    Room room;
    room.bpm = Curve ({ { 0.0, 66.0, Shape::linear }, { 1200.0, 52.0, Shape::linear } });
    room.windows = { { 3.0, 1200.0, 4.0 } };
    for (double rate : { 44'100.0, 96'000.0 })
    {
        const auto notes = lineOf ("{ every: 0.5 beats, density: 60% }", room, rate);
        REQUIRE (notes.size() > 1000);
        for (std::size_t i = 0; i < notes.size(); ++i)
        {
            const double halves = 2.0 * (room.bpm.integral (notes[i].seconds) / 60.0 - 4.0);
            CHECK (std::abs (halves - std::floor (halves + 0.5)) < 1e-6);
            CHECK (notes[i].frame == frameOfBeat (room.bpm, 4.0 + 0.5 * std::floor (halves + 0.5), SampleRate { rate }));
            if (i > 0) CHECK (notes[i].frame > notes[i - 1].frame);
        }
    }
    // Every place has a note where all of them should.
    room.windows = { { 0.0, 60.0, 0.0 } };
    room.bpm = Curve (60.0);
    CHECK (lineOf ("{ every: 1 beat, density: 100% }", room).size() == 60);
}

TEST_CASE ("a line moves mostly by step, stays in its range and comes home, in every scale")
{
    for (const char* scale : scaleNames)
        for (const char* octaves : { "1", "2", "3" })
        {
            const auto yaml = std::string ("{ octaves: ") + octaves + ", scale: " + scale + " }";
            const auto notes = lineOf (yaml);
            const auto values = valuesOf (*sound::findVoiceKind ("harp"), yaml);
            const int top = sound::degrees (values) - 1;
            INFO (yaml);
            CHECK (sound::ratioOf (values, top) == Approx (std::pow (2.0, values.number ("octaves"))));
            REQUIRE (notes.size() > 1500);
            CHECK (notes.front().degree == 0);
            std::set<int> met;
            double steps = 0.0, moves = 0.0, same = 0.0, home = 0.0, resting = 0.0, phrases = 0.0;
            const int fifth = std::string (scale).find ("pent") != std::string::npos || scale[0] == 's' || scale[0] == 'h' ? 3 : 4, tones = fifth == 3 ? 5 : 7;
            for (const auto& n : notes)
            {
                CHECK (n.degree >= 0);
                CHECK (n.degree <= top);
                CHECK (n.decibels <= 0.3);
                CHECK (n.decibels >= -4.0);
                met.insert (n.degree);
            }
            for (const auto& phrase : phrasesOf (notes, 3.5)) // 1 beat a step, at most 2 rests inside
            {
                for (std::size_t i = 1; i < phrase.size(); ++i)
                {
                    const int move = std::abs (phrase[i] - phrase[i - 1]);
                    ++moves;
                    steps += move == 1 ? 1.0 : 0.0;
                    same += move == 0 ? 1.0 : 0.0;
                }
                ++phrases;
                home += phrase.back() % tones == 0 ? 1.0 : 0.0;
                resting += phrase.back() % tones == 0 || phrase.back() % tones == fifth ? 1.0 : 0.0;
            }
            CHECK (static_cast<int> (met.size()) == top + 1); // it reaches everywhere
            CHECK (steps / moves > 0.6);
            CHECK (same / moves < 0.06);
            CHECK (home / phrases > 0.4);
            CHECK (resting / phrases > 0.93); // two phrases with no rest between look like one, and the last may be cut
        }
}

TEST_CASE ("a line breathes: as dense as asked, with its rests mostly between phrases")
{
    for (double density : { 0.2, 0.45, 0.8 })
    {
        const auto notes = lineOf ("{ every: 1 s, density: " + std::to_string (static_cast<int> (100.0 * density)) + "% }");
        CHECK (static_cast<double> (notes.size()) / 5400.0 == Approx (density).epsilon (0.03));
        double inside = 0.0, pauses = 0.0, longest = 0.0;
        std::set<int> lengths;
        for (std::size_t i = 1; i < notes.size(); ++i)
        {
            const double rest = notes[i].seconds - notes[i - 1].seconds - 1.0;
            (rest < 2.5 ? inside : pauses) += rest;
            longest = std::max (longest, rest);
            lengths.insert (static_cast<int> (rest + 0.5));
        }
        if (density < 0.5) CHECK (pauses > inside);
        CHECK (longest < 12.0 / density);
        CHECK (lengths.size() >= 3);
    }
}

TEST_CASE ("hardly a tune of eight notes comes back within ten minutes, and the line has no period")
{
    for (const char* scale : { "major pentatonic", "dorian" })
    {
        const auto notes = lineOf (std::string ("{ octaves: 2, scale: ") + scale + " }");
        // From any note on.
        std::map<std::vector<int>, double> heard;
        int again = 0;
        for (std::size_t i = 0; i + 8 <= notes.size(); ++i)
        {
            std::vector<int> tune;
            for (std::size_t k = 0; k < 8; ++k) tune.push_back (notes[i + k].degree);
            const auto [before, fresh] = heard.try_emplace (tune, notes[i].seconds);
            if (! fresh && notes[i].seconds - before->second < 600.0) ++again;
            before->second = notes[i].seconds;
        }
        CHECK (again < static_cast<int> (notes.size() / 100)); // by chance, a few
        // Degree by degree, the line is unlike itself at every lag of 8 notes to 300.
        for (std::size_t lag = 8; lag < 300; ++lag)
        {
            std::vector<double> a, b;
            for (std::size_t i = lag + 1; i < notes.size(); ++i)
            {
                a.push_back (notes[i].degree - notes[i - 1].degree);
                b.push_back (notes[i - lag].degree - notes[i - lag - 1].degree);
            }
            INFO ("lag " << lag);
            CHECK (std::abs (correlation (a, b)) < 0.12);
        }
    }
}

TEST_CASE ("a longer session's line begins like a shorter one's, begins from home after a silence, and another layer's is another")
{
    Room room;
    room.windows = { { 0.0, 120.0, 0.0 }, { 120.0, 300.0, 120.0 }, { 400.0, 500.0, 400.0 } };
    const auto all = lineOf ("{}", room);
    room.windows.pop_back();
    const auto some = lineOf ("{}", room);
    REQUIRE (some.size() > 100);
    REQUIRE (all.size() > some.size());
    for (std::size_t i = 0; i < some.size(); ++i)
    {
        CHECK (all[i].degree == some[i].degree);
        CHECK (all[i].frame == some[i].frame);
    }
    CHECK (all[some.size()].degree == 0);
    CHECK (all[some.size()].seconds == 400.0);
    room.seed = 8;
    const auto other = lineOf ("{}", room);
    std::size_t alike = 0;
    for (std::size_t i = 0; i < std::min (other.size(), some.size()); ++i) alike += other[i].degree == some[i].degree && other[i].frame == some[i].frame;
    CHECK (alike < some.size() / 3);
}

#include <cmath>
#include <set>

#include "Base/Simd.h"
#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;
using sound::VoiceKind;

namespace
{
// Values at an end of every field's range, or its n-th word; what is tuned to touch has a number by the time a voice is made.
text::Values extreme (const VoiceKind& kind, bool high, std::size_t word)
{
    auto values = text::defaults (kind.fields);
    for (const auto& f : kind.fields)
    {
        text::Value v;
        if (f.kind == text::Field::Kind::text) continue;
        if (f.kind == text::Field::Kind::flag) v.is = high;
        else if (! f.words.empty() && f.words[0] != sound::fromTouch && (f.ranges.empty() || word % 2 == 1)) v.is = f.words[word % f.words.size()];
        else v.is = text::Quantity { high ? f.ranges[0].greatest : f.ranges[0].least, f.ranges[0].measure };
        values.set (f.key, v);
    }
    return values;
}

std::vector<double> slowEnvelope (const std::vector<float>& x, double rate) { return envelope (x, static_cast<std::size_t> (0.1 * rate)); }
} // namespace

TEST_CASE ("there are voices, each with a name, a line about it and fields that a person can read")
{
    std::set<std::string_view> names;
    for (const auto* kind : sound::voiceKinds())
    {
        names.insert (kind->name);
        CHECK (! kind->about.empty());
        CHECK (sound::findVoiceKind (kind->name) == kind);
        for (const auto& f : kind->fields) CHECK (! f.about.empty());
    }
    for (const char* name : { "ocean", "bowl", "pad", "pink", "brown", "green", "rain", "wind", "stream", "fire", "binaural", "isochronic", "heartbeat",
                              "drone", "shushing", "fan", "breath guide", "harp", "kalimba" })
        CHECK (names.count (name) == 1);
}

TEST_CASE ("every voice stays finite, bounded and without DC at the ends of its ranges and at every rate")
{
    for (const auto* kind : sound::voiceKinds())
        for (double rate : { 8'000.0, 48'000.0, 192'000.0 })
            for (bool high : { false, true })
                for (std::size_t word : { 0u, 1u })
                {
                    Room room;
                    room.rate = rate;
                    const auto values = extreme (*kind, high, word);
                    const double gain = std::pow (10.0, (-30.0 - kind->loudness (values)) / 20.0);
                    INFO (kind->name << " " << rate << " " << high << " " << word);
                    const Ears e = listen (*make (*kind, values, room), room, 3.0, 0.4);
                    double dc = 0.0, peak = 0.0, power = 1e-20;
                    bool finite = true;
                    for (float x : e.left)
                    {
                        finite = finite && std::isfinite (x);
                        dc += static_cast<double> (x);
                        peak = std::max (peak, std::abs (static_cast<double> (x)));
                        power += static_cast<double> (x) * static_cast<double> (x);
                    }
                    CHECK (finite);
                    CHECK (gain * peak < 1.0); // at -30 LUFS
                    const double n = static_cast<double> (e.left.size());
                    CHECK (std::abs (dc / n) < 0.25 * std::sqrt (power / n) + 1e-6);
                }
}

TEST_CASE ("every voice renders the same bytes with and without AVX2")
{
    for (const auto* kind : sound::voiceKinds())
        for (double rate : { 44'100.0, 96'000.0 })
        {
            Room room;
            room.rate = rate;
            const auto values = text::defaults (kind->fields);
            const Ears wide = listen (*make (*kind, values, room), room, 3.7, 1.0);
            simd::allowWide (false);
            const Ears narrow = listen (*make (*kind, values, room), room, 3.7, 1.0);
            simd::allowWide (true);
            INFO (kind->name);
            CHECK (wide == narrow);
        }
}

TEST_CASE ("after a jump every voice is itself again once its settling time is over")
{
    for (const auto* kind : sound::voiceKinds())
    {
        const Room room;
        const auto values = text::defaults (kind->fields);
        const auto whole = make (*kind, values, room), jumped = make (*kind, values, room);
        const double settling = whole->settling().value, at = 20.0;
        CHECK (settling <= 10.0);
        listen (*whole, room, at - 12.0, 12.0); // it has been playing
        listen (*jumped, room, 200.0, 0.5);     // somewhere else
        jumped->restart();
        const Ears a = listen (*whole, room, at, settling + 0.25), b = listen (*jumped, room, at, settling + 0.25);
        INFO (kind->name << " settles in " << settling << " s");
        if (settling == 0.0)
        {
            CHECK (a == b);
            continue;
        }
        double worst = 0.0;
        const double gain = std::pow (10.0, (-30.0 - kind->loudness (values)) / 20.0);
        for (auto i = static_cast<std::size_t> (settling * room.rate); i < a.left.size(); ++i)
            worst = std::max ({ worst, std::abs (static_cast<double> (a.left[i] - b.left[i])), std::abs (static_cast<double> (a.right[i] - b.right[i])) });
        CHECK (20.0 * std::log10 (gain * worst + 1e-12) < -90.0);
    }
}

TEST_CASE ("every voice is as loud as it says")
{
    struct Case
    {
        const char *name, *yaml;
        int minutes;
    };
    for (const Case& c : { Case { "ocean", "{}", 4 },
                           Case { "ocean", "{ swell: 8 s, distance: 0 }", 4 },
                           Case { "ocean", "{ distance: 90% }", 3 },
                           Case { "pad", "{}", 3 },
                           Case { "pad", "{ note: A2, chord: minor, space: 100%, brightness: 80% }", 3 },
                           Case { "pink", "{ width: 0% }", 1 },
                           Case { "brown", "{}", 1 },
                           Case { "green", "{}", 1 },
                           Case { "rain", "{}", 6 },
                           Case { "rain", "{ ground: leaves, near: 0% }", 6 },
                           Case { "rain", "{ ground: window, near: 100% }", 6 },
                           Case { "fire", "{}", 3 },
                           Case { "fire", "{ crackle: 0% }", 4 },
                           Case { "fire", "{ crackle: 100%, width: 150 cm }", 3 },
                           Case { "wind", "{ gusts: 0%, howl: 0% }", 2 }, // gusts: Wind.cpp
                           Case { "wind", "{ gusts: 0%, howl: 100% }", 2 },
                           Case { "stream", "{}", 3 },
                           Case { "stream", "{ flow: 0%, near: 0% }", 3 },
                           Case { "stream", "{ flow: 100%, near: 100% }", 3 },
                           Case { "binaural", "{ carrier: 440 Hz, beat: 10 Hz }", 1 },
                           Case { "binaural", "{ carrier: 90 Hz, beat: 20 Hz, through: loudspeakers }", 1 },
                           Case { "isochronic", "{}", 1 },
                           Case { "isochronic", "{ carrier: 700 Hz, beat: 1.1 Hz, depth: 100% }", 1 },
                           Case { "isochronic", "{ beat: 40 Hz, depth: 30% }", 1 },
                           Case { "isochronic", "{ beat: 1 per beat, depth: 90% }", 1 },
                           Case { "heartbeat", "{}", 1 },
                           Case { "heartbeat", "{ every: 45 bpm, softness: 100% }", 1 },
                           Case { "heartbeat", "{ every: 4 beats, softness: 0% }", 1 },
                           Case { "heartbeat", "{ every: 110 bpm }", 1 },
                           Case { "drone", "{}", 5 },
                           Case { "shushing", "{}", 2 },
                           Case { "shushing", "{ every: 1.5 s, softness: 0% }", 1 },
                           Case { "shushing", "{ every: 12 s, softness: 100% }", 2 },
                           Case { "fan", "{}", 1 },
                           Case { "fan", "{ speed: low, size: 150 cm, blades: 3 }", 1 },
                           Case { "fan", "{ speed: 3000/min, size: 10 cm }", 1 },
                           Case { "breath guide", "{}", 1 },
                           Case { "breath guide", "{ air: 10%, note: A3, inhale: 30% }", 1 } })
    {
        const auto* kind = sound::findVoiceKind (c.name);
        const auto values = valuesOf (*kind, c.yaml);
        // Chance differs from minute to minute; what is promised is the mean.
        double mean = 0.0;
        for (int m = 0; m < c.minutes; ++m)
        {
            Room room;
            room.seed = static_cast<std::uint64_t> (m + 1);
            mean += std::pow (10.0, 0.1 * meter (listen (*make (*kind, values, room), room, 60.0 * m, 60.0), room.rate).integrated) / c.minutes;
        }
        INFO (c.name << " " << c.yaml);
        CHECK (10.0 * std::log10 (mean) == Approx (kind->loudness (values)).margin (0.5));
    }
    for (const char* yaml : { "{}", "{ softness: 0% }", "{ softness: 100%, note: A4 }", "{ note: 90 Hz, softness: 30% }" })
        for (std::uint64_t seed : { 1u, 2u, 3u })
        {
            Room room;
            room.seed = seed;
            room.windows = { { 0.0, 0.5, 0.0 } };
            const auto* kind = sound::findVoiceKind ("bowl");
            const auto values = valuesOf (*kind, yaml);
            INFO (yaml);
            CHECK (meter (listen (*make (*kind, values, room), room, 0.0, 4.0), room.rate).shortTerm == Approx (kind->loudness (values)).margin (0.5));
        }
    for (const char* name : { "harp", "kalimba" })
        for (const char* yaml : { "{}", "{ softness: 0%, note: 60 Hz }", "{ softness: 100%, note: A3, octaves: 3 }", "{ softness: 20%, note: 1000 Hz }" })
            for (std::uint64_t seed : { 1u, 2u, 3u })
            {
                Room room;
                room.seed = seed;
                room.windows = { { 0.0, 0.2, 0.0 } };
                const auto* kind = sound::findVoiceKind (name);
                const auto values = valuesOf (*kind, yaml);
                INFO (name << " " << yaml);
                CHECK (meter (listen (*make (*kind, values, room), room, 0.0, 4.0), room.rate).shortTerm == Approx (kind->loudness (values)).margin (0.5));
            }
}

TEST_CASE ("at another rate every voice does the same at the same second, with the same spectrum")
{
    const std::set<std::string_view> still {
        "pink", "brown", "green", "binaural", "isochronic", "rain", "wind", "stream", "fire", "fan", "file"
    }; // what moves in them is too little to compare
    const std::set<std::string_view> decaying { "bowl", "harp", "kalimba" };
    for (const auto* kind : sound::voiceKinds())
    {
        const auto values = text::defaults (kind->fields);
        std::vector<double> first, level;
        for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
        {
            Room room;
            room.rate = rate;
            const Ears e = listen (*make (*kind, values, room), room, 30.0, 8.5);
            const auto now = slowEnvelope (e.left, rate);
            const Spectrum s (e.left, rate, rate > 50'000.0 ? 32'768 : 16'384);
            std::vector<double> bands;
            for (double f = 88.0; f < 9'000.0; f *= 2.0) bands.push_back (s.decibels (f, 2.0 * f));
            if (first.empty())
            {
                first = now;
                level = bands;
                continue;
            }
            INFO (kind->name << " " << rate);
            if (! still.count (kind->name)) CHECK (correlation (first, now) > 0.97);
            for (std::size_t b = 0; b < bands.size(); ++b)
                if (level[b] > *std::max_element (level.begin(), level.end()) - 40.0)
                    CHECK (bands[b] ==
                           Approx (level[b]).margin (decaying.count (kind->name) ? 2.0 : 1.0)); // the spectrum's windows meet its decay elsewhere at every rate
        }
    }
}

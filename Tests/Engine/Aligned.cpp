// Sound and touch that arrive apart: touch is read earlier or later in the timeline, and the beats by which a person finds out how much.
#include "Engine/Live.h"

#include <cstring>

using namespace lull;
using namespace lull::test;

namespace
{
struct Stretch
{
    std::vector<StereoQuantum> sound;
    std::vector<TouchQuantum> touch;
};

Stretch play (const std::shared_ptr<const session::Timeline>& timeline, double from, double seconds, double early)
{
    engine::Performance p (timeline, liveRate, static_cast<Frame> (from * liveRate.value), engine::Reading::waits, Seconds { early });
    Stretch s;
    const auto quanta = static_cast<std::size_t> (seconds * liveRate.value / quantum);
    s.sound.resize (quanta);
    s.touch.resize (quanta);
    for (std::size_t q = 0; q < quanta; ++q) p.render ({}, s.sound[q], s.touch[q]);
    return s;
}

template <class T>
bool same (const std::vector<T>& a, std::size_t from, const std::vector<T>& b, std::size_t at, std::size_t count)
{
    return std::memcmp (&a[from], &b[at], count * sizeof (T)) == 0;
}

double loudest (const std::vector<TouchQuantum>& touch, std::size_t from, std::size_t to)
{
    double most = 0.0;
    for (std::size_t q = from; q < to; ++q)
        for (const float x : touch[q].at) most = std::max (most, static_cast<double> (std::abs (x)));
    return most;
}

const char* const followed = "session: 1\ntitle: Follow\nbreath: 6/min\nsounds:\n  sea: { kind: ocean, level: -26 LUFS, swell: breath }\n"
                             "phases:\n  - name: One\n    for: 60 s\n    fade: 0 s\n    sound: { sea: {} }\n"
                             "    touch: [ { stroke: follow, strength: 100%, sound: sea, place: upper back } ]\n";
} // namespace

TEST_CASE ("touch that is read early is the same touch, earlier, beside the same sound")
{
    for (const char* const script : { steady, followed, everything })
        for (const double early : { 0.04, 0.3 })
        {
            INFO (std::string (script).substr (0, 60) << " " << early);
            const auto timeline = timelineOf (script);
            const auto plain = play (timeline, 0.0, 8.0, 0.0), shifted = play (timeline, 0.0, 6.0, early);
            const auto quanta = static_cast<std::size_t> (std::lround (early * liveRate.value / quantum)), n = shifted.sound.size();
            CHECK (same (plain.sound, 0, shifted.sound, 0, n));
            CHECK (same (plain.touch, quanta, shifted.touch, 0, n));
            CHECK (loudest (shifted.touch, 0, n) > 1e-3);
        }
}

TEST_CASE ("touch that is read late is the same touch, later, and silent before its session begins")
{
    for (const char* const script : { steady, followed })
    {
        const auto timeline = timelineOf (script);
        const auto plain = play (timeline, 0.0, 6.0, 0.0), shifted = play (timeline, 0.0, 6.0, -0.2);
        const auto quanta = static_cast<std::size_t> (std::lround (0.2 * liveRate.value / quantum)), n = shifted.sound.size();
        CHECK (same (plain.sound, 0, shifted.sound, 0, n));
        CHECK (loudest (shifted.touch, 0, quanta) == 0.0);
        CHECK (same (plain.touch, 0, shifted.touch, quanta, n - quanta));
    }
}

TEST_CASE ("beginning in the middle with touch read early is what arriving there is")
{
    const auto timeline = timelineOf (steady);
    const auto plain = play (timeline, 0.0, 14.0, 0.1), late = play (timeline, 8.0, 4.0, 0.1);
    const auto at = static_cast<std::size_t> (8.0 * liveRate.value / quantum);
    CHECK (same (plain.touch, at, late.touch, 0, late.touch.size()));
}

TEST_CASE ("an offset beyond all reason is held to what may be")
{
    const auto timeline = timelineOf (steady);
    CHECK (same (play (timeline, 0.0, 3.0, 5.0).touch, 0, play (timeline, 0.0, 3.0, 0.3).touch, 0, 4000));
}

TEST_CASE ("the beats for tapping along: heard, felt, or both so far apart as is wished, and told to the frame")
{
    const auto timeline = timelineOf (steady);
    const auto limits = engine::limitsOf (timeline->chair());
    engine::Player player (limits, liveRate);
    const auto seconds = [&] (double s) { return playThrough (player, liveChannels, static_cast<Frame> (s * liveRate.value), [] (int) { return 480; }); };
    engine::TestBeat beat;
    beat.bpm = 60.0;
    beat.beats = true;
    beat.tick = 0.1f;
    beat.peak[0] = beat.peak[2] = 0.1f;
    player.beat (beat);
    const auto unarmed = seconds (4.0);
    CHECK (peakOf (unarmed[0]) > 0.05);
    CHECK (peakOf (unarmed[2]) == 0.0);
    REQUIRE (player.interlock().arm());
    (void)seconds (32.0);

    // Where the envelope of channel c rises through half its peak, first after each beat's middle.
    const auto onsets = [] (const std::vector<float>& x) {
        std::vector<double> at;
        double top = 0.0;
        for (const float v : x) top = std::max (top, static_cast<double> (std::abs (v)));
        for (std::size_t i = 0; i < x.size(); ++i)
            if (static_cast<double> (std::abs (x[i])) > 0.4 * top && (at.empty() || static_cast<double> (i) / liveRate.value - at.back() > 0.5))
                at.push_back (static_cast<double> (i) / liveRate.value);
        return at;
    };
    const double before = player.telemetry().beat;
    const auto both = seconds (6.0);
    const auto heard = onsets (both[0]), felt = onsets (both[2]);
    REQUIRE (heard.size() == 6);
    REQUIRE (felt.size() == 6);
    CHECK (peakOf (both[3]) == 0.0);
    CHECK (peakOf (both[4]) > 0.01);
    for (std::size_t i = 0; i < 6; ++i)
    {
        const double beats = before + heard[i];
        CHECK (std::abs (beats - std::round (beats)) < 0.002);
        CHECK (std::abs (felt[i] - heard[i]) < 0.02); // a push of 50 Hz has no sharper edge
    }

    beat.early = Seconds { 0.2 };
    player.beat (beat);
    (void)seconds (2.0);
    const auto apart = seconds (6.0);
    const auto then = onsets (apart[0]), sooner = onsets (apart[2]);
    REQUIRE (then.size() == sooner.size());
    for (std::size_t i = 0; i < then.size(); ++i) CHECK ((sooner[i] - then[i]) - (felt[i] - heard[i]) == Approx (-0.2).margin (0.001));

    beat.tick = 0.0f;
    player.beat (beat);
    (void)seconds (2.0);
    const auto alone = seconds (2.0);
    CHECK (peakOf (alone[0]) == 0.0);
    CHECK (peakOf (alone[2]) > 0.01);
    player.beat ({});
    (void)seconds (3.0);
    for (const auto& c : seconds (1.0)) CHECK (peakOf (c) == 0.0);
}

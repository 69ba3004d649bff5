#include <cmath>

#include "Base/Math.h"
#include "Sound/FrameSource.h"
#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;

namespace
{
// A recording in memory, in pages that can be lost; what it holds is a function of the frame.
struct Tape
{
    Frame frames = 480'000;
    bool loops = true;
    double hertz = 220.0;
    Frame lostFrom = -1, lostTo = -1; // frames that are not there
    bool warns = true;                // that they are not
    Frame wanted = -2, wantedNext = -2;

    [[nodiscard]] float at (Frame f, int side) const
    {
        return hertz > 0.0 ? static_cast<float> (0.3 * math::sinCycles (hertz * static_cast<double> (f) / 48'000.0 + 0.1 * side))
                           : static_cast<float> (f + side * 1'000'000);
    }
};

class TapeSource final : public sound::FrameSource
{
public:
    explicit TapeSource (Tape& t) : tape (t) {}
    Frame frames() const noexcept override { return tape.frames; }
    bool loops() const noexcept override { return tape.loops; }
    bool read (Frame from, int count, float* left, float* right) noexcept override
    {
        REQUIRE (from >= 0);
        REQUIRE (count > 0);
        REQUIRE (from + count <= tape.frames);
        if (from + count > tape.lostFrom && from < tape.lostTo) return false;
        for (int i = 0; i < count; ++i) left[i] = tape.at (from + i, 0), right[i] = tape.at (from + i, 1);
        return true;
    }
    bool has (Frame f) const noexcept override { return ! tape.warns || f < tape.lostFrom || f >= tape.lostTo; }
    void want (Frame now, Frame next) noexcept override { tape.wanted = now, tape.wantedNext = next; }
    void live (Frame now, Frame next) override { want (now, next); }
    void waits (bool) noexcept override {}

private:
    Tape& tape;
};

class TapeRecorded final : public sound::Recorded
{
public:
    explicit TapeRecorded (Tape& t) : tape (t) {}
    std::unique_ptr<sound::FrameSource> open (SampleRate) const override { return std::make_unique<TapeSource> (tape); }

private:
    Tape& tape;
};

std::unique_ptr<sound::Voice> play (Tape& tape, const Room& room = {})
{
    return sound::findVoiceKind ("file")->make ({ text::defaults (sound::findVoiceKind ("file")->fields), Stream (1), SampleRate { room.rate }, room.bpm,
                                                  room.windows, std::make_shared<TapeRecorded> (tape) });
}

// How far the tone's own law x[n+1] = 2 cos (w) x[n] - x[n-1] is broken, at worst: what a click is made of.
double worstBend (const std::vector<float>& x, double hertz)
{
    const double c = 2.0 * math::cosCycles (hertz / 48'000.0);
    double worst = 0.0;
    for (std::size_t i = 1; i + 1 < x.size(); ++i)
        worst = std::max (worst, std::abs (static_cast<double> (x[i + 1]) - c * static_cast<double> (x[i]) + static_cast<double> (x[i - 1])));
    return worst;
}

double worstStep (const std::vector<float>& x)
{
    double worst = 0.0;
    for (std::size_t i = 1; i < x.size(); ++i) worst = std::max (worst, std::abs (static_cast<double> (x[i]) - static_cast<double> (x[i - 1])));
    return worst;
}
} // namespace

TEST_CASE ("a looped recording stands at the session's frame modulo its length, wherever playing begins")
{
    Tape tape { .frames = 48'017, .hertz = 0.0 };
    const auto voice = play (tape);
    const Room room;
    for (double from : { 0.0, 0.5, 1.0, 77.7, 3000.0 })
    {
        const Ears e = listen (*voice, room, from, 2.5);
        const auto first = static_cast<Frame> (from * room.rate) / quantum * quantum;
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < e.left.size(); ++i)
        {
            const Frame f = (first + static_cast<Frame> (i)) % tape.frames;
            wrong += e.left[i] == static_cast<float> (f) && e.right[i] == static_cast<float> (f + 1'000'000) ? 0 : 1;
        }
        CHECK (wrong == 0);
        voice->restart();
    }
    StereoQuantum before;
    voice->render (spanAt (-32, room), before);
    CHECK (before.left[0] == static_cast<float> (tape.frames - 32));
}

TEST_CASE ("a recording shorter than a quantum goes round within it")
{
    Tape tape { .frames = 5, .hertz = 0.0 };
    const Ears e = listen (*play (tape), {}, 0.0, 0.01);
    for (std::size_t i = 0; i < e.left.size(); ++i) CHECK (e.left[i] == static_cast<float> (i % 5));
}

TEST_CASE ("a recording that plays once begins where its layer is first heard, and again in a later stretch")
{
    Tape tape { .frames = 48'000, .loops = false, .hertz = 0.0 };
    Room room;
    room.windows = { { 10.0, 11.0, 0.0, 8.0 }, { 11.0, 20.0, 0.0, 10.5 }, { 30.0, 40.0, 0.0, 29.5 } };
    const auto voice = play (tape, room);
    const auto heard = [&] (double at) { return listen (*voice, room, at, 0.01).left[0]; };
    CHECK (heard (7.9) == 0.0f);
    CHECK (heard (8.5) == 24'000.0f);
    CHECK (heard (9.5) == 0.0f); // it is over
    CHECK (heard (10.6) == 0.0f);
    CHECK (heard (29.75) == 12'000.0f);
    CHECK (heard (31.0) == 0.0f);
    CHECK (voice->losses() == 0);

    // Where reading goes on, and where after that, is asked for ahead of time.
    listen (*voice, room, 8.5, 0.001);
    CHECK (tape.wantedNext == 0);
    voice->live (static_cast<Frame> (20.0 * room.rate));
    CHECK (tape.wanted >= tape.frames); // nothing of the first stretch any more
    CHECK (tape.wantedNext == 0);
    voice->jumped (static_cast<Frame> (30.0 * room.rate));
    CHECK (tape.wanted == 24'000);
    CHECK (tape.wantedNext == -1);
}

TEST_CASE ("a missing page fades the recording out and in again when it is back, without a click, and is counted once")
{
    const double hertz = 220.0;
    for (bool warns : { true, false })
    {
        Tape tape { .hertz = hertz, .lostFrom = 48'000, .lostTo = 96'000, .warns = warns };
        const auto voice = play (tape);
        const Ears e = listen (*voice, {}, 0.0, 4.0);
        INFO ((warns ? "seen coming" : "without warning"));
        CHECK (voice->losses() == 1);

        // All of it until the fade, silence while it is lost, and sound again once it is back.
        const auto loudest = [&] (double from, double to) {
            double peak = 0.0;
            for (auto i = static_cast<std::size_t> (from * 48'000.0); i < static_cast<std::size_t> (to * 48'000.0); ++i)
                peak = std::max (peak, std::abs (static_cast<double> (e.left[i])));
            return peak;
        };
        CHECK (loudest (0.9, warns ? 0.989 : 1.0) == Approx (0.3).margin (0.001));
        CHECK (loudest (warns ? 1.0 : 1.0101, 1.9999) < 1e-6);
        CHECK (loudest (2.02, 2.1) == Approx (0.3).margin (0.001));

        // Seen coming, what bends it is the fade alone: 2 w g' and g'' of a tone of 0.3, w per sample. Without warning it turns round where it is lost:
        // twice its own slope at worst. A sample missing from it would bend it by 0.3.
        const double w = math::tau * hertz / 48'000.0, g = 0.5 * math::pi / 480.0;
        const double bend = warns ? 0.3 * (2.0 * w * g + 2.0 * g * g) : 2.02 * 0.3 * w;
        for (const auto* side : { &e.left, &e.right })
        {
            CHECK (worstStep (*side) <= 1.01 * 0.3 * w);
            CHECK (worstBend (*side, hertz) <= 1.05 * bend + 1e-6);
        }
        // What splatters is far below the tone, a decade above it.
        const std::vector<float> around (e.left.begin() + 46'000, e.left.begin() + 50'096);
        double tone = 0.0, high = 0.0;
        const Spectrum spectrum (around, 48'000.0, 4096);
        for (std::size_t k = 0; k < spectrum.density.size(); ++k)
        {
            const double f = static_cast<double> (k) * spectrum.step;
            if (f < 500.0) tone += spectrum.density[k];
            if (f > 2'200.0) high += spectrum.density[k];
        }
        CHECK (10.0 * std::log10 (high / tone) < (warns ? -70.0 : -40.0));
    }
}

TEST_CASE ("a page lost again while it comes back, or from the start, stays within the bounds and is counted each time")
{
    for (bool warns : { true, false })
    {
        Tape tape { .lostFrom = 0, .lostTo = 9'600, .warns = warns };
        const auto voice = play (tape);
        std::vector<float> all;
        Frame at = 0;
        const auto hear = [&] (Frame to) {
            StereoQuantum q;
            for (; at < to; at += quantum)
            {
                voice->render (spanAt (at, {}), q);
                all.insert (all.end(), q.left.begin(), q.left.end());
            }
        };
        hear (9'600);
        INFO ((warns ? "seen coming" : "without warning"));
        CHECK (voice->losses() == 1);
        CHECK (std::all_of (all.begin(), all.end(), [] (float x) { return x == 0.0f; }));
        hear (9'600 + 320); // a third of the way up
        tape.lostFrom = at, tape.lostTo = at + 160;
        hear (at + 160 + 320);
        tape.lostFrom = at, tape.lostTo = at + 320; // and again, while the last loss still dies away
        hear (48'000);
        CHECK (voice->losses() == 3);
        // What dies away and what comes back, each at most as steep as the tone.
        CHECK (worstStep (all) <= 2.0 * 0.3 * math::tau * 220.0 / 48'000.0);
        CHECK (std::abs (all.back()) > 0.0f);
        tape.lostFrom = tape.lostTo = -1;
        voice->restart();
        hear (96'000);
        CHECK (voice->losses() == 3);
    }
}

TEST_CASE ("a layer without its recording is silent")
{
    const Ears e = listen ("file", "{ file: rain.wav }", 0.0, 0.1);
    for (float x : e.left) CHECK (x == 0.0f);
}

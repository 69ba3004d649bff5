#include "Catch.h"

#include <atomic>
#include <cmath>
#include <memory>
#include <thread>
#include <vector>

#include "Devices/OutputCallback.h"

using namespace lull;
using namespace lull::devices;

namespace
{
std::int64_t clockNow = 0;
std::int64_t fakeTime() noexcept { return clockNow; }

// left a sine, right its negative and 0.25 more, touch k the constant k/32; counts.
struct Tone final : Feed
{
    long at = 0;
    int blocks = 0;
    double gaps = 0.0;
    bool lost = false;
    float level = 1.0f;

    float left (long i) const { return level * 0.5f * std::sin (0.05f * static_cast<float> (i)); }
    void process (float* const* out, int channels, int frames) noexcept override
    {
        ++blocks;
        for (int c = 0; c < channels; ++c)
            for (int i = 0; i < frames && out[c] != nullptr; ++i)
                out[c][i] = c == 0 ? left (at + i) : c == 1 ? 0.25f - left (at + i) : static_cast<float> (c - 1) / 32.0f;
        at += frames;
    }
    void gap (Seconds s) noexcept override { gaps += s.value; }
    void touchLost() noexcept override { lost = true; }
};

struct Device
{
    OutputCallback callback { fakeTime };
    std::vector<std::vector<float>> heard;

    explicit Device (int channels) : heard (static_cast<std::size_t> (channels)) { clockNow = 1'000'000'000; }
    void map (int left, int right, std::vector<int> touch)
    {
        ChannelMap m;
        m.left = left;
        m.right = right;
        m.touch = std::move (touch);
        callback.use (m, 48'000.0);
        callback.letTouch (true);
    }
    void run (int frames, int missing = -1)
    {
        std::vector<float*> out;
        for (auto& h : heard)
        {
            h.resize (h.size() + static_cast<std::size_t> (frames), 9.0f); // what a device leaves in its buffers
            out.push_back (static_cast<int> (out.size()) == missing ? nullptr : h.data() + h.size() - frames);
        }
        callback.audioDeviceIOCallbackWithContext (nullptr, 0, out.data(), static_cast<int> (out.size()), frames, {});
        clockNow += static_cast<std::int64_t> (frames) * 1'000'000'000 / 48'000;
    }
    float steepest (int c) const
    {
        float most = 0.0f;
        const auto& h = heard[static_cast<std::size_t> (c)];
        for (std::size_t i = 1; i < h.size(); ++i) most = std::max (most, std::abs (h[i] - h[i - 1]));
        return most;
    }
};
} // namespace

TEST_CASE ("samples reach their channels whatever the block size, and other channels are silent")
{
    Device d (8);
    d.map (0, 1, { 5, 4, 7 });
    Tone tone;
    d.callback.want (&tone, false);
    for (int n : { 1, 0, 33, 480, 4096, 7 }) d.run (n);
    const Tone same;
    bool right = true;
    for (long i = 0; i < 4617; ++i)
    {
        const auto at = static_cast<std::size_t> (i);
        right = right && d.heard[0][at] == same.left (i) && d.heard[5][at] == 1.0f / 32 && d.heard[4][at] == 2.0f / 32 && d.heard[7][at] == 3.0f / 32 &&
                d.heard[2][at] == 0.0f && d.heard[3][at] == 0.0f && d.heard[6][at] == 0.0f;
    }
    CHECK (right);
    CHECK (d.callback.frames() == 4617);
}

TEST_CASE ("a missing channel is left out and moves no other")
{
    Device d (6);
    d.map (0, 1, { 2, 3, 4, 5 });
    Tone tone;
    d.callback.want (&tone, false);
    d.run (64, 3);
    CHECK (d.heard[2].back() == 1.0f / 32);
    CHECK (d.heard[4].back() == 3.0f / 32);
    CHECK (d.heard[5].back() == 4.0f / 32);
    CHECK (d.heard[3].back() == 9.0f);
}

TEST_CASE ("mono is the mean of both sides in any block size")
{
    Device d (3);
    d.map (1, -1, { 2 });
    Tone tone;
    d.callback.want (&tone, false);
    for (int n : { 5, 3000, 64 }) d.run (n);
    for (float x : d.heard[1]) REQUIRE (x == Approx (0.125f));
    for (float x : d.heard[0]) REQUIRE (x == 0.0f);
    for (float x : d.heard[2]) REQUIRE (x == 1.0f / 32);
}

TEST_CASE ("touch that may not flow is silent while sound goes on")
{
    Device d (4);
    d.map (0, 1, { 2, 3 });
    d.callback.letTouch (false);
    Tone tone;
    d.callback.want (&tone, false);
    d.run (256);
    CHECK (d.heard[2].back() == 0.0f);
    CHECK (d.heard[3].back() == 0.0f);
    CHECK (d.heard[0].back() != 0.0f);
}

TEST_CASE ("one feed follows another through silence without a step")
{
    Device d (3);
    d.map (0, 1, { 2 });
    Tone first, second;
    second.level = 0.7f;
    d.callback.want (&first, false);
    d.run (333);
    const auto before = d.heard;
    d.callback.want (&second, true);
    CHECK_FALSE (d.callback.settled());
    for (int i = 0; i < 40; ++i) d.run (100);
    CHECK (d.callback.settled());
    CHECK (first.at == 333 + 960); // faded over 20 ms, then asked no more
    CHECK (second.blocks > 0);
    for (auto& h : d.heard) h.erase (h.begin(), h.begin() + 300);
    CHECK (d.steepest (0) < 0.03f);   // the sine's own slope is 0.025 a sample
    CHECK (d.steepest (2) < 0.0001f); // 1/32 over 960 samples
    CHECK (d.heard[2].back() == 1.0f / 32);

    d.callback.want (nullptr, false);
    for (int i = 0; i < 12; ++i) d.run (100);
    CHECK (d.callback.settled());
    CHECK (d.heard[0].back() == 0.0f);
}

TEST_CASE ("a parked output is silent, asks nothing and goes on where it stood")
{
    Device d (3);
    d.map (0, 1, { 2 });
    Tone tone;
    d.callback.want (&tone, false);
    d.run (4096);
    d.callback.park (true);
    CHECK_FALSE (d.callback.silent());
    for (int i = 0; i < 6; ++i) d.run (512);
    CHECK (d.callback.silent());
    CHECK (tone.at == 4096 + 960);
    CHECK (d.heard[0].back() == 0.0f);
    CHECK (d.heard[2].back() == 0.0f);
    d.callback.park (false);
    for (int i = 0; i < 6; ++i) d.run (512);
    CHECK (tone.at == 4096 + 960 + 3072);
    CHECK (d.heard[2].back() == 1.0f / 32);
    CHECK (d.steepest (2) < 1.0f / 32); // never a whole step: it faded in
    d.heard[0].erase (d.heard[0].begin(), d.heard[0].begin() + 10);
    CHECK (d.steepest (0) < 0.03f);
}

TEST_CASE ("a pause between callbacks is a gap, a long block is not")
{
    Device d (2);
    d.map (0, 1, {});
    Tone tone;
    d.callback.want (&tone, false);
    d.run (256);
    d.run (16'384); // 341 ms of its own
    d.run (256);
    CHECK (tone.gaps == 0.0);
    clockNow += 90'000'000;
    d.run (256);
    CHECK (tone.gaps == 0.0);
    clockNow += 250'000'000;
    d.run (256);
    CHECK (tone.gaps == Approx (0.25));
    CHECK (d.callback.takeGap() == Approx (0.25));
    CHECK (d.callback.takeGap() == 0.0);
    CHECK_FALSE (d.callback.parked());
    CHECK (tone.at == 256 * 4 + 16'384);
}

TEST_CASE ("after a gap of more than five seconds playing waits for the person")
{
    Device d (2);
    d.map (0, 1, {});
    Tone tone;
    d.callback.want (&tone, false);
    d.run (256);
    clockNow += 8ll * 3600 * 1'000'000'000; // a night's suspend
    d.run (256);
    CHECK (d.callback.parked());
    CHECK (tone.at == 256);
    CHECK (d.heard[0].back() == 0.0f);
    for (int i = 0; i < 10; ++i) d.run (256);
    CHECK (tone.at == 256);
    d.callback.park (false);
    d.run (256);
    CHECK (tone.at == 512);
}

TEST_CASE ("feeds are exchanged and freed while the device runs, and none is used after it is let go")
{
    OutputCallback callback;
    ChannelMap m;
    m.touch = { 2 };
    callback.use (m, 48'000.0);
    std::atomic<bool> stop { false };
    std::thread audio ([&] {
        std::vector<float> buffers (3 * 64);
        float* out[] { buffers.data(), buffers.data() + 64, buffers.data() + 128 };
        while (! stop)
        {
            callback.audioDeviceIOCallbackWithContext (nullptr, 0, out, 3, 64, {});
            std::this_thread::yield();
        }
    });
    struct Mortal final : Feed
    {
        std::atomic<int>& usedDead;
        std::atomic<bool> alive { true };
        std::atomic<int> asked { 0 };
        explicit Mortal (std::atomic<int>& u) : usedDead (u) {}
        void process (float* const*, int, int) noexcept override
        {
            ++asked;
            if (! alive) ++usedDead;
        }
        void gap (Seconds) noexcept override {}
        void touchLost() noexcept override {}
    };
    std::atomic<int> usedDead { 0 };
    int heard = 0;
    std::vector<std::unique_ptr<Mortal>> all;
    for (int i = 0; i < 60; ++i)
    {
        all.push_back (std::make_unique<Mortal> (usedDead));
        callback.want (all.back().get(), i % 2 == 0);
        if (i % 7 == 0) callback.park (true);
        while (! callback.settled()) std::this_thread::yield();
        callback.park (false);
        if (i > 0) all[all.size() - 2]->alive = false;
        if (i % 3 == 0)
            while (all.back()->asked == 0) std::this_thread::yield();
    }
    callback.want (nullptr, false);
    while (! callback.settled()) std::this_thread::yield();
    all.back()->alive = false;
    stop = true;
    audio.join();
    for (const auto& f : all) heard += f->asked > 0;
    CHECK (usedDead == 0);
    CHECK (heard >= 20);
}

namespace
{
// Sound of two tones, 40 and 1000 Hz, in both ears; touch of 50 Hz on touch_1 and 60 Hz on touch_2.
struct Tones final : Feed
{
    long at = 0;
    static float tone (double hertz, long i) { return 0.1f * static_cast<float> (std::sin (6.283185307179586 * hertz * static_cast<double> (i) / 48'000.0)); }
    void process (float* const* out, int channels, int frames) noexcept override
    {
        for (int c = 0; c < channels; ++c)
            for (int i = 0; i < frames && out[c] != nullptr; ++i)
                out[c][i] = c < 2 ? tone (40.0, at + i) + tone (1'000.0, at + i) : tone (c == 2 ? 50.0 : 60.0, at + i);
        at += frames;
    }
    void gap (Seconds) noexcept override {}
    void touchLost() noexcept override {}
};

// Amplitude of a tone in the second half, whole cycles of 1 s.
double amplitude (const std::vector<float>& x, double hertz)
{
    double re = 0.0, im = 0.0;
    const std::size_t n = 48'000, from = x.size() - n;
    for (std::size_t i = 0; i < n; ++i)
    {
        const double phase = 6.283185307179586 * hertz * static_cast<double> (i) / 48'000.0;
        re += static_cast<double> (x[from + i]) * std::cos (phase);
        im += static_cast<double> (x[from + i]) * std::sin (phase);
    }
    return 2.0 * std::hypot (re, im) / static_cast<double> (n);
}
} // namespace

TEST_CASE ("a shared line carries touch, and sound above the crossover alone")
{
    const auto play = [] (int actuators, bool mono, bool touches) {
        Device d (2);
        ChannelMap m;
        m.crossover = 100.0;
        if (mono) m.right = -1;
        for (int k = 0; k < actuators; ++k) m.touch.push_back (k == 1 && ! mono ? 1 : 0);
        d.callback.use (m, 48'000.0);
        d.callback.letTouch (touches);
        Tones tones;
        d.callback.want (&tones, false);
        for (int i = 0; i < 96'000 / 37; ++i) d.run (37);
        return d.heard;
    };
    const auto two = play (2, false, true);
    for (std::size_t ear : { 0u, 1u })
    {
        CHECK (amplitude (two[ear], 1'000.0) == Approx (0.1).epsilon (0.01));
        CHECK (amplitude (two[ear], 40.0) == Approx (0.1 * 0.025).epsilon (0.05)); // Linkwitz-Riley of the fourth order
        CHECK (amplitude (two[ear], ear == 0 ? 50.0 : 60.0) == Approx (0.1).epsilon (0.01));
        CHECK (amplitude (two[ear], ear == 0 ? 60.0 : 50.0) < 1e-4);
    }
    const auto one = play (1, false, true), folded = play (2, true, true), still = play (2, false, false);
    CHECK (amplitude (one[0], 50.0) == Approx (0.1).epsilon (0.01));
    CHECK (amplitude (one[1], 50.0) == Approx (0.1).epsilon (0.01));
    CHECK (amplitude (folded[0], 50.0) == Approx (0.1).epsilon (0.01));
    CHECK (amplitude (folded[0], 60.0) == Approx (0.1).epsilon (0.01));
    CHECK (amplitude (folded[1], 1'000.0) < 1e-9);
    CHECK (amplitude (still[0], 50.0) < 1e-4);
    CHECK (amplitude (still[0], 40.0) < 0.003); // nothing shakes by itself
}

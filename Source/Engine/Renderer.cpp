#include "Engine/Renderer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

#include "Base/Simd.h"
#include "Engine/LastStage.h"
#include "Engine/Meeting.h"

namespace lull::engine
{
namespace
{
// Collects quanta into the sink's blocks.
class Outlet
{
public:
    Outlet (int channelCount, int blockFrames, Frame skip, Frame total, const RenderSink& s)
        : sink (s), block (blockFrames), skipping (skip), left (total), buffers (static_cast<std::size_t> (channelCount))
    {
        for (auto& b : buffers)
        {
            b.resize (static_cast<std::size_t> (block));
            pointers.push_back (b.data());
        }
    }

    // 32 frames of every channel; value (channel, frame).
    template <class Value>
    bool push (const Value& value)
    {
        for (int i = 0; i < quantum && left > 0; ++i)
        {
            if (skipping > 0)
            {
                --skipping;
                continue;
            }
            for (std::size_t c = 0; c < buffers.size(); ++c) buffers[c][static_cast<std::size_t> (filled)] = value (static_cast<int> (c), i);
            --left;
            if (++filled == block && ! flush()) return false;
        }
        return left > 0 || flush();
    }

    [[nodiscard]] Frame handedOut() const noexcept { return out; }

private:
    const RenderSink& sink;
    int block, filled = 0;
    Frame skipping, left, out = 0;
    std::vector<std::vector<float>> buffers;
    std::vector<const float*> pointers;

    bool flush()
    {
        if (filled == 0) return true;
        const bool go = sink (pointers.data(), static_cast<int> (pointers.size()), filled);
        out += filled;
        filled = 0;
        return go;
    }
};

constexpr int stretch = Performance::stretchQuanta;
} // namespace

Frame render (const std::shared_ptr<const session::Timeline>& timeline, const RenderOptions& options, const RenderSink& sink, RenderReport* report)
{
    const SampleRate rate = options.rate;
    const Frame whole = timeline->wholeFrames (rate), end = timeline->endless() ? timeline->frames (rate) : whole;
    const auto frameOf = [&] (double s) { return std::clamp (static_cast<Frame> (std::floor (s * rate.value + 0.5)), Frame { 0 }, whole); };
    const Frame from = frameOf (options.from), to = options.to < 0.0 ? end : std::max (from, frameOf (options.to));

    const FlushDenormals flush;
    Performance performance (timeline, rate, from, Reading::waits);
    performance.prepareStretches();
    safety::BodyMemory cold { safety::BodyMemory::Cold {} }; // no coil is here
    LastStage last (limitsOf (timeline->chair()), rate, cold);
    const Controls controls { { options.strength, options.strength } };
    const int actuators = timeline->actuators(), sections = performance.soundSections();
    const int channels = 2 + actuators + (options.stems ? 2 * sections : 0);
    Outlet outlet (channels, std::max (1, options.block), from - performance.start(), to - from, sink);

    // The first L frames fill the look-ahead; the layers of those quanta wait too, so that stems line up.
    const int ahead = lookAheadQuanta (rate);
    std::vector<StereoQuantum> aheadSound (static_cast<std::size_t> (ahead)), stems (options.stems ? static_cast<std::size_t> (ahead * sections) : 0);
    std::vector<TouchQuantum> aheadTouch (static_cast<std::size_t> (ahead));
    for (int s = 0; s < sections; ++s) performance.renderSound (s, ahead);
    performance.renderTouch (controls, ahead);
    performance.advance (ahead);
    for (int q = 0; q < ahead; ++q)
    {
        performance.mix (q, aheadSound[static_cast<std::size_t> (q)], aheadTouch[static_cast<std::size_t> (q)]);
        if (options.stems)
            for (int s = 0; s < sections; ++s) stems[static_cast<std::size_t> (q * sections + s)] = performance.layer (s, q);
    }
    last.prime (aheadSound.data(), aheadTouch.data(), ahead, 1.0f);

    // A start in the middle fades in over 80 ms, as the Player's does; frame 0 begins with the session's own fade.
    Fade fade (1.0f);
    if (performance.start() > 0)
    {
        fade.jump (0.0f);
        fade.to (1.0f, Seconds { 0.08 }, rate);
    }

    const Frame all = (to - performance.start() + quantum - 1) / quantum; // quanta
    std::atomic<bool> going { true };
    int ring = 0;
    Frame heard = 0; // quanta
    StereoQuantum sound;
    TouchQuantum touch;
    const auto finish = [&] (int quanta) // limiter, guard and sink for the stretch that ended
    {
        for (int q = 0; q < quanta && going.load (std::memory_order_relaxed); ++q)
        {
            performance.mix (q, sound, touch);
            std::array<float, quantum> gain;
            gain.fill (1.0f);
            fade.apply (gain);
            last.process (sound, touch, { 1.0, 1.0 }, gain);
            if (report != nullptr)
            {
                report->limiterGain = std::min (report->limiterGain, last.limiterGain());
                if (static_cast<double> (++heard * quantum) > 10.0 * rate.value)
                    for (int a = 0; a < actuators; ++a) report->guardGain = std::min (report->guardGain, last.touchMeters().gain[static_cast<std::size_t> (a)]);
            }
            const bool more = outlet.push ([&] (int channel, int i) {
                const auto f = static_cast<std::size_t> (i);
                if (channel == 0) return sound.left[f] * gain[f];
                if (channel == 1) return sound.right[f] * gain[f];
                if (channel < 2 + actuators) return touch.frame (i)[channel - 2];
                const int stem = channel - 2 - actuators;
                const auto& x = stems[static_cast<std::size_t> (ring * sections + stem / 2)];
                return (stem % 2 == 0 ? x.left[f] : x.right[f]) * gain[f];
            });
            if (options.stems)
            {
                for (int s = 0; s < sections; ++s) stems[static_cast<std::size_t> (ring * sections + s)] = performance.layer (s, q);
                ring = (ring + 1) % ahead;
            }
            if (! more) going = false;
        }
    };

    // Tasks of a round: finish the stretch before, all touch, each sound layer. Whoever is free takes the next, the longest first so that both are done at
    // the same time; no result depends on who did what, or in which order.
    using Clock = std::chrono::steady_clock;
    const auto tasks = static_cast<std::size_t> (sections + 2);
    std::vector<int> order (tasks);
    std::vector<double> cost (tasks, 0.0); // of the rounds before, s
    std::iota (order.begin(), order.end(), 0);
    Frame next = 0;
    int ended = 0, rendering = 0;
    std::atomic<int> task { 0 };
    const auto work = [&] {
        for (int n = task.fetch_add (1); n < sections + 2; n = task.fetch_add (1))
        {
            const int t = order[static_cast<std::size_t> (n)];
            const auto since = Clock::now();
            if (t == 0)
            {
                if (ended > 0) finish (ended);
            }
            else if (t == 1) performance.renderTouch (controls, rendering);
            else performance.renderSound (t - 2, rendering);
            double& c = cost[static_cast<std::size_t> (t)];
            c += 0.2 * (std::chrono::duration<double> (Clock::now() - since).count() - c);
        }
    };
    const auto begin = [&] {
        rendering = static_cast<int> (std::min<Frame> (stretch, all - next));
        std::sort (order.begin(), order.end(), [&] (int a, int b) { return cost[static_cast<std::size_t> (a)] > cost[static_cast<std::size_t> (b)]; });
        task = 0;
    };
    const auto conclude = [&] {
        performance.advance (rendering);
        next += rendering;
        ended = rendering;
    };

    if (options.threads < 2)
    {
        while (next < all && going)
        {
            begin();
            work();
            conclude();
        }
    }
    else
    {
        bool running = true;
        Meeting gate;
        std::thread second ([&] {
            const FlushDenormals flushToo;
            for (;;)
            {
                gate.meet();
                if (! running) return;
                work();
                gate.meet();
            }
        });
        while (next < all && going)
        {
            begin();
            gate.meet();
            work();
            gate.meet();
            conclude();
        }
        running = false;
        gate.meet();
        second.join();
    }
    if (going && ended > 0) finish (ended);
    return outlet.handedOut();
}
} // namespace lull::engine

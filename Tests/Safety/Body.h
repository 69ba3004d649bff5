// Limits, signals and a guard that is fed frame by frame, for the tests of this room.
#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "Base/LookAhead.h"
#include "Base/Random.h"
#include "Base/Simd.h"
#include "Safety/Guard.h"
#include "Safety/Interlock.h"

namespace body
{
using namespace lull;

inline constexpr double tau = 6.283185307179586;

// Ceilings of 1/2, rms of a sine at the ceiling, 20 .. 250 Hz, all on one surface.
inline safety::Limits limits (int actuators)
{
    safety::Limits l;
    l.actuators = actuators;
    for (std::size_t k = 0; k < static_cast<std::size_t> (actuators); ++k)
    {
        l.peak[k] = 0.5f;
        l.rms[k] = 0.35355339f;
        l.highpass[k] = 20.0;
        l.lowpass[k] = 250.0;
    }
    return l;
}

using Signal = std::function<float (Frame, int lane)>;

// A guard with a clock: gives what comes out, lane by lane.
struct Guarded
{
    Guarded (const safety::Limits& l, double r) : limits (l), guard (l, SampleRate { r }, memory), rate (r), lanes (l.actuators) { after.fill (1.0f); }

    // After another program: with what it remembered.
    Guarded (const safety::Limits& l, double r, const safety::BodyMemory& before) : Guarded (l, r)
    {
        for (std::size_t k = 0; k < maxLanes; ++k) memory.heat[k].store (before.heat[k].load());
        guard = safety::Guard (l, SampleRate { r }, memory);
    }
    void heat (float power)
    {
        memory.assume (power);
        guard = safety::Guard (limits, SampleRate { rate }, memory);
    }

    void run (double seconds, const Signal& in, const std::function<void (Frame, const TouchQuantum&)>& out = {})
    {
        const FlushDenormals flush;
        for (const Frame until = frame + static_cast<Frame> (seconds * rate); frame < until; frame += quantum)
        {
            TouchQuantum q;
            fill (q, frame, in);
            guard.process (q, after);
            if (out) out (frame, q);
        }
    }
    void fill (TouchQuantum& q, Frame at, const Signal& in) const
    {
        q.clear();
        for (int i = 0; i < quantum; ++i)
            for (int k = 0; k < lanes; ++k) q.frame (i)[k] = in (at + i, k);
    }
    [[nodiscard]] std::vector<float> record (double seconds, const Signal& in, int lane = 0)
    {
        std::vector<float> all;
        run (seconds, in, [&] (Frame, const TouchQuantum& q) {
            for (int i = 0; i < quantum; ++i) all.push_back (q.frame (i)[lane]);
        });
        return all;
    }

    safety::Limits limits;
    safety::BodyMemory memory { safety::BodyMemory::Cold {} };
    safety::Guard guard;
    double rate;
    int lanes;
    Frame frame = 0;
    std::array<float, quantum> after;
};

inline Signal sine (double amplitude, double hertz, double rate)
{
    return [=] (Frame n, int) { return static_cast<float> (amplitude * std::sin (tau * hertz * static_cast<double> (n) / rate)); };
}
inline float nothing (Frame, int) { return 0.0f; }

inline double peakOf (const std::vector<float>& x, std::size_t from, std::size_t to)
{
    double most = 0.0;
    for (std::size_t i = from; i < std::min (to, x.size()); ++i) most = std::max (most, static_cast<double> (std::abs (x[i])));
    return most;
}

// The greatest rms over any whole second, every frame.
inline double greatestSecond (const std::vector<float>& x, double rate)
{
    const auto second = static_cast<std::size_t> (rate);
    std::vector<double> sum (x.size() + 1, 0.0);
    for (std::size_t i = 0; i < x.size(); ++i) sum[i + 1] = sum[i] + static_cast<double> (x[i]) * static_cast<double> (x[i]);
    double most = 0.0;
    for (std::size_t i = second; i <= x.size(); ++i) most = std::max (most, sum[i] - sum[i - second]);
    return std::sqrt (most / rate);
}
} // namespace body

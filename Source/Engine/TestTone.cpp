#include "Engine/TestTone.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "Base/Math.h"
#include "Engine/Player.h"

namespace lull::engine
{
ToneGenerator::ToneGenerator (SampleRate r) noexcept
    : rate (r), steps (std::max (1, static_cast<int> (glide.value * r.value / quantum))), tail (steps), rests (tail)
{}

void ToneGenerator::want (const TestTone& tone) noexcept
{
    wanted = tone;
    waiting = true;
    rests = 0;
}

void ToneGenerator::begin (const std::array<float, maxLanes>& goal) noexcept
{
    from = now;
    to = goal;
    step = 0;
    still = from == to;
}

void ToneGenerator::render (TouchQuantum& touch) noexcept
{
    touch.clear();
    const auto quiet = [] (const auto& a) { return std::all_of (a.begin(), a.end(), [] (float x) { return x == 0.0f; }); };
    if (waiting)
    {
        if (quiet (now) || wanted.hertz == hertz)
        {
            if (quiet (now)) cycles = 0.0;
            hertz = wanted.hertz;
            begin (wanted.peak);
            waiting = false;
        }
        else if (still || ! quiet (to)) begin ({}); // down first
    }
    const double perFrame = hertz / rate.value;
    const float along = 1.0f / static_cast<float> (steps * quantum);
    for (std::size_t i = 0; i < quantum; ++i)
    {
        const auto wave = static_cast<float> (math::sinCycles (cycles + perFrame * static_cast<double> (i)));
        const float share = still ? 1.0f : (static_cast<float> (step * quantum) + static_cast<float> (i)) * along;
        for (std::size_t k = 0; k < maxLanes; ++k)
            if (const float a = still ? now[k] : from[k] + (to[k] - from[k]) * share; a != 0.0f) touch.at[i * maxLanes + k] = a * wave;
    }
    rests = ! waiting && still && quiet (now) ? std::min (tail, rests + 1) : 0;
    cycles += perFrame * quantum;
    cycles -= std::floor (cycles);
    if (still || ++step < steps)
    {
        if (! still)
            for (std::size_t k = 0; k < maxLanes; ++k) now[k] = from[k] + (to[k] - from[k]) * static_cast<float> (step) / static_cast<float> (steps);
        return;
    }
    now = to;
    still = true;
}

double guardGain (const safety::Limits& limits, SampleRate rate, int actuator, double hertz)
{
    constexpr float peak = 1e-3f; // under every bound
    Player player (limits, rate, safety::Interlock::Offline {});
    TestTone tone;
    tone.hertz = hertz;
    tone.peak[static_cast<std::size_t> (actuator)] = peak;
    player.tone (tone);
    // After the glide and the filters' ringing, over whole cycles as nearly as frames allow.
    const auto settle = static_cast<int> (rate.value), whole = static_cast<int> (std::lround (std::ceil (0.5 * hertz) / hertz * rate.value));
    std::vector<float> out (static_cast<std::size_t> (settle + whole));
    std::array<float*, 2 + maxLanes> to {};
    to[2 + static_cast<std::size_t> (actuator)] = out.data();
    player.process (to.data(), 2 + limits.actuators, settle + whole);
    double square = 0.0;
    for (int i = settle; i < settle + whole; ++i)
        square += static_cast<double> (out[static_cast<std::size_t> (i)]) * static_cast<double> (out[static_cast<std::size_t> (i)]);
    return std::sqrt (2.0 * square / whole) / static_cast<double> (peak);
}
} // namespace lull::engine

// A sleep timer: it counts what is heard, and over the last of that time everything fades, to silence at its end. Audio thread; constant time a quantum.
#pragma once

#include <array>

#include "Base/Quantum.h"
#include "Base/Units.h"

namespace lull::engine
{
class SleepTimer
{
public:
    static constexpr double shortestFade = 0.02, longest = 7 * 86'400.0; // s

    explicit SleepTimer (SampleRate) noexcept;

    // Silence in `left` seconds from now, faded to over the last `fade` of them (at most all). Not above 0: no timer. What has faded by then comes back
    // over two seconds at most. `whole`: s that again() begins with; not above `left`: that.
    void set (double left, double fade, double whole = 0.0) noexcept;

    void later (double more, double fade) noexcept; // s more than are left
    void again() noexcept;                          // as it was set last, from now, nothing faded

    [[nodiscard]] bool set() const noexcept { return whole > 0; }
    [[nodiscard]] bool over() const noexcept { return set() && left == 0; }
    [[nodiscard]] bool fading() const noexcept { return set() && left < fade; }
    [[nodiscard]] double seconds() const noexcept; // until silence; infinite without a timer
    [[nodiscard]] double wholeSeconds() const noexcept { return static_cast<double> (whole) / rate; }
    [[nodiscard]] double fadeSeconds() const noexcept { return static_cast<double> (fade) / rate; }

    // 32 frames more are heard; multiplies their gains: (what is left of the fade)^2, which is felt as an even decrease (loudness goes with
    // pressure^0.6, ISO 131). Exactly 1 before the fade.
    void advance (std::array<float, quantum>& gains) noexcept;

private:
    double rate;
    Frame whole = 0, left = 0, fade = 1;
    float gain = 1.0f;
};
} // namespace lull::engine

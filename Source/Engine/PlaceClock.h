// Where a session is at a moment on the wall, from telemetry that comes late and unevenly: the earliest of what was told lately is believed, and followed
// without a jolt. A jump is taken at once. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace lull::engine
{
class PlaceClock
{
public:
    static constexpr double jump = 0.25;  // s: further than that is another place
    static constexpr double slew = 0.005; // s per s, once it is settled
    static constexpr int settles = 12;    // times that it was heard

    // The session was at `seconds` at some moment before `wall` (s, one clock).
    void hear (double seconds, double wall) noexcept
    {
        const double late = wall - seconds;
        if (! runs || std::abs (late - offset) > jump)
        {
            runs = true;
            offset = late;
            lateness.fill (late);
            last = wall;
            heard = 1;
            return;
        }
        lateness[next++ % lateness.size()] = late;
        const double least = *std::min_element (lateness.begin(), lateness.end()), most = slew * std::max (0.0, wall - last);
        offset += heard < settles ? least - offset : std::clamp (least - offset, -most, most);
        heard = std::min (heard + 1, settles);
        last = wall;
    }
    void stop() noexcept { runs = false; }

    [[nodiscard]] bool going() const noexcept { return runs; }
    [[nodiscard]] bool settled() const noexcept { return runs && heard >= settles; } // it is known well enough to be followed
    [[nodiscard]] double placeAt (double wall) const noexcept { return wall - offset; }
    [[nodiscard]] double wallOf (double seconds) const noexcept { return seconds + offset; }

private:
    std::array<double, 64> lateness {};
    std::size_t next = 0;
    double offset = 0.0, last = 0.0;
    int heard = 0;
    bool runs = false;
};
} // namespace lull::engine

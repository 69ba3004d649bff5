// The 1 s rms of eight actuators as a budget of energy: what the last second spent, what the next part of a second would spend if it went on like
// this, and so the gain that keeps any second within the limit. Exact: sums of multiples of 2^-34 in double never round, so nothing drifts.
// Audio thread; allocates when made.
#pragma once

#include <array>
#include <vector>

#include "Base/Quantum.h"

namespace lull::safety
{
class RmsBudget
{
public:
    using Eight = std::array<double, laneStep>;

    // limit: greatest 1 s rms per lane, linear; lanes with no limit to keep (0) are left alone.
    RmsBudget (const Eight& limit, SampleRate);

    // energy: sum of squares of the newest quantum per lane, as it would go out, at most 32. Returns per lane a gain <= 1 on its amplitude.
    // If the next 1/2, 1/4 ... 1/32 s spend what the last did, the second then ending stays within 1.0075 x limit; and no
    // second ever exceeds 1.0099 x limit. An overload that lasts longer than a tap is planned for the rest of its first second as well, so that what
    // its onset overspent is paid back evenly, by one shallow step instead of a dip. Returns true if any is below 1.
    bool ask (const Eight& energy, Eight& gain) noexcept;

    // What was planned for the same quantum in the end.
    void spend (const Eight& energy) noexcept;

    // The limit of every lane becomes `share` of what it was made with, 0 .. 1; from the next ask() on.
    void lower (double share) noexcept;

    // Takes back the newest `quanta` (at most 32), which never went out.
    void takeBack (int quanta) noexcept;

private:
    static constexpr int horizons = 5;

    int slots, whole;                           // ring length; quanta that any second can touch, less one
    std::array<int, horizons> past {}, rest {}; // quanta of a horizon, and of the second before it
    int at = 0;
    std::vector<Eight> in, out;
    alignas (64) std::array<Eight, horizons> lately {}, spent {};
    alignas (64) Eight second {};
    alignas (64) Eight soft {}, hard {};
    Eight whollySoft {}, whollyHard {}; // as made
    double lowered = 1.0;

    // The overload under way, per lane: quanta since it began (0: none) and what it has spent.
    struct Onset
    {
        std::array<int, laneStep> quanta {};
        Eight spent {};
    };
    Onset onset;
    std::vector<Onset> onsets; // as it was before each quantum of the ring, for takeBack
    int tap;                   // quanta that a tap may last, filtered and seen through the shortest horizon

    [[nodiscard]] double expected (std::size_t lane) const noexcept; // energy until this onset's second is over; 0: not planned

    [[nodiscard]] std::size_t ago (int quanta) const noexcept { return static_cast<std::size_t> (at >= quanta ? at - quanta : at - quanta + slots); }
};
} // namespace lull::safety

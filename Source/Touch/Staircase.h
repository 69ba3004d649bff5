// Finds a level by yes and no: an adaptive staircase that asks where it knows least. Zippy estimation by sequential testing (ZEST; King-Smith et al. 1994): the
// mean of what is likely, after each answer, is asked next. One thread.
#pragma once

#include <vector>

namespace lull::touch
{
class Staircase
{
public:
    struct Rules
    {
        double least = -70.0, most = 0.0;   // dB, between which it lies
        double guess = -40.0, doubt = 15.0; // where it is sought first, and how broadly (standard deviation)
        double slope = 1.0;                 // 1/dB, of how answers turn from no to yes
        double slips = 0.03;                // share of answers that are slips
        double start = -60.0, climb = 6.0;  // the first level, and how much louder at most than what was answered before
        double sure = 1.0;                  // dB (standard deviation): then it is found
        int longest = 30;                   // answers at most
    };

    explicit Staircase (const Rules&);

    [[nodiscard]] double level() const noexcept { return asks; } // dB, to be felt next
    void answer (bool yes);                                      // to level(): yes means that it lies below
    [[nodiscard]] bool found() const noexcept;
    [[nodiscard]] double estimate() const noexcept { return mean; } // dB, where yes and no are as likely
    [[nodiscard]] double doubt() const noexcept { return spread; }  // dB
    [[nodiscard]] int answers() const noexcept { return count; }

private:
    static constexpr double step = 0.25; // dB
    Rules rules;
    std::vector<double> likely; // of each level from least on
    double asks, mean, spread, loudest;
    int count = 0;

    void weigh() noexcept;
};
} // namespace lull::touch

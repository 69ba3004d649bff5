#include "Touch/Staircase.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "Base/Math.h"

namespace lull::touch
{
Staircase::Staircase (const Rules& r) : rules (r), asks (r.start), mean (r.guess), spread (r.doubt), loudest (r.start)
{
    for (double x = r.least; x <= r.most + 1e-9; x += step) likely.push_back (math::exp (-0.5 * (x - r.guess) * (x - r.guess) / (r.doubt * r.doubt)));
    weigh();
    asks = std::clamp (std::min (mean, r.start), r.least, r.most);
    loudest = asks;
}

void Staircase::weigh() noexcept
{
    double sum = 0.0, first = 0.0, second = 0.0;
    for (std::size_t i = 0; i < likely.size(); ++i)
    {
        const double x = rules.least + step * static_cast<double> (i);
        sum += likely[i];
        first += likely[i] * x;
        second += likely[i] * x * x;
    }
    for (auto& p : likely) p /= sum;
    mean = first / sum;
    spread = std::sqrt (std::max (0.0, second / sum - mean * mean));
}

void Staircase::answer (bool yes)
{
    for (std::size_t i = 0; i < likely.size(); ++i)
    {
        const double x = rules.least + step * static_cast<double> (i);
        const double chance = rules.slips + (1.0 - 2.0 * rules.slips) / (1.0 + math::exp (-rules.slope * (asks - x)));
        likely[i] *= yes ? chance : 1.0 - chance;
    }
    ++count;
    weigh();
    loudest = std::max (loudest, asks);
    asks = std::clamp (std::min (mean, loudest + rules.climb), rules.least, rules.most);
}

bool Staircase::found() const noexcept { return count >= rules.longest || (count >= 5 && spread <= rules.sure); }
} // namespace lull::touch

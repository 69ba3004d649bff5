#include "Files/Startles.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Text/Fields.h"

namespace lull::files
{
namespace
{
constexpr double silence = 20.0;  // LU below the session
constexpr double apart = 10.0;    // s: what lies nearer is one place
constexpr double tolerance = 0.1; // LU: a course has steps
constexpr std::size_t most = 3;

struct Place
{
    double seconds, rise;
};
} // namespace

std::vector<std::string> startles (const Survey& s, double begins)
{
    if (! std::isfinite (s.integrated) || ! (s.step > 0.0)) return {};
    const auto loud = [&] (std::size_t i) { return std::max (static_cast<double> (s.loudness[i]), s.integrated - silence); };
    const auto back = std::max<std::size_t> (1, static_cast<std::size_t> (startlingWithin / s.step + 1e-9));
    std::vector<Place> places;
    // A point is of the 3 s before its end: none of them may still belong to the beginning.
    for (auto i = static_cast<std::size_t> ((begins + 3.0) / s.step) + 1; i < s.loudness.size(); ++i)
    {
        const double now = static_cast<double> (i + 1) * s.step;
        double least = loud (i);
        for (std::size_t k = 1; k <= back && static_cast<double> (i + 1 - k) * s.step >= begins + 3.0; ++k) least = std::min (least, loud (i - k));
        const Place here { now, loud (i) - least };
        if (here.rise <= startling + tolerance) continue;
        if (! places.empty() && now - places.back().seconds < apart)
        {
            if (here.rise > places.back().rise) places.back() = here;
        }
        else places.push_back (here);
    }
    std::stable_sort (places.begin(), places.end(), [] (const Place& a, const Place& b) { return a.rise > b.rise; });
    if (places.size() > most) places.resize (most);
    std::sort (places.begin(), places.end(), [] (const Place& a, const Place& b) { return a.seconds < b.seconds; });
    std::vector<std::string> said;
    for (const auto& p : places)
        said.push_back (fmt::format ("at {} it becomes {:.1f} LU louder within {:g} s; more than {:g} startles", text::clockText (p.seconds), p.rise,
                                     startlingWithin, startling));
    return said;
}
} // namespace lull::files

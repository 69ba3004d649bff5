#include "Touch/Stance.h"

#include <algorithm>
#include <cmath>

namespace lull::touch
{
Stance stanceOf (const TechniqueSetting& setting, const Habit& habit)
{
    const auto& values = setting.values;
    const auto* at = values.find ("place");
    Place place = placeOf (at != nullptr ? *at : text::Value {});
    if (values.has ("way"))
    {
        Region r { 1e9, -1e9, 1e9, -1e9 };
        for (const auto& p : values.points ("way")) r = { std::min (r.x0, p.x), std::max (r.x1, p.x), std::min (r.y0, p.y), std::max (r.y1, p.y) };
        place = { "the way", Side::both, r, false };
    }
    Sides sides = habit.sides;
    if (values.has ("sides"))
    {
        const auto& word = values.word ("sides");
        sides = word == "left" ? Sides::left : word == "right" ? Sides::right : word == "alternate" ? Sides::alternate : Sides::both;
    }
    if (place.side != Side::both) sides = place.side == Side::left ? Sides::left : Sides::right;
    const Region region = habit.pulsed ? clearOfMasks (place.region) : place.region;
    const std::string_view with = values.has ("with") ? std::string_view (values.word ("with")) : habit.with;
    return { std::move (place), region, sides, Field (*setting.chair, handOf (with), habit.name, habit.pulsed) };
}

double thereAndBack (double way) noexcept
{
    const double within = way - 2.0 * std::floor (0.5 * way); // [0, 2)
    return within > 1.0 ? 2.0 - within : within;
}
} // namespace lull::touch

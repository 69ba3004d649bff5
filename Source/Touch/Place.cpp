#include "Touch/Place.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lull::touch
{
namespace
{
struct Named
{
    std::string_view name;
    Region region;
};

// Neck and shoulder regions are |x| <, so the inner edge of the neck is the midline; a hand still lies beside it.
constexpr std::array<Named, 6> names { {
    { "neck", { 1.0, 6.0, 60.0, 72.0 } },
    { "shoulders", { 6.0, 20.0, 50.0, 60.0 } },
    { "between blades", { 2.0, 7.0, 38.0, 50.0 } },
    { "upper back", { 2.0, 18.0, 36.0, 56.0 } },
    { "mid back", { 2.0, 18.0, 22.0, 36.0 } },
    { "lower back", { 2.0, 18.0, 8.0, 22.0 } },
} };

std::string cm (double v) { return text::toText (text::Quantity { v, text::Measure::centimetres }); }
} // namespace

bool Region::holds (double x, double y) const noexcept
{
    const double out = std::abs (x);
    return out >= x0 && out <= x1 && y >= y0 && y <= y1;
}

const std::vector<std::string>& placeNames()
{
    static const auto all = [] {
        std::vector<std::string> words;
        for (const auto& n : names) words.emplace_back (n.name);
        for (const auto& n : names)
            for (const char* side : { "left ", "right " }) words.push_back (std::string (side).append (n.name));
        words.emplace_back (mySpots);
        return words;
    }();
    return all;
}

Place placeOf (const text::Value& value)
{
    if (const auto* p = std::get_if<text::Point> (&value.is))
    {
        const double out = std::abs (p->x);
        return { "x " + cm (p->x) + ", y " + cm (p->y), p->x < 0.0 ? Side::left : Side::right, { out, out, p->y, p->y }, true };
    }
    std::string_view word = "upper back";
    if (const auto* s = std::get_if<std::string> (&value.is)) word = *s;
    Place place { std::string (word), Side::both, names[3].region, false };
    if (word.starts_with ("left "))
    {
        place.side = Side::left;
        word.remove_prefix (5);
    }
    else if (word.starts_with ("right "))
    {
        place.side = Side::right;
        word.remove_prefix (6);
    }
    for (const auto& n : names)
        if (n.name == word) place.region = n.region;
    return place;
}

std::string_view maskOver (double x, double y) noexcept
{
    if (y >= neckFrom) return "the neck";
    if (std::abs (x) < spine.x1) return "the spine";
    return kidneys.holds (x, y) ? "the kidneys" : "";
}

Region clearOfMasks (Region r) noexcept
{
    r.y1 = std::min (r.y1, neckFrom);
    r.y0 = std::min (r.y0, r.y1);
    r.x0 = std::max (r.x0, spine.x1);
    r.x1 = std::max (r.x1, r.x0);
    const bool over = r.x0 < kidneys.x1 && r.x1 > kidneys.x0 && r.y0 < kidneys.y1 && r.y1 > kidneys.y0;
    if (! over) return r;
    if (r.x1 >= kidneys.x1 + 4.0 || r.height() <= 0.0) // a hand's width of room beside them, or nowhere else to go
    {
        r.x0 = kidneys.x1;
        r.x1 = std::max (r.x1, r.x0);
        return r;
    }
    if (r.y1 - kidneys.y1 >= kidneys.y0 - r.y0) r.y0 = std::min (kidneys.y1, r.y1);
    else r.y1 = std::max (kidneys.y0, r.y0);
    if (r.y0 < kidneys.y1 && r.y1 > kidneys.y0) r.x0 = r.x1 = std::max (r.x1, kidneys.x1); // wholly over them
    return r;
}
} // namespace lull::touch

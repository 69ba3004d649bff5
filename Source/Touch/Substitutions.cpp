#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
std::string whole (double v) { return std::to_string (static_cast<long> (std::floor (v + 0.5))); }

std::string hz (double v) { return text::toText (text::Quantity { std::floor (v * 10.0 + 0.5) / 10.0, text::Measure::hertz }); }

std::string listed (const std::vector<std::string>& names)
{
    std::string s;
    for (std::size_t i = 0; i < names.size(); ++i) s += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return s;
}

std::string_view word (Surface s) { return s == Surface::seat ? "seat" : s == Surface::legs ? "legs" : s == Surface::feet ? "feet" : "back"; }

void aboutCarriers (const Chair& chair, double hertz, std::vector<std::string>& out)
{
    struct Moved
    {
        double plays;
        bool narrow;
        std::vector<std::string> names;
    };
    std::vector<Moved> moved;
    for (const auto& a : chair.actuators)
    {
        const double plays = a.carrierFor (hertz);
        if (! (std::abs (plays - hertz) > 0.05)) continue;
        auto same = std::find_if (moved.begin(), moved.end(), [&] (const Moved& m) { return m.narrow == a.narrow() && std::abs (m.plays - plays) < 0.05; });
        if (same == moved.end()) same = moved.insert (moved.end(), { plays, a.narrow(), {} });
        same->names.push_back (a.name);
    }
    for (const auto& m : moved)
        out.push_back (listed (m.names) + (m.names.size() > 1 ? " play " : " plays ") + hz (m.plays) + " for " + hz (hertz) +
                       (m.narrow ? ": less than an octave of band, so its own resonance" : ": moved by octaves into the band"));
}
} // namespace

std::vector<std::string> substitutionsOf (const TechniqueSetting& setting, const Stance& stance, Patch::Projection moves, double hertz)
{
    std::vector<std::string> out;
    const auto& field = stance.field;
    const auto& name = stance.place.name;

    if (field.surface() != Surface::back)
        out.push_back ("this chair has no zone at the back: " + name + " is felt at the " + std::string (word (field.surface())));
    for (const std::string_view why : { "the spine", "the kidneys", "the neck", "a spot to avoid", "the same actuator", "" })
    {
        std::vector<std::string> zones;
        for (const auto& m : field.masked())
            if (m.why == why) zones.push_back (m.zone);
        if (! zones.empty())
            out.push_back (listed (zones) + (zones.size() > 1 ? " stay still: " : " stays still: ") +
                           (why.empty()                  ? std::string ("the chair asks for it")
                            : why == "the same actuator" ? std::string ("moved by the same actuator as one that has to")
                                                         : "over " + std::string (why)));
    }
    if (field.silent())
    {
        out.push_back ("nothing is felt");
        return out;
    }
    if (field.softened()) out.push_back ("tapping is felt over the whole back, spine and kidneys too: it stays soft");
    if (field.sparing()) out.push_back ("there is a spot to avoid, and this is felt over the whole back: it stays soft");
    if (moves.along && ! field.along()) out.push_back ("no two places one above the other: the way along the back is felt in time, the far end 6 dB softer");
    if (moves.outward && ! field.across()) out.push_back ("no two places side by side: the way outwards is felt in time, the outer end 6 dB softer");
    if (! field.across() && (stance.sides == Sides::both || stance.sides == Sides::alternate))
        out.push_back (moves.sides && stance.sides == Sides::alternate ? "left and right are one place: the right hand is 6 dB softer"
                                                                       : "left and right are one place: both hands are felt as one");

    // Reach, sampled over the region on the side or sides that are used.
    double least = 1.0, most = 0.0;
    const auto& r = stance.region;
    for (const double side : { -1.0, 1.0 })
    {
        if ((stance.sides == Sides::left && side > 0.0) || (stance.sides == Sides::right && side < 0.0)) continue;
        for (int i = 0; i <= 4; ++i)
        {
            const double c = field.coverage (side * r.midX(), r.y0 + 0.25 * i * r.height());
            least = std::min (least, c);
            most = std::max (most, c);
        }
    }
    if (most < 0.01) out.push_back (name + " is beyond this chair's reach: not felt");
    else if (least < 0.99)
        out.push_back (name + " is partly beyond this chair's reach: felt from " + whole (100.0 * std::sqrt (least)) + "% to " +
                       whole (100.0 * std::sqrt (most)) + "%");
    aboutCarriers (*setting.chair, hertz, out);
    return out;
}

void aboutRinging (const Chair& chair, const Stance& stance, std::string_view tap, const std::function<Burst (const Actuator&)>& burst,
                   std::vector<std::string>& out)
{
    struct Unfit
    {
        std::string rings;
        std::vector<std::string> names;
    };
    std::vector<Unfit> unfit;
    for (std::size_t i = 0; i < chair.actuators.size(); ++i)
    {
        const auto& a = chair.actuators[i];
        if (! stance.field.uses (static_cast<int> (i))) continue;
        const auto width = ringOf (burst (a), a);
        if (! width || ! (*width > longestTap)) continue;
        const std::string rings = *width > 0.8 * longestRing ? "far too long" : "for " + whole (1000.0 * *width) + " ms";
        auto same = std::find_if (unfit.begin(), unfit.end(), [&] (const Unfit& u) { return u.rings == rings; });
        if (same == unfit.end()) same = unfit.insert (unfit.end(), { rings, {} });
        same->names.push_back (a.name);
    }
    for (const auto& u : unfit)
        out.push_back (listed (u.names) + (u.names.size() > 1 ? " are" : " is") + " unfit for " + std::string (tap) + ": a tap rings " + u.rings + " there");
}
} // namespace lull::touch

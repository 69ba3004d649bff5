// Where a technique works and with what: place, sides, hand and field, read from a touch entry's values. Built off the audio thread.
#pragma once

#include <functional>
#include <string_view>

#include "Touch/Field.h"
#include "Touch/Patch.h"
#include "Touch/Place.h"
#include "Touch/Ring.h"
#include "Touch/Technique.h"

namespace lull::touch
{
enum class Sides { both, alternate, left, right };

// What a technique does when the script does not say.
struct Habit
{
    std::string_view name; // of the technique
    std::string_view with = "palm";
    Sides sides = Sides::both;
    bool pulsed = false;
};

struct Stance
{
    Place place;
    Region region; // where the hands' middles go: the place, or its part that a pulsed technique may use
    Sides sides;   // a place on one side, or a single point, has one hand
    Field field;

    // The table for one hand or both over a part of the region.
    [[nodiscard]] Patch patch (const Region& part, Patch::Hands hands, Patch::Projection projection) const { return { field, part, hands, projection }; }
};

[[nodiscard]] Stance stanceOf (const TechniqueSetting&, const Habit&);

// The hand or hands of event `number` when sides take turns, and always otherwise.
[[nodiscard]] constexpr Patch::Hands handsOf (Sides sides, bool odd) noexcept
{
    switch (sides)
    {
        case Sides::both: return Patch::Hands::both;
        case Sides::left: return Patch::Hands::left;
        case Sides::right: return Patch::Hands::right;
        case Sides::alternate: break;
    }
    return odd ? Patch::Hands::right : Patch::Hands::left;
}

// 0 at 0 and below, 1 at 1 and above, without a corner.
[[nodiscard]] constexpr double ease (double u) noexcept
{
    const double v = u < 0.0 ? 0.0 : (u > 1.0 ? 1.0 : u);
    return v * v * (3.0 - 2.0 * v);
}

// A hand that holds the layer's carrier, from one firmness to another within the quantum.
inline void press (Contact& hand, double from, double to) noexcept
{
    const auto first = static_cast<float> (from), step = static_cast<float> ((to - from) / quantum);
    for (std::size_t i = 0; i < quantum; ++i) hand.envelope[i] = first + step * static_cast<float> (i);
    hand.ownCarrier = false;
}

// There and back between 0 and 1: 0 at whole even numbers, 1 at odd ones.
[[nodiscard]] double thereAndBack (double way) noexcept;

// What every technique says of a chair: masks, surfaces, reach, projection and carriers, in sentences for people. `moves`: the axes it uses.
[[nodiscard]] std::vector<std::string> substitutionsOf (const TechniqueSetting&, const Stance&, Patch::Projection moves, double hertz);

// Adds which of the actuators that are used ring too long after a tap for it to be felt as one. `burst`: what an actuator plays of it.
void aboutRinging (const Chair&, const Stance&, std::string_view tap, const std::function<Burst (const Actuator&)>& burst, std::vector<std::string>& out);
} // namespace lull::touch

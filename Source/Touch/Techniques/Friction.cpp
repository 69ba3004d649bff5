// Friction: deep and small, on one spot after another. circular: the thumb never lifts and goes round a small circle, firm all the way. cross: to and fro
// across the fibres, which run along the back, firmest in the middle of the way and lightest where it turns. Then the hand moves on by a little.
// Sources: 60 to 70 a minute, and short by design (figures.md 1.3). The sizes, the depth of the turn and the moving on are ours.
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Pace.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr double round = 3.0;   // cm, radius of the circle
constexpr double across = 4.0;  // cm, either way
constexpr double turning = 0.5; // of its middle's press, where cross friction turns
constexpr double onwards = 4.0; // cm from one spot to the next, about
constexpr double moving = 0.6;  // s that it takes to get there, lighter

enum class Variant { circular, cross };

Variant variantOf (const text::Values& v) { return v.word ("variant") == "cross" ? Variant::cross : Variant::circular; }

constexpr Habit habit { "friction", "thumb", Sides::both, false };

// Where the middles of the hands go: the place, wide enough for the circle or the way across.
Region groundOf (const Region& r, Variant variant)
{
    const double out = variant == Variant::cross ? across : round, up = variant == Variant::cross ? 0.0 : round;
    return { std::max (0.0, r.midX() - out), r.midX() + out, std::min (r.y0, r.midY() - up), std::max (r.y1, r.midY() + up) };
}

Patch::Projection movesOf (Variant variant, Sides sides) { return { variant == Variant::circular, true, sides == Sides::alternate }; }

class Friction final : public Technique
{
public:
    Friction (const TechniqueSetting& s, const Stance& stance)
        : variant (variantOf (s.values)),
          sides (stance.sides),
          pace (s),
          ground (groundOf (stance.region, variant)),
          stays (s.values.number ("stay")),
          begin (s.begin),
          travel (std::max (0.0, 0.5 * ground.height() - (variant == Variant::circular ? round : 0.0))),
          one (stance.patch (ground, handsOf (sides, false), movesOf (variant, sides))),
          other (sides == Sides::alternate ? stance.patch (ground, Patch::Hands::right, movesOf (variant, sides)) : one)
    {}

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        const auto [a, b] = pace.over (span);
        out.count = 1;
        // In turn: a spot of one side, then one of the other.
        const bool second = sides == Sides::alternate && spotAt (span.seconds.begin) % 2 != 0;
        const Patch& patch = second ? other : one;
        auto& hand = out.hand[0];
        const Moment from = at (a, span.seconds.begin), to = at (b, span.seconds.end);
        patch.weights (from.x, from.y, hand.weightBegin);
        patch.weights (to.x, to.y, hand.weightEnd);
        press (hand, from.press, to.press);
    }

private:
    struct Moment
    {
        double press, x, y;
    };

    Variant variant;
    Sides sides;
    Pace pace;
    Region ground;
    double stays, begin, travel; // s on a spot; s; cm either way from the middle
    Patch one, other;

    [[nodiscard]] std::int64_t spotAt (double seconds) const noexcept { return static_cast<std::int64_t> (std::floor ((seconds - begin) / stays)); }

    // The height of a spot's middle: up the place in steps and down again; both sides' spots at one height follow each other.
    [[nodiscard]] double heightOf (std::int64_t spot) const noexcept
    {
        if (! (travel > 0.0)) return ground.midY();
        const auto step = sides == Sides::alternate ? (spot >= 0 ? spot / 2 : (spot - 1) / 2) : spot;
        const double spots = std::max (1.0, std::floor (2.0 * travel / onwards + 0.5)); // evenly, the ends among them
        return ground.midY() + travel * (2.0 * thereAndBack (static_cast<double> (step) / spots) - 1.0);
    }

    [[nodiscard]] Moment at (double cycle, double seconds) const noexcept
    {
        const auto spot = spotAt (seconds);
        const double into = seconds - begin - static_cast<double> (spot) * stays, left = stays - into;
        // On the way from the spot before it is lighter, and it comes there without a jump; to the other side it is lifted.
        const bool lifts = sides == Sides::alternate;
        const double arrive = std::min (1.0, into / moving), leave = std::min (1.0, left / moving);
        const double middle = lifts ? heightOf (spot) : heightOf (spot - 1) + (heightOf (spot) - heightOf (spot - 1)) * ease (arrive);
        const double hold = lifts ? ease (arrive) * ease (leave) : 0.7 + 0.3 * ease (arrive) * ease (leave);
        if (variant == Variant::cross)
        {
            const double way = math::sinCycles (cycle);
            return { hold * (1.0 - (1.0 - turning) * way * way), ground.midX() + across * way, middle };
        }
        return { hold, ground.midX() + round * math::sinCycles (cycle), middle - round * math::cosCycles (cycle) };
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Friction> (s, stanceOf (s, habit)); }

// Every round.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to) { return Pace (s).frames (s, from, to); }

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    return substitutionsOf (s, stance, movesOf (variantOf (s.values), stance.sides), s.carrier);
}
} // namespace

extern const TechniqueKind techniqueFriction;
const TechniqueKind techniqueFriction {
    "friction",
    "Deep and small, on one spot after another: round in circles, or to and fro across the fibres.",
    {
        { "variant",
          text::Field::Kind::word,
          "circular: a small circle, firm all the way; cross: to and fro across the back.",
          {},
          { "circular", "cross" },
          "circular" },
        { "rate",
          text::Field::Kind::quantity,
          "Rounds, or ways there and back; 1 to 1.2 Hz is usual.",
          { { text::Measure::hertz, 0.4, 2.0 }, { text::Measure::perBeat, 0.25, 2.0 } },
          {},
          "1.1 Hz" },
        { "stay", text::Field::Kind::quantity, "How long it works on a spot before it moves on.", { { text::Measure::seconds, 4.0, 60.0 } }, {}, "12 s" },
    },
    50.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

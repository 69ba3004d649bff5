// Petrissage: kneading. A press swells and ebbs as a raised cosine while the hand rolls a small circle; the other hand does the same half
// a cycle later. squeeze: both hands converge on the muscle together. wring: both press while one slides up and the other down.
// Sources: 0.5 Hz, 0.3-0.8, half a cycle apart (figures.md 1.3); squeeze converging (subject.md). The roll of 2.5 cm, the walk, the
// wandering and how much presses vary are ours.
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Pace.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr double rolling = 2.5;  // cm, radius of a kneading circle
constexpr double wringing = 5.0; // cm, each way
constexpr double perPress = 1.5; // cm that a walking hand moves on with each cycle
constexpr double lingers = 3.0;  // rounds that a wandering hand takes from one spot to the next
constexpr double strayX = 3.0;   // cm that it strays from the middle of the place
constexpr double weaker = 0.35;  // of its strength that a press may lack, at `human: 100%`

enum class Variant { knead, squeeze, wring };

Variant variantOf (const text::Values& v)
{
    const auto& word = v.word ("variant");
    return word == "squeeze" ? Variant::squeeze : word == "wring" ? Variant::wring : Variant::knead;
}

Habit habitOf (const text::Values& v)
{
    return { "petrissage", variantOf (v) == Variant::squeeze ? "fingertips" : "palm", variantOf (v) == Variant::squeeze ? Sides::both : Sides::alternate,
             false };
}

// Where the middles of the hands go: the region drawn in by the roll, and at least the roll itself around a point.
Region groundOf (const Region& r, Variant variant, bool wanders)
{
    const double up = variant == Variant::wring ? wringing : rolling;
    const double out = (variant == Variant::knead ? rolling : 0.0) + (wanders ? strayX : 0.0);
    Region g { r.midX() - out, r.midX() + out, std::min (r.y0, r.midY() - up), std::max (r.y1, r.midY() + up) };
    if (variant == Variant::squeeze)
    {
        g.x0 = std::min (r.x0, std::max (0.0, r.midX() - rolling));
        g.x1 = std::max (r.x1, r.midX() + rolling);
    }
    g.x0 = std::max (0.0, g.x0);
    return g;
}

class Petrissage final : public Technique
{
public:
    Petrissage (const TechniqueSetting& s, const Stance& stance)
        : variant (variantOf (s.values)),
          sides (stance.sides),
          pace (s),
          ground (groundOf (stance.region, variant, s.values.word ("path") == "wander")),
          travel (std::max (0.0, 0.5 * ground.height() - (variant == Variant::wring   ? wringing
                                                          : variant == Variant::knead ? rolling
                                                                                      : 0.0))),
          walks (s.values.word ("path") == "walk"),
          strays (s.values.word ("path") == "wander"),
          human (s.values.number ("human")),
          firm (s.random.child ("firm")),
          along (s.random.child ("along")),
          across (s.random.child ("across")),
          one (stance.patch (ground, handsOf (sides, false), movesOf (variant, sides))),
          other (sides == Sides::alternate ? stance.patch (ground, Patch::Hands::right, movesOf (variant, sides)) : one)
    {}

    // A roll of a few centimetres is no way along the back: it is not projected. Wringing is two opposite ways.
    static Patch::Projection movesOf (Variant variant, Sides sides) { return { variant == Variant::wring, false, sides == Sides::alternate }; }

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        const auto [a, b] = pace.over (span);
        out.count = sides == Sides::alternate ? 2 : 1;
        hold (a, b, false, one, out.hand[0]);
        if (out.count == 2) hold (a, b, true, other, out.hand[1]);
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
    double travel; // cm, either way from the middle
    bool walks, strays;
    double human;
    Stream firm, along, across;
    Patch one, other; // of the first hand (or both), and of the second

    // From one value of a stream to the next, a round each, without a corner.
    [[nodiscard]] static double between (const Stream& stream, double round) noexcept
    {
        const double whole = std::floor (round);
        const auto n = static_cast<std::uint64_t> (static_cast<std::int64_t> (whole));
        const double a = stream.sign (n), b = stream.sign (n + 1);
        return a + (b - a) * ease (round - whole);
    }

    // Nobody presses twice alike.
    [[nodiscard]] Moment at (double cycle, bool second) const noexcept
    {
        auto m = asMeant (cycle, second);
        if (human > 0.0) m.press *= 1.0 - human * weaker * (0.5 + 0.5 * between (firm, (second ? 2.0 : 1.0) * 4096.0 + cycle));
        if (strays) m.x += strayX * between (across, cycle / lingers);
        return m;
    }

    [[nodiscard]] Moment asMeant (double cycle, bool second) const noexcept
    {
        const double wandering = strays ? travel * between (along, cycle / lingers) : 0.0;
        const double middle =
            wandering + ground.midY() + (walks && travel > 0.0 ? travel * (2.0 * thereAndBack (0.5 * cycle * perPress / travel + 0.5) - 1.0) : 0.0);
        switch (variant)
        {
            case Variant::squeeze:
            {
                // From the edges inwards while the press swells, out again while it ebbs.
                const double press = 0.5 - 0.5 * math::cosCycles (cycle);
                return { press, ground.x1 - press * ground.width(), middle };
            }
            case Variant::wring:
            {
                // Pressed most where the hands pass each other, least where they turn; never quite let go.
                const double slide = math::sinCycles (cycle) * (second ? -1.0 : 1.0);
                return { 0.3 + 0.7 * (0.5 + 0.5 * math::cosCycles (2.0 * cycle)), ground.midX(), middle + wringing * slide };
            }
            case Variant::knead: break;
        }
        const double turn = second ? cycle + 0.5 : cycle;
        return { 0.5 - 0.5 * math::cosCycles (turn), ground.midX() + rolling * math::sinCycles (turn), middle - rolling * math::cosCycles (turn) };
    }

    void hold (double from, double to, bool second, const Patch& patch, Contact& hand) const noexcept
    {
        const Moment a = at (from, second), b = at (to, second);
        patch.weights (a.x, a.y, hand.weightBegin);
        patch.weights (b.x, b.y, hand.weightEnd);
        press (hand, a.press, b.press);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Petrissage> (s, stanceOf (s, habitOf (s.values))); }

// The beginnings of presses, of either hand.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    const bool inTurn = stanceOf (s, habitOf (s.values)).sides == Sides::alternate && variantOf (s.values) == Variant::knead;
    return Pace (s).frames (s, from, to, inTurn ? 0.5 : 1.0);
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habitOf (s.values));
    return substitutionsOf (s, stance, Petrissage::movesOf (variantOf (s.values), stance.sides), s.carrier);
}
} // namespace

extern const TechniqueKind techniquePetrissage;
const TechniqueKind techniquePetrissage {
    "petrissage",
    "Kneading and squeezing, deeper and slower than strokes.",
    {
        { "variant",
          text::Field::Kind::word,
          "knead: one hand after the other; squeeze: both towards each other; wring: one up while the other goes down.",
          {},
          { "knead", "squeeze", "wring" },
          "knead" },
        { "rate",
          text::Field::Kind::quantity,
          "Presses of one hand; 0.3 to 0.8 Hz is usual.",
          { { text::Measure::hertz, 0.2, 1.5 }, { text::Measure::perBeat, 0.125, 2.0 } },
          {},
          "0.5 Hz" },
        { "path",
          text::Field::Kind::word,
          "walk: the hands walk up and down the place; wander: they stray over it as they like; still: they stay.",
          {},
          { "walk", "wander", "still" },
          "walk" },
        { "human", text::Field::Kind::quantity, "How much presses vary in strength.", { { text::Measure::percent, 0.0, 1.0 } }, {}, "20%" },
    },
    45.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

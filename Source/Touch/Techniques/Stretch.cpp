// Stretch: touch as the clock of a movement that the listener makes. It reaches out over the place while it grows, stays while the stretch is held, comes
// back softer and lets go before the next. Where the chair cannot move, growing, staying and fading tell the same.
// Sources: held 10 to 30 s, two to four times (figures.md 1.3). Reaching, coming back and the rest between are ours.
#include <algorithm>
#include <cmath>

#include "Base/Beats.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "stretch", "palm", Sides::both, false };
constexpr double contact = 0.8;  // s, in which it comes
constexpr double first = 0.35;   // how firm it is before it reaches out, and when it lets go
constexpr double held = 0.75;    // while the stretch is held: less than where it arrives, so that arriving is felt
constexpr double settling = 2.0; // s from arriving to held

// When movements begin: as many whole ones as the phase has room for, at most as many as are asked for; a shorter one where there is none.
struct Movements
{
    double begin, move, hold, rest;
    std::int64_t count;

    explicit Movements (const TechniqueSetting& s)
        : begin (s.begin), move (s.values.number ("move")), hold (s.values.number ("hold")), rest (s.values.number ("rest"))
    {
        const double length = s.end - s.begin, most = s.values.number ("times");
        count = static_cast<std::int64_t> (std::clamp (std::floor ((length + rest + 1e-9) / period()), 1.0, most));
        if (whole() > length)
        {
            const double less = length / whole();
            move *= less;
            hold *= less;
        }
    }
    [[nodiscard]] double whole() const noexcept { return 2.0 * move + hold; }
    [[nodiscard]] double period() const noexcept { return whole() + rest; }
    [[nodiscard]] double start (std::int64_t n) const noexcept { return begin + static_cast<double> (n) * period(); }
};

class Stretch final : public Technique
{
public:
    Stretch (const TechniqueSetting& s, const Stance& stance)
        : movements (s),
          way (wayOf (s.values, stance.region)),
          down (s.values.word ("path") == "down"),
          out (s.values.word ("path") == "out"),
          turns (stance.sides == Sides::alternate),
          one (stance.patch (way, handsOf (stance.sides, false), { false, false, turns })),
          other (turns ? stance.patch (way, Patch::Hands::right, { false, false, true }) : one)
    {}

    void touch (const Span& span, Contacts& to) const noexcept override
    {
        to.count = 0;
        const double number = std::floor ((span.seconds.begin - movements.begin) / movements.period());
        if (number < 0.0 || number >= static_cast<double> (movements.count)) return;
        const double since = movements.start (static_cast<std::int64_t> (number));
        const Moment a = at (span.seconds.begin - since), b = at (span.seconds.end - since);
        if (! (a.firmness > 0.0) && ! (b.firmness > 0.0)) return;
        to.count = 1;
        const Patch& patch = turns && std::fmod (number, 2.0) > 0.5 ? other : one;
        auto& hand = to.hand[0];
        weigh (patch, a.reach, hand.weightBegin);
        weigh (patch, b.reach, hand.weightEnd);
        press (hand, a.firmness, b.firmness);
    }

private:
    struct Moment
    {
        double firmness, reach; // 0 .. 1 each
    };

    Movements movements;
    Region way;
    bool down, out, turns;
    Patch one, other;

    static Region wayOf (const text::Values& v, const Region& r)
    {
        if (v.word ("path") == "out") return { r.x0, std::max (r.x1, r.x0 + 6.0), r.midY(), r.midY() };
        const double more = std::max (0.0, 6.0 - r.height());
        return { r.midX(), r.midX(), r.y0 - 0.5 * more, r.y1 + 0.5 * more };
    }

    [[nodiscard]] Moment at (double t) const noexcept
    {
        const double m = movements.move, arrived = m + movements.hold;
        if (t < 0.0 || t >= movements.whole()) return { 0.0, 0.0 };
        if (t < m) // reaching out: even, so that the end of it can be seen coming
        {
            const double u = t / m;
            return { ease (t / std::min (contact, 0.5 * m)) * (first + (1.0 - first) * u), ease (u) };
        }
        if (t < arrived) return { 1.0 - (1.0 - held) * ease ((t - m) / std::min (settling, std::max (movements.hold, 1e-6))), 1.0 };
        const double u = (t - arrived) / m, left = movements.whole() - t;
        const double from = 1.0 - (1.0 - held) * ease (movements.hold / std::min (settling, std::max (movements.hold, 1e-6)));
        return { (from + (first - from) * ease (u)) * ease (left / std::min (contact, 0.5 * m)), 1.0 - ease (u) };
    }

    void weigh (const Patch& patch, double reach, LaneWeights& weights) const noexcept
    {
        const double u = down ? 1.0 - reach : reach;
        patch.weights (out ? way.x0 + u * way.width() : way.midX(), out ? way.midY() : way.y0 + u * way.height(), weights);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Stretch> (s, stanceOf (s, habit)); }

// Every reaching out.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    const Movements movements (s);
    std::vector<Frame> frames;
    for (std::int64_t n = 0; n < movements.count; ++n)
        if (const auto frame = frameOfSeconds (movements.start (n), s.rate); frame >= from && frame < to) frames.push_back (frame);
    return frames;
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    auto said = substitutionsOf (s, stance, { false, false, stance.sides == Sides::alternate }, s.carrier);
    const bool out = s.values.word ("path") == "out";
    if (! stance.field.silent() && ! (out ? stance.field.across() : stance.field.along()))
        said.emplace_back ("reaching is felt as growing, and coming back as fading");
    return said;
}
} // namespace

extern const TechniqueKind techniqueStretch;
const TechniqueKind techniqueStretch {
    "stretch",
    "The clock of a movement that the listener makes: out while it grows, held, and back.",
    {
        { "path", text::Field::Kind::word, "Which way the movement reaches.", {}, { "up", "down", "out" }, "up" },
        { "move", text::Field::Kind::quantity, "How long reaching out takes, and coming back.", { { text::Measure::seconds, 2.0, 20.0 } }, {}, "5 s" },
        { "hold", text::Field::Kind::quantity, "How long the stretch is held; 10 to 30 s is usual.", { { text::Measure::seconds, 5.0, 60.0 } }, {}, "20 s" },
        { "rest", text::Field::Kind::quantity, "Between two movements, without contact.", { { text::Measure::seconds, 1.0, 60.0 } }, {}, "5 s" },
        { "times", text::Field::Kind::number, "At most so many movements; two to four is usual.", { { text::Measure::number, 1.0, 20.0 } }, {}, "4" },
    },
    50.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

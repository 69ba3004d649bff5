// Pressure: what a thumb does on a trigger point, as far as a vibration can: one spot, a slow onset, a long hold, a slow release, and a rest before the next. It
// cannot press, so it is a sustained vibration; while it holds it swells and ebbs by 2 dB ten times in a hundred seconds, against adaptation.
// Sources: holds of 30 to 90 s, onset and release of 5 s or more, 0.1 Hz and 2 dB (figures.md 1.3). The way over the place is ours.
#include <algorithm>
#include <cmath>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "pressure", "thumb", Sides::alternate, false };
constexpr double apart = 5.0;       // cm between spots, along the back
constexpr double swelling = 0.1;    // Hz
constexpr double deep = 0.79432823; // -2 dB

// When holds begin. As many whole ones as the phase has room for; one that is shorter where there is none.
struct Holds
{
    double begin, ease, hold, rest;
    std::int64_t count;

    explicit Holds (const TechniqueSetting& s)
        : begin (s.begin), ease (s.values.number ("ease")), hold (s.values.number ("hold")), rest (s.values.number ("rest"))
    {
        const double length = s.end - s.begin;
        count = std::max<std::int64_t> (1, static_cast<std::int64_t> (std::floor ((length + rest + 1e-9) / period())));
        if (contact() > length) // less of everything, and none of it sudden
        {
            const double less = length / contact();
            ease *= less;
            hold *= less;
        }
    }
    [[nodiscard]] double contact() const noexcept { return 2.0 * ease + hold; }
    [[nodiscard]] double period() const noexcept { return contact() + rest; }
    [[nodiscard]] std::int64_t at (double seconds) const noexcept { return static_cast<std::int64_t> (std::floor ((seconds - begin) / period())); }

    // 0 .. 1 at a time since the phase began.
    [[nodiscard]] double press (double seconds) const noexcept
    {
        const auto number = at (seconds);
        if (number < 0 || number >= count) return 0.0;
        const double t = seconds - begin - static_cast<double> (number) * period();
        if (t >= contact()) return 0.0;
        const double ends = ease > 0.0 ? lull::touch::ease (std::min (t, contact() - t) / ease) : 1.0;
        return ends * (deep + (1.0 - deep) * (0.5 - 0.5 * math::cosCycles (swelling * t)));
    }
};

Region groundOf (const Region& r) { return { r.midX(), r.midX(), r.y0, r.y1 }; }

// A spot is a spot: no way along the back that would have to be felt in time. Its two sides are told apart.
Patch::Projection movesOf (Sides sides) { return { false, false, sides == Sides::alternate }; }

class Pressure final : public Technique
{
public:
    Pressure (const TechniqueSetting& s, const Stance& stance)
        : sides (stance.sides),
          holds (s),
          ground (groundOf (stance.region)),
          steps (std::max<std::int64_t> (0, static_cast<std::int64_t> (std::floor (ground.height() / apart + 1e-9)))),
          one (stance.patch (ground, handsOf (sides, false), movesOf (sides))),
          other (sides == Sides::alternate ? stance.patch (ground, Patch::Hands::right, movesOf (sides)) : one)
    {}

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        const auto number = holds.at (span.seconds.begin);
        const double from = holds.press (span.seconds.begin), to = holds.press (span.seconds.end);
        if (! (from > 0.0) && ! (to > 0.0))
        {
            out.count = 0;
            return;
        }
        out.count = 1;
        auto& hand = out.hand[0];
        const bool turns = sides == Sides::alternate;
        const double y = heightOf (turns ? number / 2 : number);
        (turns && number % 2 != 0 ? other : one).weights (ground.midX(), y, hand.weightBegin);
        hand.weightEnd = hand.weightBegin;
        press (hand, from, to);
    }

private:
    Sides sides;
    Holds holds;
    Region ground;
    std::int64_t steps; // from the lowest spot to the highest
    Patch one, other;

    // From below upwards and back again, evenly over the place.
    [[nodiscard]] double heightOf (std::int64_t spot) const noexcept
    {
        if (steps == 0) return ground.midY();
        return ground.y0 + ground.height() * thereAndBack (static_cast<double> (spot) / static_cast<double> (steps));
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Pressure> (s, stanceOf (s, habit)); }

// Every hold's onset.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    const Holds holds (s);
    std::vector<Frame> frames;
    for (std::int64_t k = 0; k < holds.count; ++k)
    {
        const auto frame = frameOfSeconds (s.begin + static_cast<double> (k) * holds.period(), s.rate);
        if (frame >= from && frame < to) frames.push_back (frame);
    }
    return frames;
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    return substitutionsOf (s, stance, movesOf (stance.sides), s.carrier);
}
} // namespace

extern const TechniqueKind techniquePressure;
const TechniqueKind techniquePressure {
    "pressure",
    "A long hold on one spot after another, as for a trigger point: it comes slowly, stays, and goes slowly.",
    {
        { "hold", text::Field::Kind::quantity, "How long it stays on a spot; 30 to 90 s is usual.", { { text::Measure::seconds, 10.0, 120.0 } }, {}, "45 s" },
        { "ease", text::Field::Kind::quantity, "How long it takes to come and to go.", { { text::Measure::seconds, 5.0, 30.0 } }, {}, "6 s" },
        { "rest", text::Field::Kind::quantity, "The time between two spots.", { { text::Measure::seconds, 1.0, 60.0 } }, {}, "5 s" },
    },
    40.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

// Vibration: the fine trembling of a hand that stays on the skin, in one place or running slowly over it. The trembling never lets go: it is a tremor, not
// taps.
// Source: subject.md has it among the strokes of hands and of massagers; the tremor's rate and depth are ours (a hand trembles at about 8 Hz).
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "vibration", "fingertips", Sides::both, false };

class Vibration final : public Technique
{
public:
    Vibration (const TechniqueSetting& s, const Stance& stance)
        : begin (s.begin),
          tremor (s.values.number ("tremor")),
          depth (s.values.number ("depth")),
          runs (s.values.word ("path") == "run" && stance.region.height() > 0.5),
          speed (s.values.number ("speed")),
          way ({ stance.region.midX(), stance.region.midX(), stance.region.y0, stance.region.y1 }),
          turns (stance.sides == Sides::alternate),
          one (stance.patch (way, handsOf (stance.sides, false), { runs, false, turns })),
          other (turns ? stance.patch (way, Patch::Hands::right, { runs, false, true }) : one)
    {}

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        out.count = 1;
        auto& hand = out.hand[0];
        weigh (span.seconds.begin, hand.weightBegin);
        weigh (span.seconds.end, hand.weightEnd);
        press (hand, firmness (span.seconds.begin), firmness (span.seconds.end));
    }

private:
    double begin, tremor, depth;
    bool runs;
    double speed;
    Region way;
    bool turns;
    Patch one, other;

    [[nodiscard]] double firmness (double t) const noexcept { return 1.0 - depth * (0.5 - 0.5 * math::cosCycles (tremor * (t - begin))); }

    void weigh (double t, LaneWeights& weights) const noexcept
    {
        const double gone = runs ? speed * (t - begin) / way.height() : 0.5;
        const double y = way.y0 + way.height() * thereAndBack (gone);
        if (! turns)
        {
            one.weights (way.midX(), y, weights);
            return;
        }
        // In turn: 3 s on one side, then over to the other in half a second, in power.
        const double turn = (t - begin) / 3.5, into = (turn - std::floor (turn)) * 3.5;
        const bool second = std::fmod (std::floor (turn) + 2.0, 2.0) > 0.5;
        LaneWeights next;
        (second ? other : one).weights (way.midX(), y, weights);
        const auto u = static_cast<float> (ease ((into - 3.0) / 0.5));
        if (! (u > 0.0f)) return;
        (second ? one : other).weights (way.midX(), y, next);
        for (std::size_t i = 0; i < maxLanes; ++i) weights[i] = std::sqrt ((1.0f - u) * weights[i] * weights[i] + u * next[i] * next[i]);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Vibration> (s, stanceOf (s, habit)); }

// It has no events: it goes on.
std::vector<Frame> events (const TechniqueSetting&, Frame, Frame) { return {}; }

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    return substitutionsOf (s, stance, { s.values.word ("path") == "run", false, stance.sides == Sides::alternate }, s.carrier);
}
} // namespace

extern const TechniqueKind techniqueVibration;
const TechniqueKind techniqueVibration {
    "vibration",
    "A fine trembling that stays on the skin, still or running slowly over the place.",
    {
        { "tremor", text::Field::Kind::quantity, "How fast it trembles.", { { text::Measure::hertz, 3.0, 14.0 } }, {}, "8 Hz" },
        { "depth", text::Field::Kind::quantity, "How deep the trembling is; it never lets go.", { { text::Measure::percent, 0.0, 0.7 } }, {}, "40%" },
        { "path", text::Field::Kind::word, "Whether it runs up and down the place or stays.", {}, { "run", "still" }, "run" },
        { "speed", text::Field::Kind::quantity, "Of running.", { { text::Measure::centimetresPerSecond, 0.5, 10.0 } }, {}, "2 cm/s" },
    },
    65.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

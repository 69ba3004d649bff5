// Rocking: a slow sway from one side to the other, or up and down, never letting go and never stronger or weaker. A shaker cannot move a body at a quarter of a
// hertz; where its vibration is felt can.
// Sources: 0.25 Hz (figures.md 2.2: rocking beds); only the envelope can do it (the same place).
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Pace.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "rocking", "palm", Sides::both, false };

bool acrossOf (const text::Values& v) { return v.word ("path") != "along"; }

// Between the middles of both sides, or between the edges of one; along: from the lower end to the upper one. A point gets 6 cm either way.
Region wayOf (const Stance& stance, bool across)
{
    const auto& r = stance.region;
    if (! across)
    {
        const double more = std::max (0.0, 6.0 - 0.5 * r.height());
        return { r.midX(), r.midX(), r.y0 - more, r.y1 + more };
    }
    if (stance.place.side == Side::both && ! stance.place.point && (stance.sides == Sides::both || stance.sides == Sides::alternate))
        return { -r.midX(), r.midX(), r.midY(), r.midY() };
    const double more = std::max (0.0, 6.0 - 0.5 * r.width());
    return { r.x0 - more, r.x1 + more, r.midY(), r.midY() };
}

Patch::Hands handOver (const Stance& stance, const Region& way)
{
    return way.x0 < 0.0 && way.x1 > 0.0 && stance.place.side == Side::both ? Patch::Hands::right : handsOf (stance.sides, false);
}

class Rocking final : public Technique
{
public:
    Rocking (const TechniqueSetting& s, const Stance& stance)
        : pace (s), across (acrossOf (s.values)), way (wayOf (stance, across)), patch (stance.patch (way, handOver (stance, way), { ! across, across, false }))
    {}

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        const auto cycles = pace.over (span);
        out.count = 1;
        auto& hand = out.hand[0];
        weigh (cycles.begin, hand.weightBegin);
        weigh (cycles.end, hand.weightEnd);
        press (hand, 1.0, 1.0);
    }

private:
    Pace pace;
    bool across;
    Region way;
    Patch patch;

    void weigh (double cycle, LaneWeights& weights) const noexcept
    {
        const double sway = math::sinCycles (cycle);
        patch.weights (way.midX() + (across ? 0.5 * way.width() * sway : 0.0), way.midY() + (across ? 0.0 : 0.5 * way.height() * sway), weights);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Rocking> (s, stanceOf (s, habit)); }

// Every sway to and fro.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to) { return Pace (s).frames (s, from, to); }

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const bool across = acrossOf (s.values);
    return substitutionsOf (s, stanceOf (s, habit), { ! across, across, false }, s.carrier);
}
} // namespace

extern const TechniqueKind techniqueRocking;
const TechniqueKind techniqueRocking {
    "rocking",
    "A slow sway from side to side, or up and down, as of a cradle.",
    {
        { "path", text::Field::Kind::word, "across: from side to side; along: up and down.", {}, { "across", "along" }, "across" },
        { "rate",
          text::Field::Kind::quantity,
          "Sways to and fro; a quarter of a hertz is what rocking beds use.",
          { { text::Measure::hertz, 0.1, 0.6 }, { text::Measure::perBeat, 0.0625, 0.5 } },
          {},
          "0.25 Hz" },
    },
    40.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

// Vibroacoustic: a sustained low sine over the whole place, swelling and ebbing on the breath clock or with a period of its own, its frequency scanning a little
// so that every part of a body has its turn; it may travel along the body with each swell.
// Sources: sine of 27 to 120 Hz, 40 Hz the most studied, scanning, pulsation and direction (figures.md 1.1); a frequency scan of a few hertz is for the body's
// resonances, nobody feels it as pitch (figures.md 0.9). Depth, width and period of the scan are ours: no numbers were found.
#include <algorithm>
#include <cmath>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "vibroacoustic", "palm", Sides::both, false };

enum class Travel { none, up, down, both };

Travel travelOf (const text::Values& v)
{
    const auto& word = v.word ("travel");
    return word == "up" ? Travel::up : word == "down" ? Travel::down : word == "both" ? Travel::both : Travel::none;
}

class Vibroacoustic final : public Technique
{
public:
    Vibroacoustic (const TechniqueSetting& s, const Stance& stance)
        : begin (s.begin),
          hertz (s.carrier),
          depth (s.values.number ("depth")),
          scan (s.values.number ("scan")),
          every (s.values.number ("every")),
          period (s.values.isWord ("pulse") ? 0.0 : s.values.number ("pulse")),
          travel (travelOf (s.values)),
          way ({ stance.region.midX(), stance.region.midX(), stance.region.y0, stance.region.y1 }),
          patch (stance.patch (travel == Travel::none ? stance.region : way, hands (stance.sides), { travel != Travel::none, false, false })),
          everywhere (patch.everywhere())
    {
        // Up or down, it lets go before it starts again at the other end.
        if (travel == Travel::up || travel == Travel::down) depth = 1.0;
    }

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        const Ends swell = period > 0.0 ? Ends { (span.seconds.begin - begin) / period, (span.seconds.end - begin) / period } : span.breath;
        out.count = 1;
        auto& hand = out.hand[0];
        weigh (swell.begin, swell.begin, hand.weightBegin);
        weigh (swell.end, swell.begin, hand.weightEnd);
        press (hand, firmness (swell.begin), firmness (swell.end));
        if (! (scan > 0.0)) return;
        hand.ownCarrier = true;
        hand.wave = nullptr;
        hand.hertz = hertz;
        hand.cycles = { cycles (span.seconds.begin), cycles (span.seconds.end) };
        hand.headroom = 1.0f;
    }

private:
    double begin, hertz, depth, scan, every, period;
    Travel travel;
    Region way;
    Patch patch;
    LaneWeights everywhere;

    static Patch::Hands hands (Sides sides) { return sides == Sides::alternate ? Patch::Hands::both : handsOf (sides, false); }

    [[nodiscard]] double firmness (double swell) const noexcept { return 1.0 - depth * (0.5 + 0.5 * math::cosCycles (swell)); }

    // The integral of hertz + scan x sin (2 pi (t - begin) / every).
    [[nodiscard]] double cycles (double t) const noexcept { return hertz * t - scan * every / (2.0 * math::pi) * math::cosCycles ((t - begin) / every); }

    // `from`: the swell that it belongs to; within a quantum a new one starts from silence, and is where the last one ended.
    void weigh (double swell, double from, LaneWeights& weights) const noexcept
    {
        if (travel == Travel::none)
        {
            weights = everywhere;
            return;
        }
        double u = travel == Travel::both ? thereAndBack (swell) : std::min (1.0, swell - std::floor (from));
        if (travel == Travel::down) u = 1.0 - u;
        patch.weights (way.midX(), way.y0 + u * way.height(), weights);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Vibroacoustic> (s, stanceOf (s, habit)); }

// Swells with a period of their own; those of the breath are the breath's.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    std::vector<Frame> frames;
    if (s.values.isWord ("pulse")) return frames;
    const double period = s.values.number ("pulse");
    for (double n = std::max (0.0, std::floor ((static_cast<double> (from) / s.rate.value - s.begin) / period) - 1.0);; n += 1.0)
    {
        const auto frame = frameOfSeconds (s.begin + n * period, s.rate);
        if (s.begin + n * period >= s.end || frame >= to) return frames;
        if (frame >= from) frames.push_back (frame);
    }
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    auto stance = stanceOf (s, habit);
    auto said = substitutionsOf (s, stance, { travelOf (s.values) != Travel::none, false, false }, s.carrier);
    if (s.values.number ("scan") > 0.0 && std::any_of (s.chair->actuators.begin(), s.chair->actuators.end(), [] (const Actuator& a) { return a.narrow(); }))
        said.emplace_back ("an actuator of one frequency scans around its own by the same share of it");
    return said;
}
} // namespace

extern const TechniqueKind techniqueVibroacoustic;
const TechniqueKind techniqueVibroacoustic {
    "vibroacoustic",
    "A sustained low tone in the body that swells with the breath.",
    {
        { "pulse",
          text::Field::Kind::quantity,
          "The time from swell to swell, or breath: as the breath goes.",
          { { text::Measure::seconds, 2.0, 60.0 } },
          { "breath" },
          "breath" },
        { "depth", text::Field::Kind::quantity, "How far it ebbs between swells; 100% is to nothing.", { { text::Measure::percent, 0.0, 1.0 } }, {}, "60%" },
        { "scan", text::Field::Kind::quantity, "How far the frequency strays to either side.", { { text::Measure::hertz, 0.0, 10.0 } }, {}, "1.5 Hz" },
        { "every", text::Field::Kind::quantity, "The time that a scan up and down takes.", { { text::Measure::seconds, 10.0, 120.0 } }, {}, "40 s" },
        { "travel", text::Field::Kind::word, "Whether it travels along the body with each swell.", {}, { "none", "up", "down", "both" }, "none" },
    },
    40.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

// Acupressure: many fine points, as of a mat. Each swells and ebbs where it is; several are felt at any time and together they are as strong at every moment,
// so nothing beats time. Where and on which side the next one comes is the entry's own chance.
// Source: subject.md names the mat; how many, how long and how fine they are is ours.
#include <algorithm>
#include <cmath>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "acupressure", "thumb", Sides::both, false };

// Points begin one after another, evenly; `alive` of them are felt at once. A raised cosine in amplitude has a power that would waver with their number;
// sin in amplitude, sin^2 in power, adds up to alive / 2 always when there are two or more.
struct Points
{
    double begin, perSecond, life;
    int alive;

    explicit Points (const TechniqueSetting& s) : begin (s.begin), perSecond (s.values.number ("points"))
    {
        alive = static_cast<int> (std::clamp (std::floor (perSecond * s.values.number ("press") + 0.5), 2.0, 24.0));
        life = alive / perSecond;
    }
    // Half a life before the phase begins there are already as many: the fade hides where they come from.
    [[nodiscard]] std::int64_t youngest (double seconds) const noexcept { return static_cast<std::int64_t> (std::floor ((seconds - begin) * perSecond)); }
    [[nodiscard]] double age (std::int64_t n, double seconds) const noexcept // 0 .. 1 of its life
    {
        return ((seconds - begin) * perSecond - static_cast<double> (n)) / alive;
    }
};

class Acupressure final : public Technique
{
public:
    Acupressure (const TechniqueSetting& s, const Stance& stance)
        : points (s),
          ground (groundOf (stance)),
          sides (stance.sides),
          across (s.random.child ("x")),
          along (s.random.child ("y")),
          side (s.random.child ("side")),
          left (stance.patch (ground, sides == Sides::right ? Patch::Hands::right : Patch::Hands::left, {})),
          right (sides == Sides::left ? left : stance.patch (ground, Patch::Hands::right, {}))
    {}

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        out.count = 1;
        auto& hand = out.hand[0];
        // The same points at both ends: one that begins inside the quantum is still at 0.
        const auto youngest = points.youngest (span.seconds.end);
        LaneWeights power[2] {}, where;
        for (int k = 0; k <= points.alive; ++k)
        {
            const auto n = youngest - k;
            place (n, where);
            for (const bool end : { false, true })
            {
                const double age = points.age (n, end ? span.seconds.end : span.seconds.begin);
                if (! (age > 0.0) || age >= 1.0) continue;
                const double sine = math::sinCycles (0.5 * age);
                const auto share = static_cast<float> (2.0 / points.alive * sine * sine);
                for (std::size_t i = 0; i < maxLanes; ++i) power[end ? 1 : 0][i] += share * where[i] * where[i];
            }
        }
        for (std::size_t i = 0; i < maxLanes; ++i)
        {
            hand.weightBegin[i] = std::sqrt (power[0][i]);
            hand.weightEnd[i] = std::sqrt (power[1][i]);
        }
        press (hand, 1.0, 1.0);
    }

private:
    Points points;
    Region ground;
    Sides sides;
    Stream across, along, side;
    Patch left, right;

    // A single point is a few centimetres of them.
    static Region groundOf (const Stance& stance)
    {
        const auto& r = stance.region;
        const double wide = std::max (0.0, 3.0 - 0.5 * r.width()), high = std::max (0.0, 3.0 - 0.5 * r.height());
        return { std::max (stance.place.point ? 0.0 : r.x0, r.x0 - wide), r.x1 + wide, r.y0 - high, r.y1 + high };
    }

    void place (std::int64_t n, LaneWeights& where) const noexcept
    {
        const auto number = static_cast<std::uint64_t> (n);
        const bool toRight = sides == Sides::alternate ? (n & 1) != 0 : sides == Sides::right || (sides == Sides::both && side.unit (number) < 0.5);
        const double x = ground.x0 + across.unit (number) * ground.width(), y = ground.y0 + along.unit (number) * ground.height();
        (toRight ? right : left).weights (x, y, where);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Acupressure> (s, stanceOf (s, habit)); }

// Every point.
std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    const Points points (s);
    std::vector<Frame> frames;
    for (double n = std::max (0.0, std::floor ((static_cast<double> (from) / s.rate.value - s.begin) * points.perSecond) - 1.0);; n += 1.0)
    {
        const double second = s.begin + n / points.perSecond;
        const auto frame = frameOfSeconds (second, s.rate);
        if (second >= s.end || frame >= to) return frames;
        if (frame >= from) frames.push_back (frame);
    }
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    auto said = substitutionsOf (s, stance, {}, s.carrier);
    if (! stance.field.silent() && ! stance.field.across() && ! stance.field.along()) said.emplace_back ("one place: the points are felt as one even touch");
    return said;
}
} // namespace

extern const TechniqueKind techniqueAcupressure;
const TechniqueKind techniqueAcupressure {
    "acupressure",
    "Many fine points that come and go all over the place, as of a mat.",
    {
        { "points", text::Field::Kind::quantity, "How many begin in a second.", { { text::Measure::hertz, 0.5, 8.0 } }, {}, "3 Hz" },
        { "press", text::Field::Kind::quantity, "How long one is felt.", { { text::Measure::seconds, 0.5, 6.0 } }, {}, "1.5 s" },
    },
    70.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

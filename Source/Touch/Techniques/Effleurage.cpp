// Effleurage: long strokes. A hand lands, glides firmly over the place at the script's speed, building towards the heart, comes back
// 6 dB lighter and at up to twice the speed, and lifts for at least 400 ms, without which a direction is not felt.
// Sources: speed 1-10 cm/s, return gain 0.5 (figures.md 1.3); gap over 400 ms (figures.md 1.3, Niwa 2009).
#include <algorithm>
#include <cmath>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "effleurage", "palm", Sides::both, false };
constexpr double heart = 46.0;       // cm, its height on the back
constexpr double lightly = 0.5;      // the return: -6 dB
constexpr double landing = 0.35;     // s, contact in and out, at most a quarter of the way
constexpr double comfortable = 10.0; // cm/s: the return is never made faster than this

enum class Path { up, down, out, circle };

Path pathOf (const text::Values& v)
{
    const auto& word = v.word ("path");
    return word == "down" ? Path::down : word == "out" ? Path::out : word == "circle" ? Path::circle : Path::up;
}

// The rectangle that the hand's middle moves in. A point gets a stroke of 12 cm or a circle of 4 cm around it.
Region wayOf (const Region& r, bool point, Path path)
{
    if (path == Path::circle)
    {
        const double radius = point ? 4.0 : std::max (2.0, 0.5 * std::min (r.width(), r.height()));
        return { r.midX() - radius, r.midX() + radius, r.midY() - radius, r.midY() + radius };
    }
    if (path == Path::out) return { point ? std::max (0.0, r.x0 - 6.0) : r.x0, point ? r.x1 + 6.0 : r.x1, r.midY(), r.midY() };
    return { r.midX(), r.midX(), point ? r.y0 - 6.0 : r.y0, point ? r.y1 + 6.0 : r.y1 };
}

// When strokes begin and how far each has come. Way is what the script's speed covers: out and, quickened, back. The first begins with the touch entry,
// and none begins that would still be on the back at its end: fades would cut it off. One is made even where there is no time for a whole one.
class Strokes
{
public:
    Strokes (const TechniqueSetting& s, double length)
        : begin (s.begin), out (length), lift (s.values.number ("lift")), speed (s.values.ramp ("speed").over (s.begin, s.end - s.begin))
    {
        const auto& word = s.values.word ("return");
        if (pathOf (s.values) != Path::circle && word != "none") back = word == "light" ? out : out / std::clamp (comfortable / speed.greatest(), 1.0, 2.0);
        constant = speed.constant();
        const double contact = whole() / speed.value (begin);
        period = contact + lift;
        last = std::max<std::int64_t> (0, static_cast<std::int64_t> (std::floor ((s.end - begin - contact) / period + 1e-9)));
        if (constant) return;
        for (double at = begin; starts.size() < 100'000;)
        {
            const double lifted = speed.whenIntegral (speed.integral (at) + whole());
            if (! starts.empty() && lifted > s.end + 1e-9) break;
            starts.push_back (at);
            at = lifted + lift;
        }
        last = static_cast<std::int64_t> (starts.size()) - 1;
    }

    [[nodiscard]] double whole() const noexcept { return out + back; }

    struct Now
    {
        std::int64_t number;
        double way;
        double speed;
    }; // way: cm since its start; beyond whole(): lifted

    [[nodiscard]] Now at (double t) const noexcept
    {
        if (constant || t < begin)
        {
            const double k = std::floor ((t - begin) / period);
            const double v = speed.value (begin);
            if (k < 0.0 || k > static_cast<double> (last)) return { k < 0.0 ? -1 : last + 1, whole(), v };
            return { static_cast<std::int64_t> (k), (t - begin - k * period) * v, v };
        }
        const auto next = std::upper_bound (starts.begin(), starts.end(), t);
        const double start = *(next - 1);
        return { next - starts.begin() - 1, speed.integral (t) - speed.integral (start), speed.value (start) };
    }

    [[nodiscard]] double start (std::int64_t number) const noexcept // from 0 on; far away beyond the last
    {
        if (number > last) return 1e18;
        return constant ? begin + static_cast<double> (number) * period : starts[static_cast<std::size_t> (number)];
    }

    double begin, out, back = 0.0, lift;

private:
    Curve speed;
    bool constant = true;
    double period = 1.0;
    std::int64_t last = 0;      // number of the last stroke
    std::vector<double> starts; // of strokes 0, 1 ... when the speed changes
};

double lengthOf (const Region& way, Path path)
{
    return path == Path::circle ? math::pi * way.width() : path == Path::out ? std::max (1.0, way.width()) : std::max (1.0, way.height());
}

Patch::Projection movesOf (Path path, Sides sides) { return { path != Path::out, path == Path::out || path == Path::circle, sides == Sides::alternate }; }

class Effleurage final : public Technique
{
public:
    Effleurage (const TechniqueSetting& s, const Stance& stance)
        : path (pathOf (s.values)),
          way (wayOf (stance.region, stance.place.point, path)),
          strokes (s, lengthOf (way, path)),
          first (stance.patch (way, handsOf (stance.sides, false), movesOf (path, stance.sides))),
          second (stance.sides == Sides::alternate ? stance.patch (way, Patch::Hands::right, movesOf (path, stance.sides)) : first)
    {
        // Direction is told by the projection alone where the chair cannot move along the path.
        builds = path == Path::out ? stance.field.across() : stance.field.along();
        towards = path == Path::out || path == Path::circle ||
                  std::abs ((path == Path::up ? way.y1 : way.y0) - heart) <= std::abs ((path == Path::up ? way.y0 : way.y1) - heart);
    }

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        const Moment a = at (span.seconds.begin), b = at (span.seconds.end);
        out.count = 0;
        if (! (a.firmness > 0.0) && ! (b.firmness > 0.0)) return;
        out.count = 1;
        auto& hand = out.hand[0];
        // A lift separates two strokes, so one end at most is in the air: the hand lands and leaves where it touches.
        weigh (a.firmness > 0.0 ? a : b, hand.weightBegin);
        weigh (b.firmness > 0.0 ? b : a, hand.weightEnd);
        const auto from = static_cast<float> (a.firmness), step = static_cast<float> ((b.firmness - a.firmness) / quantum);
        for (std::size_t i = 0; i < quantum; ++i) hand.envelope[i] = from + step * static_cast<float> (i);
        hand.ownCarrier = false;
    }

private:
    struct Moment
    {
        double firmness, x, y;
        bool odd;
    };

    Path path;
    Region way;
    Strokes strokes;
    Patch first, second; // of even and of odd strokes
    bool builds = true, towards = true;

    [[nodiscard]] Moment at (double t) const noexcept
    {
        const auto now = strokes.at (t);
        const double whole = strokes.whole();
        Moment m { 0.0, way.midX(), way.midY(), (now.number & 1) != 0 };
        if (now.way >= whole) return m;

        const double soft = std::min (landing * now.speed, 0.25 * whole);
        m.firmness = ease (now.way / soft) * ease ((whole - now.way) / soft);
        if (path == Path::circle)
        {
            // From the bottom up beside the spine, outwards over the top and down the outer side; lighter on the way down.
            const double turn = now.way / whole - 0.25;
            m.x -= 0.5 * way.width() * math::cosCycles (turn);
            m.y += 0.5 * way.height() * math::sinCycles (turn);
            m.firmness *= lightly + (1.0 - lightly) * (0.5 + 0.5 * math::cosCycles (turn));
            return m;
        }
        const double gone = now.way < strokes.out ? now.way / strokes.out : 1.0 - (now.way - strokes.out) / std::max (strokes.back, 1e-9);
        if (strokes.back > 0.0)
        {
            const double turning = std::min (0.08 * strokes.out, 2.0);
            m.firmness *= 1.0 - (1.0 - lightly) * ease (0.5 + (now.way - strokes.out) / (2.0 * turning));
        }
        if (builds) m.firmness *= 0.8 + 0.2 * ease (towards ? 2.0 * gone : 2.0 * (1.0 - gone));
        switch (path)
        {
            case Path::up: m.y = way.y0 + gone * way.height(); break;
            case Path::down: m.y = way.y1 - gone * way.height(); break;
            default: m.x = way.x0 + gone * way.width(); break;
        }
        return m;
    }

    void weigh (const Moment& m, LaneWeights& out) const noexcept { (m.odd ? second : first).weights (m.x, m.y, out); }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Effleurage> (s, stanceOf (s, habit)); }

std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    const auto place = placeOf (*s.values.find ("place"));
    const Path path = pathOf (s.values);
    const Strokes strokes (s, lengthOf (wayOf (place.region, place.point, path), path));
    std::vector<Frame> frames;
    for (auto k = std::max<std::int64_t> (0, strokes.at (static_cast<double> (from) / s.rate.value).number);; ++k)
    {
        const double start = strokes.start (k);
        if (start >= s.end || ! (start * s.rate.value < static_cast<double> (to) + 1.0)) break;
        const auto frame = frameOfSeconds (start, s.rate);
        if (frame >= from && frame < to) frames.push_back (frame);
    }
    return frames;
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    auto out = substitutionsOf (s, stance, movesOf (pathOf (s.values), stance.sides), s.carrier);
    if (s.values.ramp ("speed").greatest() > comfortable) out.emplace_back ("brisk: faster than 10 cm/s is felt as less pleasant");
    return out;
}
} // namespace

extern const TechniqueKind techniqueEffleurage;
const TechniqueKind techniqueEffleurage {
    "effleurage",
    "Long, flowing strokes: warm-up, links between techniques, and the end.",
    {
        { "path",
          text::Field::Kind::word,
          "The way of a stroke; circle goes up beside the spine and down outside.",
          {},
          { "up", "down", "out", "circle" },
          "up" },
        { "speed",
          text::Field::Kind::ramp,
          "Of the hand over the back. 1 to 10 cm/s is pleasant, about 3 to 5 most; above 10 is brisk.",
          { { text::Measure::centimetresPerSecond, 1.0, 30.0 } },
          {},
          "4 cm/s" },
        { "return",
          text::Field::Kind::word,
          "How the hand comes back, 6 dB lighter: quick (up to twice the speed), light (the same speed), none (in the air).",
          {},
          { "quick", "light", "none" },
          "quick" },
        { "lift", text::Field::Kind::quantity, "Between strokes, without contact.", { { text::Measure::seconds, 0.4, 10.0 } }, {}, "0.5 s" },
    },
    60.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

// Effleurage: long strokes. A hand lands, glides firmly over the place at the script's speed, building towards the heart, comes back
// 6 dB lighter and at up to twice the speed, and lifts for at least 400 ms, without which a direction is not felt.
// Sources: speed 1-10 cm/s, return gain 0.5 (figures.md 1.3); gap over 400 ms (figures.md 1.3, Niwa 2009).
#include <algorithm>
#include <cmath>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Touch/Brush.h"
#include "Touch/Course.h"
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

// When strokes begin and how far each has come. Way is what the script's speed covers: out and, quickened, back. The first begins with the touch entry,
// and none begins that would still be on the back at its end: fades would cut it off. One is made even where there is no time for a whole one.
class Strokes
{
public:
    Strokes (const TechniqueSetting& s, double length, bool returns)
        : begin (s.begin), out (length), lift (s.values.number ("lift")), speed (s.course ("speed"))
    {
        const auto& word = s.values.word ("return");
        if (returns && word != "none") back = word == "light" ? out : out / std::clamp (comfortable / speed.greatest(), 1.0, 2.0);
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

    // Strokes of different speeds: one when it is constant.
    [[nodiscard]] std::int64_t kinds() const noexcept { return constant ? 1 : last + 1; }
    [[nodiscard]] double speedOf (std::int64_t number) const noexcept { return speed.value (start (std::min (number, last))); }

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

Patch::Projection movesOf (const Course& course, Sides sides) { return { course.along(), course.outward(), sides == Sides::alternate }; }

class Effleurage final : public Technique
{
public:
    Effleurage (const TechniqueSetting& s, const Stance& stance)
        : course (s.values, stance.place),
          strokes (s, course.length(), ! course.closed()),
          first (stance.patch (course.bounds(), handsOf (stance.sides, false), movesOf (course, stance.sides))),
          second (stance.sides == Sides::alternate ? stance.patch (course.bounds(), Patch::Hands::right, movesOf (course, stance.sides)) : first)
    {
        const auto& way = course.bounds();
        const auto from = course.at (0.0, 0), to = course.at (course.length(), 0);
        // Direction is told by the projection alone where the chair cannot move along the path.
        builds = way.height() >= way.width() ? stance.field.along() : stance.field.across();
        towards = ! course.along() || std::abs (to.y - heart) <= std::abs (from.y - heart);
        homewards = way.midY() > heart + 4.0 ? -1.0 : 1.0;
        for (std::int64_t n = 0; n < std::max (strokes.kinds(), course.rays()); ++n) quick.push_back (brushOf (stance.field, n));
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
        press (hand, a.firmness, b.firmness);
    }

private:
    struct Moment
    {
        double firmness, gone; // gone: cm along the course
        std::int64_t number;
        double seconds; // since its beginning; on the way back: negative
    };

    // Of a quick stroke: the points of its way that are told apart, and when each is on.
    struct Quick
    {
        std::vector<double> gone; // cm
        std::vector<Brushed> on;
    };

    Course course;
    Strokes strokes;
    Patch first, second; // of even and of odd strokes
    bool builds = true, towards = true;
    double homewards = 1.0; // +1: up is towards the heart
    std::vector<Quick> quick;

    // Empty where its steps are slow enough to glide.
    [[nodiscard]] Quick brushOf (const Field& field, std::int64_t number) const
    {
        Quick q;
        const double speed = strokes.speedOf (number);
        const auto columns = field.columns(), rows = field.rows();
        const auto crosses = [] (const std::vector<double>& lines, double a, double b) {
            return std::any_of (lines.begin(), lines.end(), [&] (double l) { return (a < l) != (b < l); });
        };
        q.gone.push_back (0.0);
        constexpr double step = 0.25; // cm
        const double nearest = std::max (2.0, 0.06 * speed);
        for (double s = step; s < course.length(); s += step)
        {
            const auto a = course.at (s - step, number), b = course.at (s, number);
            if (! crosses (columns, std::abs (a.x), std::abs (b.x)) && ! crosses (rows, a.y, b.y)) continue;
            if (s - q.gone.back() >= nearest && course.length() - s >= nearest) q.gone.push_back (s);
        }
        q.gone.push_back (course.length());
        const double steps = static_cast<double> (q.gone.size() - 1);
        if ((columns.empty() && rows.empty()) || course.length() / steps / speed >= brushedBelow) return {};
        std::vector<double> passes;
        for (const double s : q.gone) passes.push_back (s / speed);
        q.on = brush (passes);
        // The law lets the last but one go on beyond the end of the way; there the hand turns or lifts.
        for (auto& point : q.on) point.duration = std::min (point.duration, passes.back() - point.start);
        return q;
    }

    [[nodiscard]] Moment at (double t) const noexcept
    {
        const auto now = strokes.at (t);
        const double whole = strokes.whole();
        Moment m { 0.0, 0.0, now.number, 0.0 };
        if (now.way >= whole) return m;

        const double soft = std::min (landing * now.speed, 0.25 * whole);
        m.firmness = ease (now.way / soft) * ease ((whole - now.way) / soft);
        if (course.closed())
        {
            // Round and round: lighter on the way from the heart.
            m.gone = now.way;
            m.firmness *= lightly + (1.0 - lightly) * (0.5 + 0.5 * homewards * course.at (m.gone, m.number).rise);
            return m;
        }
        const double part = now.way < strokes.out ? now.way / strokes.out : 1.0 - (now.way - strokes.out) / std::max (strokes.back, 1e-9);
        if (strokes.back > 0.0)
        {
            const double turning = std::min (0.08 * strokes.out, 2.0);
            m.firmness *= 1.0 - (1.0 - lightly) * ease (0.5 + (now.way - strokes.out) / (2.0 * turning));
        }
        if (builds) m.firmness *= 0.8 + 0.2 * ease (towards ? 2.0 * part : 2.0 * (1.0 - part));
        m.gone = part * course.length();
        m.seconds = now.way < strokes.out ? now.way / now.speed : -1.0;
        return m;
    }

    void weigh (const Moment& m, LaneWeights& out) const noexcept
    {
        const Patch& patch = (m.number & 1) != 0 ? second : first;
        const auto kinds = static_cast<std::int64_t> (quick.size());
        const auto& brushed = quick[static_cast<std::size_t> (strokes.kinds() > 1 ? std::clamp<std::int64_t> (m.number, 0, kinds - 1)
                                                                                  : std::max<std::int64_t> (0, m.number) % kinds)];
        if (brushed.on.empty() || m.seconds < 0.0)
        {
            const auto at = course.at (m.gone, m.number);
            patch.weights (at.x, at.y, out);
            return;
        }
        // Points that are on at the same time share the hand's power.
        LaneWeights one, power {};
        double sum = 0.0;
        for (std::size_t i = 0; i < brushed.on.size(); ++i)
        {
            // The first lands and the last lifts, or turns, with the hand.
            const auto& point = brushed.on[i];
            const bool early = i == 0 && m.seconds < point.start + 0.5 * point.duration;
            const bool late = i + 1 == brushed.on.size() && m.seconds > point.start + 0.5 * point.duration;
            const double on = early || late ? 1.0 : point.at (m.seconds);
            if (! (on > 0.0)) continue;
            const auto at = course.at (brushed.gone[i], m.number);
            patch.weights (at.x, at.y, one);
            sum += on;
            for (std::size_t k = 0; k < maxLanes; ++k) power[k] += static_cast<float> (on) * one[k] * one[k];
        }
        const auto scale = static_cast<float> (sum > 1.0 ? 1.0 / sum : 1.0);
        for (std::size_t k = 0; k < maxLanes; ++k) out[k] = std::sqrt (power[k] * scale);
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Effleurage> (s, stanceOf (s, habit)); }

std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    const Course course (s.values, placeOf (*s.values.find ("place")));
    const Strokes strokes (s, course.length(), ! course.closed());
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

// How fast strokes are felt to go, re what the script says: beyond the outermost places they stay where they are.
double achieved (const Field& field, const Course& course, Sides sides)
{
    const double side = sides == Sides::left ? -1.0 : 1.0;
    double gone = 0.0;
    constexpr int steps = 64;
    text::Point last {};
    for (int i = 0; i <= steps; ++i)
    {
        const auto at = course.at (course.length() * i / steps, 0);
        const auto here = field.feltAt (side * at.x, at.y);
        if (i > 0) gone += std::sqrt ((here.x - last.x) * (here.x - last.x) + (here.y - last.y) * (here.y - last.y));
        last = here;
    }
    return gone / course.length();
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habit);
    const Course course (s.values, stance.place);
    auto out = substitutionsOf (s, stance, movesOf (course, stance.sides), s.carrier);
    const auto& speed = s.values.ramp ("speed");
    if (const double part = achieved (stance.field, course, stance.sides); ! stance.field.silent() && part < 0.9)
    {
        const auto cms = [] (double v) { return text::toText (text::Quantity { std::floor (v * 10.0 + 0.5) / 10.0, text::Measure::centimetresPerSecond }); };
        out.push_back (part < 0.1
                           ? "the way is beyond the outermost places: strokes are felt standing still"
                           : "strokes go beyond the outermost places and stay there: " + cms (part * speed.first()) + " on average for " + cms (speed.first()));
    }
    if (s.values.given ("way") && s.values.given ("path")) out.emplace_back ("way says where strokes go: path is left out");
    if (speed.greatest() > comfortable) out.emplace_back ("brisk: faster than 10 cm/s is felt as less pleasant");
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
          "The way of a stroke. spine: up beside it; circle: up beside the spine and down outside; eight: two of them, one above the other; spiral: round and "
          "outwards; fan: from the foot of the place, each stroke further out.",
          {},
          { "up", "down", "spine", "out", "circle", "eight", "spiral", "fan" },
          "up" },
        { "way",
          text::Field::Kind::points,
          "A way of your own from point to point, instead of path and place; x is counted outwards from the spine.",
          { { text::Measure::centimetres, -25.0, 25.0 }, { text::Measure::centimetres, 0.0, 72.0 } },
          {},
          {} },
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

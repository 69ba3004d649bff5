// Tapotement: light tapping. Each tap is a burst of one cycle or a little more, which starts on its exact frame and brings its own sine; pulses up
// to 30 ms are felt as taps, longer ones as vibration. The burst is odd about its middle, so it holds no DC and the guard's high-pass lets it be.
// Sources: 30 ms, 4-10 a second, hacking and cupping (figures.md 0.4, 1.3); +3 dB at 30 ms, none from 320 ms (figures.md 6.6). Beating and
// pincement are ours in the same frame. Masked over spine, kidneys and neck (figures.md 1.2).
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/Ring.h"
#include "Touch/Stance.h"
#include "Touch/Taps.h"

namespace lull::touch
{
namespace
{
// One tap's shape. `taper`: the part of it that rises and falls (1: a raised cosine; less: a quicker attack).
struct Variant
{
    std::string_view name, with;
    double hertz, cycles, longest, taper, softer; // longest in s; softer: gain
};
constexpr Variant variants[] {
    { "hacking", "fingertips", 55.0, 1.0, 0.030, 0.40, 1.0 }, // the edge of the hand
    { "cupping", "palm", 32.0, 1.15, 0.040, 0.80, 1.0 },      // a hollow hand: longer, softer attack
    { "beating", "knuckles", 42.0, 1.25, 0.030, 0.60, 1.0 },  // a loose fist: heavier
    { "pincement", "thumb", 75.0, 1.0, 0.016, 0.50, 0.6 },    // a quick light pluck
};

const Variant& variantOf (const text::Values& v)
{
    const auto& word = v.word ("variant");
    for (const auto& b : variants)
        if (b.name == word) return b;
    return variants[0];
}

Habit habitOf (const text::Values& v) { return { "tapotement", variantOf (v).with, Sides::alternate, true }; }

// The script's carrier or the variant's own; so low that not half a cycle would fit, it is moved up by octaves.
double hertzOf (const TechniqueSetting& s)
{
    const auto& burst = variantOf (s.values);
    double f = s.values.has ("carrier") ? s.carrier : burst.hertz;
    while (f * burst.longest < 0.75) f *= 2.0;
    return f;
}

double lengthOf (const Variant& burst, double hertz) { return std::min (burst.longest, burst.cycles / hertz); }

double windowAt (const Variant& burst, double u)
{
    const double edge = 0.5 * burst.taper, v = std::min (u, 1.0 - u);
    return v >= edge ? 1.0 : 0.5 - 0.5 * math::cosCycles (0.5 * v / edge);
}

// One tap as an actuator plays it that answers with `plays` Hz: odd about its middle, from silence to silence.
Burst burstOf (const Variant& variant, double hertz, double plays)
{
    const double length = lengthOf (variant, hertz);
    Burst x (static_cast<std::size_t> (length * ringRate) + 1);
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        const double u = std::min (1.0, (static_cast<double> (i) + 0.5) / (length * ringRate));
        x[i] = windowAt (variant, u) * math::sinCycles (plays * length * (0.5 - u));
    }
    return x;
}

// +3 dB at 30 ms, falling with log duration to nothing at 320 ms.
double lift (double seconds) { return math::amplitude (std::clamp (3.0 * math::log (0.320 / seconds) / math::log (0.320 / 0.030), 0.0, 4.0)); }

Patch::Projection movesOf (Sides sides) { return { false, false, sides == Sides::alternate }; }

class Tapotement final : public Technique
{
public:
    Tapotement (const TechniqueSetting& s, const Stance& stance)
        : hertz (hertzOf (s)),
          taps (tapsOf (s)),
          ground ({ stance.region.midX(), stance.region.midX(), stance.region.y0, stance.region.y1 }),
          walks (s.values.word ("path") == "walk"),
          rate (s.rate.value),
          even (stance.patch (ground, handsOf (stance.sides, false), movesOf (stance.sides))),
          odd (stance.sides == Sides::alternate ? stance.patch (ground, Patch::Hands::right, movesOf (stance.sides)) : even)
    {
        const auto& burst = variantOf (s.values);
        length = lengthOf (burst, hertz);
        window.resize (std::max<std::size_t> (1, static_cast<std::size_t> (length * rate)));
        double peak = 1e-3;
        for (std::size_t i = 0; i < window.size(); ++i)
        {
            const double u = (static_cast<double> (i) + 0.5) / static_cast<double> (window.size());
            window[i] = static_cast<float> (windowAt (burst, u));
            peak = std::max (peak, windowAt (burst, u) * std::abs (math::sinCycles (hertz * length * (0.5 - u))));
        }
        headroom = static_cast<float> (burst.softer * lift (length) / peak);
    }

    void touch (const Span& span, Contacts& out) const noexcept override
    {
        out.count = 0;
        const auto frames = static_cast<Frame> (window.size());
        for (const auto& tap : within (taps, span.frame - frames + 1, span.frame + quantum))
        {
            if (out.count == 2) break;
            strike (tap, span, out.hand[static_cast<std::size_t> (out.count++)]);
        }
    }

private:
    double hertz;
    std::vector<Tap> taps;
    Region ground;
    bool walks;
    double rate, length = 0.02;
    Patch even, odd;
    std::vector<float> window; // from the tap's first frame
    float headroom = 1.0f;

    void strike (const Tap& tap, const Span& span, Contact& hand) const noexcept
    {
        constexpr double perTap = 0.6, stray = 2.5; // cm
        double y = ground.midY();
        if (walks && ground.height() > 0.0) y = ground.y0 + ground.height() * thereAndBack (static_cast<double> (tap.number) * perTap / ground.height() + 0.5);
        ((tap.number & 1) != 0 ? odd : even).weights (ground.midX(), y + stray * static_cast<double> (tap.shift), hand.weightBegin);
        hand.weightEnd = hand.weightBegin;

        const Frame since = span.frame - tap.frame; // of the quantum's first frame
        for (int i = 0; i < quantum; ++i)
        {
            const Frame n = since + i;
            const bool inside = n >= 0 && n < static_cast<Frame> (window.size());
            hand.envelope[static_cast<std::size_t> (i)] = inside ? window[static_cast<std::size_t> (n)] * tap.strength : 0.0f;
        }
        const double middle = 0.5 * static_cast<double> (window.size()) - 0.5;
        const auto cycles = [&] (double n) { return hertz * (middle - n) / rate; };
        hand.ownCarrier = true;
        hand.wave = nullptr;
        hand.hertz = hertz;
        hand.cycles = { cycles (static_cast<double> (since)), cycles (static_cast<double> (since + quantum)) };
        hand.headroom = headroom;
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Tapotement> (s, stanceOf (s, habitOf (s.values))); }

std::vector<Frame> events (const TechniqueSetting& s, Frame from, Frame to)
{
    std::vector<Frame> frames;
    const auto taps = tapsOf (s);
    for (const auto& tap : within (taps, from, to))
        if (static_cast<double> (tap.frame) >= s.begin * s.rate.value - 1.0 && static_cast<double> (tap.frame) < s.end * s.rate.value)
            frames.push_back (tap.frame);
    return frames;
}

std::vector<std::string> substitutions (const TechniqueSetting& s)
{
    const auto stance = stanceOf (s, habitOf (s.values));
    auto out = substitutionsOf (s, stance, movesOf (stance.sides), hertzOf (s));
    if (stance.place.neck()) out.emplace_back ("the neck is gentle only: taps fall below it");
    const auto& variant = variantOf (s.values);
    aboutRinging (
        *s.chair, stance, variant.name, [&] (const Actuator& a) { return burstOf (variant, hertzOf (s), a.carrierFor (hertzOf (s))); }, out);
    if (quickest (s) > 10.5) out.emplace_back ("faster than ten taps a second: felt as vibration");
    return out;
}
} // namespace

extern const TechniqueKind techniqueTapotement;
const TechniqueKind techniqueTapotement {
    "tapotement",
    "Light tapping with both hands in turn; wakes, so a session for sleep keeps it short and early.",
    {
        { "variant",
          text::Field::Kind::word,
          "hacking: edges of the hands, crisp; cupping: hollow hands, softer; beating: loose fists; pincement: light plucks.",
          {},
          { "hacking", "cupping", "beating", "pincement" },
          "hacking" },
        { "rate",
          text::Field::Kind::quantity,
          "Taps of both hands together, 4 to 10 a second.",
          { { text::Measure::perBeat, 1.0, 10.0 }, { text::Measure::hertz, 2.0, 12.0 } },
          {},
          "5 per beat" },
        { "path", text::Field::Kind::word, "Whether the taps walk up and down the place or stay.", {}, { "walk", "still" }, "walk" },
        { "human",
          text::Field::Kind::quantity,
          "How much taps vary in strength, place and time; those on a whole beat stay on it.",
          { { text::Measure::percent, 0.0, 1.0 } },
          {},
          "20%" },
    },
    55.0,
    true,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

// Shushing: the long soft "shh" that calms a child. Noise through the two resonances that make a sh: the front of the mouth at 2.5 to 4 kHz (Jongman,
// Wayland & Wong 2000, J. Acoust. Soc. Am. 108:1252: lower than any s) and a weaker one above it, falling a little as the lips close. With every
// outgoing breath, or at a pace of its own; no two are alike.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "Base/Math.h"
#include "Dsp/Formants.h"
#include "Dsp/White.h"
#include "Sound/Voice.h"
#include "Sound/Wander.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr double damping = 0.55, exhale = 0.45, level = 0.12; // cycles of a breath at which it turns, as the breath guide's does
constexpr double correlation = 0.6;

// One shush: when in its cycle it begins and how long it lasts (cycles), how loud it is, and how the mouth stands.
struct Shush
{
    double begins, lasts, gain, pitch, closes;
};
Shush plain (bool withBreath) { return withBreath ? Shush { 0.02, 0.47, 1.0, 1.0, 0.24 } : Shush { 0.05, 0.62, 1.0, 1.0, 0.24 }; }

Shush shush (bool withBreath, const Stream& chance, std::int64_t number)
{
    const auto any = [&] (std::uint64_t n) { return chance.sign (static_cast<std::uint64_t> (number) * 8u + n); };
    Shush s = plain (withBreath);
    s.begins *= 1.0 + 0.9 * any (0);
    s.lasts *= 1.0 + 0.1 * any (1);
    s.gain = 1.0 + 0.14 * any (2);
    s.pitch = 1.0 + 0.06 * any (3);
    s.closes *= 1.0 + 0.5 * any (4);
    return s;
}

double smooth (double x)
{
    const double u = std::clamp (x, 0.0, 1.0);
    return u * u * (3.0 - 2.0 * u);
}

// Through one shush, u = 0 .. 1: it opens softly, stays, and dies away for longer.
double fullness (double u) { return u <= 0.0 || u >= 1.0 ? 0.0 : smooth (u / 0.3) * smooth ((1.0 - u) / 0.75); }

dsp::Formants::Shape mouth (const Shush& s, double softness, double u, double gain)
{
    const double falling = 1.0 + s.closes * (0.4 - u), low = (3100.0 - 900.0 * softness) * s.pitch * falling;
    dsp::Formants::Shape shape;
    shape.hertz = { static_cast<float> (low), static_cast<float> (4900.0 * s.pitch * (1.0 + 0.5 * (falling - 1.0))) };
    shape.level = { static_cast<float> (gain), static_cast<float> (gain * (0.7 - 0.6 * softness)) };
    return shape;
}

class Shushing final : public Voice
{
public:
    explicit Shushing (const VoiceSetting& s)
        : withBreath (s.values.isWord ("every")),
          pace (withBreath ? 1.0 : 1.0 / s.values.number ("every")),
          softness (s.values.number ("softness")),
          gain (level * std::sqrt (s.rate.value / 48'000.0)), // white noise as dense at every rate
          white (s.noise.child ("white")),
          chance (s.noise.child ("shush")),
          tremble (s.noise.child ("tremble"), 9.0),
          formants (damping, s.rate)
    {}

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        const double begin = cycle (span.breath.begin, span.seconds.begin), finish = cycle (span.breath.end, span.seconds.end);
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (begin != reached) stand (begin, span.seconds.begin, after);
        const Stand before = after;
        stand (finish, span.seconds.end, after);
        reached = finish;
        if (! before.heard && ! after.heard)
        {
            out.clear();
            formants.clear(); // it has long died away
            return;
        }
        white.fill (span.frame, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float a = shared * out.left[i], b = apart * out.right[i];
            out.left[i] = a + b;
            out.right[i] = a - b;
        }
        formants.process (before.mouth, after.mouth, out);
    }

    Seconds settling() const noexcept override { return Seconds { 0.02 }; } // the resonances
    void restart() noexcept override
    {
        formants.clear();
        reached = -1e300;
    }

private:
    struct Stand
    {
        dsp::Formants::Coefficients mouth {};
        bool heard = false;
    };

    bool withBreath;
    double pace, softness, gain;
    dsp::White white;
    Stream chance;
    Wander tremble;
    dsp::Formants formants;
    float shared = static_cast<float> (std::sqrt (0.5 * (1.0 + correlation))), apart = static_cast<float> (std::sqrt (0.5 * (1.0 - correlation)));
    Stand after;
    double reached = -1e300; // cycles at which `after` stands

    double cycle (double breath, double seconds) const noexcept { return withBreath ? breath - exhale : seconds * pace; }

    void stand (double cycles, double seconds, Stand& s) const noexcept
    {
        const double within = math::fraction (cycles);
        const auto number = static_cast<std::int64_t> (cycles - within + (cycles < 0.0 ? -0.5 : 0.5));
        const Shush own = shush (withBreath, chance, number);
        const double u = (within - own.begins) / own.lasts, full = fullness (u);
        s.heard = full > 0.0;
        s.mouth = formants.at (mouth (own, softness, std::clamp (u, 0.0, 1.0), gain * full * own.gain * (1.0 + 0.12 * tremble.at (seconds))));
    }
};

double warped (double hertz) { return math::tan (math::pi * hertz / 48'000.0); } // as bilinear filters have it

double shushingLoudness (const text::Values& v)
{
    // White noise through the mouth, band by band, over one shush that is like no other; with the breath, as at six a minute.
    const bool withBreath = v.isWord ("every");
    const double period = withBreath ? 10.0 : v.number ("every");
    const Shush own = plain (withBreath);
    std::array<double, 100> power {};
    for (std::size_t k = 0; k < power.size(); ++k)
    {
        const double u = ((static_cast<double> (k) + 0.5) / static_cast<double> (power.size()) - own.begins) / own.lasts, full = fullness (u);
        if (full <= 0.0) continue;
        const auto shape = mouth (own, v.number ("softness"), u, full);
        for (int b = 0; b < 30; ++b)
        {
            constexpr double step = 0.2; // octaves
            const double f = 350.0 * math::exp2 (step * b);
            double re = 0.0, im = 0.0;
            for (std::size_t r = 0; r < 2; ++r)
            {
                // level x i k w / (1 - w^2 + i k w)
                const double w = warped (f) / warped (static_cast<double> (shape.hertz[r])), a = 1.0 - w * w, c = damping * w, d = a * a + c * c;
                re += static_cast<double> (shape.level[r]) * c * c / d;
                im += static_cast<double> (shape.level[r]) * c * a / d;
            }
            // Density of uniform white noise, power 1/3 in 24 kHz, x the band's width, both ears.
            power[k] += 2.0 * level * level * (re * re + im * im) * weight (f) * f * (math::exp2 (0.5 * step) - math::exp2 (-0.5 * step)) / (3.0 * 24'000.0);
        }
    }
    return loudness (power, period / static_cast<double> (power.size()));
}

const text::FieldTable shushingFields {
    { .key = "every",
      .kind = text::Field::Kind::quantity,
      .about = "From one to the next: a time, or with every outgoing breath of the listener",
      .ranges = { { text::Measure::seconds, 1.0, 15.0 } },
      .words = { "breath" },
      .fallback = "breath" },
    { .key = "softness",
      .kind = text::Field::Kind::quantity,
      .about = "How dark it is: 0 % a bright sh, 100 % through rounded lips",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "60%" },
};
} // namespace

extern const VoiceKind voiceShushing;
const VoiceKind voiceShushing { "shushing", "A long, soft shh, as to a child; with the breath or at its own pace", shushingFields, shushingLoudness,
                                [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Shushing> (s); } };
} // namespace lull::sound

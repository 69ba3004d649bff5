// A guide for the breath: air that opens with the inhalation and falls with the exhalation, over a quiet tone that does the same.
#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Formants.h"
#include "Dsp/Partials.h"
#include "Dsp/NoiseColour.h"
#include "Dsp/White.h"
#include "Sound/Voice.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr double damping = 0.7, airLevel = 3.6, toneLevel = 0.045;
constexpr std::array<double, 3> ratios { 1.0, 1.5, 2.0 }, parts { 1.0, 0.4, 0.25 };

// How full the lungs are, 0 .. 1 and back, smooth at both turns, and whether they are filling.
struct Lungs
{
    float full;
    bool filling;
};
Lungs lungsAt (double breath, double inhale) noexcept
{
    const double p = math::fraction (breath);
    const bool filling = p < inhale;
    const auto x = static_cast<float> (filling ? p / inhale : (1.0 - p) / (1.0 - inhale));
    return { x * x * (3.0f - 2.0f * x), filling };
}

// The mouth: a rising "h" going in, a falling "ha" going out, the same at both turns.
dsp::Formants::Shape mouth (Lungs l, float air) noexcept
{
    const float open = l.full, out = l.filling ? 0.0f : open * (1.0f - open); // the way out is darker half-way
    dsp::Formants::Shape s;
    s.hertz = { 320.0f + 560.0f * open - 420.0f * out, 1150.0f + 1650.0f * open - 1500.0f * out };
    s.level = { air * open, air * open * (0.55f * open - 0.5f * out) };
    return s;
}

float toneAt (Lungs l) noexcept { return l.full * (0.35f + 0.65f * l.full); }

class BreathGuide final : public Voice
{
public:
    explicit BreathGuide (const VoiceSetting& s)
        : white (s.noise),
          pink (dsp::NoiseColour::pink (s.rate)),
          formants (damping, s.rate),
          partials (partialsOf (s.values.number ("note")), s.rate),
          inhale (s.values.number ("inhale")),
          air (static_cast<float> (airLevel * std::sqrt (s.values.number ("air")))),
          tone (static_cast<float> (toneLevel * std::sqrt (1.0 - s.values.number ("air"))))
    {}

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        if (span.breath.begin != reached) stand (span.breath.begin, after);
        const Stand before = after;
        stand (span.breath.end, after);
        reached = span.breath.end;
        white.fill (span.frame, out);
        pink.process (out);
        formants.process (before.mouth, after.mouth, out);

        dsp::Amplitudes begin, end;
        tones (before.tone, span.seconds.begin, begin);
        tones (after.tone, span.seconds.begin, end);
        StereoQuantum sung;
        partials.render (begin, end, sung);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] += sung.left[i];
            out.right[i] += sung.right[i];
        }
    }

    Seconds settling() const noexcept override { return Seconds { dsp::NoiseColour::forgets + 0.1 }; }
    void restart() noexcept override
    {
        pink.clear();
        formants.clear();
    }

private:
    dsp::White white;
    dsp::NoiseColour pink;
    dsp::Formants formants;
    dsp::Partials partials;
    double inhale;
    float air, tone;

    // Where mouth and tone stand at a moment of the breath; spans abut, so a quantum's begin is mostly the last one's end.
    struct Stand
    {
        dsp::Formants::Coefficients mouth {};
        float tone = 0.0f;
    };
    Stand after;
    double reached = -1e300;

    void stand (double breath, Stand& s) const noexcept
    {
        const Lungs l = lungsAt (breath, inhale);
        s = { formants.at (mouth (l, air)), tone * toneAt (l) };
    }

    static std::vector<dsp::Partial> partialsOf (double note)
    {
        std::vector<dsp::Partial> p;
        for (double r : ratios) p.push_back ({ note * r, 0.0 });
        return p;
    }

    void tones (float full, double seconds, dsp::Amplitudes& out) const noexcept
    {
        dsp::Amplitudes a;
        for (std::size_t k = 0; k < ratios.size(); ++k)
        {
            const float x = static_cast<float> (parts[k]) * full;
            a.leftIm[k] = -x;
            a.rightRe[k] = k == 1 ? x : 0.0f; // the fifth stands a quarter apart in the ears: wide, yet the same loudness
            a.rightIm[k] = k == 1 ? 0.0f : -x;
        }
        partials.turn (a, seconds, out);
    }
};

double breathLoudness (const text::Values& v)
{
    const double air = v.number ("air"), note = v.number ("note"), inhale = v.number ("inhale");
    double sines = 0.0;
    for (std::size_t k = 0; k < ratios.size(); ++k) sines += parts[k] * parts[k] * weight (note * ratios[k]);
    sines *= (1.0 - air) * toneLevel * toneLevel; // both ears

    // One breath in 200 steps: pink noise through the mouth, band by band, and the sines; then the meter's two gates.
    constexpr int steps = 200, bandsHere = 24;
    std::array<double, steps> power {};
    for (int i = 0; i < steps; ++i)
    {
        const Lungs l = lungsAt ((i + 0.5) / steps, inhale);
        const dsp::Formants::Shape m = mouth (l, 1.0f);
        double noise = 0.0;
        for (int b = 0; b < bandsHere; ++b)
        {
            const double f = 60.0 * math::pow (2.0, 0.35 * b);
            double re = 0.0, im = 0.0;
            for (std::size_t k = 0; k < 2; ++k)
            {
                // level x i k w / (1 - w^2 + i k w)
                const double w = f / static_cast<double> (m.hertz[k]), a = 1.0 - w * w, c = damping * w, d = a * a + c * c;
                re += static_cast<double> (m.level[k]) * c * c / d;
                im += static_cast<double> (m.level[k]) * c * a / d;
            }
            noise += (re * re + im * im) * weight (f);
        }
        // Pink: the same power in every band of 0.35 octaves, density x 1 kHz x ln 2 x 0.35; two ears.
        noise *= 2.0 * dsp::NoiseColour::densityAt1k * 1000.0 * 0.69314718 * 0.35 * airLevel * airLevel * air;
        const auto t = static_cast<double> (toneAt (l));
        power[static_cast<std::size_t> (i)] = noise + sines * t * t;
    }
    const auto gated = [&] (double floor) {
        double sum = 0.0;
        int n = 0;
        for (double p : power)
            if (p > floor)
            {
                sum += p;
                ++n;
            }
        return n == 0 ? 0.0 : sum / n;
    };
    return loudness (gated (0.1 * gated (1e-7)));
}

const text::FieldTable breathFields {
    { .key = "inhale",
      .kind = text::Field::Kind::quantity,
      .about = "How much of a breath is the inhalation",
      .ranges = { { text::Measure::percent, 0.25, 0.6 } },
      .words = {},
      .fallback = "45%" },
    { .key = "air",
      .kind = text::Field::Kind::quantity,
      .about = "How much of it is air; the rest is tone",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "60%" },
    { .key = "note",
      .kind = text::Field::Kind::quantity,
      .about = "The tone: a note, a frequency, or touch for an octave of the vibration",
      .ranges = { { text::Measure::hertz, 80.0, 600.0 } },
      .words = { std::string (fromTouch) },
      .fallback = "D3" },
};
} // namespace

extern const VoiceKind voiceBreathGuide;
const VoiceKind voiceBreathGuide { "breath guide", "A gentle sound that rises with the inhalation and falls with the exhalation", breathFields, breathLoudness,
                                   [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<BreathGuide> (s); } };
} // namespace lull::sound

// Isochronic tones: one tone that opens and closes evenly, so many times a second or a beat. It needs no headphones; no claim is made for it. What
// gates it is a closed form of time (figures.md 2.3: an on / off gated tone), with edges soft enough that no click is heard.
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Partials.h"
#include "Sound/Voice.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr double peak = 0.05;

// Open for half of a cycle, from half-way up to half-way down; either edge takes a fifth of the cycle and is a raised cosine. Its k-th harmonic is
// cos (pi k e) / (pi k (1 - (2 k e)^2)), so what lies further than F hertz from the tone is below 1 / (pi (F / beat) ((2 F e / beat)^2 - 1)) of it
// per line: at 40 beats a second -77 dB from 1 kHz on, at ten -114 dB.
constexpr float edge = 0.2f, centre = 0.25f + 0.5f * edge; // cycles; an edge begins at 0

LULL_INLINE float openAt (float cycles) noexcept // cycles within [-1, 2], 0 .. 1
{
    float d = cycles - centre;
    d -= math::nearest (d);
    const float x = (0.25f - (d < 0.0f ? -d : d)) * (1.0f / edge), c = x < -0.5f ? -0.5f : (x > 0.5f ? 0.5f : x);
    return 0.5f + 0.5f * math::sinCycles (0.5f * c);
}

LULL_INLINE void gateKernel (float first, float step, float depth, const float* tone, float* left, float* right) noexcept
{
    for (int i = 0; i < quantum; ++i)
    {
        const float y = tone[i] * (1.0f - depth + depth * openAt (first + step * static_cast<float> (i)));
        left[i] = y;
        right[i] = y;
    }
}
LULL_KERNEL (gate, (float first, float step, float depth, const float* tone, float* left, float* right), (first, step, depth, tone, left, right))

class Isochronic final : public Voice
{
public:
    explicit Isochronic (const VoiceSetting& s)
        : partials ({ { s.values.number ("carrier"), 0.0 } }, s.rate),
          withBeats (s.values.measure ("beat") == text::Measure::perBeat),
          perUnit (s.values.number ("beat")),
          depth (static_cast<float> (s.values.number ("depth")))
    {
        start.leftIm[0] = static_cast<float> (-peak); // a rising zero at the session's start
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        partials.turn (start, span.seconds.begin, now);
        StereoQuantum tone;
        partials.render (now, tone);
        const Ends& clock = withBeats ? span.beat : span.seconds;
        const double first = math::fraction (clock.begin * perUnit), step = (clock.end - clock.begin) * perUnit / quantum;
        gate (static_cast<float> (first), static_cast<float> (step), depth, tone.left.data(), out.left.data(), out.right.data());
    }

    Seconds settling() const noexcept override { return Seconds { 0.0 }; }
    void restart() noexcept override {}

private:
    dsp::Partials partials;
    dsp::Amplitudes start, now;
    bool withBeats;
    double perUnit; // cycles a second, or a beat
    float depth;
};

double isochronicLoudness (const text::Values& v)
{
    // Where it follows the beats, as at 60 bpm.
    std::array<double, 200> power {};
    const double depth = v.number ("depth"), steady = peak * peak * weight (v.number ("carrier"));
    for (std::size_t k = 0; k < power.size(); ++k)
    {
        const double g = 1.0 - depth + depth * static_cast<double> (openAt ((static_cast<float> (k) + 0.5f) / static_cast<float> (power.size())));
        power[k] = steady * g * g;
    }
    return loudness (power, 1.0 / (v.number ("beat") * static_cast<double> (power.size())));
}

const text::FieldTable isochronicFields {
    { .key = "carrier",
      .kind = text::Field::Kind::quantity,
      .about = "The tone: a frequency, a note, or touch for an octave of the vibration",
      .ranges = { { text::Measure::hertz, 60.0, 1000.0 } },
      .words = { std::string (fromTouch) },
      .fallback = "200 Hz" },
    { .key = "beat",
      .kind = text::Field::Kind::quantity,
      .about = "How often it opens: a second, or a beat",
      .ranges = { { text::Measure::hertz, 1.0, 40.0 }, { text::Measure::perBeat, 1.0, 16.0 } },
      .words = {},
      .fallback = "6 Hz" },
    { .key = "depth",
      .kind = text::Field::Kind::quantity,
      .about = "How far it closes: 100 % to silence, 0 % not at all",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "80%" },
};
} // namespace

extern const VoiceKind voiceIsochronic;
const VoiceKind voiceIsochronic { "isochronic", "A tone that opens and closes evenly, with soft edges; needs no headphones", isochronicFields,
                                  isochronicLoudness, [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Isochronic> (s); } };
} // namespace lull::sound

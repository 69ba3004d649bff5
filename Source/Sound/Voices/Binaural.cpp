// A binaural pair: one tone for each ear, a few hertz apart. Heard as a beat with headphones only (figures.md 2.3), so on loudspeakers both tones
// go to both ears, which beats in the air (a monaural beat; Oster 1973). No claim is made for it.
#include <cmath>

#include "Dsp/Partials.h"
#include "Sound/Voice.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr double peak = 0.05;

struct Pair
{
    double left, right;
};

Pair tones (const text::Values& v)
{
    const double carrier = v.number ("carrier"), half = 0.5 * v.number ("beat");
    return { carrier - half, carrier + half };
}

bool onHeadphones (const text::Values& v) { return v.word ("through") == "headphones"; }

class Binaural final : public Voice
{
public:
    explicit Binaural (const VoiceSetting& s) : partials ({ { tones (s.values).left, 0.0 }, { tones (s.values).right, 0.0 } }, s.rate)
    {
        // Both start at a rising zero at the session's start: -i. Shared by both ears, they keep their power.
        const double shared = onHeadphones (s.values) ? 0.0 : std::sqrt (0.5), own = onHeadphones (s.values) ? 1.0 : shared;
        start.leftIm[0] = start.rightIm[1] = static_cast<float> (-peak * own);
        start.leftIm[1] = start.rightIm[0] = static_cast<float> (-peak * shared);
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        partials.turn (start, span.seconds.begin, now);
        partials.render (now, out);
    }

    Seconds settling() const noexcept override { return Seconds { 0.0 }; }
    void restart() noexcept override {}

private:
    dsp::Partials partials;
    dsp::Amplitudes start, now;
};

double binauralLoudness (const text::Values& v)
{
    const Pair t = tones (v);
    return loudness (0.5 * peak * peak * (weight (t.left) + weight (t.right)));
}

const text::FieldTable binauralFields {
    { .key = "carrier",
      .kind = text::Field::Kind::quantity,
      .about = "The tone between the two ears' tones: a frequency, a note, or touch for an octave of the vibration",
      .ranges = { { text::Measure::hertz, 60.0, 1000.0 } },
      .words = { std::string (fromTouch) },
      .fallback = "200 Hz" },
    { .key = "beat",
      .kind = text::Field::Kind::quantity,
      .about = "How far apart the two tones are",
      .ranges = { { text::Measure::hertz, 0.5, 40.0 } },
      .words = {},
      .fallback = "6 Hz" },
    { .key = "through",
      .kind = text::Field::Kind::word,
      .about = "What it is heard through: headphones give each ear its tone; loudspeakers play both tones to both ears",
      .ranges = {},
      .words = { "headphones", "loudspeakers" },
      .fallback = "headphones" },
};
} // namespace

extern const VoiceKind voiceBinaural;
const VoiceKind voiceBinaural { "binaural",
                                "Two tones a few hertz apart, one for each ear; for headphones",
                                binauralFields,
                                binauralLoudness,
                                [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Binaural> (s); },
                                onHeadphones };
} // namespace lull::sound

// Pink noise: an even, steady veil, as much power in every octave.
#include <cmath>

#include "Base/Math.h"
#include "Dsp/PinkFilter.h"
#include "Dsp/White.h"
#include "Sound/Voice.h"

namespace lull::sound
{
namespace
{
class PinkNoise final : public Voice
{
public:
    explicit PinkNoise (const VoiceSetting& s) : white (s.noise), filter (s.rate)
    {
        // Width 0: both ears the same; 1: nothing in common. Power is the same for all.
        const double correlation = 1.0 - s.values.number ("width");
        shared = static_cast<float> (std::sqrt (0.5 * (1.0 + correlation)));
        apart = static_cast<float> (std::sqrt (0.5 * (1.0 - correlation)));
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        white.fill (span.frame, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float a = shared * out.left[i], b = apart * out.right[i];
            out.left[i] = a + b;
            out.right[i] = a - b;
        }
        filter.process (out);
    }

    Seconds settling() const noexcept override { return Seconds { dsp::PinkFilter::forgets }; }
    void restart() noexcept override { filter.clear(); }

private:
    dsp::White white;
    dsp::PinkFilter filter;
    float shared, apart;
};

// One number: density is fixed, and so is power for every width. Octaves above 20 kHz, which only high rates have, count in BS.1770
// though nobody hears them: 44.1 kHz is 0.4 LU below this, 96 kHz 0.3 above.
double pinkLoudness (const text::Values&) { return -30.36; }

const text::FieldTable pinkFields {
    { .key = "width",
      .kind = text::Field::Kind::quantity,
      .about = "How far apart the two ears' noises are: 0 % is the middle, 100 % all around",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "70%" },
};
} // namespace

extern const VoiceKind voicePinkNoise;
const VoiceKind voicePinkNoise { "pink", "Pink noise: an even veil with as much power in every octave", pinkFields, pinkLoudness,
                                 [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<PinkNoise> (s); } };
} // namespace lull::sound

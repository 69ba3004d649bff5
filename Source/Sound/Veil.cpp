#include "Sound/Veil.h"

#include <cmath>
#include <utility>

namespace lull::sound
{
Veil::Veil (const VoiceSetting& s, dsp::NoiseColour c) : white (s.noise), colour (c)
{
    // Width 0: both ears the same; 1: nothing in common. Power is the same for all.
    const double correlation = 1.0 - s.values.number ("width");
    shared = static_cast<float> (std::sqrt (0.5 * (1.0 + correlation)));
    apart = static_cast<float> (std::sqrt (0.5 * (1.0 - correlation)));
}

void Veil::render (const Span& span, StereoQuantum& out) noexcept
{
    white.fill (span.frame, out);
    for (std::size_t i = 0; i < quantum; ++i)
    {
        const float a = shared * out.left[i], b = apart * out.right[i];
        out.left[i] = a + b;
        out.right[i] = a - b;
    }
    colour.process (out);
}

text::FieldTable veilFields (std::string width)
{
    return {
        { .key = "width",
          .kind = text::Field::Kind::quantity,
          .about = "How far apart the two ears' noises are: 0 % is the middle, 100 % all around",
          .ranges = { { text::Measure::percent, 0.0, 1.0 } },
          .words = {},
          .fallback = std::move (width) },
    };
}
} // namespace lull::sound

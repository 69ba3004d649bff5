// What is spoken, while it plays: read from its buffers at the session's frame, so that every place of it is exact at once. Made off the audio thread,
// rendered on it.
#pragma once

#include <algorithm>
#include <utility>

#include "Base/Quantum.h"
#include "Dsp/Sinc.h"
#include "Session/Speech.h"

namespace lull::engine
{
class SpokenSection
{
public:
    SpokenSection (const session::Speech& s, SampleRate rate) : speech (s), sinc (sound::Utterance::rate, rate.value) {}

    // False: nobody speaks, `out` untouched.
    bool render (const Span& span, StereoQuantum& out) const noexcept
    {
        bool heard = false;
        const double rate = span.rate.value, step = sound::Utterance::rate / rate;
        for (const auto& part : speech.parts)
        {
            const auto first = static_cast<Frame> (part.begin * rate + 0.5); // the frame of its first sample
            const auto size = static_cast<double> (part.sound.left.size());
            if (first >= span.frame + quantum) break;
            if (static_cast<double> (span.frame - first) * step >= size) continue;
            if (! std::exchange (heard, true)) out.clear();
            for (int i = static_cast<int> (std::max<Frame> (0, first - span.frame)); i < quantum; ++i)
            {
                const double position = static_cast<double> (span.frame + i - first) * step;
                if (position >= size) break;
                const auto at = sinc.at (position);
                const auto k = static_cast<std::size_t> (i);
                out.left[k] += sinc.read (part.sound.left, at);
                out.right[k] += sinc.read (part.sound.right, at);
            }
        }
        return heard;
    }

private:
    const session::Speech& speech;
    dsp::Sinc sinc;
};
} // namespace lull::engine

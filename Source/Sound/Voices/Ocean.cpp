// Ocean: surf that breathes with the listener. Six bands of noise ride on three wave trains, foam bubbles where a wave has broken, and the
// undertow draws back. Targets: figures.md 11 (three recorded beaches), which `calm: 0%` meets; recorded waves rise by 14 LU in three seconds, which is
// no way to fall asleep, so without a word they are evened out. Nothing in it repeats.
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/NoiseBank.h"
#include "Sound/Surf.h"
#include "Sound/Voice.h"

namespace lull::sound
{
namespace
{
constexpr double level = 0.094;

class Ocean final : public Voice
{
public:
    explicit Ocean (const VoiceSetting& s)
        : withBreath (s.values.isWord ("swell")),
          pace (withBreath ? 0.0 : 1.0 / s.values.number ("swell")),
          rate (s.rate.value),
          near (static_cast<float> (1.0 - s.values.number ("distance"))),
          surf (s.values.number ("distance"), s.values.number ("calm"), withBreath ? 0.02 : 0.07, s.noise.child ("surf")),
          bubbles (s.noise.child ("bubbles")),
          bank (Surf::bank(), Surf::tilt, s.noise.child ("noise"), s.rate)
    {}

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        const auto at = [&] (double seconds, double breath, dsp::NoiseBank::Gains& g) { surf.gains (withBreath ? breath : seconds * pace, seconds, g); };
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reachedSeconds || span.breath.begin != reachedBreath) at (span.seconds.begin, span.breath.begin, end);
        begin = end;
        at (span.seconds.end, span.breath.end, end);
        reachedSeconds = span.seconds.end;
        reachedBreath = span.breath.end;
        for (int ear = 0; ear < 2; ++ear) bubble (span, ear);
        bank.process (span.frame, begin, end, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] *= static_cast<float> (level);
            out.right[i] *= static_cast<float> (level);
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.2 }; } // the filters; all else is closed form
    void restart() noexcept override
    {
        bank.clear();
        reachedSeconds = -1e300;
    }

private:
    bool withBreath;
    double pace, rate;
    float near;
    Surf surf;
    Stream bubbles;
    dsp::NoiseBank bank;
    dsp::NoiseBank::Gains begin {}, end {};
    double reachedSeconds = -1e300, reachedBreath = 0.0;

    static constexpr double perSecond = 70.0;

    // One bubble in every cell of time, for either ear, where its hash says; its size follows the foam.
    void bubble (const Span& span, int ear) noexcept
    {
        const auto first = static_cast<std::int64_t> (span.seconds.begin * perSecond) - 1;
        const auto last = static_cast<std::int64_t> (span.seconds.end * perSecond) + 1;
        for (std::int64_t cell = first; cell <= last; ++cell)
        {
            const auto n = (static_cast<std::uint64_t> (cell) * 2u + static_cast<std::uint64_t> (ear)) * 4u;
            const double when = (static_cast<double> (cell) + bubbles.unit (n)) / perSecond;
            const auto frame = static_cast<Frame> (when * rate + 0.5) - span.frame;
            if (frame < 0 || frame >= quantum) continue;
            const double size = bubbles.unit (n + 1);
            const double sign = bubbles.sign (n + 2);
            const float amplitude = 0.8f * near * near * surf.foam (ear) * static_cast<float> (size * size * size * sign);
            bank.strike (8 * ear + (bubbles.unit (n + 3) < 0.45 ? 6 : 7), static_cast<int> (frame), amplitude);
        }
    }
};

// Fitted to the mean of twelve minutes at each of six distances and five calms, to 0.1 LU; the swell's length changes it by less than 0.3 LU, and one
// minute differs from the next by 0.3 LU (standard deviation).
double oceanLoudness (const text::Values& v)
{
    const double d = v.number ("distance"), c = v.number ("calm");
    return -26.128 + d * (-15.783 + d * (10.342 - d * 2.5)) + c * (3.525 + d * (5.176 - d * 1.659) - c * (0.17 + d * 2.091));
}

const text::FieldTable oceanFields {
    { .key = "swell",
      .kind = text::Field::Kind::quantity,
      .about = "From wave to wave: a time, or with the listener's breath",
      .ranges = { { text::Measure::seconds, 4.0, 20.0 } },
      .words = { "breath" },
      .fallback = "breath" },
    { .key = "distance",
      .kind = text::Field::Kind::quantity,
      .about = "How far off the water is: 0 at its edge, 1 far away",
      .ranges = { { text::Measure::number, 0.0, 1.0 }, { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "0.3" },
    { .key = "calm",
      .kind = text::Field::Kind::quantity,
      .about = "How calm it is: at 0% its waves break as recorded ones do, at 100% none is 6 LU louder than what was 3 s before",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "100%" },
};
} // namespace

extern const VoiceKind voiceOcean;
const VoiceKind voiceOcean { "ocean", "Surf that can breathe with the listener", oceanFields, oceanLoudness,
                             [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Ocean> (s); } };
} // namespace lull::sound

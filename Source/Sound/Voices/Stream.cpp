// Stream: bubbles that a brook draws down and that come up ringing, each at its own pitch (Minnaert 1933), dying away as fast as its size says
// and rising as it nears the surface (van den Doel 2005), few large and many small ones (Deane and Stokes 2002); and under the near ones the body
// of the flow, in which countless far ones have become noise. Targets: figures.md 11 (stream).
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "Base/Math.h"
#include "Dsp/NoiseBank.h"
#include "Sound/Grains.h"
#include "Sound/Voice.h"
#include "Sound/Wander.h"

namespace lull::sound
{
namespace
{
using Bank = dsp::NoiseBank;

// A band of the flow: its level (dB), what a fuller flow adds (dB), what the ears share of it, and how far it bubbles (octaves of amplitude).
struct Water
{
    double hertz, level, fuller, shared, lively;
};
constexpr std::array<Water, Bank::bands> waters { {
    { 36.0, -20.2, 12.0, 0.8, 0.3 },
    { 75.0, -8.4, 11.0, 0.75, 0.35 },
    { 140.0, -15.5, 9.0, 0.72, 0.4 },
    { 470.0, -9.0, 6.0, 0.79, 0.7 },
    { 950.0, -7.4, 3.0, 0.82, 0.9 },
    { 1850.0, -9.6, 0.0, 0.81, 1.05 },
    { 3550.0, -5.8, 0.0, 0.35, 1.2 },
    { 15'000.0, -15.4, 0.0, 0.4, 1.1 },
} };
constexpr double damping = 0.7;

std::array<Bank::Band, Bank::bands> bankOf()
{
    std::array<Bank::Band, Bank::bands> list {};
    // A band-pass of peak 1 lets pi / 2 x damping x hertz of the noise through: with that taken back, levels are levels.
    for (std::size_t b = 0; b < list.size(); ++b)
        list[b] = { .hertz = waters[b].hertz,
                    .damping = damping,
                    .band = std::sqrt (24'000.0 / (0.5 * math::pi * damping * waters[b].hertz)),
                    .correlation = waters[b].shared };
    return list;
}

// Bubbles of an octave of sizes: a radius of a metres rings at 3.26 / a Hz. Their number goes with a^(-10/3) above a radius of 1 mm (3.3 kHz) and
// with a^(-3/2) below it: five times as many with every octave up to there, then half as many again. How loud they are: by ear and recording.
struct Bubbles
{
    double hertz, perSecond, level; // lowest pitch
};
constexpr std::array<Bubbles, 4> sizes { { { 480.0, 2.0, 0.10 }, { 960.0, 10.0, 0.17 }, { 2000.0, 50.0, 0.285 }, { 3840.0, 75.0, 0.11 } } };

// Seconds to 1 / e: radiation, heat and friction (van den Doel 2005, for f = 3 / a).
double decayAt (double hertz) { return 1.0 / (hertz * (0.043 + 0.0014 * std::sqrt (hertz))); }

Grains::Kind grainsOf (const Bubbles& b)
{
    return { .perSecond = b.perSecond,
             .low = b.hertz,
             .high = 2.0 * b.hertz,
             .shortest = decayAt (2.0 * b.hertz),
             .longest = decayAt (b.hertz),
             .rise = 0.144,
             .nearest = 4.0,
             .level = b.level,
             .sides = 0.5,
             .apart = 0.0 };
}

// Gain of single bubbles: 0, 1 half near, 1.35 beside one's feet.
double nearness (const text::Values& v)
{
    const double n = v.number ("near");
    return n * (2.65 - 1.3 * n);
}

class Brook final : public Voice
{
public:
    explicit Brook (const VoiceSetting& s)
        : bank (bankOf(), Hertz { 1e6 }, s.noise.child ("noise"), s.rate),
          surge (s.noise.child ("surge"), 0.31),
          gurgle (s.noise.child ("gurgle"), 6.7),
          near (static_cast<float> (nearness (s.values))),
          restless (0.7 + 0.3 * std::min (1.0, nearness (s.values)))
    {
        for (std::size_t k = 0; k < sizes.size(); ++k) bubbles.emplace_back (grainsOf (sizes[k]), s.noise.child (10 + k), s.rate);
        const double fuller = s.values.number ("flow") - 0.5;
        for (std::size_t b = 0; b < Bank::bands; ++b)
        {
            base[b] = static_cast<float> (math::amplitude (waters[b].level + fuller * waters[b].fuller));
            const double turn = static_cast<double> (b);
            drifts.emplace_back (s.noise.child (60 + b), 0.21 + 0.02 * turn);
            eddies.emplace_back (s.noise.child (20 + b), 0.9 + 0.13 * turn);
            ripples.emplace_back (s.noise.child (40 + b), 7.0 + 0.9 * turn);
        }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reached) flow (span.seconds.begin, end);
        begin = end;
        flow (span.seconds.end, end);
        reached = span.seconds.end;
        bank.process (span.frame, begin, end, out);
        const auto strength = [this] (double t) { return near * math::exp2 (static_cast<float> (0.2 * surge.at (t) + 2.15 * gurgle.at (t))); };
        for (const auto& b : bubbles) b.add (span, strength, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] *= level;
            out.right[i] *= level;
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.25 }; } // the lowest filter
    void restart() noexcept override
    {
        bank.clear();
        reached = -1e300;
    }

private:
    static constexpr float level = 0.1f;
    Bank bank;
    std::vector<Grains> bubbles;
    Wander surge, gurgle;
    std::vector<Wander> drifts, eddies, ripples;
    float near;
    double restless, reached = -1e300;
    std::array<float, Bank::bands> base {};
    Bank::Gains begin {}, end {};

    void flow (double seconds, Bank::Gains& out) const noexcept
    {
        const double whole = surge.at (seconds);
        for (std::size_t b = 0; b < Bank::bands; ++b)
        {
            const double lively =
                restless * waters[b].lively * (0.2 * whole + 0.95 * drifts[b].at (seconds) + 0.65 * eddies[b].at (seconds) + 0.7 * ripples[b].at (seconds));
            out[b] = out[b + Bank::bands] = base[b] * math::exp2 (static_cast<float> (lively));
        }
    }
};

// Fitted to the mean of forty minutes, to 0.1 LU: the power of the flow, which is calmer far off, and that of near bubbles.
double streamLoudness (const text::Values& v)
{
    const double n = nearness (v), fuller = v.number ("flow") - 0.5;
    const double water = (0.0362 + fuller * (0.0173 + 0.0132 * fuller)) * (0.79 + 0.21 * std::min (1.0, n));
    return 0.5 * math::decibels (water + 0.0122 * n * n);
}

const text::FieldTable streamFields {
    { .key = "flow",
      .kind = text::Field::Kind::quantity,
      .about = "How much water: 0 % a trickle between stones, 100 % a full brook with a deep body",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
    { .key = "near",
      .kind = text::Field::Kind::quantity,
      .about = "How near its bubbles are: 0 % a murmur far off, 100 % beside your feet",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
};
} // namespace

extern const VoiceKind voiceStream;
const VoiceKind voiceStream { "stream", "Stream: a brook's body of flow, and single bubbles that ring", streamFields, streamLoudness,
                              [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Brook> (s); } };
} // namespace lull::sound

// Fire: flames that lap as their gases rise, puff by puff, at 1.5 / sqrt (width in m) Hz (Cetegen and Ahmed 1993); embers that hiss; and wood whose
// cells burst: many faint crackles and few strong ones, as in all crackling noise (Sethna, Dahmen and Myers 2001), in flurries. The strongest are
// bounded, so that no crack startles a sleeper. Targets: figures.md 11 (two fires).
#include <algorithm>
#include <array>
#include <cmath>

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

// A band of flames and embers: its level (dB), how far it laps (octaves of amplitude) and breathes with the fire as a whole, and what the ears
// share of it.
struct Glow
{
    double hertz, level, laps, breathes, shared;
};
constexpr std::array<Glow, Bank::bands> glows { {
    { 36.0, -21.0, 1.0, 0.6, 0.95 },
    { 68.0, -8.4, 1.0, 0.6, 0.93 },
    { 105.0, -14.3, 1.1, 0.6, 0.9 },
    { 300.0, -40.0, 1.1, 0.6, 0.8 },
    { 800.0, -17.5, 0.6, 0.5, 0.7 },
    { 1800.0, -25.0, 0.2, 0.4, 0.6 },
    { 8600.0, -6.2, 0.0, 0.3, 0.5 },
    { 16'000.0, -4.0, 0.0, 0.3, 0.5 },
} };
constexpr double damping = 0.6;

std::array<Bank::Band, Bank::bands> bankOf()
{
    std::array<Bank::Band, Bank::bands> list {};
    // A band-pass of peak 1 lets pi / 2 x damping x hertz of the noise through: with that taken back, levels are levels.
    for (std::size_t b = 0; b < list.size(); ++b)
        list[b] = { .hertz = glows[b].hertz,
                    .damping = damping,
                    .band = std::sqrt (24'000.0 / (0.5 * math::pi * damping * glows[b].hertz)),
                    .correlation = glows[b].shared };
    return list;
}

// What bursts: wood deep in the fire, bark, and sparks. So many are too faint to hear that those which are heard come at any moment (Poisson).
constexpr Grains::Kind knocks {
    .perSecond = 6.0, .low = 400.0, .high = 1400.0, .shortest = 0.0015, .longest = 0.004, .nearest = 5.0, .level = 0.05, .sides = 0.4, .apart = 0.0
};
constexpr Grains::Kind cracks {
    .perSecond = 14.0, .low = 1200.0, .high = 6000.0, .shortest = 0.0015, .longest = 0.0045, .nearest = 7.0, .level = 0.28, .sides = 0.6, .apart = 0.0
};
constexpr Grains::Kind sparks {
    .perSecond = 70.0, .low = 4500.0, .high = 15'000.0, .shortest = 0.0006, .longest = 0.0014, .nearest = 7.0, .level = 0.28, .sides = 0.7, .apart = 0.0
};

// Gain of crackling: 0, 1 at half, 1.35 of dry wood.
double crackling (const text::Values& v)
{
    const double c = v.number ("crackle");
    return c * (2.65 - 1.3 * c);
}

class Fire final : public Voice
{
public:
    explicit Fire (const VoiceSetting& s)
        : bank (bankOf(), Hertz { 1e6 }, s.noise.child ("noise"), s.rate),
          bursts { Grains (knocks, s.noise.child ("knocks"), s.rate), Grains (cracks, s.noise.child ("cracks"), s.rate),
                   Grains (sparks, s.noise.child ("sparks"), s.rate) },
          whole (s.noise.child ("whole"), 0.17),
          lap (s.noise.child ("lap"), 2.0 * puffs (s.values)),
          flutter (s.noise.child ("flutter"), 7.0 * puffs (s.values)),
          busy (s.noise.child ("busy"), 0.29),
          flurry (s.noise.child ("flurry"), 4.3),
          spit (s.noise.child ("spit"), 25.0),
          crackle (static_cast<float> (crackling (s.values)))
    {
        for (std::size_t b = 0; b < Bank::bands; ++b) base[b] = static_cast<float> (math::amplitude (glows[b].level));
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reached) burn (span.seconds.begin, end);
        begin = end;
        burn (span.seconds.end, end);
        reached = span.seconds.end;
        bank.process (span.frame, begin, end, out);
        const auto strength = [this] (double t) {
            return crackle * math::exp2 (static_cast<float> (std::min (1.7, 0.4 * busy.at (t) + 1.9 * flurry.at (t) + 1.4 * spit.at (t))));
        };
        for (const auto& b : bursts) b.add (span, strength, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] *= level;
            out.right[i] *= level;
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.3 }; } // the lowest filter
    void restart() noexcept override
    {
        bank.clear();
        reached = -1e300;
    }

private:
    static constexpr float level = 0.1f;
    Bank bank;
    std::array<Grains, 3> bursts;
    Wander whole, lap, flutter, busy, flurry, spit;
    float crackle;
    double reached = -1e300;
    std::array<float, Bank::bands> base {};
    Bank::Gains begin {}, end {};

    static double puffs (const text::Values& v) { return 1.5 / std::sqrt (0.01 * v.number ("width")); }

    void burn (double seconds, Bank::Gains& out) const noexcept
    {
        const double breath = whole.at (seconds), laps = 0.8 * lap.at (seconds) + 0.6 * flutter.at (seconds);
        for (std::size_t b = 0; b < Bank::bands; ++b)
            out[b] = out[b + Bank::bands] = base[b] * math::exp2 (static_cast<float> (glows[b].laps * laps + glows[b].breathes * breath));
    }
};

// Fitted to the mean of forty minutes, to 0.1 LU: the power of flames and embers, and that of what bursts.
double fireLoudness (const text::Values& v)
{
    const double c = crackling (v);
    return 0.5 * math::decibels (0.01644 + 0.01547 * c * c);
}

const text::FieldTable fireFields {
    { .key = "crackle",
      .kind = text::Field::Kind::quantity,
      .about = "How much the wood crackles: 0 % embers and flames only, 100 % dry wood",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
    { .key = "width",
      .kind = text::Field::Kind::quantity,
      .about = "How wide it is: small flames flutter, large ones lap slowly and deep",
      .ranges = { { text::Measure::centimetres, 10.0, 150.0 } },
      .words = {},
      .fallback = "40 cm" },
};
} // namespace

extern const VoiceKind voiceFire;
const VoiceKind voiceFire { "fire", "Fire: flames that lap, embers that hiss, wood that crackles", fireFields, fireLoudness,
                            [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Fire> (s); } };
} // namespace lull::sound

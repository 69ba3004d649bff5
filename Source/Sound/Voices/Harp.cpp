// A harp: stiff strings plucked near their middle by soft fingers. Two polarisations of each low partial, one giving its energy to the
// soundboard sooner than the other, make the tone fade in two stages and shimmer a little; the board itself answers with a short knock.
// Comb of the place plucked, 1 / k at the bridge, and stiffness: Fletcher & Rossing, The Physics of Musical Instruments, ch. 2 and 11. Several lines
// in every partial: Le Carrou, Gautier & Badeau 2009. Decay times and levels are chosen by ear, not measured.
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Sound/Plucked.h"

namespace lull::sound
{
namespace
{
constexpr std::size_t after = 4, harmonics = 10, knocks = 2;
constexpr double middle = 293.6648, stiffness = 6e-5; // Hz whose string rings 5.2 s; B of f = k f0 sqrt (1 + B k^2)

struct Knock
{
    double hertz, t60, level;
};
constexpr std::array<Knock, knocks> board { { { 186.0, 0.11, 0.10 }, { 402.0, 0.07, 0.06 } } };

double decayOf (double hertz, std::size_t k) // nepers per second; high strings and high partials fade sooner
{
    const double t60 = 5.2 * math::pow (middle / hertz, 0.55), n = static_cast<double> (k) - 1.0;
    return 6.90775527898 / t60 * (1.0 + 0.3 * n + 0.03 * n * n);
}

double partialOf (double hertz, std::size_t k)
{
    const double n = static_cast<double> (k);
    return n * hertz * std::sqrt ((1.0 + stiffness * n * n) / (1.0 + stiffness)); // the first is the tone itself
}

std::vector<dsp::Partial> partials (double hertz)
{
    std::vector<dsp::Partial> list;
    for (std::size_t k = 1; k <= after; ++k) list.push_back ({ partialOf (hertz, k) + 0.11 + 0.07 * static_cast<double> (k), 0.5 * decayOf (hertz, k) });
    for (std::size_t k = 1; k <= harmonics; ++k) list.push_back ({ partialOf (hertz, k), decayOf (hertz, k) });
    for (const Knock& b : board) list.push_back ({ b.hertz, 6.90775527898 / b.t60 });
    return list;
}

void pluck (const Pluck& p, dsp::Amplitudes& a) noexcept
{
    const double soft = std::clamp (p.softness + 0.08 * p.any (0) - 0.05 * p.decibels, 0.0, 1.2);
    const double corner = 7000.0 * math::pow (0.13, soft); // Hz: the finger's width, and what a softer release leaves out
    const double place = 0.38 + 0.025 * p.any (1);         // along the string
    const double gain = math::amplitude (p.decibels);
    for (std::size_t k = 1; k <= harmonics; ++k)
    {
        const double n = static_cast<double> (k), x = n * p.hertz / corner;
        const double level = gain * math::sinCycles (0.5 * n * place) / (n * (1.0 + x * x));
        const double tilt = k == 1 ? 0.0 : 0.25 * p.any (2 + k); // partials lean a little to either side
        sound::place (a, after + k - 1, level, p.side + tilt);
        if (k <= after) sound::place (a, k - 1, 0.32 * level * (1.0 + 0.2 * p.any (16 + k)), -0.7 * p.side);
    }
    for (std::size_t k = 0; k < knocks; ++k) sound::place (a, after + harmonics + k, gain * board[k].level * (1.0 + 0.5 * p.any (24 + k)), 0.3 * p.side);
}

constexpr Instrument harp { partials, pluck, 0.005 };
} // namespace

extern const VoiceKind voiceHarp;
const VoiceKind voiceHarp { "harp", "A harp, softly plucked: a slow line that never comes back the same", pluckedFields ("D3", "45%", "60%"),
                            [] (const text::Values& v) { return pluckedLoudness (harp, v); }, [] (const VoiceSetting& s) { return makePlucked (harp, s); } };
} // namespace lull::sound

// A kalimba: tines plucked by the thumbs over a wooden box. A tine is a bar, clamped behind its bridge, resting on it and free in front
// (Chapman 2012, JASA 131, 945); from that bar's equation, solved for back parts of 0.2 to 0.5 of the free length, its second and third modes
// lie at 6.35 to 6.6 and 17.9 to 18.5 times the first. They are gone within half a second, and what sings on is nearly a sine. A faint octave comes
// from the tine's sliding over its bridge, twice in a period; the box's own short modes are the thumb's tap (Ludwigsen 2008).
// Decay times and levels are chosen by ear, not measured.
#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Sound/Plucked.h"

namespace lull::sound
{
namespace
{
constexpr double middle = 293.6648; // Hz whose tine rings 2.8 s
constexpr std::size_t taps = 4;

struct Tap
{
    double hertz, t60, level;
};
constexpr std::array<Tap, taps> box { { { 228.0, 0.075, 0.10 }, { 540.0, 0.045, 0.05 }, { 1130.0, 0.03, 0.025 }, { 2390.0, 0.02, 0.012 } } };

// The tine's part behind the bridge, beside its free part: that part is shorter the higher it is tuned.
double backOf (double hertz) { return std::clamp (0.25 * std::sqrt (hertz / 262.0), 0.2, 0.5); }

std::vector<dsp::Partial> partials (double hertz)
{
    const double t60 = 2.8 * math::pow (middle / hertz, 0.5), back = backOf (hertz);
    const auto decay = [] (double seconds) { return 6.90775527898 / seconds; };
    std::vector<dsp::Partial> list {
        { hertz, decay (t60) },
        { 2.0 * hertz, decay (0.5 * t60) }, // as the square of the first
        { hertz * (6.21 + 0.75 * back), decay (0.16 * t60) },
        { hertz * (17.4 + 2.7 * std::min (back, 0.4)), decay (0.05 * t60) },
    };
    for (const Tap& b : box) list.push_back ({ b.hertz, decay (b.t60) });
    return list;
}

void pluck (const Pluck& p, dsp::Amplitudes& a) noexcept
{
    const double soft = std::clamp (p.softness + 0.08 * p.any (0) - 0.05 * p.decibels, 0.0, 1.2);
    const double gain = math::amplitude (p.decibels);
    place (a, 0, gain, p.side);
    place (a, 1, gain * gain * 0.05, p.side);
    place (a, 2, gain * math::amplitude (-8.0 - 14.0 * soft + 2.0 * p.any (1)), 0.5 * p.side);
    place (a, 3, gain * math::amplitude (-16.0 - 22.0 * soft + 3.0 * p.any (2)), 0.5 * p.side);
    for (std::size_t k = 0; k < taps; ++k)
        place (a, 4 + k, gain * (1.3 - 0.7 * soft) * box[k].level * (1.0 + 0.6 * p.any (4 + k)), 0.3 * p.side + 0.3 * p.any (8 + k));
}

constexpr Instrument kalimba { partials, pluck, 0.004 };
} // namespace

extern const VoiceKind voiceKalimba;
const VoiceKind voiceKalimba { "kalimba", "A kalimba, softly plucked: a slow line that never comes back the same", pluckedFields ("D4", "45%", "60%"),
                               [] (const text::Values& v) { return pluckedLoudness (kalimba, v); },
                               [] (const VoiceSetting& s) { return makePlucked (kalimba, s); } };
} // namespace lull::sound

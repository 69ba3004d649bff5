// A fan that one sleeps to: the air's own noise, widest where the blades' wakes shed it, coloured by the housing; over it, weak and never quite
// steady, the tone of blades passing, and a trace of the motor.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "Base/Math.h"
#include "Dsp/NoiseBank.h"
#include "Dsp/Partials.h"
#include "Sound/Voice.h"
#include "Sound/Wander.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
using Bank = dsp::NoiseBank;
constexpr std::size_t noises = 6, passing = 4, hums = 2;   // bands of air (two more are the housing); partials
constexpr double level = 0.0012, density = 2.0 / 48'000.0; // of the bank's noise, per Hz

struct Build
{
    double turns, blades, wakes, housing; // a second; number; Hz; Hz
};

Build buildOf (const text::Values& v)
{
    const double across = 0.01 * v.number ("size"); // m
    // The tips' speed makes the noise, so a small fan turns faster than a large one for the same.
    double tips = 0.0;
    if (! v.isWord ("speed")) tips = math::pi * across * v.number ("speed") / 60.0;
    else tips = v.word ("speed") == "low" ? 14.0 : v.word ("speed") == "high" ? 25.0 : 19.0; // m/s
    Build b {};
    b.turns = tips / (math::pi * across);
    b.blades = static_cast<double> (static_cast<int> (v.number ("blades") + 0.5));
    // Vortices leave a blade at 0.2 x its speed / the width of its wake, which sets the noise of low-pressure fans (Fukano, Kodama & Senoo 1977, J. Sound
    // Vib. 50:63); at 0.7 of the radius, where most of it is made, with a wake of an eightieth of the diameter.
    b.wakes = std::clamp (0.2 * 0.7 * tips / (across / 80.0), 150.0, 3000.0);
    b.housing = std::clamp (343.0 / (2.0 * across), 130.0, 1500.0); // half a wave across it
    return b;
}

// Power per Hz of the air, 1 where it is greatest or so: as much in every octave up to the wakes' frequency, 4.5 dB less for each above; little
// below 70 Hz, where a fan is too small to move the air.
double airAt (double hertz, double wakes)
{
    const double w = hertz / wakes;
    return (hertz * hertz / (hertz * hertz + 4900.0)) * (100.0 / hertz) / math::pow (1.0 + w * w, 0.75);
}

std::array<Bank::Band, Bank::bands> bankOf (const Build& b)
{
    constexpr std::array<double, noises> hertz { 75.0, 190.0, 480.0, 1200.0, 3000.0, 7600.0 }, shared { 0.85, 0.75, 0.62, 0.52, 0.45, 0.4 };
    std::array<Bank::Band, Bank::bands> list {};
    for (std::size_t k = 0; k < noises; ++k) list[k] = { .hertz = hertz[k], .damping = 1.5, .correlation = shared[k] };
    list[noises] = { .hertz = b.housing, .damping = 0.4, .correlation = 0.7 };
    list[noises + 1] = { .hertz = 1.9 * b.housing, .damping = 0.35, .correlation = 0.6 };
    return list;
}

// Amplitude of every band.
std::array<double, Bank::bands> levelsOf (const Build& b)
{
    const auto bank = bankOf (b);
    std::array<double, Bank::bands> list {};
    for (std::size_t k = 0; k < list.size(); ++k) list[k] = level * std::sqrt ((k < noises ? 1.0 : 0.7) * airAt (bank[k].hertz, b.wakes) / density);
    return list;
}

// What sounds as a tone: frequency, turns of the blades in it, and amplitude. Each is a share of the air's power in 100 Hz about it, so that it is
// heard in the noise and never above it.
struct Tone
{
    double hertz, cyclesPerTurn, amplitude;
};
std::array<Tone, passing + hums> tonesOf (const Build& b)
{
    std::array<Tone, passing + hums> list {};
    const auto in = [&] (double hertz, double share) { return level * std::sqrt (2.0 * share * 100.0 * airAt (hertz, b.wakes)); };
    constexpr std::array<double, passing> weak { 0.5, 0.22, 0.1, 0.05 };
    for (std::size_t k = 0; k < passing; ++k)
    {
        const double perTurn = b.blades * static_cast<double> (k + 1), hertz = perTurn * b.turns;
        list[k] = { hertz, perTurn, in (hertz, weak[k]) };
    }
    for (std::size_t k = 0; k < hums; ++k) // twice the mains' frequency and its octave
    {
        const double hertz = 100.0 * static_cast<double> (k + 1);
        list[passing + k] = { hertz, 0.0, in (hertz, k == 0 ? 0.05 : 0.03) };
    }
    return list;
}

class Fan final : public Voice
{
public:
    explicit Fan (const VoiceSetting& s)
        : build (buildOf (s.values)),
          bank (bankOf (build), Hertz { 1e6 }, s.noise.child ("air"), s.rate),
          partials (partialsOf (tonesOf (build)), s.rate),
          draught (s.noise.child ("draught"), 0.2),
          flutter (s.noise.child ("flutter"), 1.7),
          turning (s.noise.child ("turning"), 0.02)
    {
        const auto levels = levelsOf (build);
        const auto list = tonesOf (build);
        for (std::size_t k = 0; k < Bank::bands; ++k)
            bands[k] = { static_cast<float> (levels[k]), k < 2 ? 0.01f : 0.035f, Wander (s.noise.child (k), 0.17 + 0.03 * static_cast<double> (k)) };
        for (std::size_t k = 0; k < tones.size(); ++k)
        {
            const Stream chance = s.noise.child (20 + k);
            tones[k] = { static_cast<float> (list[k].amplitude), list[k].cyclesPerTurn, chance.unit (0), k < passing ? 0.16 * chance.sign (1) : 0.0,
                         Wander (chance.child ("strength"), 0.9 + 0.3 * chance.unit (2)) };
        }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reached) stand (span.seconds.begin, ahead, slowEnd);
        begin = ahead;
        from = slowEnd;
        stand (span.seconds.end, ahead, slowEnd);
        to = slowEnd;
        reached = span.seconds.end;
        bank.process (span.frame, begin, ahead, out);
        partials.turn (from, to, span.seconds.begin);
        StereoQuantum sung;
        partials.render (from, to, sung);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] += sung.left[i];
            out.right[i] += sung.right[i];
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.15 }; } // the lowest filter
    void restart() noexcept override
    {
        bank.clear();
        reached = -1e300;
    }

private:
    struct Band
    {
        float level = 0.0f, pulse = 0.0f; // pulse: how much of it comes and goes with the blades
        Wander drift { Stream(), 1.0 };
    };
    struct Sung
    {
        float amplitude = 0.0f;
        double perTurn = 0.0, place = 0.0, apart = 0.0; // cycles: a turn, at 0 s, of the right ear ahead
        Wander strength { Stream(), 1.0 };
    };

    Build build;
    Bank bank;
    dsp::Partials partials;
    Wander draught, flutter, turning;
    std::array<Band, Bank::bands> bands;
    std::array<Sung, passing + hums> tones;
    Bank::Gains begin {}, ahead {};
    dsp::Amplitudes from, to, slowEnd;
    double reached = -1e300; // s at which `ahead` and `slowEnd` stand

    static std::vector<dsp::Partial> partialsOf (const std::array<Tone, passing + hums>& list)
    {
        std::vector<dsp::Partial> p;
        for (const Tone& t : list) p.push_back ({ t.hertz, 0.0 });
        return p;
    }

    void stand (double seconds, Bank::Gains& gains, dsp::Amplitudes& a) const noexcept
    {
        const double astray = 1.2 * turning.at (seconds); // turns: no motor is quite steady
        const double whole = 0.09 * draught.at (seconds), quick = 0.08 * flutter.at (seconds);
        const auto pass = static_cast<float> (math::fraction (build.blades * (build.turns * seconds + astray)));
        const auto turn = static_cast<float> (math::fraction (build.turns * seconds + astray));
        const float pulse = math::sinCycles (pass) + 0.4f * math::sinCycles (turn);
        for (std::size_t k = 0; k < Bank::bands; ++k)
        {
            const Band& b = bands[k];
            const auto g = static_cast<float> (1.0 + whole + quick + 0.11 * b.drift.at (seconds));
            gains[k] = gains[k + Bank::bands] = b.level * g * (1.0f + b.pulse * pulse);
        }
        for (std::size_t k = 0; k < tones.size(); ++k)
        {
            const Sung& t = tones[k];
            const auto now = t.amplitude * static_cast<float> (1.0 + 0.5 * t.strength.at (seconds));
            const auto cycles = static_cast<float> (math::fraction (t.place + t.perTurn * astray)), other = cycles + static_cast<float> (t.apart);
            a.leftRe[k] = now * math::sinCycles (cycles + 0.25f);
            a.leftIm[k] = now * math::sinCycles (cycles);
            a.rightRe[k] = now * math::sinCycles (other + 0.25f);
            a.rightIm[k] = now * math::sinCycles (other);
        }
    }
};

double warped (double hertz) { return math::tan (math::pi * hertz / 48'000.0); } // as bilinear filters have it

double fanLoudness (const text::Values& v)
{
    const Build build = buildOf (v);
    const auto bank = bankOf (build);
    const auto levels = levelsOf (build);
    double sum = 0.0; // both ears
    for (std::size_t k = 0; k < bank.size(); ++k)
    {
        constexpr double step = 0.125; // octaves
        for (int b = 0; b < 79; ++b)
        {
            const double f = 25.0 * math::exp2 (step * b), w = warped (f) / warped (bank[k].hertz), c = bank[k].damping * w, d = 1.0 - w * w;
            sum += 2.0 * levels[k] * levels[k] * density * c * c / (d * d + c * c) * weight (f) * f * (math::exp2 (0.5 * step) - math::exp2 (-0.5 * step));
        }
    }
    sum *= 1.0 + (0.09 * 0.09 + 0.08 * 0.08 + 0.11 * 0.11) * 26.0 / 105.0;
    for (const Tone& t : tonesOf (build)) sum += t.amplitude * t.amplitude * (1.0 + 0.25 * 26.0 / 105.0) * weight (t.hertz);
    return loudness (sum);
}

const text::FieldTable fanFields {
    { .key = "speed",
      .kind = text::Field::Kind::quantity,
      .about = "How fast it turns: low, medium or high, or so many turns a minute",
      .ranges = { { text::Measure::perMinute, 100.0, 3000.0 } },
      .words = { "low", "medium", "high" },
      .fallback = "medium" },
    { .key = "size",
      .kind = text::Field::Kind::quantity,
      .about = "How wide it is: a small one hisses, a large one breathes",
      .ranges = { { text::Measure::centimetres, 10.0, 150.0 } },
      .words = {},
      .fallback = "40 cm" },
    { .key = "blades",
      .kind = text::Field::Kind::quantity,
      .about = "How many blades it has",
      .ranges = { { text::Measure::number, 2.0, 9.0 } },
      .words = {},
      .fallback = "5" },
};
} // namespace

extern const VoiceKind voiceFan;
const VoiceKind voiceFan { "fan", "A fan: steady air, coloured by its housing, with a faint tone of its blades", fanFields, fanLoudness,
                           [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Fan> (s); } };
} // namespace lull::sound

// A drone: one tone of four partials, 1 : 2 : 3 : 5, each sung by three sines a fraction of a hertz apart that wax and wane, in a small hall. Tuned to
// an octave of the touch's carrier it is one with it (figures.md 2.3; Okazaki 2013). It beats and breathes, yet no movement in it is periodic.
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Partials.h"
#include "Dsp/Reverb.h"
#include "Sound/Voice.h"
#include "Sound/Wander.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr std::size_t tones = 4, sines = 3;
constexpr std::array<double, tones> ratios { 1.0, 2.0, 3.0, 5.0 };
constexpr double level = 0.05;

// Amplitude of each tone: higher ones are weaker, how much `brightness` says.
std::array<double, tones> levelsOf (const text::Values& v)
{
    const double perOctave = -10.0 + 8.0 * v.number ("brightness");
    std::array<double, tones> list {};
    for (std::size_t t = 0; t < tones; ++t) list[t] = level * math::amplitude (perOctave * math::log2 (ratios[t]));
    return list;
}

// The three: middle, left and right, Hz away from the tone. All pairs, of any tones, beat at rates of their own, 0.05 to 0.3 Hz at full movement.
struct Ears
{
    double left, right;
};
constexpr std::array<Ears, sines> earsOf { { { 1.2, 1.2 }, { 0.6, 0.15 }, { 0.15, 0.6 } } };
constexpr std::array<std::array<double, sines>, tones> apart {
    { { 0.012, -0.097, 0.121 }, { -0.015, 0.143, -0.129 }, { 0.018, -0.172, 0.187 }, { 0.013, 0.223, -0.247 } }
};
double beatOf (std::size_t tone, std::size_t sine, double movement) { return apart[tone][sine] * (0.25 + 0.75 * movement); }

dsp::Reverb::Shape hall() { return { .seconds = 3.0, .bright = 1.5, .size = 0.8 }; }
constexpr double hallReference = 250.0; // Hz at which the wet path has power gain 1
constexpr double wanderPower = 26.0 / 105.0;

struct Mix // amplitudes; together they keep the power
{
    double dry, wet;
};
Mix mixOf (double space) { return { std::sqrt (1.0 - 0.6 * space), std::sqrt (0.6 * space / dsp::Reverb::powerGain (hall(), hallReference)) }; }

class Drone final : public Voice
{
public:
    explicit Drone (const VoiceSetting& s)
        : partials (partialsOf (s.values.number ("note")), s.rate),
          reverb (hall(), s.rate),
          depth (0.5 * s.values.number ("movement")),
          stray (0.8 * s.values.number ("movement"))
    {
        const auto levels = levelsOf (s.values);
        const Mix mix = mixOf (s.values.number ("space"));
        dry = static_cast<float> (mix.dry);
        wet = static_cast<float> (mix.wet);
        for (std::size_t t = 0; t < tones; ++t)
        {
            const Stream chance = s.noise.child (t);
            moves[t].slow = Wander (chance.child ("slow"), 0.043 + 0.011 * chance.unit (0));
            moves[t].quick = Wander (chance.child ("quick"), 0.11 + 0.03 * chance.unit (1));
            for (std::size_t k = 0; k < sines; ++k)
            {
                Sine& sine = moves[t].voices[k];
                sine.beat = beatOf (t, k, s.values.number ("movement")) * (0.9 + 0.2 * chance.unit (2 + k));
                sine.place = chance.unit (6 + k);
                sine.stray = Wander (chance.child (10 + k), 0.097 + 0.02 * chance.unit (12 + k));
                const double a = levels[t] * std::sqrt (1.0 / sines);
                sine.left = static_cast<float> (a * earsOf[k].left);
                sine.right = static_cast<float> (a * earsOf[k].right);
            }
        }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reached) stand (span.seconds.begin, slowEnd);
        begin = slowEnd;
        stand (span.seconds.end, slowEnd);
        end = slowEnd;
        reached = span.seconds.end;
        partials.turn (begin, end, span.seconds.begin);
        StereoQuantum choir;
        partials.render (begin, end, choir);
        reverb.process (choir, span.seconds, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] = dry * choir.left[i] + wet * out.left[i];
            out.right[i] = dry * choir.right[i] + wet * out.right[i];
        }
    }

    Seconds settling() const noexcept override { return Seconds { hall().seconds * 1.55 + 0.6 }; } // 90 dB at 60 dB per T60
    void restart() noexcept override { reverb.clear(); }

private:
    struct Sine
    {
        double beat = 0.0, place = 0.0; // Hz; cycles at 0 s
        Wander stray { Stream(), 1.0 };
        float left = 0.0f, right = 0.0f;
    };
    struct Tone
    {
        Wander slow { Stream(), 1.0 }, quick { Stream(), 1.0 };
        std::array<Sine, sines> voices;
    };

    dsp::Partials partials;
    dsp::Reverb reverb;
    std::array<Tone, tones> moves;
    dsp::Amplitudes slowEnd, begin, end;
    double reached = -1e300, depth, stray; // s at which slowEnd stands; of waxing; cycles that a sine strays
    float dry = 0.0f, wet = 0.0f;

    static std::vector<dsp::Partial> partialsOf (double note)
    {
        std::vector<dsp::Partial> list;
        for (double r : ratios) list.push_back ({ note * r, 0.0 });
        return list;
    }

    // Three sines of nearly one frequency are that frequency with an amplitude that turns slowly.
    void stand (double seconds, dsp::Amplitudes& a) const noexcept
    {
        for (std::size_t t = 0; t < tones; ++t)
        {
            const Tone& tone = moves[t];
            const auto whole = static_cast<float> (1.0 + depth * (0.25 * tone.slow.at (seconds) + 0.8 * tone.quick.at (seconds)));
            float lr = 0.0f, li = 0.0f, rr = 0.0f, ri = 0.0f;
            for (const Sine& s : tone.voices)
            {
                const auto cycles = static_cast<float> (math::fraction (s.beat * seconds + s.place + stray * s.stray.at (seconds)));
                const float c = math::sinCycles (cycles + 0.25f), i = math::sinCycles (cycles);
                lr += s.left * c;
                li += s.left * i;
                rr += s.right * c;
                ri += s.right * i;
            }
            a.leftRe[t] = whole * lr;
            a.leftIm[t] = whole * li;
            a.rightRe[t] = whole * rr;
            a.rightIm[t] = whole * ri;
        }
    }
};

double droneLoudness (const text::Values& v)
{
    const auto levels = levelsOf (v);
    const Mix mix = mixOf (v.number ("space"));
    const double movement = v.number ("movement"), depth = 0.5 * movement;
    std::vector<dsp::Reverb::Tone> heard;
    for (std::size_t t = 0; t < tones; ++t)
        for (std::size_t k = 0; k < sines; ++k)
        {
            const double a = levels[t] * std::sqrt (weight (v.number ("note") * ratios[t]) / sines);
            heard.push_back ({ v.number ("note") * ratios[t] + beatOf (t, k, movement), a * earsOf[k].left, a * earsOf[k].right });
        }
    return loudness (dsp::Reverb::meanPower (hall(), heard, mix.dry, mix.wet) * (1.0 + (0.0625 + 0.64) * depth * depth * wanderPower));
}

const text::FieldTable droneFields {
    { .key = "note",
      .kind = text::Field::Kind::quantity,
      .about = "Its lowest tone: a note, a frequency, or touch for an octave of the vibration, with which it is one",
      .ranges = { { text::Measure::hertz, 40.0, 320.0 } },
      .words = { std::string (fromTouch) },
      .fallback = "80 Hz" },
    { .key = "movement",
      .kind = text::Field::Kind::quantity,
      .about = "How much its partials beat, wax and wane",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "60%" },
    { .key = "brightness",
      .kind = text::Field::Kind::quantity,
      .about = "How strong the upper partials are",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
    { .key = "space",
      .kind = text::Field::Kind::quantity,
      .about = "How much of it comes from the hall",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "30%" },
};
} // namespace

extern const VoiceKind voiceDrone;
const VoiceKind voiceDrone { "drone", "One deep tone of pure partials, slowly moving, in a small hall", droneFields, droneLoudness,
                             [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Drone> (s); } };
} // namespace lull::sound

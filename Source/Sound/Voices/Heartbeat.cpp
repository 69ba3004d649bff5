// A heartbeat, as one hears it with an ear on a chest: two soft, low, short sounds. The first (S1, the valves that open the squeeze) lies at 30 to
// 50 Hz and falls by about 6.5 dB per octave; the second (S2, the valves that end it) is shorter and higher and falls less up to 140 Hz (Sakai,
// Feigen & Luisada, Cardiovascular Research 1971, 5:358). Overtones up to four let small loudspeakers carry both.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Dsp/Partials.h"
#include "Sound/Strikes.h"
#include "Sound/Voice.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr std::size_t modes = 4;
constexpr double level = 0.2, longest = 14.0; // decays that a sound is followed for: to -121 dB

struct Kind
{
    double hertz, decay, attack, level;                 // of the first mode; s to 1 / e; s
    std::array<double, modes> firm, soft, shorter, ear; // dB; of the decay; cycles by which the right ear lags
};
constexpr std::array<Kind, 2> kinds { {
    { 42.0, 0.055, 0.026, 1.0, { 0, -3, -6, -9 }, { 0, -9, -19, -30 }, { 1.0, 0.8, 0.6, 0.5 }, { 0.0, 0.02, 0.05, 0.09 } },
    { 58.0, 0.030, 0.018, 0.75, { 0, -1, -4, -7 }, { 0, -7, -16, -26 }, { 1.0, 0.8, 0.6, 0.5 }, { 0.0, 0.02, 0.05, 0.09 } },
} };

double amplitudeOf (const Kind& k, std::size_t mode, double softness)
{
    return level * k.level * math::amplitude (k.firm[mode] + (k.soft[mode] - k.firm[mode]) * softness);
}

std::vector<dsp::Partial> partialsOf (const Kind& k)
{
    std::vector<dsp::Partial> list;
    for (std::size_t m = 0; m < modes; ++m) list.push_back ({ k.hertz * static_cast<double> (m + 1), 1.0 / (k.decay * k.shorter[m]) });
    return list;
}

// From S1 to S2: electromechanical systole, 540 ms - 2.1 ms per beat a minute (Chest 1981, 80:613; -2.2 for men, -2.0 for women), less the 70 ms or
// so that the first sound comes after its beginning. About a third of the time at rest, and more of it when the heart goes faster.
double systole (double bpm) { return 0.470 - 0.0021 * std::clamp (bpm, 30.0, 130.0); }

class Heartbeat final : public Voice
{
public:
    explicit Heartbeat (const VoiceSetting& s) : chance (s.noise), rate (s.rate.value)
    {
        const bool inBeats = s.values.measure ("every") == text::Measure::beats;
        const double every = s.values.number ("every"), softness = s.values.number ("softness");
        for (const Strike& strike : strikes (s, inBeats ? every : 60.0 / every, inBeats))
        {
            // On the beat it is exactly there; at its own pace it strays as a heart does, so that no two beats are more than 2 % off.
            const double bpm = inBeats ? s.beat.value (strike.seconds) / every : every;
            const double at = strike.seconds + (inBeats ? 0.0 : 0.01 * chance.sign (strike.number * 16) * 60.0 / every);
            const double until = at + systole (bpm) * (1.0 + 0.02 * chance.sign (strike.number * 16 + 1));
            beats.push_back ({ { inBeats ? strike.frame : frameOfSeconds (at, s.rate), frameOfSeconds (until, s.rate) }, strike.number });
        }
        for (std::size_t k = 0; k < sounds.size(); ++k)
            for (std::size_t m = 0; m < modes; ++m)
            {
                const double a = amplitudeOf (kinds[k], m, softness), lag = -0.25 - kinds[k].ear[m]; // the left ear's sine starts at a rising zero
                sounds[k].base[m] = { static_cast<float> (a), static_cast<float> (a * math::cosCycles (lag)), static_cast<float> (a * math::sinCycles (lag)) };
            }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        out.clear();
        auto next = std::partition_point (beats.begin(), beats.end(), [&] (const Beat& b) { return b.at[0] < span.frame + quantum; });
        while (next != beats.begin())
        {
            --next;
            bool heard = false;
            for (std::size_t k = 0; k < sounds.size(); ++k)
            {
                const double since = static_cast<double> (span.frame - next->at[k]) / rate;
                if (since > longest * kinds[k].decay) continue;
                heard = true;
                if (next->at[k] < span.frame + quantum) add (k, since, next->number, out);
            }
            if (! heard) break;
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.0 }; }
    void restart() noexcept override {}

private:
    struct Beat
    {
        std::array<Frame, 2> at; // S1, S2
        std::uint64_t number;
    };
    struct Ear
    {
        float left, rightRe, rightIm;
    };
    struct Sound
    {
        dsp::Partials partials;
        std::array<Ear, modes> base {};
    };

    Stream chance;
    double rate;
    std::vector<Beat> beats;
    std::array<Sound, 2> sounds { { { { partialsOf (kinds[0]), SampleRate { rate } }, {} }, { { partialsOf (kinds[1]), SampleRate { rate } }, {} } } };
    dsp::Amplitudes from, now;

    void add (std::size_t k, double since, std::uint64_t number, StereoQuantum& out) noexcept
    {
        // No two are alike: whole and colour differ by up to a decibel or so.
        const auto any = [&] (std::size_t n) { return static_cast<float> (chance.sign (number * 16 + 2 + k * 6 + n)); };
        const float whole = 1.0f + 0.08f * any (0);
        for (std::size_t m = 0; m < modes; ++m)
        {
            const float a = whole * (1.0f + 0.12f * any (m + 1));
            const Ear& e = sounds[k].base[m];
            from.leftRe[m] = 0.0f;
            from.leftIm[m] = -a * e.left;
            from.rightRe[m] = a * e.rightRe;
            from.rightIm[m] = a * e.rightIm;
        }
        sounds[k].partials.turn (from, since, now);
        StereoQuantum one;
        sounds[k].partials.render (now, one);
        const auto grow = static_cast<float> (1.0 / (kinds[k].attack * rate)), first = static_cast<float> (since / kinds[k].attack);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float u = std::clamp (first + grow * static_cast<float> (i), 0.0f, 1.0f), w = u * u * (3.0f - 2.0f * u);
            out.left[i] += w * one.left[i];
            out.right[i] += w * one.right[i];
        }
    }
};

double heartbeatLoudness (const text::Values& v)
{
    // Its power over one beat in steps of 10 ms, each mode as loud as the ear hears it. With the session's beats, as at 60 bpm.
    const bool inBeats = v.measure ("every") == text::Measure::beats;
    const double every = v.number ("every"), period = inBeats ? every : 60.0 / every, rate = 2000.0;
    constexpr double step = 0.01;
    std::vector<double> power (static_cast<std::size_t> (period / step + 0.5), 0.0);
    for (std::size_t k = 0; k < kinds.size(); ++k)
    {
        const Kind& kind = kinds[k];
        const auto partials = partialsOf (kind);
        std::array<double, modes> heard {};
        for (std::size_t m = 0; m < modes; ++m) heard[m] = amplitudeOf (kind, m, v.number ("softness")) * std::sqrt (weight (partials[m].hertz));
        const double begins = k == 0 ? 0.0 : systole (60.0 / period);
        for (double t = 0.0; t < 10.0 * kind.decay; t += 1.0 / rate)
        {
            const double u = std::min (1.0, t / kind.attack), w = u * u * (3.0 - 2.0 * u);
            double left = 0.0, right = 0.0;
            for (std::size_t m = 0; m < modes; ++m)
            {
                const double a = w * heard[m] * math::exp (-partials[m].decay * t);
                left += a * math::sinCycles (partials[m].hertz * t);
                right += a * math::sinCycles (partials[m].hertz * t - kind.ear[m]);
            }
            power[static_cast<std::size_t> ((begins + t) / step) % power.size()] += (left * left + right * right) / (rate * step);
        }
    }
    return loudness (power, period / static_cast<double> (power.size()));
}

const text::FieldTable heartbeatFields {
    { .key = "every",
      .kind = text::Field::Kind::quantity,
      .about = "From beat to beat: so many of the session's, counted from the phase's first whole one, or a pace of its own",
      .ranges = { { text::Measure::beats, 1.0, 16.0 }, { text::Measure::bpm, 30.0, 120.0 } },
      .words = {},
      .fallback = "1 beat" },
    { .key = "softness",
      .kind = text::Field::Kind::quantity,
      .about = "How muffled it is: 100 % through a blanket, 0 % close by, and carried by small loudspeakers",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "40%" },
};
} // namespace

extern const VoiceKind voiceHeartbeat;
const VoiceKind voiceHeartbeat { "heartbeat", "A heartbeat, low and soft, with the session's beats or at a pace of its own", heartbeatFields, heartbeatLoudness,
                                 [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Heartbeat> (s); } };
} // namespace lull::sound

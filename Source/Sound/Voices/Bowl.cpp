// A singing bowl, struck: five modes, each a pair of sines that beat, each fading at its own pace (figures.md 2.3 and 11). Strikes add up
// in one bowl, as they do in the real one, and every one falls on its exact frame.
#include <algorithm>
#include <array>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/Partials.h"
#include "Sound/Strikes.h"
#include "Sound/Voice.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr std::size_t modes = 5, sines = 2 * modes;

// Between the low and medium-low bowls of figures.md 11. At the reference note D3; levels in dB for a soft and a hard mallet.
struct Mode
{
    double ratio, t60, beat, soft, hard;
};
constexpr std::array<Mode, modes> table { {
    { 1.0, 34.0, 1.05, 0.0, 0.0 },
    { 2.84, 19.0, 2.1, -9.0, 4.0 },
    { 5.46, 8.5, 3.4, -22.0, 0.0 },
    { 8.74, 3.8, 4.7, -36.0, -3.0 },
    { 12.35, 1.9, 6.1, -48.0, -8.0 },
} };
constexpr double reference = 146.8324, level = 0.06;

struct Turn
{
    double re = 0.0, im = 0.0;
};
Turn times (Turn a, Turn b) { return { a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re }; }
Turn turned (double amplitude, double cycles) { return { amplitude * math::cosCycles (cycles), amplitude * math::sinCycles (cycles) }; }

// Complex amplitudes of one strike at its own moment, for each ear.
struct Blow
{
    std::array<Turn, sines> left, right;
};

std::vector<dsp::Partial> partialsOf (double note)
{
    // Higher bowls are smaller: they fade sooner and beat faster.
    const double size = reference / note, fade = std::sqrt (size), beat = math::pow (size, -0.4);
    std::vector<dsp::Partial> list;
    for (const Mode& m : table)
        for (double side : { -0.5, 0.5 }) list.push_back ({ note * m.ratio + side * m.beat * beat, 6.90775527898 / (m.t60 * fade) });
    return list;
}

// Weighted mean power of one blow over its first 3 s, both ears: pairs beat, modes do not meet.
double power (const Blow& b, const std::vector<dsp::Partial>& p)
{
    const auto mean = [] (double decay, double hertz) -> Turn // of e^((-decay + i 2 pi hertz) t) over 3 s
    {
        const double re = -decay, im = math::tau * hertz, d = 3.0 * (re * re + im * im);
        Turn e = turned (math::exp (3.0 * re), 3.0 * hertz);
        e.re -= 1.0;
        return { (e.re * re + e.im * im) / d, (e.im * re - e.re * im) / d };
    };
    double sum = 0.0;
    for (std::size_t k = 0; k < sines; k += 2)
    {
        const double w = 0.5 * weight (0.5 * (p[k].hertz + p[k + 1].hertz));
        const Turn own0 = mean (2.0 * p[k].decay, 0.0), own1 = mean (2.0 * p[k + 1].decay, 0.0);
        const Turn cross = mean (p[k].decay + p[k + 1].decay, p[k].hertz - p[k + 1].hertz);
        for (const auto* ear : { &b.left, &b.right })
        {
            const Turn x = (*ear)[k], y = (*ear)[k + 1];
            const Turn xy = times (x, { y.re, -y.im });
            sum += w * ((x.re * x.re + x.im * x.im) * own0.re + (y.re * y.re + y.im * y.im) * own1.re + 2.0 * times (xy, cross).re);
        }
    }
    return sum;
}

// What a mallet of this softness does at its n-th strike; without `chance`, the plain strike that loudness is measured by.
Blow blow (double softness, const std::vector<dsp::Partial>& p, const Stream* chance, std::uint64_t n)
{
    const auto any = [&] (std::uint64_t k) { return chance == nullptr ? 0.0 : chance->sign (n * 16 + k); };
    const double mallet = std::clamp (softness + 0.07 * any (0), 0.0, 1.0);
    const double place = 0.13 + 0.05 * any (1); // of the strike around the rim, cycles of the first mode
    Blow b {};
    for (std::size_t m = 0; m < modes; ++m)
    {
        const double a = math::amplitude (table[m].hard + (table[m].soft - table[m].hard) * mallet + 1.6 * any (2 + m));
        // The two shapes of a mode lie crosswise: where the rim is struck decides their share, where one listens their sum.
        const double where = place * (1.0 + 0.21 * static_cast<double> (m));
        const double one = math::cosCycles (0.5 * where), two = math::sinCycles (0.5 * where);
        const double later = 0.03 * any (8 + m);
        // A blow starts every sine at a rising zero (-1/4 cycle); the far ear hears the second shape turned.
        b.left[2 * m] = turned (a * one, -0.25);
        b.left[2 * m + 1] = turned (a * two * 1.15, -0.25 + later);
        b.right[2 * m] = turned (a * one * 0.92, -0.25);
        b.right[2 * m + 1] = turned (a * two * 1.3, -0.05 + later);
    }
    if (chance != nullptr) // as loud as the plain one, within a little
    {
        const Blow plain = blow (softness, p, nullptr, 0);
        const double g = std::sqrt (power (plain, p) / power (b, p)) * math::amplitude (0.4 * any (15));
        for (auto* ear : { &b.left, &b.right })
            for (Turn& t : *ear) t = { t.re * g, t.im * g };
    }
    return b;
}

class Bowl final : public Voice
{
public:
    explicit Bowl (const VoiceSetting& s)
        : rate (s.rate.value),
          list (strikes (s, s.values.number ("every"), s.values.measure ("every") == text::Measure::beats)),
          partials (partialsOf (s.values.number ("note")), s.rate)
    {
        const auto p = partialsOf (s.values.number ("note"));
        const double softness = s.values.number ("softness");
        attack = 0.0035 + 0.002 * softness; // 6 to 10 ms as the recordings were measured
        quiet = 22.0 / p.front().decay;     // -190 dB
        Blow ring {};
        rings.reserve (list.size());
        for (std::size_t n = 0; n < list.size(); ++n)
        {
            const double since = n == 0 ? 0.0 : static_cast<double> (list[n].frame - list[n - 1].frame) / rate;
            const Blow own = blow (softness, p, &s.noise, list[n].number);
            Ring r;
            for (std::size_t k = 0; k < sines; ++k)
            {
                const Turn on = turned (math::exp (-p[k].decay * since), math::fraction (p[k].hertz * since));
                const auto add = [&] (Turn& sum, Turn blown) {
                    sum = times (sum, on);
                    sum.re += blown.re;
                    sum.im += blown.im;
                };
                add (ring.left[k], own.left[k]);
                add (ring.right[k], own.right[k]);
                r.own[k] = pack (own, k);
                r.all[k] = pack (ring, k);
            }
            rings.push_back (r);
        }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        out.clear();
        // The last strike that begins before this quantum ends.
        const auto next = std::partition_point (list.begin(), list.end(), [&] (const Strike& s) { return s.frame < span.frame + quantum; });
        if (next == list.begin()) return;
        const auto n = static_cast<std::size_t> (next - list.begin()) - 1;
        const double since = static_cast<double> (span.frame - list[n].frame) / rate;
        if (since > quiet) return;
        if (since >= attack)
        {
            add (rings[n].all, since, out);
            return;
        }

        // While a strike's attack lasts it is shaped alone, over what still rings.
        StereoQuantum fresh;
        add (rings[n].own, since, fresh);
        const auto grow = static_cast<float> (1.0 / (attack * rate)), first = static_cast<float> (since / attack);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float u = std::clamp (first + grow * static_cast<float> (i), 0.0f, 1.0f), w = u * u * (3.0f - 2.0f * u);
            fresh.left[i] *= w;
            fresh.right[i] *= w;
        }
        if (n > 0) add (rings[n - 1].all, static_cast<double> (span.frame - list[n - 1].frame) / rate, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] += fresh.left[i];
            out.right[i] += fresh.right[i];
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.0 }; }
    void restart() noexcept override {}

private:
    struct Both
    {
        float leftRe, leftIm, rightRe, rightIm;
    };
    struct Ring
    {
        std::array<Both, sines> own, all;
    }; // a strike's own, and all that rings at its moment

    double rate, attack = 0.0, quiet = 0.0;
    std::vector<Strike> list;
    std::vector<Ring> rings;
    dsp::Partials partials;
    dsp::Amplitudes from, now;

    static Both pack (const Blow& b, std::size_t k)
    {
        const auto f = [] (double x) { return static_cast<float> (level * x); };
        return { f (b.left[k].re), f (b.left[k].im), f (b.right[k].re), f (b.right[k].im) };
    }

    void add (const std::array<Both, sines>& a, double since, StereoQuantum& out) noexcept
    {
        for (std::size_t k = 0; k < sines; ++k)
        {
            from.leftRe[k] = a[k].leftRe;
            from.leftIm[k] = a[k].leftIm;
            from.rightRe[k] = a[k].rightRe;
            from.rightIm[k] = a[k].rightIm;
        }
        partials.turn (from, since, now);
        partials.render (now, out);
    }
};

double bowlLoudness (const text::Values& v)
{
    const auto p = partialsOf (v.number ("note"));
    return loudness (level * level * power (blow (v.number ("softness"), p, nullptr, 0), p));
}

const text::FieldTable bowlFields {
    { .key = "note",
      .kind = text::Field::Kind::quantity,
      .about = "The bowl's lowest tone: a note, a frequency, or touch for an octave of the vibration",
      .ranges = { { text::Measure::hertz, 80.0, 1000.0 } },
      .words = { std::string (fromTouch) },
      .fallback = "D3" },
    { .key = "every",
      .kind = text::Field::Kind::quantity,
      .about = "From strike to strike, counted from the phase's first whole beat",
      .ranges = { { text::Measure::beats, 1.0, 512.0 }, { text::Measure::seconds, 1.0, 600.0 } },
      .words = {},
      .fallback = "8 beats" },
    { .key = "softness",
      .kind = text::Field::Kind::quantity,
      .about = "The mallet: 0 % is hard wood, 100 % thick felt",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "60%" },
};
} // namespace

extern const VoiceKind voiceBowl;
const VoiceKind voiceBowl { "bowl", "A singing bowl, struck softly; no two strikes are alike", bowlFields, bowlLoudness,
                            [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Bowl> (s); } };
} // namespace lull::sound

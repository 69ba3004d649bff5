// A soft pad: a chord in pure intervals, each tone sung by three voices a little apart, its overtones slowly waxing and waning, in a hall.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "Base/Math.h"
#include "Dsp/Partials.h"
#include "Dsp/Reverb.h"
#include "Sound/Voice.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr std::size_t tones = 4, overtones = 4, groups = tones * overtones, voices = 3;

struct Chord
{
    std::string_view name;
    std::array<double, tones> ratios;
};
constexpr std::array<Chord, 6> chords { {
    { "fifth", { 1.0, 1.5, 2.0, 3.0 } },
    { "octave", { 0.5, 1.0, 2.0, 4.0 } },
    { "major", { 1.0, 1.25, 1.5, 2.0 } },
    { "minor", { 1.0, 1.2, 1.5, 2.0 } },
    { "suspended", { 1.0, 4.0 / 3.0, 1.5, 2.0 } },
    { "open", { 1.0, 1.5, 2.5, 3.0 } },
} };

constexpr std::array<double, tones> toneLevel { 1.0, 0.75, 0.6, 0.35 };
constexpr double level = 0.03;

struct Group
{
    double hertz, level;
};

std::array<Group, groups> groupsOf (const text::Values& v)
{
    const auto found = std::find_if (chords.begin(), chords.end(), [&] (const Chord& c) { return c.name == v.word ("chord"); });
    const Chord& chord = found == chords.end() ? chords.front() : *found;
    const double note = v.number ("note"), perOvertone = -16.0 + 9.0 * v.number ("brightness"); // dB
    std::array<Group, groups> list {};
    for (std::size_t t = 0; t < tones; ++t)
        for (std::size_t h = 0; h < overtones; ++h)
        {
            const double hertz = note * chord.ratios[t] * static_cast<double> (h + 1);
            // Overtones fall with their number, and high tones are softened so that no chord turns shrill.
            const double soft = 1.0 / (1.0 + (hertz / 1500.0) * (hertz / 1500.0));
            list[t * overtones + h] = { hertz,
                                        level * toneLevel[t] * math::amplitude (perOvertone * std::sqrt (static_cast<double> (h))) * (h == 0 ? 1.0 : soft) };
        }
    return list;
}

dsp::Reverb::Shape hall() { return { .seconds = 4.5, .bright = 2.0, .size = 1.0 }; }

// Three voices to every tone: middle, left and right, a few cents and a little more apart.
struct Ears
{
    double left, right;
};
constexpr std::array<Ears, voices> earsOf { { { 1.0, 1.0 }, { 1.0, 0.45 }, { 0.45, 1.0 } } };
double beatOf (std::size_t voice, double hertz, double movement) // Hz away from the tone, on average
{
    constexpr std::array<double, voices> cents { 0.2, -2.6, 3.1 }, more { 0.013, -0.09, 0.11 };
    return more[voice] + hertz * cents[voice] * 0.00057779 * (0.3 + 0.7 * movement);
}

// Dry and wet amplitude: more space is further away; together they keep the power.
struct Mix
{
    double dry, wet;
};
Mix mixOf (double space) { return { std::sqrt (1.0 - 0.6 * space), std::sqrt (0.6 * space) }; }
constexpr double hallReference = 250.0; // Hz at which the wet path has power gain 1
constexpr double fewModes = 600.0;      // Hz below which it matters which of the hall's modes a tone meets: up to 2 dB

// What moves slowly: three voices of every group beating, under two sways of the whole. Cycles per second, and cycles at 0 s. Nobody sings so evenly that
// voices would beat for ever at one pace, and come round: every one strays from its own by up to some tenths of a cycle, on its way from one
// value to the next.
struct Drift
{
    alignas (64) std::array<double, groups * voices> beat {}, place {}, from {}, way {};
    alignas (64) std::array<float, groups * voices> left {}, right {};
    alignas (64) std::array<double, 2 * groups> sway {}, start {}, swayFrom {}, swayWay {};
    double beatsOn = 0.0, swaysOn = 0.0; // how much of the way is behind, 0 .. 1
};
constexpr double beatTurns = 0.22, swayTurns = 0.06;   // values a second
constexpr double beatStrays = 0.42, swayStrays = 0.35; // cycles

LULL_INLINE void slowPartKernel (const Drift& d, float depth, double t, dsp::Amplitudes& a) noexcept
{
    constexpr double magic = 6755399441055744.0; // 1.5 x 2^52: adding and subtracting it rounds to a whole number
    alignas (64) float cycles[groups * voices], sway[2 * groups], whole[groups];
    for (std::size_t k = 0; k < groups * voices; ++k)
    {
        const double x = d.beat[k] * t + d.place[k] + d.from[k] + d.beatsOn * d.way[k];
        cycles[k] = static_cast<float> (x - ((x + magic) - magic));
    }
    for (std::size_t k = 0; k < 2 * groups; ++k)
    {
        const double x = d.sway[k] * t + d.start[k] + d.swayFrom[k] + d.swaysOn * d.swayWay[k];
        sway[k] = static_cast<float> (x - ((x + magic) - magic));
    }
    for (std::size_t g = 0; g < groups; ++g) whole[g] = 1.0f + depth * (math::sinCycles (sway[g]) + math::sinCycles (sway[groups + g]));
    alignas (64) float c[groups * voices], s[groups * voices];
    for (std::size_t k = 0; k < groups * voices; ++k)
    {
        c[k] = math::sinCycles (cycles[k] + 0.25f);
        s[k] = math::sinCycles (cycles[k]);
    }
    for (std::size_t g = 0; g < groups; ++g)
    {
        const std::size_t x = g, y = groups + g, z = 2 * groups + g;
        a.leftRe[g] = whole[g] * (d.left[x] * c[x] + d.left[y] * c[y] + d.left[z] * c[z]);
        a.leftIm[g] = whole[g] * (d.left[x] * s[x] + d.left[y] * s[y] + d.left[z] * s[z]);
        a.rightRe[g] = whole[g] * (d.right[x] * c[x] + d.right[y] * c[y] + d.right[z] * c[z]);
        a.rightIm[g] = whole[g] * (d.right[x] * s[x] + d.right[y] * s[y] + d.right[z] * s[z]);
    }
}
LULL_KERNEL (slowPart, (const Drift& d, float depth, double t, dsp::Amplitudes& a), (d, depth, t, a))

class Pad final : public Voice
{
public:
    explicit Pad (const VoiceSetting& s) : partials (partialsOf (groupsOf (s.values)), s.rate), reverb (hall(), s.rate), strays (s.noise.child ("strays"))
    {
        const auto list = groupsOf (s.values);
        const double movement = s.values.number ("movement");
        depth = static_cast<float> (0.35 * movement);
        const Mix mix = mixOf (s.values.number ("space"));
        dry = static_cast<float> (mix.dry);
        wet = static_cast<float> (mix.wet / std::sqrt (dsp::Reverb::powerGain (hall(), hallReference)));
        for (std::size_t g = 0; g < groups; ++g)
        {
            const auto chance = [&] (std::uint64_t k) { return s.noise.unit (g * 16 + k); };
            for (std::size_t v = 0; v < voices; ++v)
            {
                const std::size_t at = v * groups + g;
                drift.beat[at] = beatOf (v, list[g].hertz, movement) * (0.8 + 0.4 * chance (v));
                drift.place[at] = chance (4 + v);
                const double a = list[g].level * std::sqrt (1.0 / 3.0);
                drift.left[at] = static_cast<float> (a * earsOf[v].left);
                drift.right[at] = static_cast<float> (a * earsOf[v].right);
            }
            drift.sway[g] = 1.0 / (17.0 + 14.0 * chance (8));
            drift.start[g] = chance (9);
            drift.sway[groups + g] = 1.0 / (37.0 + 24.0 * chance (10));
            drift.start[groups + g] = chance (11);
        }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reached) amplitudes (span.seconds.begin, slowEnd);
        begin = slowEnd;
        amplitudes (span.seconds.end, slowEnd);
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
    dsp::Partials partials;
    dsp::Reverb reverb;
    dsp::Amplitudes slowEnd, begin, end;
    double reached = -1e300; // seconds at which slowEnd stands
    float dry, wet, depth;
    Drift drift;
    Stream strays;
    std::int64_t beatCell = -1, swayCell = -1;

    static std::vector<dsp::Partial> partialsOf (const std::array<Group, groups>& list)
    {
        std::vector<dsp::Partial> p;
        for (const Group& g : list) p.push_back ({ g.hertz, 0.0 });
        return p;
    }

    void amplitudes (double t, dsp::Amplitudes& a) noexcept
    {
        stray (std::max (0.0, t) * beatTurns, 0, beatStrays, beatCell, drift.from, drift.way, drift.beatsOn);
        stray (std::max (0.0, t) * swayTurns, 1, swayStrays, swayCell, drift.swayFrom, drift.swayWay, drift.swaysOn);
        slowPart (drift, depth, t, a);
    }

    // Where everything of one speed is at x values since 0 s.
    template <std::size_t n>
    void stray (double x, std::uint64_t speed, double most, std::int64_t& cell, std::array<double, n>& from, std::array<double, n>& way, double& on) noexcept
    {
        const auto here = static_cast<std::int64_t> (x);
        if (here != cell)
            for (std::size_t k = 0; k < n; ++k)
            {
                const auto value = [&] (std::int64_t c) { return most * strays.sign ((static_cast<std::uint64_t> (c) * 64 + k) * 2 + speed); };
                from[k] = value (here);
                way[k] = value (here + 1) - from[k];
            }
        cell = here;
        const double u = x - static_cast<double> (here);
        on = u * u * (3.0 - 2.0 * u);
    }
};

double padLoudness (const text::Values& v)
{
    const Mix mix = mixOf (v.number ("space"));
    const double movement = v.number ("movement"), reference = dsp::Reverb::powerGain (hall(), hallReference), depth = 0.35 * movement;
    std::vector<dsp::Reverb::Tone> low;
    double sum = 0.0;
    for (const Group& g : groupsOf (v))
    {
        const double heard = g.level * std::sqrt (weight (g.hertz) / 3.0);
        for (std::size_t k = 0; k < voices; ++k)
        {
            const double left = heard * earsOf[k].left, right = heard * earsOf[k].right;
            if (mix.wet > 0.0 && g.hertz < fewModes) low.push_back ({ g.hertz + beatOf (k, g.hertz, movement), left, right });
            else sum += 0.5 * (left * left + right * right) * (mix.dry * mix.dry + mix.wet * mix.wet * dsp::Reverb::powerGain (hall(), g.hertz) / reference);
        }
    }
    if (! low.empty()) sum += dsp::Reverb::meanPower (hall(), low, mix.dry, mix.wet / std::sqrt (reference));
    // Tones of the chord that share an overtone add by chance: on average, their powers.
    return loudness (sum * (1.0 + depth * depth));
}

const text::FieldTable padFields {
    { .key = "note",
      .kind = text::Field::Kind::quantity,
      .about = "The chord's root: a note, a frequency, or touch for an octave of the vibration",
      .ranges = { { text::Measure::hertz, 55.0, 440.0 } },
      .words = { std::string (fromTouch) },
      .fallback = "D3" },
    { .key = "chord",
      .kind = text::Field::Kind::word,
      .about = "Which tones sound over the root, in pure intervals",
      .ranges = {},
      .words = { "fifth", "octave", "major", "minor", "suspended", "open" },
      .fallback = "fifth" },
    { .key = "movement",
      .kind = text::Field::Kind::quantity,
      .about = "How much the tones beat and sway",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
    { .key = "brightness",
      .kind = text::Field::Kind::quantity,
      .about = "How strong the overtones are",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "40%" },
    { .key = "space",
      .kind = text::Field::Kind::quantity,
      .about = "How much of it comes from the hall",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
};
} // namespace

extern const VoiceKind voicePad;
const VoiceKind voicePad { "pad", "A soft chord in a large hall, slowly moving", padFields, padLoudness,
                           [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Pad> (s); } };
} // namespace lull::sound

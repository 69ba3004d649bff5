// Rain: the hiss of countless far drops, and single near ones on what they fall on. What makes it rain and not noise is the near ones: half of
// their power comes from few (figures.md 2.3 and 11, kurtosis 7 to 35). Gusts pass through it; nothing in it repeats.
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
constexpr std::array<double, Bank::bands> hertz { 50.0, 130.0, 300.0, 700.0, 1500.0, 3200.0, 6800.0, 13'000.0 };

// What the rain falls on: far drops by band (dB), what the ears share of them, near drops and their splashes, and its loudness.
struct Ground
{
    std::string_view name;
    std::array<double, Bank::bands> far, shared;
    Grains::Kind drops, splashes;
    double loudness, share; // LUFS with drops half near; how much of its power single drops have
};
constexpr std::array<Ground, 3> grounds { {
    { .name = "open",
      .far = { -15.0, -15.0, -14.0, -12.5, -10.0, -12.0, -7.5, -5.5 },
      .shared = { 0.85, 0.78, 0.9, 0.92, 0.8, 0.35, 0.08, 0.03 },
      .drops = { .perSecond = 90.0, .low = 250.0, .high = 3500.0, .shortest = 0.001, .longest = 0.004, .nearest = 14.0, .level = 0.19, .sides = 0.5 },
      .splashes = { .perSecond = 140.0, .low = 4500.0, .high = 12'000.0, .shortest = 0.0005, .longest = 0.0015, .nearest = 12.0, .level = 0.27, .sides = 0.7 },
      .loudness = -16.59,
      .share = 0.189 },
    { .name = "leaves",
      .far = { -50.0, -42.0, -27.0, -8.6, -6.5, -15.0, -7.0, -9.0 },
      .shared = { 0.85, 0.75, 0.75, 0.72, 0.72, 0.6, 0.5, 0.4 },
      .drops = { .perSecond = 80.0, .low = 700.0, .high = 3500.0, .shortest = 0.001, .longest = 0.003, .nearest = 18.0, .level = 0.19, .sides = 0.5 },
      .splashes = { .perSecond = 120.0, .low = 5500.0, .high = 12'000.0, .shortest = 0.0006, .longest = 0.0016, .nearest = 18.0, .level = 0.19, .sides = 0.6 },
      .loudness = -16.63,
      .share = 0.125 },
    { .name = "window",
      .far = { -11.5, -4.8, -30.0, -40.0, -9.5, -7.0, -11.0, -17.0 },
      .shared = { 0.85, 0.82, 0.88, 0.9, 0.9, 0.88, 0.85, 0.8 },
      .drops = { .perSecond = 80.0,
                 .low = 1100.0,
                 .high = 3500.0,
                 .shortest = 0.001,
                 .longest = 0.003,
                 .nearest = 12.0,
                 .level = 0.2,
                 .sides = 0.3,
                 .apart = 0.00003 },
      .splashes = { .perSecond = 120.0,
                    .low = 3500.0,
                    .high = 10'000.0,
                    .shortest = 0.0003,
                    .longest = 0.0008,
                    .nearest = 14.0,
                    .level = 0.17,
                    .sides = 0.3,
                    .apart = 0.00003 },
      .loudness = -16.66,
      .share = 0.109 },
} };

const Ground& groundOf (const text::Values& v)
{
    for (const auto& g : grounds)
        if (v.word ("ground") == g.name) return g;
    return grounds.front();
}

constexpr double damping = 1.2;

std::array<Bank::Band, Bank::bands> bankOf (const Ground& g)
{
    std::array<Bank::Band, Bank::bands> list {};
    // A band-pass of peak 1 lets pi / 2 x damping x hertz of the noise through: with that taken back, levels are levels.
    for (std::size_t b = 0; b < list.size(); ++b)
        list[b] = { .hertz = hertz[b], .damping = damping, .band = std::sqrt (24'000.0 / (0.5 * math::pi * damping * hertz[b])), .correlation = g.shared[b] };
    return list;
}

// Gain of single drops: 0, 1 half near, 1.5 all around.
double nearness (const text::Values& v)
{
    const double n = v.number ("near");
    return n * (2.5 - n);
}

class Rain final : public Voice
{
public:
    explicit Rain (const VoiceSetting& s)
        : ground (groundOf (s.values)),
          bank (bankOf (ground), Hertz { 1e6 }, s.noise.child ("noise"), s.rate),
          drops (ground.drops, s.noise.child ("drops"), s.rate),
          splashes (ground.splashes, s.noise.child ("splashes"), s.rate),
          shower (s.noise.child ("shower"), 0.23),
          gust (s.noise.child ("gust"), 1.3),
          near (nearness (s.values))
    {
        for (std::size_t b = 0; b < Bank::bands; ++b) base[b] = static_cast<float> (math::amplitude (ground.far[b]));
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        gains (span.seconds.begin, begin);
        gains (span.seconds.end, end);
        bank.process (span.frame, begin, end, out);
        const auto strength = [this] (double t) { return near * densityAt (t); };
        drops.add (span, strength, out);
        splashes.add (span, strength, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] *= level;
            out.right[i] *= level;
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.15 }; } // the lowest filter
    void restart() noexcept override { bank.clear(); }

private:
    static constexpr float level = 0.1f;
    const Ground& ground;
    Bank bank;
    Grains drops, splashes;
    Wander shower, gust;
    double near; // gain of single drops
    std::array<float, Bank::bands> base {};
    Bank::Gains begin {}, end {};

    // How hard it rains at a moment, as a gain.
    double densityAt (double seconds) const noexcept { return math::exp2 (0.20 * shower.at (seconds) + 0.27 * gust.at (seconds)); }

    void gains (double seconds, Bank::Gains& out) const noexcept
    {
        const auto g = static_cast<float> (densityAt (seconds));
        for (std::size_t b = 0; b < Bank::bands; ++b) out[b] = out[b + Bank::bands] = base[b] * g;
    }
};

double rainLoudness (const text::Values& v)
{
    const Ground& g = groundOf (v);
    const double n = nearness (v);
    return g.loudness + 0.5 * math::decibels (1.0 + g.share * (n * n - 1.0));
}

const text::FieldTable rainFields {
    { .key = "ground",
      .kind = text::Field::Kind::word,
      .about = "What it falls on: open ground, leaves, or a window that you lie behind",
      .ranges = {},
      .words = { "open", "leaves", "window" },
      .fallback = "open" },
    { .key = "near",
      .kind = text::Field::Kind::quantity,
      .about = "How near single drops fall: 0 % a hiss far off, 100 % all around",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "50%" },
};
} // namespace

extern const VoiceKind voiceRain;
const VoiceKind voiceRain { "rain", "Rain: far hiss and near drops, on open ground, leaves or a window", rainFields, rainLoudness,
                            [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Rain> (s); } };
} // namespace lull::sound

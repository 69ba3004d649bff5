// Wind: one wind speed u that gusts. Turbulent air is a broad rumble whose power goes with u^6 (Curle 1955); edges and wires shed vortices at
// 0.2 u / width (Strouhal 1878), so what howls glides up and down with every gust. Targets: figures.md 11 (wind, wind howling).
#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Dsp/NoiseBank.h"
#include "Sound/Voice.h"
#include "Sound/Wander.h"
#include "Sound/Whistles.h"

namespace lull::sound
{
namespace
{
using Bank = dsp::NoiseBank;

// A band of moving air: its level in soft and in howling wind (dB), how far it goes along with gusts, and what both ears hear of it.
struct Air
{
    double hertz, soft, howling;
    int along; // 0 wholly, 1 and 2 a little less: grass hisses on when a gust is over
    double shared;
};
constexpr std::array<Air, Bank::bands> airs { {
    { 36.0, -15.6, -22.0, 0, 0.93 },
    { 64.0, -2.3, -9.0, 0, 0.92 },
    { 115.0, -8.0, -7.0, 0, 0.91 },
    { 215.0, -3.2, -4.0, 0, 0.86 },
    { 400.0, -20.0, -14.0, 0, 0.6 },
    { 900.0, -15.7, -20.5, 1, 0.25 },
    { 2600.0, -9.0, -26.0, 2, 0.3 },
    { 8000.0, -9.4, -25.0, 2, 0.35 },
} };
constexpr double damping = 0.55;
constexpr Hertz tilt { 300.0 };

// What howls: its pitch in the mean wind (Hz), level (dB), how it goes along with gusts, and where it is (dB, right re left). Edges sing into a
// fixed gap, which holds back their glide: 0.6 of the speed's.
struct Edge
{
    double hertz, level, along, side;
};
constexpr std::array<Edge, Whistles::count> edges { {
    { 148.0, -3.0, 0.9, -2.5 },
    { 233.0, -1.0, 0.95, 5.0 },
    { 371.0, -7.2, 1.0, -7.0 },
    { 590.0, -8.6, 1.05, 8.0 },
} };

std::array<Bank::Band, Bank::bands> bankOf()
{
    std::array<Bank::Band, Bank::bands> list {};
    // A band-pass of peak 1 lets pi / 2 x damping x hertz of the noise through: with that taken back, levels are levels.
    for (std::size_t b = 0; b < list.size(); ++b)
        list[b] = {
            .hertz = airs[b].hertz, .damping = damping, .band = std::sqrt (24'000.0 / (0.5 * math::pi * damping * airs[b].hertz)), .correlation = airs[b].shared
        };
    return list;
}

class Wind final : public Voice
{
public:
    explicit Wind (const VoiceSetting& s)
        : bank (bankOf(), tilt, s.noise.child ("noise"), s.rate),
          whistles (0.07, tilt, s.noise.child ("howl"), s.rate),
          slow (s.noise.child ("slow"), 1.0 / 31.3, true),
          gust (s.noise.child ("gust"), 1.0 / 15.1, true),
          flaw (s.noise.child ("flaw"), 1.0 / 7.1, true),
          flutter (s.noise.child ("flutter"), 1.7),
          shiver (s.noise.child ("shiver"), 6.1),
          side (s.noise.child ("side"), 1.0 / 11.3, true),
          strength (0.95 * s.values.number ("gusts"))
    {
        const double howl = s.values.number ("howl");
        for (std::size_t b = 0; b < Bank::bands; ++b) base[b] = static_cast<float> (math::amplitude (airs[b].soft + howl * (airs[b].howling - airs[b].soft)));
        for (std::size_t k = 0; k < Whistles::count; ++k)
        {
            own[k] = Wander (s.noise.child (100 + k), 0.19 + 0.06 * static_cast<double> (k));
            const double loud = howl * math::amplitude (edges[k].level);
            sing[k] = static_cast<float> (loud * math::amplitude (-0.5 * edges[k].side));
            sing[k + Whistles::count] = static_cast<float> (loud * math::amplitude (0.5 * edges[k].side));
        }
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        // Spans abut, so this quantum's begin is mostly the last one's end; after a jump it is worked out again, to the same bits.
        if (span.seconds.begin != reached) blow (span.seconds.begin, end);
        begin = end;
        blow (span.seconds.end, end);
        reached = span.seconds.end;
        bank.process (span.frame, begin.air, end.air, out);
        whistles.add (span.frame, end.pitches, begin.howl, end.howl, out);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            out.left[i] *= level;
            out.right[i] *= level;
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.6 }; } // the lowest whistle
    void restart() noexcept override
    {
        bank.clear();
        whistles.clear();
        reached = -1e300;
    }

private:
    static constexpr float level = 0.1f;

    struct Moment
    {
        Bank::Gains air {};
        Whistles::Gains howl {};
        Whistles::Pitches pitches {};
    };
    Bank bank;
    Whistles whistles;
    Wander slow, gust, flaw, flutter, shiver, side;
    std::array<Wander, Whistles::count> own { Wander { Stream(), 1.0 }, Wander { Stream(), 1.0 }, Wander { Stream(), 1.0 }, Wander { Stream(), 1.0 } };
    double strength, reached = -1e300;
    std::array<float, Bank::bands> base {};
    Whistles::Gains sing {};
    Moment begin, end;

    void blow (double seconds, Moment& m) const noexcept
    {
        // log2 u. A gust crosses from one ear to the other.
        const double blown = strength * (0.43 * slow.at (seconds) + 0.47 * gust.at (seconds) + 0.04 * flaw.at (seconds));
        const double u = blown / (1.0 + 0.4 * std::max (0.0, blown)) + 0.115 * flutter.at (seconds) + 0.05 * shiver.at (seconds),
                     across = 0.05 * strength * side.at (seconds);
        const auto rumble = static_cast<float> (3.0 * u), cross = static_cast<float> (3.0 * across);
        const float left = math::exp2 (-cross), right = math::exp2 (cross);
        const std::array<float, 3> gains { math::exp2 (rumble), math::exp2 (0.95f * rumble), math::exp2 (0.9f * rumble) };
        for (std::size_t b = 0; b < Bank::bands; ++b)
        {
            const float g = base[b] * gains[static_cast<std::size_t> (airs[b].along)];
            m.air[b] = g * left;
            m.air[b + Bank::bands] = g * right;
        }
        for (std::size_t k = 0; k < Whistles::count; ++k)
        {
            const double here = u + 0.15 * own[k].at (seconds); // each edge has the wind at its own place
            m.pitches[k] = edges[k].hertz * static_cast<double> (math::exp2 (static_cast<float> (0.6 * here)));
            const float g = math::exp2 (static_cast<float> (3.0 * edges[k].along * here));
            m.howl[k] = sing[k] * g;
            m.howl[k + Whistles::count] = sing[k + Whistles::count] * g;
        }
    }
};

// Fitted to the mean of hours, to 0.1 LU. With all gusts one minute differs from the next by 2.5 LU (standard deviation), as winds do.
double windLoudness (const text::Values& v)
{
    const double h = v.number ("howl"), g = v.number ("gusts");
    return -19.34 + h * (-4.03 + h * (13.09 - h * 5.53)) + g * g * (2.25 - 0.5 * h);
}

const text::FieldTable windFields {
    { .key = "howl",
      .kind = text::Field::Kind::quantity,
      .about = "How much it sings round edges: 0 % soft moving air, 100 % a howl that glides with every gust",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "30%" },
    { .key = "gusts",
      .kind = text::Field::Kind::quantity,
      .about = "How far it swells and sinks: 0 % hardly, 100 % from a murmur to a gale",
      .ranges = { { text::Measure::percent, 0.0, 1.0 } },
      .words = {},
      .fallback = "80%" },
};
} // namespace

extern const VoiceKind voiceWind;
const VoiceKind voiceWind { "wind", "Wind: moving air that gusts and can howl", windFields, windLoudness,
                            [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Wind> (s); } };
} // namespace lull::sound

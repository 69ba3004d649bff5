#include "Sound/Plucked.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Sound/Weighting.h"

namespace lull::sound
{
namespace
{
constexpr std::size_t most = 12;               // notes that ring at once; an older one is damped
constexpr double damping = 0.06, soften = 0.6; // s that a finger takes to still its string, and a neighbour to fade away
constexpr double unheard = 12.7;               // nepers below its beginning at which a sine is left out: -110 dB
constexpr double level = 0.05, spread = 0.6;   // amplitude of a plain note; where the outermost strings stand

class Plucked final : public Voice
{
public:
    Plucked (const Instrument& i, const VoiceSetting& s)
        : instrument (i), rate (s.rate.value), softness (s.values.number ("softness")), chance (s.noise.child ("pluck")), notes (melody (s))
    {
        const int count = degrees (s.values);
        for (int d = 0; d < count; ++d)
        {
            const double hertz = s.values.number ("note") * ratioOf (s.values, d);
            const auto p = instrument.partials (hertz);
            String string { hertz, spread * (2.0 * d / std::max (1, count - 1) - 1.0), {}, { p, s.rate } };
            for (const auto& one : p) string.lasts.push_back (unheard / one.decay);
            for (std::size_t k = p.size() - 1; k > 0; --k) string.lasts[k - 1] = std::max (string.lasts[k - 1], string.lasts[k]);
            rings = std::max (rings, string.lasts.front());
            strings.push_back (std::move (string));
        }
        ends.reserve (notes.size());
        std::vector<std::size_t> last (strings.size(), notes.size());
        const auto damp = [&] (std::size_t n, double at, double over) {
            if (at < ends[n].at) ends[n] = { at, over };
        };
        for (std::size_t n = 0; n < notes.size(); ++n)
        {
            ends.emplace_back();
            const auto on = static_cast<std::size_t> (notes[n].degree);
            // Its own string is still when it is plucked again; a neighbour gives way, or a step of the scale would grate while both ring.
            if (last[on] < n) damp (last[on], notes[n].seconds, damping);
            if (on > 0 && last[on - 1] < n) damp (last[on - 1], notes[n].seconds + soften, soften);
            if (on + 1 < last.size() && last[on + 1] < n) damp (last[on + 1], notes[n].seconds + soften, soften);
            if (n >= most) damp (n - most, notes[n].seconds, damping);
            last[on] = n;
        }
        held.fill (notes.size());
    }

    void render (const Span& span, StereoQuantum& out) noexcept override
    {
        out.clear();
        const auto next = std::partition_point (notes.begin(), notes.end(), [&] (const Note& n) { return n.frame < span.frame + quantum; });
        const auto end = static_cast<std::size_t> (next - notes.begin());
        for (std::size_t n = end - std::min (end, most); n < end; ++n)
        {
            const double since = static_cast<double> (span.frame - notes[n].frame) / rate;
            if (since < rings && span.seconds.begin < ends[n].at) add (n, since, span.seconds.begin, out);
        }
    }

    Seconds settling() const noexcept override { return Seconds { 0.0 }; }
    void restart() noexcept override {}

private:
    struct String
    {
        double hertz, side;
        std::vector<double> lasts; // s, by sine: falling
        dsp::Partials partials;
    };

    struct End // when a note is still, and how long it takes to be; s
    {
        double at = 1e9, over = damping;
    };

    Instrument instrument;
    double rate, softness, rings = 0.0;
    Stream chance;
    std::vector<Note> notes;
    std::vector<End> ends; // by note
    std::vector<String> strings;
    std::array<std::size_t, most> held {}; // whose amplitudes these are: worked out once for each note that is heard
    std::array<dsp::Amplitudes, most> amplitudes;

    void add (std::size_t n, double since, double now, StereoQuantum& out) noexcept
    {
        const auto& note = notes[n];
        const auto& string = strings[static_cast<std::size_t> (note.degree)];
        auto& begin = amplitudes[n % most];
        if (held[n % most] != n)
        {
            instrument.pluck ({ string.hertz, softness, string.side, note.decibels, &chance, note.number }, begin);
            held[n % most] = n;
        }
        const auto heard = std::partition_point (string.lasts.begin(), string.lasts.end(), [&] (double s) { return s > since; });
        if (heard == string.lasts.begin()) return;
        StereoQuantum own;
        string.partials.render (begin, since, static_cast<std::size_t> (heard - string.lasts.begin()), own);

        const auto step = static_cast<float> (1.0 / rate), left = static_cast<float> (std::min (1e3, ends[n].at - now)),
                   over = static_cast<float> (ends[n].over);
        if (since >= instrument.attack && left > over + static_cast<float> (quantum) * step)
        {
            for (std::size_t i = 0; i < quantum; ++i)
            {
                out.left[i] += own.left[i];
                out.right[i] += own.right[i];
            }
            return;
        }
        const auto rise = static_cast<float> (1.0 / instrument.attack), fall = 1.0f / over, first = static_cast<float> (since);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float t = step * static_cast<float> (i);
            const float u = std::clamp ((first + t) * rise, 0.0f, 1.0f), d = std::clamp ((left - t) * fall, 0.0f, 1.0f);
            const float w = u * u * (3.0f - 2.0f * u) * (d * d * (3.0f - 2.0f * d));
            out.left[i] += w * own.left[i];
            out.right[i] += w * own.right[i];
        }
    }
};
} // namespace

void place (dsp::Amplitudes& a, std::size_t k, double amplitude, double side) noexcept
{
    const double s = std::clamp (side, -1.0, 1.0);
    a.leftRe[k] = a.rightRe[k] = 0.0f;
    a.leftIm[k] = static_cast<float> (-level * amplitude * std::sqrt (1.0 - s));
    a.rightIm[k] = static_cast<float> (-level * amplitude * std::sqrt (1.0 + s));
}

double pluckedLoudness (const Instrument& i, const text::Values& v)
{
    constexpr double span = 3.0;
    const auto p = i.partials (v.number ("note"));
    dsp::Amplitudes a;
    i.pluck ({ v.number ("note"), v.number ("softness"), -spread, 0.0, nullptr, 0 }, a);
    double sum = 0.0;
    for (std::size_t j = 0; j < p.size(); ++j)
        for (std::size_t k = 0; k < p.size(); ++k)
        {
            // Mean of half of A e^(s t) x its conjugate partner's over 3 s; sines far apart do not meet.
            const double beat = p[j].hertz - p[k].hertz;
            if (std::abs (beat) > 40.0) continue;
            const double re = p[j].decay + p[k].decay, im = math::tau * beat, fade = math::exp (-re * span), c = math::cosCycles (beat * span),
                         s = math::sinCycles (beat * span);
            const double mean = (re * (1.0 - fade * c) + im * fade * s) / (span * (re * re + im * im)); // real part; sines in phase at 0
            const double both =
                static_cast<double> (a.leftIm[j]) * static_cast<double> (a.leftIm[k]) + static_cast<double> (a.rightIm[j]) * static_cast<double> (a.rightIm[k]);
            sum += 0.5 * both * mean * std::sqrt (weight (p[j].hertz) * weight (p[k].hertz));
        }
    return loudness (sum);
}

std::unique_ptr<Voice> makePlucked (const Instrument& i, const VoiceSetting& s) { return std::make_unique<Plucked> (i, s); }

text::FieldTable pluckedFields (std::string note, std::string density, std::string softness)
{
    auto table = lineFields (std::move (note), std::move (density));
    table.push_back ({ .key = "softness",
                       .kind = text::Field::Kind::quantity,
                       .about = "The finger: 0 % plucks with the nail, 100 % with the whole fleshy tip",
                       .ranges = { { text::Measure::percent, 0.0, 1.0 } },
                       .words = {},
                       .fallback = std::move (softness) });
    return table;
}
} // namespace lull::sound

#include "Touch/Mix.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Touch/MixKernels.h"
#include "Touch/Response.h"

namespace lull::touch
{
namespace
{
bool equal (double a, double b) noexcept { return ! (a < b) && ! (b < a); }

// Two actuators that answer every carrier alike.
bool alike (const Actuator& a, const Actuator& b) noexcept
{
    if (a.narrow() || b.narrow()) return a.narrow() && b.narrow() && equal (a.carrierFor (60.0), b.carrierFor (60.0));
    return equal (a.bandLow, b.bandLow) && equal (a.bandHigh, b.bandHigh) && a.response == b.response && a.resonance == b.resonance && a.q == b.q;
}
} // namespace

double growthExponent (double hertz) noexcept
{
    const double f = std::clamp (hertz, 60.0, 250.0);
    return 0.95 + (0.6 - 0.95) * math::log (f / 60.0) / math::log (250.0 / 60.0);
}

double driveOf (double strength, double presence, double hertz) noexcept
{
    return presence > 0.0 ? math::pow (strength, 1.0 / growthExponent (hertz)) * presence : 0.0;
}

Mix::Mix (const Chair& chair, SampleRate) : lanes (chair.lanes())
{
    for (std::size_t i = 0; i < chair.actuators.size(); ++i)
    {
        const auto& a = chair.actuators[i];
        auto band = std::find_if (bands.begin(), bands.end(), [&a] (const Band& b) { return alike (a, b.actuator); });
        if (band == bands.end())
        {
            band = bands.insert (bands.end(), Band { a });
            const auto compensation = compensationOf (a);
            const auto resonance = compensation ? std::optional (compensation->from) : std::nullopt;
            band->flat = a.response.empty() && ! compensation;
            for (std::size_t k = 0; k < band->even.size(); ++k)
            {
                const double f = a.bandLow + (a.bandHigh - a.bandLow) * static_cast<double> (k) / (evenSteps - 1);
                band->even[k] = evenness (a, resonance, f) * (compensation ? compensation->rest (f) : 1.0);
            }
        }
        band->gain[i] = static_cast<float> (chair.a100 (static_cast<int> (i)) * math::amplitude (a.trim) * (a.inverted ? -1.0 : 1.0));
    }
    for (auto& band : bands) band.parts.resize (mostParts);
}

void Mix::begin() noexcept { count = 0; }

void Mix::add (const Contacts& contacts, const Felt& felt, double hertz) noexcept
{
    const auto hands = std::min (static_cast<std::size_t> (std::clamp (contacts.count, 0, 2)), mostParts - count);
    for (auto& band : bands)
        for (std::size_t h = 0; h < hands; ++h) fill (band.parts[count + h], contacts.hand[h], felt, hertz, band);
    count += hands;
}

double Mix::Band::evenAt (double hertz) const noexcept
{
    if (flat) return 1.0;
    const double u = std::clamp ((hertz - actuator.bandLow) / (actuator.bandHigh - actuator.bandLow), 0.0, 1.0);
    return even[static_cast<std::size_t> (u * (evenSteps - 1) + 0.5)];
}

void Mix::fill (Part& part, const Contact& hand, const Felt& felt, double hertz, const Band& band) noexcept
{
    part.own = hand.ownCarrier;
    part.hertz = hand.ownCarrier ? hand.hertz : hertz;
    part.plays = band.actuator.carrierFor (part.hertz);
    const double even = band.evenAt (part.plays);
    part.cycles = hand.cycles;
    part.waves = hand.ownCarrier && hand.wave != nullptr;
    if (part.waves && ! band.actuator.narrow())
        for (std::size_t i = 0; i < quantum; ++i) part.wave[i] = hand.headroom * (*hand.wave)[i];
    else if (part.waves) // its own frequency under the envelope
    {
        part.own = false;
        part.waves = false;
    }
    part.headroom = hand.ownCarrier ? hand.headroom : 1.0f;
    const Ends drive { driveOf (felt.strength.begin, felt.presence.begin, part.plays), driveOf (felt.strength.end, felt.presence.end, part.plays) };
    kernels::fold (hand.weightBegin.data(), hand.weightEnd.data(), hand.envelope.data(), static_cast<float> (even * drive.begin),
                   static_cast<float> (even * (drive.end - drive.begin) / quantum), part.begin.data(), part.step.data(), part.envelope.data(), &part.most);
}

void Mix::finish (const Span& span, TouchQuantum& out) noexcept
{
    out.clear();
    if (count == 0) return;
    for (auto& band : bands)
        for (std::size_t lane = 0; lane < static_cast<std::size_t> (lanes); lane += laneStep) mixBand (band, span, lane, out.at.data() + lane);
}

// A sine's phase in closed form at both ends of the quantum, in double, reduced before it becomes a float: hertz x seconds, or the burst's own, at the
// frequency that this band plays.
void Mix::carry (const Part& part, double plays, const Span& span, float* carrier) noexcept
{
    if (part.waves)
    {
        std::copy (part.wave.begin(), part.wave.end(), carrier);
        return;
    }
    const double ratio = part.own && part.hertz > 0.0 ? plays / part.hertz : 1.0;
    const double from = part.own ? part.cycles.begin * ratio : plays * span.seconds.begin;
    const double to = part.own ? part.cycles.end * ratio : plays * span.seconds.end;
    kernels::sine (static_cast<float> (math::fraction (from)), static_cast<float> ((to - from) / quantum), part.headroom, carrier);
}

void Mix::mixBand (Band& band, const Span& span, std::size_t lane, float* out) noexcept
{
    alignas (64) float carrier[quantum];
    const float* gain = band.gain.data() + lane;
    auto& parts = band.parts;

    // What each part plays here, and how many tones that makes. Bursts are tones of their own.
    float bound = 0.0f;
    std::size_t tones = 0;
    for (std::size_t i = 0; i < count; ++i)
    {
        auto& part = parts[i];
        part.tone = i;
        if (! part.own)
            for (std::size_t j = 0; j < i; ++j)
                if (! parts[j].own && equal (parts[j].plays, part.plays))
                {
                    part.tone = j;
                    break;
                }
        tones += part.tone == i ? 1 : 0;
        bound += part.most * part.most;
    }

    // Nothing can reach A100: scaling would be by exactly 1.
    if (tones == count && bound <= 1.0f)
    {
        for (std::size_t i = 0; i < count; ++i)
        {
            const auto& p = parts[i];
            carry (p, p.plays, span, carrier);
            kernels::alone (p.begin.data() + lane, p.step.data() + lane, p.envelope.data(), carrier, gain, out);
        }
        return;
    }
    alignas (64) float power[kernels::cells];
    const auto gather = [&] (std::size_t tone) {
        std::fill (power, power + kernels::cells, 0.0f);
        for (std::size_t i = tone; i < count; ++i)
            if (const auto& p = parts[i]; p.tone == tone) kernels::square (p.begin.data() + lane, p.step.data() + lane, p.envelope.data(), power);
        carry (parts[tone], parts[tone].plays, span, carrier);
    };
    if (tones == 1)
    {
        gather (0);
        kernels::root (power, carrier, gain, out);
        return;
    }
    alignas (64) float sum[kernels::cells] = {}, total[kernels::cells] = {};
    for (std::size_t i = 0; i < count; ++i)
    {
        if (parts[i].tone != i) continue;
        gather (i);
        kernels::carry (power, carrier, sum, total);
    }
    kernels::saturate (sum, total, gain, out);
}
} // namespace lull::touch

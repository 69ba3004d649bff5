#include "Plugins/Shared/Pacer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lull::plugin
{
namespace
{
// As it was until now, then within `glide` to what is wanted.
Curve onwards (const Curve& was, const Curve& wanted, double now)
{
    auto knots = was.between (-std::numeric_limits<double>::infinity(), now);
    const auto after = wanted.between (now + Pacer::glide, std::numeric_limits<double>::infinity());
    knots.push_back ({ now, was.value (now), Shape::linear });
    knots.insert (knots.end(), after.begin(), after.end());
    return Curve (std::move (knots));
}
} // namespace

void Pacer::take (std::shared_ptr<const session::Timeline> line)
{
    written = std::move (line);
    draw();
}

Curve Pacer::tempo() const { return (usesHost() ? beats.curve() : written->tempo()).times (wanted.tempo); }
Curve Pacer::breath() const { return wanted.breath > 0.0 ? Curve (wanted.breath) : written->breath(); }

void Pacer::draw()
{
    gone = false;
    if (written == nullptr || wanted == Pacing {}) paced = written;
    else paced = written->paced (tempo(), breath());
}

bool Pacer::follow (const Asked& asked, SampleRate rate)
{
    if (written == nullptr) return false;
    bool news = false;
    if (asked.pacing.host && asked.host) news = beats.hear (*asked.host, 0.5 * quantum / rate.value * asked.host->bpm / 60.0);
    const bool other = asked.pacing != wanted;
    if (! other && ! news && (asked.rolling || ! gone)) return false;
    const auto was = wanted;
    const bool hostBefore = was.host && paced != written;
    wanted = asked.pacing;
    if (! asked.rolling)
    {
        draw();
        return true;
    }
    // The host's beats are what they are, also where we have been; everything else turns from here on.
    const bool turnsTempo = ! usesHost() && (was.tempo < wanted.tempo || wanted.tempo < was.tempo || hostBefore);
    const bool turnsBreath = was.breath < wanted.breath || wanted.breath < was.breath;
    auto bpm = usesHost() ? tempo() : turnsTempo ? onwards (paced->tempo(), tempo(), asked.turns) : paced->tempo();
    auto breaths = turnsBreath ? onwards (paced->breath(), breath(), asked.turns) : paced->breath();
    paced = written->paced (std::move (bpm), std::move (breaths));
    gone = gone || turnsTempo || turnsBreath;
    return true;
}
} // namespace lull::plugin

#include "Session/Speech.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Session/Rules.h"

namespace lull::session
{
namespace
{
constexpr double lead = 2.0;                        // s into a phase, at least: its name is read first
constexpr double quietest = -44.0, loudest = -26.0; // LUFS of the sounds, as far as a voice follows them

double beginOf (const Score& score, std::size_t phase) noexcept
{
    double begin = 0.0;
    for (std::size_t i = 0; i < phase; ++i) begin += score.phases[i].length;
    return begin;
}

// What the layers of a phase add up to.
double loudnessAt (const Score& score, std::size_t phase, double begin, double t)
{
    double power = 0.0;
    for (const auto& use : score.phases[phase].sound)
        power += math::pow (10.0, 0.1 * (use.level ? *use.level : score.sounds[use.layer].level).over (begin, score.phases[phase].length).value (t));
    return power > 0.0 ? std::clamp (0.5 * math::decibels (power), quietest, loudest) : quietest;
}

double smooth (double u) noexcept
{
    u = std::clamp (u, 0.0, 1.0);
    return u * u * (3.0 - 2.0 * u);
}
} // namespace

Telling tellingIn (const Score& score, std::size_t i) noexcept
{
    const auto& phase = score.phases[i];
    const Telling telling = phase.telling.value_or (score.telling);
    if (telling != Telling::spoken) return telling;
    const bool asked = phase.telling.has_value();
    if (! score.forSleep) return asked || i == 0 || i + 1 < score.phases.size() ? telling : Telling::text;
    const double begin = beginOf (score, i), length = score.length();
    return begin < (asked ? speechEndsForSleep (length) : length / 3.0) ? telling : Telling::text;
}

std::string_view toText (Telling t) noexcept { return t == Telling::off ? "off" : t == Telling::text ? "text" : "spoken"; }

std::optional<Telling> tellingFrom (std::string_view word) noexcept
{
    for (const auto t : { Telling::off, Telling::text, Telling::spoken })
        if (word == toText (t)) return t;
    return std::nullopt;
}

Score told (Score score, Telling telling)
{
    score.telling = telling;
    for (auto& phase : score.phases)
        if (phase.telling) phase.telling = std::min (*phase.telling, telling);
    return score;
}

std::vector<Line> linesOf (const Score& score)
{
    std::vector<Line> lines;
    double begin = 0.0;
    const double length = score.length();
    for (std::size_t i = 0; i < score.phases.size(); ++i)
    {
        const auto& phase = score.phases[i];
        const double end = begin + phase.length;
        if (! phase.say.empty() && tellingIn (score, i) == Telling::spoken)
        {
            const bool last = i + 1 == score.phases.size();
            Line line { i, phase.name, phase.say, phase.recording, score.language, 0.0, 0.0, 0.0 };
            line.from = begin + std::max (lead, (i == 0 ? 1.0 : 0.5) * fadeAt (score.phases, i));
            line.to = end - (last ? 1.0 : 0.5) * fadeAt (score.phases, i + 1);
            if (score.forSleep) line.to = std::min (line.to, speechEndsForSleep (length));
            line.level = loudnessAt (score, i, begin, line.from) + score.voiceLevel;
            lines.push_back (std::move (line));
        }
        begin = end;
    }
    return lines;
}

double Speech::others (double t) const noexcept
{
    double depth = 0.0;
    for (const auto& p : parts)
    {
        if (t <= p.begin - duckingDown) break;
        if (t >= p.end + duckingUp) continue;
        depth = std::max (depth, t < p.begin ? smooth ((t - p.begin) / duckingDown + 1.0) : smooth ((p.end - t) / duckingUp + 1.0));
    }
    return depth > 0.0 ? math::amplitude (ducking * depth) : 1.0;
}

bool asksToSpeak (const Score& score) { return ! linesOf (score).empty(); }

Spoken speak (const Score& score, Speaker& speaker)
{
    Spoken spoken;
    const auto notice = [&] (std::string words) {
        if (std::find (spoken.notices.begin(), spoken.notices.end(), words) == spoken.notices.end()) spoken.notices.push_back (std::move (words));
    };
    auto speech = std::make_shared<Speech>();
    double total = 0.0;
    for (const auto& line : linesOf (score))
    {
        auto take = speaker.speak (line);
        if (! take)
        {
            notice (take.error().message);
            continue;
        }
        const auto shown = [&] (std::string_view why) { notice (fmt::format ("\"{}\" is not spoken: {}", line.phaseName, why)); };
        if (static_cast<double> (take->samples.size()) > Speech::longestLine * take->rate)
        {
            shown (fmt::format ("its line takes more than {:.0f} s", Speech::longestLine));
            continue;
        }
        if (! take->notice.empty()) notice (take->notice);
        auto sound = sound::Utterance::from (take->samples, take->rate, Loudness { line.level });
        total += sound.seconds;
        if (sound.empty()) shown ("nothing is heard of its line");
        else if (total > Speech::longest) shown (fmt::format ("all lines together take more than {:.0f} min", Speech::longest / 60.0));
        else if (line.from + sound.seconds > line.to)
            shown (fmt::format ("its line takes {:.1f} s, and the phase has {:.1f} s for it between its fades", sound.seconds,
                                std::max (0.0, line.to - line.from)));
        else
        {
            speech->parts.push_back ({ line.from, line.from + sound.seconds, std::move (sound) });
            continue;
        }
        total -= sound.seconds;
    }
    if (! speech->parts.empty()) spoken.speech = std::move (speech);
    return spoken;
}
} // namespace lull::session

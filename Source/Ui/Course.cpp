#include "Ui/Course.h"

#include <algorithm>
#include <cmath>

#include "Session/After.h"
#include "Ui/Utf8.h"

namespace lull::ui
{
namespace
{
// "Sea" or "Sea, low": the sounds that follow a session, or nothing.
juce::String followingName (const session::Timeline& timeline)
{
    if (! (timeline.then() > 0.0)) return {};
    std::string names = session::thenNames (timeline.score(), *timeline.score().then);
    if (! names.empty() && names.front() >= 'a' && names.front() <= 'z') names.front() = static_cast<char> (names.front() - 'a' + 'A');
    return utf8 (names);
}
} // namespace

juce::String clockText (double seconds)
{
    const auto s = static_cast<juce::int64> (std::ceil (std::max (0.0, seconds) - 1e-6));
    const auto two = [] (juce::int64 n) { return juce::String (n).paddedLeft ('0', 2); };
    if (s >= 3600) return juce::String (s / 3600) + ":" + two (s / 60 % 60) + ":" + two (s % 60);
    return juce::String (s / 60) + ":" + two (s % 60);
}

Course courseOf (const session::Timeline* timeline, const engine::Telemetry& t)
{
    Course c;
    c.endless = t.after && ! std::isfinite (t.whole);
    c.left = c.endless ? t.seconds - t.length : std::max (0.0, (t.after ? t.whole : t.length) - t.seconds);
    if (timeline == nullptr || timeline->phases().empty()) return c;
    const auto& phases = timeline->phases();
    const auto i = std::min (static_cast<std::size_t> (std::max (0, t.phase)), phases.size() - 1);
    const auto follows = followingName (*timeline);
    if (t.after)
    {
        c.phase = follows;
        c.say = utf8 (timeline->score().after);
        return c;
    }
    c.phase = utf8 (phases[i].name);
    c.say = utf8 (phases[i].say);
    if (i + 1 < phases.size()) c.next = "next: " + utf8 (phases[i + 1].name) + " in " + clockText (phases[i].end - t.seconds);
    else if (follows.isNotEmpty()) c.next = "then: " + follows;
    return c;
}
} // namespace lull::ui

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Cli/Beforehand.h"
#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Files/SleepRules.h"
#include "Files/Startles.h"
#include "Session/After.h"
#include "Session/Rules.h"

namespace lull::cli
{
namespace
{
std::string span (double from, double to)
{
    const auto tidy = [] (double v) { return std::abs (v - std::round (v)) < 0.05 ? fmt::format ("{:.0f}", v) : fmt::format ("{:.1f}", v); };
    return tidy (from) == tidy (to) ? tidy (from) : tidy (from) + " -> " + tidy (to);
}

std::string decibels (double amplitude) { return amplitude > 0.0 ? fmt::format ("{:.1f} dB", math::decibels (amplitude)) : "none"; }

// What the chair cannot do and what is done instead; each once, in order.
std::vector<std::string> substitutions (const session::Timeline& timeline)
{
    std::vector<std::string> list;
    for (const auto& layer : timeline.touches())
    {
        if (layer.kind->substitutions == nullptr) continue;
        for (auto& words : layer.kind->substitutions (timeline.setting (layer, SampleRate { 48'000.0 })))
            if (std::find (list.begin(), list.end(), words) == list.end()) list.push_back (std::move (words));
    }
    return list;
}

std::vector<std::string> strokesIn (const session::Score& score, std::size_t phase)
{
    std::vector<std::string> list;
    for (const auto& use : score.phases[phase].touch)
        if (std::find (list.begin(), list.end(), use.kind->name) == list.end()) list.emplace_back (use.kind->name);
    return list;
}

// What the script allows but does not want.
std::vector<std::string> warnings (const Loaded& loaded, const files::Survey& found)
{
    auto list = files::startles (found, session::fadeAt (loaded.score->phases, 0));
    if (! loaded.score->forSleep) return list;
    auto faults = files::sleepFaults (found);
    list.insert (list.end(), std::make_move_iterator (faults.begin()), std::make_move_iterator (faults.end()));
    return list;
}

void texts (text::Json& json, std::string_view key, const std::vector<std::string>& list)
{
    json.array (key);
    for (const auto& words : list) json.text ({}, words);
    json.close();
}

void asJson (Console& console, const Loaded& loaded, const files::Survey& found)
{
    const auto& timeline = *loaded.timeline;
    const auto& score = *loaded.score;
    const double end = timeline.length();
    text::Json json;
    json.object()
        .text ("id", loaded.name)
        .text ("file", score.file)
        .text ("title", score.title)
        .text ("about", score.about)
        .text ("posture", score.posture)
        .flag ("forSleep", score.forSleep)
        .number ("length", end, 3)
        .text ("seed", fmt::format ("{}", loaded.seed));
    texts (json, "need", score.need);
    texts (json, "cautions", score.cautions);
    json.text ("after", score.after);
    if (score.then)
    {
        const auto& then = *score.then;
        json.object ("then").text ("words", session::thenText (score, then)).array ("sounds");
        for (const auto l : then.layers) json.text ({}, score.sounds[l].name);
        json.close().number ("level", then.level, 2);
        then.until == session::Then::Until::length ? json.number ("length", then.value, 3) : json.none ("length");
        then.until == session::Then::Until::clock ? json.number ("until", then.value, 0) : json.none ("until");
        json.close();
    }
    else json.none ("then");
    json.flag ("headphones", bestOnHeadphones (score));

    json.array ("phases");
    for (std::size_t i = 0; i < timeline.phases().size(); ++i)
    {
        const auto& p = timeline.phases()[i];
        const double last = std::nextafter (p.end, 0.0);
        json.object().text ("name", p.name).number ("start", p.begin, 3).number ("length", p.end - p.begin, 3).flag ("link", p.link);
        json.object ("tempo").number ("from", timeline.bpmAt (p.begin), 2).number ("to", timeline.bpmAt (last), 2).close();
        json.object ("breath").number ("from", timeline.breathsPerMinuteAt (p.begin), 2).number ("to", timeline.breathsPerMinuteAt (last), 2).close();
        texts (json, "strokes", strokesIn (score, i));
        json.text ("say", p.say).close();
    }
    json.close();

    json.object ("tempo").number ("from", timeline.bpmAt (0.0), 2).number ("to", timeline.bpmAt (end), 2).close();
    json.object ("breath").number ("from", timeline.breathsPerMinuteAt (0.0), 2).number ("to", timeline.breathsPerMinuteAt (end), 2).close();
    json.object ("loudness")
        .number ("integrated", found.integrated, 2)
        .number ("shortTermMax", found.greatestShortTerm, 2)
        .number ("truePeak", found.truePeak, 2)
        .close();
    json.number ("limiterGain", math::decibels (found.limiterGain), 3);
    if (loaded.chair == nullptr) json.none ("touch");
    else
    {
        json.object ("touch")
            .text ("chair", loaded.chair->id)
            .flag ("guardSilent", found.guardGain >= 1.0)
            .number ("guardGain", math::decibels (found.guardGain), 3)
            .array ("actuators");
        for (std::size_t a = 0; a < loaded.chair->actuators.size(); ++a)
            json.object()
                .text ("name", loaded.chair->actuators[a].name)
                .number ("peak", found.touchPeak[a])
                .number ("peakDb", math::decibels (found.touchPeak[a]), 2)
                .number ("ceilingDb", math::decibels (loaded.chair->ceiling (static_cast<int> (a))), 2)
                .close();
        json.close().close();
    }
    texts (json, "substitutions", substitutions (timeline));
    texts (json, "warnings", warnings (loaded, found));
    console.put (json.close().done());
}

void asText (Console& console, const Loaded& loaded, const files::Survey& found)
{
    const auto& timeline = *loaded.timeline;
    const auto& score = *loaded.score;
    std::string out = fmt::format ("{}, {}{}\n", score.title, clockText (timeline.length()), score.forSleep ? ", for sleep" : "");
    if (! score.about.empty()) out += score.about + "\n";
    for (const auto& words : beforehand (score)) out += words + "\n";
    out += "\n";

    std::size_t widest = 5;
    for (const auto& p : timeline.phases()) widest = std::max (widest, p.name.size());
    out += fmt::format ("  {:>7}  {:>7}  {:<{}}  {:>10}  {:>11}  {}\n", "start", "length", "phase", widest, "bpm", "breath/min", "touch");
    for (std::size_t i = 0; i < timeline.phases().size(); ++i)
    {
        const auto& p = timeline.phases()[i];
        const double last = std::nextafter (p.end, 0.0);
        std::string strokes;
        for (const auto& s : strokesIn (score, i)) strokes += (strokes.empty() ? "" : ", ") + s;
        out += fmt::format ("  {:>7}  {:>7}  {:<{}}  {:>10}  {:>11}  {}\n", clockText (p.begin), clockText (p.end - p.begin), p.name, widest,
                            span (timeline.bpmAt (p.begin), timeline.bpmAt (last)),
                            span (timeline.breathsPerMinuteAt (p.begin), timeline.breathsPerMinuteAt (last)), strokes);
    }
    out += fmt::format ("\nLoudness  {:.1f} LUFS, at most {:.1f} (short-term), true peak {:.1f} dBTP; limiter {}\n", found.integrated, found.greatestShortTerm,
                        found.truePeak, found.limiterGain < 1.0 ? decibels (found.limiterGain) : "never needed");
    if (loaded.chair != nullptr)
    {
        out += fmt::format ("Touch     {}, peaks re full scale:", loaded.chair->title.empty() ? loaded.chair->id : loaded.chair->title);
        for (std::size_t a = 0; a < loaded.chair->actuators.size(); ++a)
            out += fmt::format ("{} {} {}", a == 0 ? "" : ",", loaded.chair->actuators[a].name, decibels (found.touchPeak[a]));
        out += fmt::format ("; guard {}\n", found.guardGain < 1.0 ? "at work, " + decibels (found.guardGain) : "silent");
        const auto list = substitutions (timeline);
        for (const auto& words : list) out += "          " + words + "\n";
    }
    for (const auto& words : warnings (loaded, found)) out += "Warning   " + words + "\n";
    if (score.then) out += fmt::format ("Then      {}, at {:g} LUFS, without touch\n", session::thenText (score, *score.then), score.then->level);
    if (! score.after.empty()) out += "\nAfter: " + score.after + "\n";
    console.put (out);
}
} // namespace

extern const CommandKind commandInfo;
const CommandKind commandInfo { "info", "phases, tempo, loudness, touch peaks and what a chair does instead", 45,
                                "lull info bedtime\n"
                                "lull info bedtime --chair four-zone      with touch, as that chair will give it\n"
                                "lull info bedtime --json                 for programs",
                                [] (CLI::App& app) -> Action {
                                    struct Said
                                    {
                                        Ask ask;
                                        bool json = false;
                                    };
                                    auto said = std::make_shared<Said>();
                                    addSession (app, said->ask.session);
                                    addChair (app, said->ask.chair, "also its touch; see `lull chairs`");
                                    addTime (app, "--for", said->ask.lasting, "as if it were made to last so long");
                                    addVoice (app, said->ask.voice);
                                    addJson (app, said->json);
                                    return [said] (Console& console) {
                                        const auto loaded = load (said->ask, console);
                                        if (! loaded) return console.fail (loaded.error());
                                        const auto found = measure (*loaded, console);
                                        if (! found) return console.fail (found.error());
                                        console.clearLine();
                                        said->json ? asJson (console, *loaded, *found) : asText (console, *loaded, *found);
                                        return 0;
                                    };
                                } };
} // namespace lull::cli

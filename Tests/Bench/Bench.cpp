// How fast, how steady, how small: the reference work, measured beside others that do the same, in one run.
//   lull-bench --session FILE --chair FILE [--rounds N] [--roofline PROGRAM] [--roofline-wide PROGRAM] [--csound FILE.csd]
// Rounds alternate between all that is compared, and the least of each counts, so that a busy machine disturbs all alike.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>

#include "Base/Simd.h"
#include "Bench/Clocks.h"
#include "Bench/Rivals.h"
#include "Bench/Work.h"
#include "Engine/Renderer.h"
#include "Sound/Voice.h"
#include "Touch/Technique.h"

using namespace bench;

namespace
{
constexpr double length = 180.0, rate = 48'000.0;

using Words = std::map<std::string, std::string>;

Words wordsOf (int count, char** words)
{
    Words found;
    for (int i = 1; i + 1 < count; i += 2) found[words[i]] = words[i + 1];
    return found;
}

// One line of the table of goals.
void goal (const char* letter, const char* what, double value, const char* unit, double limit, bool atMost)
{
    const bool met = atMost ? value <= limit : value >= limit;
    std::printf ("  (%s) %-58s %8.2f %-4s %s %6.2f  %s\n", letter, what, value, unit, atMost ? "<=" : ">=", limit, met ? "met" : "NOT MET");
}

// The work with one instruction set, and who is measured beside it.
struct Contest
{
    bool wide = false;
    double sections = std::numeric_limits<double>::infinity(), whole = sections, roofline = sections;
    Sections detail;
};

void race (Contest& c, const SharedTimeline& timeline, const Words& words)
{
    const auto rival = words.find (c.wide ? "--roofline-wide" : "--roofline");
    if (rival != words.end())
        if (const auto ran = run ({ rival->second, std::to_string (static_cast<int> (length)) })) c.roofline = std::min (c.roofline, ran->processorSeconds);
    lull::simd::allowWide (c.wide);
    auto sections = sectionsOf (timeline, rate);
    if (sections.sum < c.sections)
    {
        c.sections = sections.sum;
        c.detail = std::move (sections);
    }
    c.whole = std::min (c.whole, renderSeconds (timeline, rate));
    lull::simd::allowWide (true);
}

void show (const Contest& c)
{
    std::printf ("\n%s: %.0f s of the reference work, 2 + 8 channels, %.0f Hz\n", c.wide ? "AVX2" : "SSE2", length, rate);
    for (const auto& [name, seconds] : c.detail.seconds)
        std::printf ("  %-24s %7.3f s  %7.0f ns a quantum\n", name.c_str(), seconds, 1e9 * seconds / static_cast<double> (c.detail.quanta));
    std::printf ("  %-24s %7.3f s\n", "sections together", c.sections);
    std::printf ("  %-24s %7.3f s  %7.0f x real time\n", "whole render", c.whole, length / c.whole);
    if (c.roofline < 1e9) std::printf ("  %-24s %7.3f s  %7.0f x real time\n", "roofline", c.roofline, length / c.roofline);
}

// Every kind of voice by itself: what a quantum costs with either instruction set, and what a second thread is worth to two layers of it.
void showVoices (int rounds)
{
    constexpr double seconds = 60.0;
    std::printf ("\nVoices: ns a quantum of one layer, its gain included; two layers on two threads against one\n");
    const bool hasWide = lull::simd::wide();
    for (const auto* kind : lull::sound::voiceKinds())
    {
        if (kind->name == "file") continue; // its pages: Files' own tests
        const auto alone = voiceTimeline (kind->name, 1, seconds), pair = voiceTimeline (kind->name, 2, seconds);
        double narrow = 1e9, wide = 1e9, one = 1e9, two = 1e9;
        for (int r = 0; r < rounds; ++r)
        {
            const auto cost = [&] (bool allowed) {
                lull::simd::allowWide (allowed);
                const auto s = sectionsOf (alone, rate);
                lull::simd::allowWide (true);
                return 1e9 * s.seconds.front().second / static_cast<double> (s.quanta);
            };
            narrow = std::min (narrow, cost (false));
            if (hasWide) wide = std::min (wide, cost (true));
            one = std::min (one, renderWall (pair, rate, 1));
            two = std::min (two, renderWall (pair, rate, 2));
        }
        std::printf ("  %-14s SSE2 %6.0f", std::string (kind->name).c_str(), narrow);
        if (hasWide) std::printf ("  AVX2 %6.0f", wide);
        std::printf ("  two threads %5.2f x\n", one / two);
    }
}

// Every technique by itself on eight zones, mix included, a zone's share of it against a zone's share of the roofline's touch; and four at once on sixteen.
void showTouch (const Words& words, int rounds)
{
    constexpr double seconds = 60.0;
    constexpr int zones = 8;
    lull::simd::allowWide (false);
    double with = std::numeric_limits<double>::infinity(), without = with, four = with;
    const auto rival = words.find ("--roofline"), bare = words.find ("--roofline-untouched");
    std::map<std::string, double> cost;
    for (int r = 0; r < rounds; ++r)
    {
        if (rival != words.end() && bare != words.end())
        {
            if (const auto ran = run ({ rival->second, std::to_string (static_cast<int> (length)) })) with = std::min (with, ran->processorSeconds);
            if (const auto ran = run ({ bare->second, std::to_string (static_cast<int> (length)) })) without = std::min (without, ran->processorSeconds);
        }
        for (const auto* kind : lull::touch::techniqueKinds())
        {
            const std::string name (kind->name);
            const auto s = sectionsOf (touchTimeline ({ name }, zones, seconds), rate);
            const double ns = 1e9 * s.seconds.back().second / static_cast<double> (s.quanta) / zones;
            cost[name] = cost.count (name) != 0 ? std::min (cost[name], ns) : ns;
        }
        const auto all = sectionsOf (touchTimeline ({ "effleurage", "petrissage", "friction", "vibration" }, 16, seconds), rate);
        four = std::min (four, all.seconds.back().second / seconds);
    }
    lull::simd::allowWide (true);
    const double line = 1e9 * (with - without) / (length * rate / lull::quantum) / zones;
    std::printf ("\nTouch: ns a quantum and zone with SSE2");
    if (line < 1e9) std::printf ("; the roofline's own is %.1f", line);
    std::printf ("\n");
    for (const auto& [name, ns] : cost)
    {
        std::printf ("  %-16s %7.1f", name.c_str(), ns);
        if (line < 1e9) std::printf ("  %5.2f x%s", ns / line, ns <= 1.25 * line ? "" : "  more than 1.25");
        std::printf ("\n");
    }
    goal ("-", "four techniques on 16 actuators, share of one core", 100.0 * four, "%", 5.0, true);
}

int memoryChild (const Words& words)
{
    const double minutes = std::atof (words.at ("--memory").c_str());
    const auto timeline = timelineFrom (words.at ("--session"), words.at ("--chair"), 60.0 * minutes);
    lull::engine::render (timeline, {}, [] (const float* const*, int, int) { return true; });
    std::printf ("%.1f\n", peakMemory());
    return 0;
}

int measure (const char* self, const Words& words)
{
    const std::string session = words.at ("--session"), chair = words.at ("--chair");
    const int rounds = words.count ("--rounds") != 0 ? std::atoi (words.at ("--rounds").c_str()) : 5;
    const auto timeline = timelineFrom (session, chair, length);

    Contest narrow, wide;
    wide.wide = true;
    const bool hasWide = lull::simd::wide();
    double csound = std::numeric_limits<double>::infinity(), one = csound, two = csound;
    for (int r = 0; r < rounds; ++r)
    {
        race (narrow, timeline, words);
        if (hasWide) race (wide, timeline, words);
        if (r < 2 && words.count ("--csound") != 0)
            if (const auto ran = run ({ "csound", words.at ("--csound") })) csound = std::min (csound, ran->processorSeconds);
        one = std::min (one, renderWall (timeline, rate, 1));
        two = std::min (two, renderWall (timeline, rate, 2));
    }
    show (narrow);
    if (hasWide) show (wide);
    if (narrow.roofline > 1e9) std::printf ("\nNo roofline was given: goals (a) and (b) cannot be said.\n");
    if (csound < 1e9)
        std::printf ("\nCsound %.3f s, %.0f x real time: a whole render here is %.2f x as fast with SSE2%s\n", csound, length / csound, csound / narrow.whole,
                     hasWide ? (", " + std::to_string (csound / wide.whole).substr (0, 4) + " x with AVX2").c_str() : "");
    else std::printf ("\nCsound is not here, or was not given its score: not compared.\n");

    std::printf ("\nGoals\n");
    for (const auto* c : { &narrow, &wide })
    {
        if (c->roofline > 1e9 || (c->wide && ! hasWide)) continue;
        goal ("a", c->wide ? "sections alone / roofline, AVX2" : "sections alone / roofline, SSE2", c->sections / c->roofline, "x", 1.25, true);
        goal ("b", c->wide ? "what comes after them / roofline, AVX2" : "what comes after them / roofline, SSE2", (c->whole - c->sections) / c->roofline, "x",
              0.6, true);
    }
    goal ("c", "two threads against one, wall clock", one / two, "x", 1.7, false);
    for (const int block : { 32, 128 })
    {
        const auto found = callbacksOf (timeline, rate, block, 60.0);
        goal ("d", ("callbacks of " + std::to_string (block) + " frames, 99.9 %, share of the period, steady").c_str(), 100.0 * found.steady, "%", 10.0, true);
        goal ("d", ("callbacks of " + std::to_string (block) + " frames, 99.9 %, around jumps").c_str(), 100.0 * found.jumping, "%", 10.0, true);
    }
    for (const auto* minutes : { "10", "90" })
        if (const auto ran = run ({ self, "--memory", minutes, "--session", session, "--chair", chair }))
            goal ("e", (std::string ("peak memory of rendering ") + minutes + " minutes").c_str(), std::atof (ran->output.c_str()), "MiB", 64.0, true);
    goal ("f", "check of a 90-minute session", checkMilliseconds (session, chair, 5'400.0), "ms", 50.0, true);
    const auto quiet = silenceOf (session, chair, rate);
    goal ("-", "a silent minute against an idle one", quiet.silent / quiet.idle, "x", 1.2, true);
    goal ("g", "from a script's file to the first block of a Player", firstBlockMilliseconds (session, chair), "ms", 300.0, true);
    showTouch (words, rounds);
    showVoices (rounds);
    return 0;
}
} // namespace

int main (int count, char** arguments)
{
    const auto words = wordsOf (count, arguments);
    if (words.count ("--session") == 0 || words.count ("--chair") == 0)
    {
        std::fprintf (stderr, "lull-bench needs --session and --chair; Tests/Bench/run gives it both\n");
        return 2;
    }
    try
    {
        return words.count ("--memory") != 0 ? memoryChild (words) : measure (arguments[0], words);
    }
    catch (const std::runtime_error& e)
    {
        std::fprintf (stderr, "%s\n", e.what());
        return 1;
    }
}

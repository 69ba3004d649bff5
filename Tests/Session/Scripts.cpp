#include "Catch.h"

#include <clocale>
#include <map>

#include "Session/Texts.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("every bad script is refused with exactly the diagnostics beside it")
{
    std::map<std::string, int> labels;
    for (const auto& script : scriptsIn ("bad"))
    {
        INFO (script.name);
        ++labels[script.label];
        const auto score = session::readScore (script.name, script.text);
        CHECK_FALSE (score);
        if (! score) CHECK (text::refused (score.error()));
        CHECK (diagnosticsOf (script) == script.expected);
        CHECK_FALSE (script.expected.empty());
    }
    for (const char* label : { "syntax", "duplicate", "structure", "meaning", "ours" })
    {
        INFO (label);
        CHECK (labels[label] >= 4);
    }
    CHECK (labels.size() == 5);
}

TEST_CASE ("every good script is read, with exactly the warnings beside it")
{
    int count = 0;
    for (const auto& script : scriptsIn ("good"))
    {
        INFO (script.name);
        CHECK (session::readScore (script.name, script.text));
        CHECK (diagnosticsOf (script) == script.expected);
        CHECK (script.label == "good");
        ++count;
    }
    CHECK (count >= 12);
}

TEST_CASE ("the sessions that are shipped are read without a warning")
{
    for (const auto& script : shippedSessions())
    {
        INFO (script.name);
        CHECK (diagnosticsOf (script).empty());
    }
    CHECK (shippedSessions().size() >= 3);
}

TEST_CASE ("diagnostics and values are the same in every locale")
{
    const auto all = [] {
        std::vector<std::vector<std::string>> d;
        for (const char* folder : { "bad", "good" })
            for (const auto& s : scriptsIn (folder)) d.push_back (diagnosticsOf (s));
        return d;
    };
    const auto plain = all();
    bool any = false;
    for (const char* name : { "tr_TR.UTF-8", "de_DE.UTF-8", "ar_SA.UTF-8" })
    {
        if (std::setlocale (LC_ALL, name) == nullptr) continue;
        any = true;
        INFO (name);
        try
        {
            std::locale::global (std::locale (name));
        }
        catch (const std::runtime_error&)
        {}
        CHECK (all() == plain);
        const auto score = scoreOf ("session: 1\ntitle: I\nphases: [ { name: I, for: 1.5 min } ]\n");
        CHECK (score.phases[0].length == 90.0);
        std::locale::global (std::locale::classic());
        std::setlocale (LC_ALL, "C");
    }
    if (! any) std::puts ("skipped: none of these locales is installed");
}

TEST_CASE ("a script is read into the values that were written")
{
    const auto scripts = scriptsIn ("good");
    const auto text = [&] (const std::string& name) {
        return std::find_if (scripts.begin(), scripts.end(), [&] (const Script& s) { return s.name == name + ".yaml"; })->text;
    };
    const auto score = scoreOf (text ("upper-back"));
    CHECK (score.title == "Upper back");
    CHECK (score.posture == "seated");
    CHECK (score.need == std::vector<std::string> { "a glass of water", "a towel" });
    CHECK (score.seed == 7);
    CHECK (score.length() == 45 * 60.0);
    REQUIRE (score.sounds.size() == 2);
    CHECK (score.sounds[1].name == "bowl");
    CHECK (score.sounds[1].kind->name == "bowl");
    CHECK (score.sounds[1].values.number ("note") == Approx (146.832));
    CHECK (score.sounds[1].values.measure ("every") == text::Measure::beats);
    REQUIRE (score.phases.size() == 5);
    const auto& warm = score.phases[1];
    CHECK (warm.atLeast == 120.0);
    CHECK (warm.tempo->first() == 66.0);
    CHECK (warm.tempo->last() == 60.0);
    CHECK (warm.sound.size() == 2);
    CHECK (score.phases[0].sound[0].level->first() == -42.0);
    CHECK (warm.touch[0].name == "effleurage 1");
    CHECK (warm.touch[0].values.ramp ("strength").shape == Shape::smooth);
    CHECK (score.phases[2].touch[0].values.ramp ("strength").points.size() == 3);
    CHECK (score.phases[3].link);
    CHECK (score.text.substr (warm.nameSpan.begin, warm.nameSpan.end - warm.nameSpan.begin) == "Warm-up");
    CHECK (score.text.substr (warm.lengthSpan.begin, warm.lengthSpan.end - warm.lengthSpan.begin) == "6 min");

    // The same in Windows' line ends, with a byte order mark.
    const auto windows = scoreOf (text ("byte-order-mark-crlf"));
    CHECK (windows.phases[1].say == warm.say);
    CHECK (windows.after == score.after);
    CHECK (windows.text.substr (windows.phases[1].nameSpan.begin, 7) == "Warm-up");

    const auto texts = scoreOf (text ("texts"));
    CHECK (texts.title == "It's quiet: really");
    CHECK (texts.about == "Folded over two lines.\nAnd a second paragraph.");
    CHECK (texts.phases[0].name == "A \"quoted\" name \u00e9");
    CHECK (texts.phases[0].say == "One line.\n  Another, indented.\n\n# not a comment");
    CHECK (texts.phases[1].say == "over two lines");
    CHECK (texts.phases[2].length == 90.0);

    const auto every = scoreOf (text ("every-key"));
    REQUIRE (every.then);
    CHECK (every.then->until == session::Then::Until::clock);
    CHECK (every.then->value == 7 * 3600.0);
    CHECK (every.then->layers == std::vector<std::size_t> { 0, 1 });
    CHECK (every.forSleep);
    CHECK (every.phases[0].touch[0].name == "first");
    CHECK (every.phases[0].touch[1].name == "effleurage 2");
    CHECK (std::get<text::Point> (every.phases[0].touch[1].values.find ("place")->is).y == Approx (44.0));
    const auto reserved = scoreOf (text ("reserved"));
    CHECK (reserved.then->until == session::Then::Until::length);
    CHECK (reserved.then->value == 2400.0);
}

TEST_CASE ("a session without a word on tempo and breath has 60 bpm and 6 breaths a minute")
{
    const auto score = scoreOf ("session: 1\ntitle: T\nphases: [ { name: A, for: 1 min } ]\n");
    CHECK (score.tempo.first() == 60.0);
    CHECK (score.breath.first() == 6.0);
    CHECK (score.seed == 1);
    CHECK (score.phases[0].fade == 8.0);
    CHECK_FALSE (score.phases[0].tempo);
}

TEST_CASE ("64 phases and 90 minutes are not too much")
{
    std::string text = "session: 1\ntitle: T\nphases:\n";
    for (int i = 0; i < 64; ++i) text += "  - { name: P" + std::to_string (i) + ", for: 84.375 s }\n";
    CHECK (scoreOf (text).length() == 5400.0);
}

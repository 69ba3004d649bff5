// What the plugin adds to a script: lines that are spoken, recordings from the script's folder, and what follows a session as long as a host plays.
#include "Catch.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "Files/Recorded.h"
#include "Files/Recordings.h"
#include "Files/StandIn.h"
#include "Host.h"
#include "Plugins/Lull/Editor.h"
#include "Plugins/Lull/Processor.h"
#include "Ui/Course.h"
#include "Ui/Shelf.h"

using namespace lull;
using plugin::Processor;

namespace
{
std::string toldScript()
{
    return "session: 1\ntitle: T\nvoice: spoken\nsounds:\n  sea: { kind: pink, level: -36 LUFS }\nphases:\n"
           "  - { name: A, for: 8 s, fade: 1 s, say: Lie down., sound: { sea: {} } }\n"
           "  - { name: B, for: 8 s, fade: 1 s, say: Breathe., sound: { sea: {} } }\n"
           "  - { name: C, for: 8 s, fade: 1 s, sound: { sea: {} } }\n";
}

std::string chairText (const std::string& id)
{
    for (const auto& c : ui::shelvedChairs())
        if (c.id == id) return std::string (c.text);
    FAIL ("there is no chair " + id);
    return {};
}

plugin::Choices choicesOf (const std::string& script, const std::string& folder = {})
{
    plugin::Choices c;
    c.session = "mine.lull.yaml";
    c.script = script;
    c.folder = folder;
    return c;
}

std::unique_ptr<Processor> processorFor (const plugin::Choices& c)
{
    test::startJuce();
    auto p = std::make_unique<Processor>();
    const auto said = p->choose (c);
    INFO (said);
    CHECK (said.isEmpty());
    p->instrument.settle();
    return p;
}

test::Channels play (Processor& p, test::Head& head, double seconds)
{
    test::ready (p, head);
    return test::run (p, head, static_cast<int> (seconds * 48'000.0));
}

// Where a recording's conversion is kept, as long as a test runs.
class Cache
{
public:
    Cache() { setenv ("XDG_CACHE_HOME", folder.path.c_str(), 1); }
    ~Cache() { unsetenv ("XDG_CACHE_HOME"); }
    Cache (const Cache&) = delete;
    Cache& operator= (const Cache&) = delete;

private:
    Folder folder;
};

constexpr const char* speaks = "echo x >> \"$STAGE/asked\"; cat \"$STAGE/voice.wav\"";
} // namespace

TEST_CASE ("lines are spoken in the plugin as the Renderer has them, once for a script whatever becomes of its chair and rate")
{
    const StandIn stage (speaks);
    writeBytes (stage.folder / "voice.wav", piped (22'050));
    auto processor = processorFor (choicesOf (toldScript()));
    CHECK (bytesOf (stage.folder / "asked") == "x\nx\n");
    CHECK (processor->instrument.shown().news.empty());
    test::Head head;
    const auto got = play (*processor, head, 12.0);
    const auto line = processor->instrument.timeline();
    REQUIRE (line->speech() != nullptr);
    REQUIRE (line->speech()->parts.size() == 2);
    const auto truth = test::rendered (line, 12.0);
    const auto silent = test::rendered (ui::compile ("mine.lull.yaml", toldScript(), nullptr).value(), 12.0);
    CHECK (test::firstDifference (got[0], truth[0]) == -1);
    CHECK (test::firstDifference (got[1], truth[1]) == -1);
    const long first = test::firstDifference (got[0], silent[0]);
    const double begins = line->speech()->parts.front().begin;
    CHECK (static_cast<double> (first) / 48'000.0 > begins - session::Speech::duckingDown - 0.1);
    CHECK (static_cast<double> (first) / 48'000.0 < begins + 0.1);

    auto c = processor->instrument.choices();
    c.chair = "four-zone";
    c.chairText = chairText (c.chair);
    CHECK (processor->choose (c).isEmpty());
    processor->instrument.settle();
    head.frame = 0;
    test::ready (*processor, head, 44'100.0);
    CHECK (test::greatest (test::run (*processor, head, 44'100)[0]) > 0.0f);
    REQUIRE (processor->instrument.timeline()->speech() != nullptr);
    CHECK (bytesOf (stage.folder / "asked") == "x\nx\n");

    std::string other = toldScript();
    other.replace (other.find ("Breathe."), 8, "Breathe out.");
    c.script = other;
    CHECK (processor->choose (c).isEmpty());
    processor->instrument.settle();
    CHECK (bytesOf (stage.folder / "asked") == "x\nx\nx\nx\n");
}

TEST_CASE ("a session is there at once, and what is spoken of it while the host already plays")
{
    const StandIn stage ("sleep 0.3; " + std::string (speaks));
    writeBytes (stage.folder / "voice.wav", piped (22'050));
    test::startJuce();
    Processor p;
    const auto start = std::clock();
    const auto began = std::chrono::steady_clock::now();
    CHECK (p.choose (choicesOf (toldScript() + "# another\n")).isEmpty());
    CHECK (std::chrono::steady_clock::now() - began < std::chrono::milliseconds (250)); // not the 0.6 s that two lines take
    CHECK (static_cast<double> (std::clock() - start) / CLOCKS_PER_SEC < 0.1);
    CHECK (p.instrument.timeline()->speech() == nullptr);
    test::Head head;
    test::ready (p, head);
    p.setNonRealtime (false);
    (void)test::run (p, head, 4'800);
    for (int i = 0; i < 500 && p.instrument.timeline()->speech() == nullptr; ++i) std::this_thread::sleep_for (std::chrono::milliseconds (20));
    const auto line = p.instrument.timeline();
    REQUIRE (line->speech() != nullptr);
    const auto got = test::run (p, head, 10 * 48'000);
    const auto truth = test::rendered (line, 12.0);
    // The moment in which it comes over is no other.
    float most = 0.0f;
    for (std::size_t i = 0; i < got[0].size(); ++i) most = std::max (most, std::abs (got[0][i] - truth[0][i + 4'800]));
    CHECK (most < 1e-6f);
    const auto silent = test::rendered (ui::compile ("mine.lull.yaml", toldScript(), nullptr).value(), 12.0);
    CHECK (test::firstDifference (got[0], { silent[0].begin() + 4'800, silent[0].begin() + 4'800 + 480'000 }, 24'000) > 0);
}

TEST_CASE ("where nobody can speak the plugin plays all the same, shows its lines, and says why for a while")
{
    const StandIn stage ({}, true);
    auto processor = processorFor (choicesOf (toldScript() + "# never spoken before\n"));
    CHECK (processor->instrument.timeline()->speech() == nullptr);
    CHECK (processor->instrument.shown().news == "espeak-ng is not installed, so what has no recording is shown, not spoken");
    test::Head head;
    const auto got = play (*processor, head, 2.0);
    CHECK (test::firstDifference (got[0], test::rendered (processor->instrument.timeline(), 2.0)[0]) == -1);
    CHECK (ui::courseOf (processor->instrument.timeline().get(), processor->instrument.shown().told).say == "Lie down.");
    std::unique_ptr<juce::AudioProcessorEditor> editor (processor->createEditor());
    CHECK (dynamic_cast<plugin::Editor&> (*editor).said() == "espeak-ng is not installed, so what has no recording is shown, not spoken");
}

TEST_CASE ("recordings are found in the script's folder, also by a project that is opened again; where that is gone it plays without them and says so")
{
    const Cache cache;
    const Folder folder;
    save (folder / "rain.wav", noise (3.0, 48'000.0), 48'000, SF_FORMAT_WAV | SF_FORMAT_FLOAT);
    const std::string script =
        "session: 1\ntitle: T\nsounds:\n  rain: { kind: file, file: rain.wav, level: -32 LUFS }\n  sea: { kind: pink, level: -36 LUFS }\n"
        "phases:\n  - { name: A, for: 20 s, fade: 0 s, sound: { rain: {}, sea: {} } }\n";
    juce::MemoryBlock state;
    test::Channels truth;
    {
        auto processor = processorFor (choicesOf (script, folder.path.string()));
        truth = test::rendered (processor->instrument.timeline(), 6.0);
        test::Head head;
        CHECK (test::firstDifference (play (*processor, head, 6.0)[0], truth[0]) == -1);
        processor->getStateInformation (state);
    }
    Processor again;
    again.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    {
        test::Head head;
        CHECK (test::firstDifference (play (again, head, 6.0)[0], truth[0]) == -1);
        CHECK (again.instrument.shown().news.empty());
    }

    // Without its folder: the project opens, and a person who opens the script is told what is wrong.
    std::filesystem::rename (folder / "rain.wav", folder / "away.wav");
    Processor without;
    without.setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    CHECK (without.instrument.choices().session == "mine.lull.yaml");
    CHECK (without.instrument.shown().news == "there is no file \"rain.wav\" beside the script; it is silent");
    test::Head head;
    const auto got = play (without, head, 6.0);
    CHECK (test::greatest (got[0]) > 0.001f);
    CHECK (test::greatest (got[0]) < test::greatest (truth[0]));
    auto c = without.instrument.choices();
    c.chair = "four-zone";
    c.chairText = chairText (c.chair);
    CHECK (without.choose (c).isEmpty()); // as before, but for the chair
    juce::MemoryBlock kept;
    without.getStateInformation (kept);
    CHECK (plugin::readState (kept.getData(), kept.getSize())->choices.folder == folder.path.string()); // it may come back

    test::startJuce();
    Processor fresh;
    const auto before = fresh.instrument.choices();
    CHECK (fresh.choose (choicesOf (script, folder.path.string())).contains ("there is no file \"rain.wav\" beside the script"));
    CHECK (fresh.choose (choicesOf (script)).contains ("does not come from a folder"));
    CHECK (fresh.instrument.choices() == before);
}

TEST_CASE ("what follows a session goes on in a host as long as it plays, or as long as it says, and touch is over")
{
    std::string script = toldScript();
    script.replace (script.find ("voice: spoken\n"), 14, "then: { sound: sea, until: 7:00 }\nafter: Bye.\n");
    auto c = choicesOf (script);
    c.chair = "four-zone";
    c.chairText = chairText (c.chair);
    auto processor = processorFor (c);
    CHECK (std::isinf (processor->instrument.shown().told.whole)); // before it ever sounded
    test::Head head;
    head.frame = 3'600 * 48'000;
    const auto far = play (*processor, head, 2.0);
    CHECK (test::greatest (far[0]) > 0.0005f);
    const auto told = processor->instrument.shown().told;
    CHECK (told.after);
    const auto course = ui::courseOf (processor->instrument.timeline().get(), told);
    CHECK (course.phase == "Sea");
    CHECK (course.say == "Bye.");
    CHECK (course.endless);
    CHECK (course.left == Approx (3'602.0 - 24.0).margin (0.1));
    std::unique_ptr<juce::AudioProcessorEditor> editor (processor->createEditor());
    CHECK (dynamic_cast<plugin::Editor&> (*editor).said() == "Touch is over; sound alone goes on.");
    CHECK_FALSE (editor->findChildWithID ("arm")->isEnabled());
    editor.reset();

    script.replace (script.find ("until: 7:00"), 11, "for: 1 min");
    c.script = script;
    CHECK (processor->choose (c).isEmpty());
    processor->instrument.settle();
    CHECK (processor->instrument.timeline()->whole() == Approx (84.0));
    head.frame = 100 * 48'000;
    CHECK (test::greatest (play (*processor, head, 2.0)[0]) == 0.0f);
}

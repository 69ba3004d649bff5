// The built plugin with its own window in JUCE's host, and a hand on the mouse. Needs a display: test-window runs it.
#include "Catch.h"

#include <thread>

#include "Host.h"
#include "Plugins/Lull/Editor.h"
#include "Plugins/Lull/Processor.h"
#include "Safety/Interlock.h"
#include "Ui/Shelf.h"

using namespace lull;

namespace
{
constexpr int rate = 48'000, before = 120 * rate, after = 32 * rate; // bedtime touches from 2:06 on

struct Seat
{
    std::string format;
    std::unique_ptr<juce::AudioPluginInstance> plugin;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
    juce::DocumentWindow window { "host", juce::Colours::black, 0 };
    test::Head head;
    test::Channels unarmed, armed;

    explicit Seat (const std::string& f) : format (f), plugin (test::loadPlugin (f)) {}
    ~Seat()
    {
        window.clearContentComponent();
        editor.reset();
    }
};

// Where the button is on the screen: where it is in an editor of this size, in the window as it stands now. Any thread while messages are served.
juce::Point<int> armOf (const Seat& s)
{
    struct Asked
    {
        const Seat& seat;
        juce::Point<int> at;
    } asked { s, {} };
    juce::MessageManager::getInstance()->callFunctionOnMessageThread (
        [] (void* p) -> void* {
            auto& a = *static_cast<Asked*> (p);
            plugin::Processor processor;
            const std::unique_ptr<juce::AudioProcessorEditor> editor (processor.createEditor());
            editor->setSize (a.seat.editor->getWidth(), a.seat.editor->getHeight());
            a.at = a.seat.editor->localPointToGlobal (editor->findChildWithID ("arm")->getBounds().getCentre());
            return nullptr;
        },
        &asked);
    return asked.at;
}

void press (juce::Point<int> at)
{
    juce::ChildProcess hand;
    if (hand.start ("xdotool mousemove " + juce::String (at.x) + " " + juce::String (at.y) + " sleep 0.2 click 1")) hand.waitForProcessToFinish (5'000);
}

void pause (double seconds) { std::this_thread::sleep_for (std::chrono::duration<double> (seconds)); }
} // namespace

TEST_CASE ("armed by a press on its own window in JUCE's host, touch is the Renderer's times the arming gain, bit for bit")
{
    test::startJuce();
    std::vector<std::unique_ptr<Seat>> seats;
    for (const std::string format : { "VST3", "LV2" })
    {
        auto& s = *seats.emplace_back (std::make_unique<Seat> (format));
        test::ready (*s.plugin, s.head, rate, 480);
        s.editor.reset (s.plugin->createEditorIfNeeded());
        INFO (format);
        REQUIRE (s.editor != nullptr);
        s.window.setContentNonOwned (s.editor.get(), true);
        s.window.setTopLeftPosition (0, seats.size() == 1 ? 0 : 700);
        s.window.setVisible (true);
    }
    // The host's audio and the hand, while this thread serves the windows.
    std::thread host ([&] {
        pause (2.0);
        for (auto& s : seats)
        {
            s->unarmed = test::run (*s->plugin, s->head, before, 480);
            press (armOf (*s));
            pause (0.5);
            s->armed = test::run (*s->plugin, s->head, after, 480);
            pause (2.0); // called no more, it leaves the chair to the next
        }
        juce::MessageManager::getInstance()->stopDispatchLoop();
    });
    juce::MessageManager::getInstance()->runDispatchLoop();
    host.join();

    const auto first = ui::shelvedSessions().front().id;
    const auto truth = test::rendered (first, "four-zone", (before + after) / rate);
    REQUIRE (truth.size() == 6);
    for (auto& s : seats)
    {
        INFO (s->format);
        for (std::size_t c = 0; c < 18; ++c)
        {
            INFO ("channel " << c);
            std::vector<float> early (before), late (after);
            for (std::size_t i = 0; c < 2 && i < early.size(); ++i) early[i] = truth[c][i];
            for (std::size_t i = 0; c < 6 && i < late.size(); ++i)
                late[i] = truth[c][before + i] * (c < 2 ? 1.0f : 0.5f * safety::Interlock::armingGain (static_cast<double> (i) / rate, true));
            CHECK (test::firstDifference (s->unarmed[c], early) == -1);
            CHECK (test::firstDifference (s->armed[c], late) == -1);
            if (c < 6) CHECK (test::greatest (s->armed[c]) > 0.001f);
        }
    }
}

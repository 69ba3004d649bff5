// What the Playing page tells when the session is over or about to be silent: what follows it, and the sleep timer.
#include <limits>

#include "Catch.h"

#include "Host.h"
#include "Parts.h"
#include "Screen.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("past the last phase the page tells what follows, and the line of after-care")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    std::string script;
    for (const auto& s : ui::shelvedSessions())
        if (s.id == "rain-for-reading") script = std::string (s.text);
    ui::Staging staging;
    CHECK (ui::compile ("rain", script, nullptr).value()->whole() == 300.0); // a host asks for the session alone
    staging.begins = std::time_t { 1'800'000'000 };
    const auto line = ui::compile ("rain", script, nullptr, staging).value();
    REQUIRE (line->endless());
    for (const auto& size : sizes)
    {
        INFO (size.w << " x " << size.h);
        ui::PlayingView view (look, allWishes());
        view.setTimeline (line);
        view.setSize (size.w, size.h);
        engine::Telemetry told;
        told.sounding = told.ready = true;
        told.length = line->length();
        told.whole = line->whole();
        told.seconds = 299.0;
        view.follow (told, 0.0);
        CHECK_FALSE (view.told().lines.joinIntoString (" ").contains ("Look up"));
        told.seconds = 300.0 + 754.0;
        told.after = true;
        view.follow (told, 0.1);
        CHECK (view.told().lines.joinIntoString (" ").contains ("Look up now and then"));
        CHECK (view.told().whole);
        CHECK (view.besideClock() == juce::StringArray { "until you stop it", "so far" });
        draw (view, "then-" + std::to_string (size.w) + "x" + std::to_string (size.h));
        view.follow (told, 11.0); // dimmed: no number of minutes where there is none
        CHECK (view.dimmed());
        CHECK (view.minutesLeft().isEmpty());
        draw (view, "then-dimmed-" + std::to_string (size.w) + "x" + std::to_string (size.h));
    }
}

TEST_CASE ("the sleep timer is told beside the clock and on the dimmed page, given more by a word and a key, and taken away")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto told = playing.after (0.1);
    for (const auto& size : sizes)
    {
        INFO (size.w << " x " << size.h);
        int more = 0, none = 0;
        auto wishes = allWishes();
        wishes.sleepLater = [&] { ++more; };
        wishes.sleepNever = [&] { ++none; };
        ui::PlayingView view (look, wishes);
        view.setTimeline (playing.line);
        view.setSize (size.w, size.h);
        view.setVisible (true);
        double time = 0.0;
        const auto follow = [&] { view.follow (told, time += 0.1); };
        const auto word = [&] (const char* text) -> ui::Pill* {
            for (auto* p : parts<ui::Pill> (view))
                if (p->getButtonText() == text) return p;
            return nullptr;
        };
        told.interlock = safety::Interlock::State::unarmed;
        told.sleepIn = std::numeric_limits<double>::infinity();
        told.asleep = told.drowsy = told.paused = false;
        follow();
        CHECK (view.besideClock()[1].startsWith ("next: "));
        CHECK (word ("Timer") == nullptr); // behind "More"
        const auto turn = [&] {
            REQUIRE (word ("More") != nullptr);
            word ("More")->onClick();
            CHECK (word ("More") == nullptr);
        };
        turn();
        REQUIRE (word ("Timer") != nullptr);
        word ("Timer")->onClick();
        CHECK (more == 1);
        told.sleepIn = 850.0;
        follow();
        CHECK (view.besideClock()[1] == "quiet in 14:10");
        REQUIRE (word ("+15 min") != nullptr);
        CHECK (word ("No timer") != nullptr);
        draw (view, "timer-unarmed-" + std::to_string (size.w) + "x" + std::to_string (size.h));
        (void)view.keyPressed (juce::KeyPress ('t', juce::ModifierKeys(), 't'));
        CHECK (more == 2);
        (void)view.keyPressed (juce::KeyPress ('t', juce::ModifierKeys::shiftModifier, 'T'));
        CHECK (none == 1);
        told.interlock = safety::Interlock::State::armed;
        time += 7.0;
        follow();
        CHECK (word ("No timer") == nullptr); // it turned back by itself
        turn();
        REQUIRE (word ("No timer") != nullptr);
        for (auto* p : parts<ui::Pill> (view)) CHECK (p->getWidth() >= 52);
        draw (view, "timer-armed-" + std::to_string (size.w) + "x" + std::to_string (size.h));
        word ("No timer")->onClick();
        CHECK (none == 2);
        told.drowsy = true;
        told.sleepIn = 42.0;
        follow();
        CHECK (view.besideClock()[1] == "fading, quiet in 0:42");
        told.sleepIn = 13.5 * 60.0; // less than is left of the session
        time += 11.0;
        follow();
        CHECK (view.dimmed());
        follow();
        CHECK (view.minutesLeft() == "14");
        told.asleep = told.paused = true; // over: nothing more is told in the dark, and somebody who stirs is told how it goes on
        told.drowsy = false;
        follow();
        CHECK (view.minutesLeft().isEmpty());
        view.wake();
        follow();
        CHECK (view.told().lines.joinIntoString (" ").startsWith ("Quiet now."));
        CHECK (view.told().whole);
        CHECK (view.besideClock()[0].contains ("quiet now"));
        CHECK (word ("Go on") != nullptr);
        CHECK (word ("More") == nullptr);
        CHECK (word ("+15 min") == nullptr);
        CHECK (word ("Timer") == nullptr);
        (void)view.keyPressed (juce::KeyPress ('t', juce::ModifierKeys(), 't'));
        CHECK (more == 2);
        draw (view, "timer-over-" + std::to_string (size.w) + "x" + std::to_string (size.h));
        time += 11.0;
        follow();
        CHECK (view.dimmed()); // it does not light the room until morning
    }
}

TEST_CASE ("a face that cannot have a timer shows no word for it")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto wishes = allWishes();
    wishes.sleepLater = wishes.sleepNever = nullptr;
    ui::PlayingView view (look, wishes);
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    view.setVisible (true);
    view.follow (playing.after (0.1), 0.0);
    for (auto* p : parts<ui::Pill> (view)) CHECK (p->getButtonText() != "Timer");
    (void)view.keyPressed (juce::KeyPress ('t', juce::ModifierKeys(), 't'));
}

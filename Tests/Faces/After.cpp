// After a session, on the first evening, and what is asked at the top of Tonight: quiet, pressed with a finger, and never a light in the dark.
#include "Catch.h"

#include "Host.h"
#include "Parts.h"
#include "Screen.h"
#include "Ui/AfterView.h"
#include "Ui/FirstRunView.h"
#include "Ui/TonightView.h"

namespace juce
{
bool dispatchNextMessageOnSystemQueue (bool returnIfNoPendingMessages); // declared nowhere else
}

using namespace lull;
using namespace lull::test;

namespace
{
juce::KeyPress key (int code, juce::juce_wchar text = 0) { return juce::KeyPress (code, juce::ModifierKeys(), text); }

void within (juce::Component& page, int least = 44)
{
    std::vector<juce::Rectangle<int>> places;
    for (auto* b : parts<juce::Button> (page))
    {
        const auto r = page.getLocalArea (b, b->getLocalBounds());
        INFO (b->getName() << b->getButtonText() << " at " << page.getWidth());
        CHECK (page.getLocalBounds().contains (r));
        CHECK (r.getHeight() >= least);
        for (const auto& other : places) CHECK_FALSE (r.intersects (other));
        places.push_back (r);
    }
}
} // namespace

TEST_CASE ("after a session one line is read, and five faces say how it was; nobody has to")
{
    startJuce();
    for (const auto& theme : ui::shippedThemes())
    {
        ui::Look look (theme);
        std::vector<int> rated;
        int done = 0;
        for (const auto& size : sizes)
        {
            ui::AfterView view (
                look, { "Upper back relief", "Drink a glass of water, keep warm, and lift nothing heavy today.", true, false },
                [&] (int n) { rated.push_back (n); }, [&] { ++done; });
            view.setSize (size.w, size.h);
            const auto image = draw (view, (theme.night ? "after-night-" : "after-day-") + std::to_string (size.w));
            if (theme.night) CHECK (light (image, image.getBounds()) < 0.03);
            within (view, 52);
            REQUIRE (parts<juce::Button> (view).size() == 6);
            rated.clear();
            press (view, "face 4");
            CHECK (rated == std::vector<int> { 4 });
            CHECK (parts<juce::Button> (view).size() == 1); // asked once
            (void)view.keyPressed (key ('5', '5'));
            CHECK (rated.size() == 1);
            done = 0;
            press (view, "done");
            CHECK (done == 1);
        }
    }
}

TEST_CASE ("nobody answers: the page is dark after a while, and a press lights it and does nothing else; for sleepers it is dark from the start")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    int rated = 0, done = 0;
    ui::AfterView view (
        look, { "Bedtime", "Sleep.", true, false }, [&] (int) { ++rated; }, [&] { ++done; });
    view.setSize (1366, 768);
    view.follow (10.0);
    view.follow (10.0 + ui::AfterView::waitsFor - 0.1);
    CHECK_FALSE (view.isDark());
    view.follow (10.0 + ui::AfterView::waitsFor + 0.1);
    CHECK (view.isDark());
    CHECK (parts<juce::Button> (view).empty());
    CHECK (light (draw (view, "after-dark"), view.getLocalBounds()) < 0.005);
    (void)view.keyPressed (key ('3', '3'));
    CHECK_FALSE (view.isDark());
    CHECK (rated + done == 0);
    (void)view.keyPressed (key ('3', '3'));
    CHECK (rated == 1);
    (void)view.keyPressed (key (juce::KeyPress::returnKey));
    CHECK (done == 1);

    ui::AfterView asleep (
        look, { "Bedtime", "Sleep.", true, true }, [] (int) {}, [] {});
    asleep.setSize (800, 480);
    CHECK (asleep.isDark());
    for (double t = 0.0; t < 100.0; t += 1.0) asleep.follow (t);
    CHECK (asleep.isDark());
}

TEST_CASE ("the first evening is three steps: what is to be read, chair or none, and play")
{
    startJuce();
    for (const auto& theme : ui::shippedThemes())
        for (const auto& size : sizes)
        {
            ui::Look look (theme);
            int reads = 0;
            std::vector<std::string> chosen;
            std::vector<bool> plays;
            ui::FirstRunView::Answers a;
            a.read = [&] { ++reads; };
            a.chair = [&] (const std::string& id) { chosen.push_back (id); };
            a.play = [&] (bool p) { plays.push_back (p); };
            a.setUp = [] {};
            ui::FirstRunView view (look, "Before the first touch\n\nRead me.", { { "four-zone", "Four zones" }, { "mine", "Mine" } }, "First time",
                                   "A quarter of an hour, gentle, and said before it happens.", a);
            view.setSize (size.w, size.h);
            const auto name = std::string (theme.night ? "first-night-" : "first-day-") + std::to_string (size.w);
            CHECK (view.step() == 1);
            draw (view, name + "-1");
            press (view, "read");
            CHECK (reads == 1);
            while (juce::dispatchNextMessageOnSystemQueue (true)) {}
            REQUIRE (view.step() == 2);
            draw (view, name + "-2");
            within (view, 52);
            parts<juce::ComboBox> (view).at (0)->setSelectedId (2, juce::dontSendNotification);
            press (view, "first second");
            CHECK (chosen == std::vector<std::string> { "mine" });
            REQUIRE (view.step() == 3);
            draw (view, name + "-3");
            within (view, 52);
            CHECK (view.keyPressed (key (juce::KeyPress::returnKey)));
            press (view, "first second");
            CHECK (plays == std::vector<bool> { true, false });
        }
}

TEST_CASE ("Tonight asks one thing at its top, and what lies below makes room")
{
    startJuce();
    for (const auto& theme : ui::shippedThemes())
        for (const auto& size : { Size { 1366, 768 }, Size { 800, 480 }, Size { 3840, 2160 } })
        {
            ui::Look look (theme);
            ui::TonightView view (
                look, [] (const auto&) {}, [] {});
            std::vector<ui::Offered> all;
            for (const auto& s : ui::shelvedSessions()) all.push_back ({ s.id, ui::compile (s.id, std::string (s.text), nullptr, {}).value(), false });
            view.offer (std::move (all), {}, {}, nullptr);
            int yes = 0, no = 0;
            std::vector<int> rated;
            auto strip = std::make_unique<ui::Strip> (look);
            strip->ask (
                "Upper back relief was cut off 12 min ago, at 23:45 of 45:00.", "Go on there", [&] { ++yes; }, "Not now", [&] { ++no; });
            view.setStrip (std::move (strip));
            view.setWords ({ { "Day", [] {} }, { "Look inside", [] {} }, { "Set up", [] {} } });
            view.setSize (size.w, size.h);
            const auto name = std::string (theme.night ? "asked-night-" : "asked-day-") + std::to_string (size.w);
            draw (view, name);
            for (auto* c : view.getChildren())
                for (auto* d : view.getChildren())
                    if (c != d && c->isVisible() && d->isVisible()) CHECK_FALSE (c->getBounds().intersects (d->getBounds()));
            press (view, "strip yes");
            press (view, "strip no");
            CHECK (yes == 1);
            CHECK (no == 1);
            strip = std::make_unique<ui::Strip> (look);
            strip->askHow (
                "How was Bedtime?", [&] (int n) { rated.push_back (n); }, "Not now", [&] { ++no; });
            view.setStrip (std::move (strip));
            draw (view, name + "-how");
            press (view, "face 5");
            CHECK (rated == std::vector<int> { 5 });
            for (auto* b : parts<juce::Button> (*const_cast<ui::Strip*> (view.strip()))) CHECK (b->getHeight() >= 44);
        }
}

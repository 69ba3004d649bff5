// The Playing page under a person's hand: what can be pressed and how large it is, which keys go where, what is told, and in which colour.
#include "Catch.h"

#include "Host.h"
#include "Parts.h"
#include "Screen.h"

using namespace lull;
using namespace lull::test;

namespace
{
juce::MouseEvent pressOn (juce::Component& c, float x, float y)
{
    const auto time = juce::Time::getCurrentTime();
    const juce::Point<float> at (x, y);
    return {
        juce::Desktop::getInstance().getMainMouseSource(), at, juce::ModifierKeys::leftButtonModifier, 1.0f, 0, 0, 0, 0, &c, &c, time, at, time, 1, false
    };
}

bool shows (const juce::Image& image, juce::Rectangle<int> where, juce::Colour colour)
{
    for (int y = where.getY(); y < where.getBottom(); ++y)
        for (int x = where.getX(); x < where.getRight(); ++x)
            if (image.getPixelAt (x, y).withAlpha (1.0f) == colour) return true;
    return false;
}
} // namespace

TEST_CASE ("everything that is pressed is large enough for a finger by night, and nothing lies over another")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto told = playing.after (0.1);
    told.interlock = safety::Interlock::State::unarmed; // so that Arm is there as well
    for (const auto& size : sizes)
    {
        INFO (size.w << " x " << size.h);
        ui::PlayingView view (look, allWishes());
        view.setTimeline (playing.line);
        view.setSize (size.w, size.h);
        view.setVisible (true);
        view.follow (told, 0.0);
        view.follow (told, 0.1);
        std::vector<juce::Component*> targets;
        for (auto* s : parts<juce::Slider> (view)) targets.push_back (s);
        for (auto* b : parts<ui::Pill> (view)) targets.push_back (b);
        draw (view, "unarmed-" + std::to_string (size.w) + "x" + std::to_string (size.h));
        REQUIRE (targets.size() == 6); // two levels; Arm, Stay, Pause, More
        std::vector<juce::Rectangle<int>> places;
        for (auto* t : targets)
        {
            INFO (t->getTitle() << t->getName());
            const auto r = view.getLocalArea (t, t->getLocalBounds());
            CHECK (r.getHeight() >= 52);
            CHECK (r.getWidth() >= 52);
            CHECK (3 * r.getBottom() < 2 * size.h); // Stop's third begins there
            for (const auto& other : places) CHECK_FALSE (r.intersects (other));
            places.push_back (r);
            // The place itself is what hears the press, to its edges.
            for (const auto p :
                 { r.getCentre(), r.getTopLeft() + juce::Point<int> (r.getHeight() / 2, 1), r.getBottomRight() - juce::Point<int> (r.getHeight() / 2, 2) })
                CHECK (view.getComponentAt (p) == t);
        }
    }
}

TEST_CASE ("a press about a level's track goes there; one on its name or number changes nothing by itself")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    ui::Level level (look, "Strength", ui::Token::touch);
    level.setLookAndFeel (&look);
    level.setSize (500, 60);
    level.setValue (0.4);
    double heard = -1.0;
    level.onChange = [&] (double v) { heard = v; };
    auto* slider = parts<juce::Slider> (level).at (0);
    for (const float x : { 5.0f, 495.0f })
    {
        slider->mouseDown (pressOn (*slider, x, 8.0f));
        slider->mouseUp (pressOn (*slider, x, 8.0f));
        CHECK (level.value() == 0.4);
    }
    CHECK (heard == -1.0);
    slider->mouseDown (pressOn (*slider, 250.0f, 57.0f));
    slider->mouseUp (pressOn (*slider, 250.0f, 57.0f));
    CHECK (level.value() == Approx (0.5).margin (0.02));
    CHECK (heard == level.value());
    level.setLookAndFeel (nullptr);
}

TEST_CASE ("arrow keys are the page's, whatever was pressed last")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto wishes = allWishes();
    std::vector<int> phases;
    double strength = -1.0;
    int volumes = 0;
    wishes.phase = [&] (int i) { phases.push_back (i); };
    wishes.strength = [&] (double v) { strength = v; };
    wishes.volume = [&] (double) { ++volumes; };
    ui::PlayingView view (look, wishes);
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    view.follow (playing.after (0.1), 0.0);
    // As a window hands a key on: to what has the keyboard, and upwards until somebody takes it.
    const auto type = [] (juce::Component* from, int key) {
        for (auto* c = from; c != nullptr; c = c->getParentComponent())
            if (c->keyPressed (juce::KeyPress (key))) return;
    };
    for (auto* slider : parts<juce::Slider> (view))
    {
        CHECK (slider->getWantsKeyboardFocus()); // Tab still visits it
        const double value = slider->getValue();
        phases.clear();
        strength = -1.0;
        type (slider, juce::KeyPress::rightKey);
        type (slider, juce::KeyPress::leftKey);
        CHECK (phases.size() == 2);
        CHECK (slider->getValue() == value);
        type (slider, juce::KeyPress::upKey);
        CHECK (strength == Approx (0.52));
        type (slider, juce::KeyPress::downKey);
        CHECK (strength == Approx (0.5));
    }
    CHECK (volumes == 0);
}

TEST_CASE ("a press on Stop leaves no ring behind, for it does not take the keyboard")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    ui::StopArea stop (look);
    CHECK (stop.getWantsKeyboardFocus());
    CHECK_FALSE (stop.getMouseClickGrabsKeyboardFocus());
}

TEST_CASE ("no sentence that a shipped session tells is cut off on any page")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    for (const auto& session : ui::shelvedSessions())
    {
        const auto line = timeline (session.id, "four-zone");
        for (const auto& size : sizes)
        {
            ui::PlayingView view (look, allWishes());
            view.setTimeline (line);
            view.setSize (size.w, size.h);
            for (std::size_t i = 0; i < line->phases().size(); ++i)
            {
                engine::Telemetry t;
                t.sounding = true;
                t.phase = static_cast<int> (i);
                t.seconds = line->phases()[i].begin;
                t.length = line->length();
                view.follow (t, 0.0);
                const auto told = view.told();
                INFO (session.id << ", " << line->phases()[i].name << ", " << size.w << " x " << size.h << ", set in " << told.size);
                CHECK (told.whole);
                CHECK (told.lines.joinIntoString (" ").trim() == juce::String::fromUTF8 (line->phases()[i].say.c_str()).trim());
                CHECK (told.size >= (size.w == 1366 ? 15.0f : 11.0f));
            }
        }
    }
}

TEST_CASE ("red is for refusals, and news are told in the colour of words")
{
    startJuce();
    for (const auto& theme : ui::shippedThemes())
    {
        ui::Look look (theme);
        Playing playing ("bedtime", "four-zone", 60.0);
        ui::PlayingView view (look, allWishes());
        view.setTimeline (playing.line);
        view.setSize (1366, 768);
        view.follow (playing.after (0.1), 0.0);
        const juce::Rectangle<int> upper (740, 80, 600, 110);
        const auto red = look[ui::Token::stopText];
        using Notice = ui::PlayingView::Notice;
        view.setNotice ("The sound device is back. Go on when you like.");
        CHECK_FALSE (shows (draw (view, "notice-news"), upper, red));
        view.setNotice ("Touch is still coming to rest; arm it again in a moment.", Notice::refusal);
        CHECK (shows (draw (view, "notice-refusal"), upper, red));
        view.setNotice ("Touch is still coming to rest; arm it again in a moment.", Notice::news);
        CHECK_FALSE (shows (draw (view, "notice-news"), upper, red));
        view.setNotice ({});
        CHECK (view.told().lines.joinIntoString (" ").isNotEmpty());
    }
}

TEST_CASE ("Arm is there while touch has a way out, comes with it and goes with it")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto told = playing.after (0.1);
    told.interlock = safety::Interlock::State::unarmed;
    auto wishes = allWishes();
    bool flows = false;
    int arms = 0;
    wishes.canTouch = [&] { return flows; };
    wishes.arm = [&] { ++arms; };
    ui::PlayingView view (look, wishes);
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    const auto armable = [&] {
        for (auto* p : parts<ui::Pill> (view))
            if (p->getButtonText() == "Arm touch" && p->isEnabled()) return true;
        return false;
    };
    double time = 0.0;
    for (const bool now : { false, true, false, true })
    {
        flows = now;
        view.follow (told, time += 0.03);
        CHECK (armable() == now);
        const int pressed = arms;
        (void)view.keyPressed (juce::KeyPress ('a', juce::ModifierKeys(), 'a'));
        CHECK (arms == pressed + (now ? 1 : 0));
    }
}

TEST_CASE ("once touch is on there are four gentle words, and each says what it says; asleep or stopped there is nothing to wish for")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto told = playing.after (0.1);
    told.interlock = safety::Interlock::State::armed;
    std::vector<engine::Command::Kind> wished;
    int pauses = 0;
    auto wishes = allWishes();
    wishes.wish = [&] (engine::Command::Kind kind) { wished.push_back (kind); };
    wishes.pause = [&] { ++pauses; };
    double time = 0.0;
    for (const auto& size : sizes)
    {
        INFO (size.w << " x " << size.h);
        ui::PlayingView view (look, wishes);
        view.setTimeline (playing.line);
        view.setSize (size.w, size.h);
        view.setVisible (true);
        view.follow (told, time += 0.03);
        const auto words = [&] {
            juce::StringArray all;
            for (auto* p : parts<ui::Pill> (view)) all.add (p->getButtonText());
            return all;
        };
        const auto say = [&] (const char* word) {
            for (auto* p : parts<ui::Pill> (view))
                if (p->getButtonText() == word)
                {
                    CHECK (p->getWidth() >= 52);
                    CHECK (p->getHeight() >= 48);
                    return p->onClick();
                }
            FAIL (word);
        };
        CHECK (words() == juce::StringArray { "Softer", "Stay", "Not here", "Pause", "More" });
        wished.clear();
        pauses = 0;
        for (const char* word : { "Softer", "Stay", "Not here", "Pause", "More", "Again", "Back" }) say (word);
        using Kind = engine::Command::Kind;
        CHECK (wished == std::vector<Kind> { Kind::softer, Kind::stay, Kind::notHere, Kind::again });
        CHECK (pauses == 1);
        CHECK (words() == juce::StringArray { "Softer", "Stay", "Not here", "Pause", "More" });
        draw (view, "words-" + std::to_string (size.w) + "x" + std::to_string (size.h));
        auto asleep = told;
        asleep.asleep = asleep.paused = true;
        view.follow (asleep, time += 0.03);
        CHECK_FALSE (words().contains ("Stay"));
        CHECK_FALSE (words().contains ("Not here"));
        CHECK (words().contains ("Go on"));
        view.follow (told, time += 0.03);
        view.setStopped (time);
        CHECK (words().isEmpty());
    }
}

TEST_CASE ("once touch is on, a word behind More says how strong it may be at most; a press and the key C change it, and a finger finds it at every size")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    auto told = playing.after (0.1);
    int changes = 0;
    auto wishes = allWishes();
    wishes.nextCeiling = [&] { ++changes; };
    ui::PlayingView view (look, wishes);
    view.setTimeline (playing.line);
    const auto shown = [&]() -> ui::Pill* {
        for (auto* p : parts<ui::Pill> (view))
            if (p->isVisible() && p->getTitle().startsWith ("How strong touch may be")) return p;
        return nullptr;
    };
    double time = 0.0;
    for (const auto& [w, h] : { std::pair { 1366, 768 }, { 800, 480 }, { 480, 800 }, { 1024, 600 } })
    {
        INFO (w << " x " << h);
        view.setSize (w, h);
        told.interlock = safety::Interlock::State::unarmed;
        view.follow (told, time += 0.03);
        CHECK (shown() == nullptr);
        const int before = changes;
        (void)view.keyPressed (juce::KeyPress ('c', juce::ModifierKeys(), 'c'));
        CHECK (changes == before);
        told.interlock = safety::Interlock::State::armed;
        for (const auto& [share, word] : { std::pair { 0.5f, "Normal" }, { 1.0f, "Strong" }, { 0.25f, "Gentle" } })
        {
            told.ceiling = share;
            view.follow (told, time += 0.03);
            if (shown() == nullptr)
                for (auto* p : parts<ui::Pill> (view))
                    if (p->getButtonText() == "More") p->onClick();
            auto* pill = shown();
            REQUIRE (pill != nullptr);
            CHECK (pill->getButtonText() == word);
            CHECK (pill->getHeight() >= 48);
            CHECK (pill->getWidth() >= 60);
            for (auto* other : parts<ui::Pill> (view))
                if (other != pill && other->isVisible()) CHECK_FALSE (other->getBounds().intersects (pill->getBounds()));
        }
        draw (view, "ceiling-" + std::to_string (w) + "x" + std::to_string (h));
        (void)view.keyPressed (juce::KeyPress ('c', juce::ModifierKeys(), 'c'));
        shown()->onClick();
        CHECK (changes == before + 2);
    }
}

TEST_CASE ("while the back is touched the rings go on breathing, and are drawn whole")
{
    startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "eight-zone", 268.0);
    ui::PlayingView view (look, allWishes());
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    double time = 0.0;
    view.follow (playing.after (0.1), time);
    auto* counting = new Counting;
    view.setCachedComponentImage (counting);
    view.setVisible (true);
    auto* back = parts<ui::BackView> (view).at (0);
    int whole = 0, body = 0;
    bool bright = true;
    const double begun = playing.after (0.1).breath;
    for (double breath = begun; breath < begun + 0.5;)
    {
        counting->asked.clear();
        auto told = playing.after (0.1 / 3.0);
        breath = told.breath;
        for (auto& r : told.touch.rms30ms) r = bright ? 0.05f : 0.0f; // so that the light changes in every frame
        bright = ! bright;
        view.follow (told, time += 0.1 / 3.0);
        if (counting->asked.containsRectangle (back->getBounds())) ++whole;
        else if (counting->asked.containsPoint (back->getBounds().getCentre())) ++body;
        // What was asked for is drawn, as a window would.
        if (! counting->asked.isEmpty()) (void)back->createComponentSnapshot (back->getLocalBounds(), true, 0.25f);
    }
    CHECK (whole >= 20); // a third of a pixel at a time
    CHECK (body >= 5);   // and between them only the light
}

TEST_CASE ("every place of every chair lies on the listener's body")
{
    for (const auto& c : ui::shelvedChairs())
    {
        const auto chair = ui::chairFrom (c.id, std::string (c.text)).value();
        const ui::Silhouette shape (chair.get());
        for (const auto& z : chair->zones)
        {
            const auto p = ui::Silhouette::place (z.surface, z.x, z.y);
            INFO (c.id << ": " << p.x << ", " << p.y);
            CHECK (shape.outline().contains (p));
            CHECK (shape.extent().contains (p));
        }
        CHECK (shape.extent().contains (shape.outline().getBounds()));
    }
}

// The screens, drawn off any display. Their pictures lie in the build folder (faces/*.png), to be looked at beside the drawings.
#include "Catch.h"

#include "Host.h"
#include "Plugins/Lull/Editor.h"
#include "Screen.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("the Playing screen is drawn at every size, by night and by day, and dims")
{
    test::startJuce();
    Playing playing ("bedtime", "eight-zone", 268.0);
    const auto told = playing.after (1.4);
    REQUIRE (told.touch.rms30ms[0] + told.touch.rms30ms[2] + told.touch.rms30ms[4] + told.touch.rms30ms[6] > 0.0f);
    struct Size
    {
        int w, h;
        const char* name;
    };
    for (const auto& theme : ui::shippedThemes())
    {
        ui::Look look (theme);
        for (const auto& size : { Size { 1366, 768, "1366x768" }, Size { 800, 480, "800x480" }, Size { 480, 800, "480x800" }, Size { 1920, 1080, "1920x1080" },
                                  Size { 360, 260, "360x260" } })
        {
            ui::PlayingView view (look, allWishes());
            view.setTimeline (playing.line);
            view.setSize (size.w, size.h);
            view.follow (told, 0.0);
            const auto image = draw (view, std::string (theme.night ? "playing-night-" : "playing-day-") + size.name);
            CHECK (image.getWidth() == size.w);
            // By night the page stays dark, and Stop is a quiet red in the lower third.
            if (theme.night) CHECK (light (image, image.getBounds()) < 0.05);
            const auto low = image.getPixelAt (size.w / 8, size.h - 8);
            CHECK (low.getRed() > low.getBlue());
        }
        ui::PlayingView view (look, allWishes());
        view.setTimeline (playing.line);
        view.setSize (1366, 768);
        view.follow (told, 0.0);
        view.follow (told, ui::PlayingView::dimsAfter + 0.1);
        REQUIRE (view.dimmed());
        view.follow (told, ui::PlayingView::dimsAfter + 0.2);
        CHECK (view.framesPerSecond() == 15);
        const auto image = draw (view, theme.night ? "dimmed-night" : "dimmed-day");
        if (theme.night) CHECK (light (image, image.getBounds()) < 0.01);
        view.wake();
        CHECK_FALSE (view.dimmed());
    }
    ui::Look look (ui::shippedThemes().front());
    ui::PlayingView view (look, allWishes());
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    view.follow (told, 0.0);
    CHECK (draw (view, "playing-night-scale-2", 2.0f).getWidth() == 2732);
    view.setStopped (1.0);
    view.follow (told, 5.0);
    draw (view, "stopped-night");
}

TEST_CASE ("a stroke is seen to travel over the back, on eight places and on one shaker")
{
    test::startJuce();
    ui::Look look (ui::shippedThemes().front());
    for (const std::string chair : { "eight-zone", "one-shaker" })
    {
        INFO (chair);
        Playing playing ("bedtime", chair, 268.0);
        ui::Glow glow (playing.line);
        double highest = -1e9, lowest = 1e9;
        float brightest = 0.0f;
        for (int i = 0; i < 400; ++i)
        {
            glow.follow (playing.after (0.1), 0.1);
            double sum = 0.0, weighted = 0.0;
            for (const auto& s : glow.spots())
            {
                sum += static_cast<double> (s.level);
                weighted += static_cast<double> (s.level) * s.y;
                brightest = std::max (brightest, s.level);
            }
            if (sum < 0.3) continue;
            highest = std::max (highest, weighted / sum);
            lowest = std::min (lowest, weighted / sum);
        }
        CHECK (brightest > 0.3f);
        CHECK (brightest <= 1.0f);
        CHECK (highest - lowest > 8.0); // cm, of the light's middle
    }
}

TEST_CASE ("when touch ends the glow is gone within a third of a second")
{
    test::startJuce();
    Playing playing ("bedtime", "four-zone", 268.0);
    ui::Glow glow (playing.line);
    for (int i = 0; i < 20; ++i) glow.follow (playing.after (0.1), 0.1);
    auto told = playing.after (0.1);
    told.touch = {};
    double elapsed = 0.0;
    const auto lit = [&] {
        float most = 0.0f;
        for (const auto& s : glow.spots()) most = std::max (most, s.level);
        return most;
    };
    for (; elapsed < 0.08; elapsed += 0.02) glow.follow (told, 0.02);
    const float early = lit();
    for (; elapsed < 0.5; elapsed += 0.02) glow.follow (told, 0.02);
    CHECK (early < 0.5f);
    CHECK (lit() == 0.0f);
    CHECK_FALSE (glow.follow (told, 0.02)); // and then there is nothing to draw
}

TEST_CASE ("a frame costs nothing when nothing changed, and little when only the clock did")
{
    test::startJuce();
    ui::Look look (ui::shippedThemes().front());
    Playing playing ("bedtime", "four-zone", 60.0);
    ui::PlayingView view (look, allWishes());
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    auto told = playing.after (0.2);
    for (int i = 0; i < 3; ++i) view.follow (told, 0.03 * i);
    draw (view, "quiet");
    auto* counting = new Counting;
    view.setCachedComponentImage (counting);
    view.setVisible (true);
    counting->asked.clear();
    for (int i = 3; i < 10; ++i) view.follow (told, 0.03 * i);
    CHECK (counting->asked.isEmpty());
    told.seconds += 1.0;
    view.follow (told, 0.3);
    CHECK_FALSE (counting->asked.isEmpty());
    // The clock and the mark on the phase bar, not the back.
    int area = 0;
    for (const auto& part : counting->asked) area += part.getWidth() * part.getHeight();
    CHECK (area < 1366 * 768 / 6);
    CHECK_FALSE (counting->asked.containsPoint (232, 180));
}

TEST_CASE ("the breath moves the rings: out at the middle of a cycle, in at its start")
{
    CHECK (ui::BackView::lungs (3.0) == Approx (0.0).margin (1e-9));
    CHECK (ui::BackView::lungs (3.5) == Approx (1.0));
    CHECK (ui::BackView::lungs (-0.5) == Approx (1.0));
    CHECK (ui::BackView::lungs (0.2) > ui::BackView::lungs (0.1));
}

TEST_CASE ("Escape stops from anywhere, and a dimmed screen wakes at the first press without doing more")
{
    test::startJuce();
    ui::Look look (ui::shippedThemes().front());
    int stops = 0, pauses = 0;
    auto wishes = allWishes();
    wishes.stop = [&] { ++stops; };
    wishes.pause = [&] { ++pauses; };
    Playing playing ("bedtime", "", 60.0);
    ui::PlayingView view (look, wishes);
    view.setTimeline (playing.line);
    view.setSize (1366, 768);
    view.setVisible (true);
    const auto told = playing.after (0.1);
    view.follow (told, 0.0);
    CHECK (view.keyPressed (juce::KeyPress (juce::KeyPress::escapeKey)));
    CHECK (stops == 1);
    view.follow (told, 20.0);
    REQUIRE (view.dimmed());
    auto* above = view.getComponentAt (300, 200);
    REQUIRE (above != nullptr);
    const auto time = juce::Time::getCurrentTime();
    const juce::Point<float> at (300.0f, 200.0f);
    above->mouseDown (juce::MouseEvent (juce::Desktop::getInstance().getMainMouseSource(), at, juce::ModifierKeys::leftButtonModifier, 1.0f, 0, 0, 0, 0, above,
                                        above, time, at, time, 1, false));
    CHECK_FALSE (view.dimmed());
    CHECK (stops + pauses == 1);
    // The lower third is Stop whether dimmed or not.
    for (const double t : { 20.1, 40.0 })
    {
        view.follow (told, t);
        for (const int x : { 5, 700, 1360 })
            for (const int y : { 600, 700, 765 }) CHECK (dynamic_cast<ui::StopArea*> (view.getComponentAt (x, y)) != nullptr);
    }
}

TEST_CASE ("the plugin's window is drawn at every scale, and shows what is wrong where it is wrong")
{
    test::startJuce();
    plugin::Processor processor;
    const auto editor = std::make_unique<plugin::Editor> (processor);
    auto c = processor.instrument.choices();
    for (const auto& s : ui::shelvedSessions())
        if (s.id == "upper-back-relief") c.session = s.id, c.script = std::string (s.text);
    CHECK (processor.choose (c).isEmpty());
    const auto look = [&] { editor->update(); };
    juce::Component holder;
    holder.addAndMakeVisible (*editor);
    for (const int percent : { 50, 100, 200 })
    {
        editor->setSize (1240, 700);
        editor->scaleTo (percent);
        CHECK (processor.window().percent == percent);
        holder.setSize (1240 * percent / 100, 700 * percent / 100);
        look();
        editor->inside.script.moveCaretTo (c.script.find ("stroke: petrissage"));
        const auto image = draw (holder, "editor-at-" + std::to_string (percent));
        CHECK (light (image, image.getBounds()) < 0.05);
    }
    editor->scaleTo (100);
    for (const auto& size : { juce::Point<int> (930, 525), juce::Point<int> (1366, 768), juce::Point<int> (1920, 1080) })
    {
        editor->setSize (size.x, size.y);
        look();
        editor->inside.script.moveCaretTo (c.script.find ("stroke: petrissage"));
        (void)draw (*editor, "editor-" + std::to_string (size.x));
    }
    CHECK (processor.window() == plugin::Window { 1920, 1080, 100 });
    CHECK (editor->inside.atCaret()[0] == "petrissage");

    const auto wrong = c.script.find ("stroke: petrissage") + 8;
    auto text = c.script;
    text.replace (wrong, 10, "petrisage");
    processor.keepDraft (text);
    editor->inside.setSession (c.session, c.script, text, nullptr);
    editor->inside.script.moveCaretTo (wrong);
    CHECK_FALSE (editor->inside.right());
    REQUIRE (editor->inside.script.diagnostics().size() == 1);
    CHECK (editor->inside.script.diagnostics().front().message.find ("petrisage") != std::string::npos);
    look();
    (void)draw (*editor, "editor-wrong");
}

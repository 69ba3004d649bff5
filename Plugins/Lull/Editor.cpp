#include "Plugins/Lull/Editor.h"

#include <cmath>

#include "Plugins/Shared/ChairBox.h"
#include "Ui/Course.h"
#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
constexpr int openId = 1000, ownId = 1001;

juce::String utf8 (const std::string& s) { return juce::String::fromUTF8 (s.c_str()); }
double now() { return juce::Time::getMillisecondCounterHiRes() * 0.001; }

void turn (juce::AudioParameterFloat& p, float value)
{
    p.beginChangeGesture();
    p.setValueNotifyingHost (p.convertTo0to1 (value));
    p.endChangeGesture();
}
} // namespace

Editor::Editor (Processor& p)
    : juce::AudioProcessorEditor (p),
      owner (p),
      look (ui::shippedThemes().front()),
      back (look),
      bar (look),
      strength (look, "Strength", ui::Token::touch),
      volume (look, "Sound level", ui::Token::sound),
      hear (look, "Hear touch"),
      controls (look, *this,
                { [this] { return owner.instrument.arm(); }, [this] { owner.instrument.nextCeiling(); }, [this] { owner.stopOrGoOn(); },
                  [this] { repaint (statusBox); } })
{
    setLookAndFeel (&look);
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    sessions.setTitle ("Session");
    chairs.setTitle ("Chair");
    int order = 0;
    for (juce::Component* c :
         std::initializer_list<juce::Component*> { &back, &sessions, &chairs, &strength, &volume, &bar, &hear, &controls.arm, &controls.most, &controls.stop })
    {
        addAndMakeVisible (c);
        c->setExplicitFocusOrder (++order);
    }
    hear.setComponentID ("hear");
    hear.setTitle ("Hear touch on Main instead of feeling it");
    hear.onClick = [this] {
        auto c = owner.instrument.choices();
        c.audition = ! c.audition;
        controls.setTrouble (owner.choose (c));
    };
    sessions.onChange = [this] { chooseSession(); };
    chairs.onChange = [this] { chooseChair(); };
    strength.toText = [] (double v) { return juce::String (std::lround (v * 100.0)) + " %"; };
    strength.onChange = [this] (double v) { turn (*owner.strength, static_cast<float> (v)); };
    volume.toText = [this] (double v) { return static_cast<juce::AudioProcessorParameter*> (owner.volume)->getText (static_cast<float> (v), 20); };
    volume.onChange = [this] (double v) { turn (*owner.volume, owner.volume->convertFrom0to1 (static_cast<float> (v))); };
    setResizable (true, true);
    setResizeLimits (720, 460, 2880, 1840);
    setSize (1000, 620);
    timerCallback();
    startTimerHz (30);
}

Editor::~Editor() { setLookAndFeel (nullptr); }

void Editor::fill()
{
    const auto c = owner.instrument.choices();
    const auto key = utf8 (c.session) + "\n" + utf8 (c.chair);
    if (key == filled) return;
    filled = key;
    sessions.clear (juce::dontSendNotification);
    int id = 0, chosen = 0;
    for (const auto& s : ui::shelvedSessions())
    {
        sessions.addItem (utf8 (s.title) + juce::String::fromUTF8 ("  ·  ") + juce::String (std::lround (s.seconds / 60.0)) + " min", ++id);
        if (s.id == c.session) chosen = id;
    }
    if (chosen == 0)
    {
        sessions.addItem (utf8 (c.session), ownId);
        chosen = ownId;
    }
    sessions.addSeparator();
    sessions.addItem (juce::String::fromUTF8 ("Open a script…"), openId);
    sessions.setSelectedId (chosen, juce::dontSendNotification);

    fillChairs (chairs, c);
}

void Editor::chooseSession()
{
    const int id = sessions.getSelectedId();
    if (id == openId)
    {
        filled.clear(); // the list shows again what is loaded
        openFile();
        return;
    }
    if (id < 1 || id > static_cast<int> (ui::shelvedSessions().size())) return;
    controls.setTrouble (owner.choose (withShelved (owner.instrument.choices(), static_cast<std::size_t> (id - 1))));
}

void Editor::chooseChair()
{
    if (const auto c = chosenChair (chairs, owner.instrument.choices())) controls.setTrouble (owner.choose (*c));
}

void Editor::openFile()
{
    chooser = std::make_unique<juce::FileChooser> ("Open a session script", juce::File(), "*.yaml");
    chooser->launchAsync (juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles, [this] (const juce::FileChooser& f) {
        const auto file = f.getResult();
        if (file == juce::File()) return;
        if (! file.existsAsFile() || file.getSize() > static_cast<juce::int64> (longestScript))
        {
            controls.setTrouble (file.getFileName() + " is not a script of at most 256 KB.");
            return;
        }
        juce::MemoryBlock bytes;
        file.loadFileAsData (bytes);
        auto c = owner.instrument.choices();
        c.session = file.getFileName().toStdString();
        c.folder = file.getParentDirectory().getFullPathName().toStdString();
        c.script = std::string (static_cast<const char*> (bytes.getData()), bytes.getSize());
        controls.setTrouble (owner.choose (c));
    });
}

bool Editor::keyPressed (const juce::KeyPress& key)
{
    const auto c = key.getTextCharacter();
    if (key == juce::KeyPress::escapeKey) owner.stop();
    else if (key == juce::KeyPress::upKey) strength.nudge (0.02);
    else if (key == juce::KeyPress::downKey) strength.nudge (-0.02);
    else if (c == '+' || c == '=') volume.nudge (0.02);
    else if (c == '-') volume.nudge (-0.02);
    else return false; // the host's: Space is its transport's
    return true;
}

void Editor::timerCallback()
{
    if (! isShowing() && last > 0.0) return;
    fill();
    const auto shown = owner.instrument.shown();
    const double time = now(), elapsed = last > 0.0 ? time - last : 0.0;
    last = time;
    told = shown.told;
    if (shown.timeline != timeline)
    {
        timeline = shown.timeline;
        back.setTimeline (timeline);
        bar.setTimeline (timeline);
        repaint();
    }
    if (shown.news != news)
    {
        news = shown.news;
        newsUntil = news.empty() ? 0.0 : time + 20.0;
    }
    back.follow (told, elapsed);
    bar.setPosition (told.seconds);
    strength.setValue (static_cast<double> (owner.strength->get()));
    volume.setValue (static_cast<double> (owner.volume->convertTo0to1 (owner.volume->get())));

    const ArmControls::Now state { told, owner.stopped->get(), shown.waits, timeline != nullptr && timeline->actuators() > 0,
                                   time < newsUntil ? utf8 (news) : juce::String() };
    controls.follow (state);
    const bool hears = owner.instrument.choices().audition;
    hear.setVisible (state.touchable);
    hear.setButtonText (hears ? "Feel touch" : "Hear touch");
    if (hears) controls.arm.setEnabled (false);
    const auto says = hears && state.touchable && ! state.held && controls.trouble().isEmpty()
                          ? juce::String ("Touch is heard on Main, shifted up; nothing goes to a chair.")
                          : controls.sentence (state);
    const auto course = ui::courseOf (timeline.get(), told);
    const juce::String newClock = ui::clockText (course.left), newPhase = course.phase + "\n" + course.say,
                       newSide = course.endless          ? juce::String ("so far")
                                 : course.next.isEmpty() ? juce::String ("left")
                                                         : "left\n" + course.next;
    if (newPhase != phase)
    {
        phase = newPhase;
        repaint (words);
    }
    if (newClock != clock || newSide != side)
    {
        clock = newClock;
        side = newSide;
        repaint (clockBox);
    }
    if (says != status)
    {
        status = says;
        repaint (statusBox);
    }
}

void Editor::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    const float k = std::min (w / 1000.0f, h / 620.0f);
    const auto at = [] (float x, float y, float ww, float hh) { return juce::Rectangle<float> (x, y, ww, hh).toNearestInt(); };
    const float margin = 32.0f * k, foot = 92.0f * k, bars = 62.0f * k, top = h - foot - bars;
    const float left = 0.44f * w, right = w - margin, width = right - left;
    const float side_ = std::min (top - 24.0f * k, left - margin - 8.0f * k);
    back.setBounds (at (0.5f * (left - side_), 0.5f * (top - side_) + 6.0f * k, side_, side_));
    sessions.setBounds (at (left, 28.0f * k, 0.56f * width, std::max (44.0f, 44.0f * k)));
    chairs.setBounds (at (left + 0.56f * width + 12.0f * k, 28.0f * k, 0.44f * width - 12.0f * k, std::max (44.0f, 44.0f * k)));
    const float spare = std::max (0.0f, top - 466.0f * k) * 0.5f;
    words = at (left, 92.0f * k + spare * 0.4f, width, 118.0f * k);
    clockBox = at (left, 214.0f * k + spare * 0.8f, width + 10.0f, 78.0f * k);
    strength.setBounds (at (left, 312.0f * k + spare * 1.2f, width, std::max (44.0f, 58.0f * k)));
    volume.setBounds (at (left, 386.0f * k + spare * 1.6f, width, std::max (44.0f, 58.0f * k)));
    bar.setBounds (at (margin, top, w - 2.0f * margin, bars));
    bar.setBarHeight (26.0f * k);
    const float pill = std::max (44.0f, 52.0f * k);
    const float footTop = h - foot + 0.5f * (foot - pill);
    controls.stop.setBounds (at (right - 220.0f * k, footTop, 220.0f * k, pill));
    controls.arm.setBounds (at (right - 430.0f * k, footTop, 198.0f * k, pill));
    controls.most.setBounds (controls.arm.getBounds());
    hear.setBounds (at (right - 600.0f * k, footTop, 158.0f * k, pill));
    statusBox = at (margin, footTop, right - 616.0f * k - margin, pill);
}

void Editor::paint (juce::Graphics& g)
{
    using ui::Token, ui::Weight;
    g.fillAll (look[Token::ground]);
    const float k = std::min (static_cast<float> (getWidth()) / 1000.0f, static_cast<float> (getHeight()) / 620.0f);
    const auto lines = juce::StringArray::fromLines (phase);
    const auto box = words.toFloat();
    g.setColour (look[Token::text]);
    look.writeParagraph (g, lines[0], box, 34.0f * k, 1, Weight::semiBold);
    g.setColour (look[Token::soft]);
    if (lines.size() > 1)
        look.write (g, look.fit (lines[1], box.getWidth(), box.getHeight() - 44.0f * k, 17.0f * k, std::max (13.0f * k, 11.0f)), box.getX(),
                    box.getY() + 44.0f * k);
    const auto c = clockBox.toFloat();
    const float big = 56.0f * k, base = c.getY() + big;
    g.setColour (look[Token::text]);
    look.write (g, clock, c.getX(), base, big, Weight::light);
    const auto beside = juce::StringArray::fromLines (side);
    const float x = c.getX() + look.widthOf (clock, big, Weight::light) + 14.0f * k;
    g.setColour (look[Token::soft]);
    look.write (g, beside[0], x, base, 17.0f * k);
    if (beside.size() > 1) look.write (g, beside[1], x, base - 22.0f * k, 17.0f * k);
    g.setColour (look[controls.trouble().isNotEmpty() ? Token::stopText : Token::soft]);
    const auto s = statusBox.toFloat();
    look.writeParagraph (g, status, s.withTrimmedTop (std::max (0.0f, 0.5f * s.getHeight() - 12.0f * k)), 15.0f * k, 2);
}
} // namespace lull::plugin

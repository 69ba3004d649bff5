#include "Plugins/Lull/Editor.h"

#include <algorithm>
#include <cmath>

#include "Ui/Shelf.h"
#include "Ui/Utf8.h"

namespace lull::plugin
{
namespace
{
constexpr int soundId = 1, heardId = 2;

void turn (juce::RangedAudioParameter& p, float zeroToOne)
{
    p.beginChangeGesture();
    p.setValueNotifyingHost (zeroToOne);
    p.endChangeGesture();
}

// A name that says that it is no longer the one that came with the program.
std::string editedName (const Choices& c, const std::string& script)
{
    for (const auto& s : ui::shelvedSessions())
        if (s.id == c.session) return s.text == script ? c.session : c.session + " (edited)";
    return c.session;
}
} // namespace

Editor::Editor (Processor& p)
    : FootedEditor (p, { {}, {}, 1240, 700, 170.0f, 150.0f }),
      inside (look),
      processor (p),
      undoPill (look, "Undo"),
      redoPill (look, "Redo"),
      playPill (look, "Play this", ui::Pill::Kind::main),
      capturePill (look, "Capture"),
      hostTempo (look, "Host tempo"),
      strength (look, "Strength", ui::Token::touch),
      volume (look, "Sound level", ui::Token::sound),
      tempo (look, "Tempo", ui::Token::sound),
      breath (look, "Breath", ui::Token::sound),
      meters (look)
{
    sessions.setTitle ("Session");
    technique.setTitle ("What keys do");
    place.setTitle ("Where keys are felt");
    carries.setComponentID ("carries");
    carries.setTitle ("What Main carries");
    playPill.setComponentID ("play");
    undoPill.setComponentID ("undo");
    redoPill.setComponentID ("redo");
    hostTempo.setTitle ("Beats are the host's");
    carries.onChange = [this] { carry (carries.getSelectedId()); };
    hostTempo.onClick = [this] { turn (*processor.is.hostTempo, processor.is.hostTempo->get() ? 0.0f : 1.0f); };
    playPill.onClick = [this] { play(); };
    capturePill.setComponentID ("capture");
    capturePill.setTitle ("Make a script of what is played and turned");
    capturePill.onClick = [this] { capture(); };
    undoPill.onClick = [this] { undo(); };
    redoPill.onClick = [this] { redo(); };
    sessions.onChange = [this] { chooseSession(); };
    technique.addItemList (processor.is.technique->choices, 1);
    place.addItemList (processor.is.place->choices, 1);
    scales.setTitle ("Scale of the window");
    for (const int percent : { 50, 75, 100, 125, 150, 200 }) scales.addItem (juce::String (percent) + " %", percent);
    scales.onChange = [this] { scaleTo (scales.getSelectedId()); };
    technique.onChange = [this] {
        turn (*processor.is.technique, processor.is.technique->convertTo0to1 (static_cast<float> (technique.getSelectedItemIndex())));
    };
    place.onChange = [this] { turn (*processor.is.place, processor.is.place->convertTo0to1 (static_cast<float> (place.getSelectedItemIndex()))); };
    bind (strength, *owner.strength);
    bind (volume, *processor.is.volume);
    bind (tempo, *processor.is.tempo);
    bind (breath, *processor.is.breath);
    inside.onApply = [this] { play(); };
    inside.onEscape = [this] { owner.stop(); };
    inside.onDraft = [this] {
        if (inside.edited() && processor.draft().empty()) processor.edits.done ({ owner.instrument.choices(), {} });
        processor.keepDraft (inside.edited() ? inside.text() : std::string());
    };
    addAtFoot (carries, 210.0f);
    begin ({ &sessions, &chairs, &capturePill, &scales, &undoPill, &redoPill, &playPill, &inside, &meters, &strength, &volume, &tempo, &breath, &hostTempo,
             &technique, &place, &carries });
    const auto w = processor.window();
    if (w.width > 0) setSize (w.width, w.height);
    sized = true;
    scaleTo (w.percent);
}

Editor::~Editor() { processor.window().becomeUsual(); }

void Editor::scaleTo (int percent)
{
    scales.setSelectedId (percent, juce::dontSendNotification);
    processor.keepWindow (Window { getWidth(), getHeight(), percent }.within());
    FootedEditor::setScaleFactor (hostScale * static_cast<float> (percent) / 100.0f);
}

void Editor::setScaleFactor (float hosts)
{
    hostScale = hosts;
    scaleTo (processor.window().percent);
}

void Editor::bind (ui::Level& level, juce::AudioParameterFloat& p)
{
    level.toText = [&p] (double v) { return static_cast<juce::AudioProcessorParameter&> (p).getText (static_cast<float> (v), 20); };
    level.onChange = [&p] (double v) { turn (p, static_cast<float> (v)); };
    level.setMenu ([this, &p] { offerToLearn (p); });
}

// Which of a keyboard's controllers turns it.
void Editor::offerToLearn (const juce::RangedAudioParameter& p)
{
    const auto all = processor.turned();
    const int which = static_cast<int> (std::find (all.begin(), all.end(), &p) - all.begin());
    const int has = processor.keys.controllerOf (which);
    juce::PopupMenu menu;
    menu.setLookAndFeel (&look);
    menu.addSectionHeader (p.getName (40));
    menu.addItem (processor.keys.learns() == which ? "Move a controller now" : "Learn a controller: choose this, then move it",
                  processor.keys.learns() != which, false, [this, which] { processor.keys.learn (which); });
    if (has >= 0) menu.addItem ("Forget controller " + juce::String (has), [this, has] { processor.keys.assign (has, -1); });
    menu.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (this).withMousePosition());
}

Edits::Step Editor::now() const { return { owner.instrument.choices(), inside.edited() ? inside.text() : std::string() }; }

void Editor::choose (const Choices& c)
{
    auto before = now();
    const auto trouble = owner.choose (c);
    controls.setTrouble (trouble);
    if (trouble.isNotEmpty()) return;
    const bool another = c.script != before.choices.script;
    processor.edits.done (std::move (before));
    if (another) processor.keepDraft ({});
    show (owner.instrument.choices(), processor.draft());
}

void Editor::play()
{
    if (! inside.edited()) return;
    auto c = owner.instrument.choices();
    c.script = inside.text();
    c.session = editedName (c, c.script);
    choose (c);
}

// What was played becomes what is written; it plays when it is put to play.
void Editor::capture()
{
    auto& instrument = owner.instrument;
    if (! instrument.captures())
    {
        controls.setTrouble ({});
        return instrument.capture (true);
    }
    instrument.capture (false);
    auto script = instrument.captured();
    if (! script) return controls.setTrouble (ui::utf8 (script.error().message));
    processor.edits.done (now());
    processor.keepDraft (*script);
    show (instrument.choices(), *script);
}

void Editor::carry (int id)
{
    auto c = owner.instrument.choices();
    c.audition = id == heardId;
    c.pair = id > soundId + 10 ? id - soundId - 10 : 0;
    if (c != owner.instrument.choices()) choose (c);
}

void Editor::go (std::optional<Edits::Step> step)
{
    if (! step) return;
    if (step->choices != owner.instrument.choices())
    {
        const auto trouble = owner.choose (step->choices);
        controls.setTrouble (trouble);
        if (trouble.isNotEmpty()) return;
    }
    processor.keepDraft (step->draft);
    show (owner.instrument.choices(), step->draft);
}

// While something is being written, word by word; then choice by choice.
void Editor::undo()
{
    if (inside.script.canUndo()) inside.script.undo();
    else go (processor.edits.undo (now()));
}

void Editor::redo()
{
    if (inside.script.canRedo()) inside.script.redo();
    else go (processor.edits.redo (now()));
}

void Editor::show (const Choices& c, const std::string& draft)
{
    shown = c;
    auto chair = chairOf (c);
    inside.setSession (c.session, c.script, draft, chair ? *chair : nullptr);
}

bool Editor::keyPressed (const juce::KeyPress& key)
{
    const auto c = key.getTextCharacter();
    const bool command = key.getModifiers().isCommandDown();
    const auto letter = juce::CharacterFunctions::toUpperCase (static_cast<juce::juce_wchar> (key.getKeyCode()));
    if (command && letter == 'Z' && key.getModifiers().isShiftDown()) redo();
    else if (command && letter == 'Z') undo();
    else if (command && letter == 'Y') redo();
    else if (key == juce::KeyPress (juce::KeyPress::returnKey, juce::ModifierKeys::commandModifier, 0)) play();
    else if ((c == 'm' || c == 'M') && owner.instrument.captures()) owner.instrument.mark();
    else if (key == juce::KeyPress::upKey) strength.nudge (0.02);
    else if (key == juce::KeyPress::downKey) strength.nudge (-0.02);
    else if (c == '+' || c == '=') volume.nudge (0.02);
    else if (c == '-') volume.nudge (-0.02);
    else return FootedEditor::keyPressed (key); // the host's: Space is its transport's
    return true;
}

void Editor::follow (const Instrument::Shown& s, double elapsed, bool fresh)
{
    const auto c = owner.instrument.choices();
    fill (c);
    const bool another = processor.restored.exchange (false); // project: there is no way back into the one before
    if (another) processor.edits = {};
    if (another || c != shown) show (c, processor.draft()); // else what is being typed stays
    if (fresh)
    {
        inside.setTimeline (s.timeline);
        meters.setChair (s.timeline == nullptr || s.timeline->chair() == nullptr ? nullptr
                                                                                 : std::shared_ptr<const touch::Chair> (s.timeline, s.timeline->chair()));
    }
    inside.follow (s.told, elapsed);
    listen (s, elapsed);
    meters.follow (s.told);
    const auto at = [] (ui::Level& level, juce::AudioParameterFloat& p) { level.setValue (static_cast<double> (p.convertTo0to1 (p.get()))); };
    at (strength, *owner.strength);
    at (volume, *processor.is.volume);
    at (tempo, *processor.is.tempo);
    at (breath, *processor.is.breath);
    technique.setSelectedItemIndex (processor.is.technique->getIndex(), juce::dontSendNotification);
    place.setSelectedItemIndex (processor.is.place->getIndex(), juce::dontSendNotification);
    hostTempo.setButtonText (processor.is.hostTempo->get() ? "Own tempo" : "Host tempo");
    capturePill.setButtonText (owner.instrument.captures() ? "Make script" : "Capture");
    playPill.setVisible (inside.edited());
    playPill.setEnabled (inside.right());
    undoPill.setEnabled (inside.script.canUndo() || processor.edits.canUndo());
    redoPill.setEnabled (inside.script.canRedo() || processor.edits.canRedo());
    const bool touchable = s.timeline != nullptr && s.timeline->actuators() > 0;
    const int channels = touchable ? s.timeline->actuators() : 0;
    if (channels != carried || carries.getNumItems() == 0)
    {
        carried = channels;
        carries.clear (juce::dontSendNotification);
        carries.addItem ("Main: sound", soundId);
        if (channels > 0) carries.addItem ("Main: touch made heard", heardId);
        for (int pair = 1; 2 * pair - 1 <= channels; ++pair)
            carries.addItem ("Main: touch " + juce::String (2 * pair - 1) + "-" + juce::String (2 * pair) + " alone", soundId + 10 + pair);
    }
    carries.setVisible (touchable);
    carries.setSelectedId (c.audition ? heardId : c.pair > 0 ? soundId + 10 + c.pair : soundId, juce::dontSendNotification);
    if (c.audition) controls.arm.setEnabled (false);
}

juce::String Editor::instead (const ArmControls::Now& n) const
{
    if (owner.instrument.choices().audition && n.touchable && ! n.held && controls.trouble().isEmpty())
        return "Touch is heard on Main, shifted up; nothing goes to a chair.";
    if (processor.keys.learns() >= 0) return "Move the controller that is to turn it.";
    if (owner.instrument.captures() && controls.trouble().isEmpty() && ! n.held)
        return juce::String::fromUTF8 ("Keys, strength, sound level and tempo are kept while the host plays; M begins a phase.");
    if (owner.instrument.choices().pair > 0 && controls.trouble().isEmpty() && ! n.held && n.told.interlock != safety::Interlock::State::unarmed)
        return "Main carries touch and no sound: wire it to a chair alone.";
    return {};
}

// What is heard, in words: loudness as the script's layers add up to it at this volume, and the highest sample of the last second.
void Editor::listen (const Instrument::Shown& s, double elapsed)
{
    peak = std::max (peak * static_cast<float> (std::exp (-3.0 * elapsed)), s.told.soundPeak);
    if ((sinceHeard += elapsed) < 0.5) return;
    sinceHeard = 0.0;
    if (s.timeline == nullptr || ! s.told.sounding || s.told.paused) return void (heard = {});
    const auto minus = [] (double v, int places) { return juce::String (v, places).replace ("-", juce::String::fromUTF8 ("−")); };
    const double volumeDb = static_cast<double> (juce::Decibels::gainToDecibels (s.told.volume, -100.0f));
    const double lufs = ui::loudnessAt (*s.timeline, s.told.seconds) + volumeDb;
    heard = juce::String (s.told.bpm, 1) + " bpm, " + juce::String (s.told.breathsPerMinute, 1) + " breaths a minute. " +
            (lufs > -70.0 ? "Sound about " + minus (lufs, 0) + " LUFS, peak " +
                                minus (static_cast<double> (juce::Decibels::gainToDecibels (peak, -100.0f)), 1) + " dBFS."
                          : juce::String ("Sound is silent."));
}

juce::String Editor::whileArmed() const { return heard; }

void Editor::resized()
{
    FootedEditor::resized();
    if (sized) processor.keepWindow (Window { getWidth(), getHeight(), processor.window().percent }.within());
}

FootedEditor::Places Editor::layOut (float k, float foot)
{
    const float w = static_cast<float> (getWidth()), margin = 28.0f * k, gap = 12.0f * k, row = std::max (30.0f, 44.0f * k), top = 18.0f * k;
    float x = margin;
    const auto next = [&] (juce::Component& c, float width) {
        c.setBounds (at (x, top, width * k, row));
        x += width * k + gap;
    };
    next (sessions, 300.0f);
    const juce::Rectangle<float> chair (x, top, 240.0f * k, row);
    x += 240.0f * k + gap;
    next (capturePill, 126.0f);
    x = w - margin - (122.0f + 130.0f + 96.0f + 96.0f) * k - 3.0f * gap;
    next (scales, 122.0f);
    next (playPill, 130.0f);
    next (undoPill, 96.0f);
    next (redoPill, 96.0f);

    const float levels = std::max (40.0f, 56.0f * k), levelTop = foot - levels;
    const float middleTop = top + row + 14.0f * k, middle = levelTop - 12.0f * k - middleTop;
    inside.setScale (k);
    inside.setBounds (at (margin, middleTop, w - 2.0f * margin, middle));
    // Beside the back, under its words.
    const auto free = inside.besideBack().toFloat().translated (static_cast<float> (inside.getX()), static_cast<float> (inside.getY()));
    meters.setBounds (free.withTrimmedTop (96.0f * k).toNearestInt());
    meters.setVisible (meters.getHeight() >= 60);
    const float combos = 150.0f * k, pill = 120.0f * k, each = (w - 2.0f * margin - 2.0f * combos - pill - 6.0f * 16.0f * k) / 4.0f;
    x = margin;
    for (auto* l : { &strength, &volume, &tempo, &breath })
    {
        l->setBounds (at (x, levelTop, each, levels));
        x += each + 16.0f * k;
    }
    const float comboTop = levelTop + 0.5f * (levels - row) + 6.0f * k;
    hostTempo.setBounds (at (x, comboTop, pill, row));
    x += pill + 16.0f * k;
    technique.setBounds (at (x, comboTop, combos, row));
    place.setBounds (at (x + combos + 16.0f * k, comboTop, combos, row));
    return { {}, chair };
}
} // namespace lull::plugin

// Composing in the plugin's window: what is written is seen at once, plays when it is put to play, and can be taken back.
#include "Rig.h"
#include "Ui/Lanes.h"

using namespace lull;
using namespace lull::test;

namespace
{
struct Desk : Rig
{
    Desk() : Rig ("try", "four-zone") { window().update(); }
    plugin::Editor& window() { return dynamic_cast<plugin::Editor&> (*editor); }
    ui::Inside& inside() { return window().inside; }
    // As if somebody had typed it and rested.
    void type (const std::string& text)
    {
        inside().script.replaceAll (text);
        inside().script.onEdit();
    }
    // In one of its boxes, by what stands in it.
    void pick (const juce::String& box, const char* line)
    {
        for (auto* child : editor->getChildren())
            if (auto* b = dynamic_cast<juce::ComboBox*> (child); b != nullptr && b->getTitle() == box)
                for (int i = 0; i < b->getNumItems(); ++i)
                    if (b->getItemText (i) == juce::String::fromUTF8 (line)) return b->setSelectedItemIndex (i, juce::sendNotificationSync);
        FAIL (box + " has no " + juce::String::fromUTF8 (line));
    }
    std::string with (std::string text, const std::string& what, const std::string& other)
    {
        const auto at = text.find (what);
        REQUIRE (at != std::string::npos);
        return text.replace (at, what.size(), other);
    }
};

const ui::Lane& laneOf (const ui::Inside& inside, const juce::String& name)
{
    for (const auto& l : inside.lanes.lanes())
        if (l.name == name) return l;
    FAIL ("no lane is called " + name);
    return inside.lanes.lanes().front();
}
} // namespace

TEST_CASE ("lanes tell tempo, breath, loudness, sounds and strokes as the timeline has them")
{
    startJuce();
    const auto choice = choices ("bedtime", "four-zone");
    const auto chair = ui::chairFrom (choice.chair, choice.chairText).value();
    const auto line = ui::compile (choice.session, choice.script, chair).value();
    const auto lanes = ui::lanesOf (*line, 301);
    REQUIRE (lanes.size() >= 6);
    CHECK (lanes[0].name == "Tempo");
    for (const int i : { 0, 50, 150, 300 })
    {
        const double t = line->length() * i / 300.0;
        CHECK (lanes[0].values[static_cast<std::size_t> (i)] == Approx (line->bpmAt (t)));
        CHECK (lanes[1].values[static_cast<std::size_t> (i)] == Approx (line->breathsPerMinuteAt (t)));
    }
    // In the middle of a phase that has one sound alone, the loudness is that sound's.
    CHECK (lanes[2].values[100] < -20.0f);
    CHECK (lanes[2].values[100] == Approx (ui::loudnessAt (*line, line->length() / 3.0)));
    CHECK (std::isnan (lanes[2].values[300])); // it ends in silence
    std::size_t strokes = 0;
    for (const auto& lane : lanes)
        if (lane.kind == ui::Lane::Kind::touch)
        {
            CHECK (*std::max_element (lane.values.begin(), lane.values.end()) <= 1.0f);
            CHECK (lane.values.back() == 0.0f);
            strokes += lane.strokes.size();
        }
    CHECK (strokes > 50);
}

TEST_CASE ("what is typed is seen in the lanes at once, and plays only when it is put to play")
{
    Desk desk;
    const auto before = desk.processor->instrument.choices();
    const auto tempo = laneOf (desk.inside(), "Tempo").values.front();
    auto text = before.script;
    text.replace (text.find ("tempo:"), text.find ('\n', text.find ("tempo:")) - text.find ("tempo:"), "tempo: 44 bpm");
    desk.type (text);
    CHECK (desk.inside().edited());
    CHECK (laneOf (desk.inside(), "Tempo").values.front() == 44.0f);
    CHECK (tempo != 44.0f);
    CHECK (desk.processor->instrument.choices() == before);
    CHECK (desk.processor->draft() == text);

    desk.window().update();
    press (*desk.editor, "play");
    CHECK (desk.processor->instrument.choices().script == text);
    CHECK (desk.processor->instrument.choices().session == "try (edited)");
    CHECK (desk.processor->draft().empty());
    CHECK_FALSE (desk.inside().edited());
}

TEST_CASE ("what cannot be read is said in its place, is not played, and leaves the lanes as they were")
{
    Desk desk;
    const auto before = desk.processor->instrument.choices();
    const auto lanes = desk.inside().lanes.lanes().size();
    desk.type (desk.with (before.script, "effleurage", "efleurage"));
    CHECK_FALSE (desk.inside().right());
    REQUIRE_FALSE (desk.inside().script.diagnostics().empty());
    CHECK (desk.inside().script.diagnostics().front().fix.find ("effleurage") != std::string::npos);
    CHECK (desk.inside().lanes.lanes().size() == lanes);
    desk.window().play();
    CHECK (desk.processor->instrument.choices() == before);
    CHECK_FALSE (desk.window().said().isEmpty());
}

TEST_CASE ("every edit is taken back and done again, also after the window was closed: words, sessions, chairs, and what is heard")
{
    Desk desk;
    const auto first = desk.processor->instrument.choices();
    desk.type (first.script + "\n# a thought\n");
    desk.window().play();
    const auto second = desk.processor->instrument.choices();
    CHECK (second.script != first.script);
    desk.carry (2);
    CHECK (desk.processor->instrument.choices().audition);
    desk.editor.reset();
    desk.editor.reset (desk.processor->createEditor());
    desk.window().undo();
    CHECK (desk.processor->instrument.choices() == second);
    desk.window().undo(); // it plays no more, and is still written
    CHECK (desk.processor->instrument.choices() == first);
    CHECK (desk.inside().text() == second.script);
    desk.window().undo();
    CHECK (desk.inside().text() == first.script);
    desk.window().undo(); // nothing is left
    CHECK (desk.processor->instrument.choices() == first);
    for (int i = 0; i < 3; ++i) desk.window().redo();
    CHECK (desk.processor->instrument.choices().audition);
    CHECK (desk.processor->instrument.choices().script == second.script);

    // What is being written, word by word, first.
    desk.type (second.script + "# more\n");
    desk.window().undo();
    CHECK (desk.inside().text() == second.script);
    CHECK (desk.processor->instrument.choices().audition);
}

TEST_CASE ("a script that is being written stays when another chair is chosen, and goes when another session is")
{
    Desk desk;
    const auto text = desk.processor->instrument.choices().script + "# not yet\n";
    desk.type (text);
    desk.pick ("Chair", "Eight zones");
    CHECK (desk.processor->instrument.choices().chair == "eight-zone");
    CHECK (desk.processor->draft() == text);
    CHECK (desk.inside().text() == text);
    desk.pick ("Session", "Bedtime  ·  30 min");
    CHECK (desk.processor->draft().empty());
    CHECK (desk.inside().text() == desk.processor->instrument.choices().script);
    CHECK (desk.inside().text() != text);
}

TEST_CASE ("a script that is being written survives the window and the project")
{
    Desk desk;
    const auto text = desk.processor->instrument.choices().script + "# not yet\n";
    desk.type (text);
    juce::MemoryBlock state, again;
    desk.processor->getStateInformation (state);
    Desk other;
    other.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    CHECK (other.processor->draft() == text);
    CHECK (other.processor->instrument.choices().script != text);
    other.window().update();
    CHECK (other.inside().text() == text);
    other.processor->getStateInformation (again);
    CHECK (again == state);
}

TEST_CASE ("what is being typed stays when the timeline becomes another meanwhile")
{
    Desk desk;
    const auto text = desk.processor->instrument.choices().script + "# half a wo";
    desk.inside().script.replaceAll (text); // and no rest yet
    desk.turn (desk.processor->is.tempo, 1.3f);
    desk.processor->prepareToPlay (48'000.0, 512);
    (void)desk.play (0.1);
    desk.window().update();
    CHECK (desk.inside().text() == text);
}

TEST_CASE ("there is no way back into another project")
{
    Desk desk;
    desk.carry (2);
    CHECK (desk.processor->edits.canUndo());
    juce::MemoryBlock state;
    desk.processor->getStateInformation (state);
    desk.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    desk.window().update();
    CHECK_FALSE (desk.processor->edits.canUndo());
}

TEST_CASE ("Escape stops while the keyboard is in the script, and a press on a phase goes to its lines")
{
    Desk desk;
    desk.inside().script.onEscape();
    CHECK (desk.processor->stopped->get());
    const auto line = desk.processor->instrument.timeline();
    REQUIRE (line->phases().size() >= 2);
    desk.inside().lanes.onPress (0.5 * (line->phases()[1].begin + line->phases()[1].end));
    const auto at = desk.inside().script.caret();
    CHECK (desk.inside().text().substr (at, 60).find (line->phases()[1].name) != std::string::npos);
}

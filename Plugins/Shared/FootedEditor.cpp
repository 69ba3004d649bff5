#include "Plugins/Shared/FootedEditor.h"

namespace lull::plugin
{
FootedEditor::FootedEditor (TouchProcessor& p, Design d)
    : juce::AudioProcessorEditor (p),
      owner (p),
      design (std::move (d)),
      look (ui::shippedThemes().front()),
      controls (look, *this,
                { [this] { return owner.instrument.arm(); }, [this] { owner.instrument.nextCeiling(); }, [this] { owner.stopOrGoOn(); },
                  [this] { repaint (statusBox); } })
{
    setLookAndFeel (&look);
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    chairs.onChange = [this] {
        if (const auto c = chairs.chosen (owner.instrument.choices()))
        {
            if (*c) choose (**c);
            else controls.setTrouble (juce::String::fromUTF8 (c->error().message.c_str()));
        }
    };
}

FootedEditor::~FootedEditor() { setLookAndFeel (nullptr); }

void FootedEditor::begin (std::initializer_list<juce::Component*> own)
{
    int order = 0;
    const auto add = [&] (juce::Component* c) {
        addAndMakeVisible (c);
        c->setExplicitFocusOrder (++order);
    };
    for (auto* c : own) add (c);
    for (juce::Component* c : std::initializer_list<juce::Component*> { &controls.arm, &controls.most, &controls.stop }) add (c);
    setResizable (true, true);
    setResizeLimits (design.width * 3 / 4, design.height * 3 / 4, design.width * 3, design.height * 3);
    setSize (design.width, design.height);
    update();
    startTimerHz (30);
}

bool FootedEditor::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey) return false;
    owner.stop();
    return true;
}

float FootedEditor::scale() const noexcept
{
    return std::min (static_cast<float> (getWidth()) / static_cast<float> (design.width),
                     static_cast<float> (getHeight()) / static_cast<float> (design.height));
}

void FootedEditor::update()
{
    if (const auto c = owner.instrument.choices(); juce::String (c.chair + "\n" + c.person) != filled || chairs.getNumItems() == 0)
    {
        filled = c.chair + "\n" + c.person;
        chairs.fill (c);
    }
    const auto shown = owner.instrument.shown();
    const double time = juce::Time::getMillisecondCounterHiRes() * 0.001, elapsed = last > 0.0 ? time - last : 0.0;
    last = time;
    const bool fresh = shown.timeline != timeline;
    timeline = shown.timeline;
    follow (shown, elapsed, fresh);
    if (fresh) repaint();
    if (shown.news != news)
    {
        news = shown.news;
        newsUntil = news.empty() ? 0.0 : time + 20.0;
    }
    const ArmControls::Now state { shown.told, owner.stopped->get(), shown.waits, timeline != nullptr && timeline->actuators() > 0,
                                   time < newsUntil ? juce::String::fromUTF8 (news.c_str()) : juce::String() };
    controls.follow (state);
    auto says = instead (state);
    if (says.isEmpty()) says = controls.sentence (state);
    if (says.isEmpty()) says = whileArmed();
    if (says == status) return;
    status = says;
    repaint (statusBox);
}

void FootedEditor::resized()
{
    const float k = scale(), margin = 28.0f * k, foot = 90.0f * k, top = static_cast<float> (getHeight()) - foot,
                right = static_cast<float> (getWidth()) - margin;
    const auto places = layOut (k, top);
    words = places.words.toNearestInt();
    chairs.setBounds (places.chair.toNearestInt());
    const float pill = std::max (44.0f, 50.0f * k), y = top + 0.5f * (foot - pill), stopWidth = design.stop * k, armWidth = design.arm * k;
    controls.stop.setBounds (at (right - stopWidth, y, stopWidth, pill));
    controls.arm.setBounds (at (right - stopWidth - 12.0f * k - armWidth, y, armWidth, pill));
    controls.most.setBounds (controls.arm.getBounds());
    const float more = footed == nullptr ? 0.0f : footedWidth * k + 12.0f * k;
    if (footed != nullptr) footed->setBounds (at (right - stopWidth - 12.0f * k - armWidth - more, y, footedWidth * k, pill));
    statusBox = at (margin, y, right - stopWidth - armWidth - more - 28.0f * k - margin, pill);
}

void FootedEditor::paint (juce::Graphics& g)
{
    using ui::Token, ui::Weight;
    g.fillAll (look[Token::ground]);
    const float k = scale();
    if (const auto box = words.toFloat(); design.title.isNotEmpty())
    {
        g.setColour (look[Token::text]);
        look.writeParagraph (g, design.title, box, 30.0f * k, 1, Weight::semiBold);
        g.setColour (look[Token::soft]);
        look.write (g, look.fit (design.about, box.getWidth(), box.getHeight() - 42.0f * k, 16.0f * k, std::max (13.0f * k, 11.0f)), box.getX(),
                    box.getY() + 42.0f * k);
    }
    g.setColour (look[controls.trouble().isNotEmpty() ? Token::stopText : Token::soft]);
    const auto s = statusBox.toFloat();
    const auto sentence = look.fit (status, s.getWidth(), s.getHeight(), 15.0f * k, std::max (11.0f, 11.0f * k));
    look.write (g, sentence, s.getX(), s.getY() + std::max (0.0f, 0.5f * (s.getHeight() - sentence.height())));
}
} // namespace lull::plugin

#include "Ui/FirstRunView.h"

#include <algorithm>

namespace lull::ui
{
FirstRunView::FirstRunView (Look& l, const juce::String& noticeText, std::vector<std::pair<std::string, std::string>> c, juce::String f, juce::String a,
                            Answers w)
    : look (l),
      seats (std::move (c)),
      first (std::move (f)),
      about (std::move (a)),
      answers (std::move (w)),
      main (l, {}, Pill::Kind::main),
      second (l, {}),
      third (l, {})
{
    setLookAndFeel (&look);
    setTitle ("Welcome");
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    chairs.setTitle ("Chair");
    for (std::size_t i = 0; i < seats.size(); ++i) chairs.addItem (juce::String::fromUTF8 (seats[i].second.c_str()), static_cast<int> (i) + 1);
    chairs.setSelectedId (1, juce::dontSendNotification);
    main.setComponentID ("first main");
    second.setComponentID ("first second");
    third.setComponentID ("first third");
    for (juce::Component* b : std::initializer_list<juce::Component*> { &chairs, &main, &second, &third }) addChildComponent (b);
    notice = std::make_unique<NoticeView> (look, *this, noticeText, [this] (bool read) {
        if (read) answers.read();
        afterPress (*this, [this] { go (2); })();
    });
}

FirstRunView::~FirstRunView() { setLookAndFeel (nullptr); }

juce::String FirstRunView::title() const { return now == 2 ? "What do you lie or sit in?" : "That is all"; }

juce::String FirstRunView::text() const
{
    if (now == 2)
        return "Without a chair Lull is sound alone, and that is a whole evening too. With one, choose what is most like it: touch waits until you arm it, "
               "each time anew.";
    return first + ": " + about + " Make it dark, lean back, and press Play. Stop is always the lower third of the window, or Esc.";
}

void FirstRunView::go (int step)
{
    now = step;
    notice.reset();
    chairs.setVisible (now == 2 && ! seats.empty());
    main.setVisible (true);
    second.setVisible (true);
    third.setVisible (now == 2 && answers.setUp != nullptr);
    if (now == 2)
    {
        main.setButtonText ("No chair");
        main.onClick = [this] {
            answers.chair ({});
            go (3);
        };
        second.setButtonText ("This one");
        second.setEnabled (! seats.empty());
        second.onClick = [this] {
            answers.chair (seats[static_cast<std::size_t> (std::max (0, chairs.getSelectedItemIndex()))].first);
            go (3);
        };
        third.setButtonText ("Set mine up");
        third.onClick = [this] { answers.setUp(); };
    }
    else
    {
        main.setButtonText ("Play");
        main.onClick = [this] { answers.play (true); };
        second.setButtonText ("Look around");
        second.onClick = [this] { answers.play (false); };
    }
    resized();
    repaint();
    grabKeyboardFocus();
}

bool FirstRunView::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::returnKey || notice != nullptr) return false;
    main.onClick();
    return true;
}

void FirstRunView::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    if (getWidth() <= 0 || getHeight() <= 0) return;
    if (notice != nullptr) notice->setBounds (getLocalBounds());
    k = std::clamp (std::min (w / 900.0f, h / 600.0f), 0.45f, 3.0f);
    const float wide = std::min (w - 48.0f * k, 720.0f * k), left = 0.5f * (w - wide), top = 0.5f * h - 190.0f * k, pill = std::max (52.0f, 60.0f * k);
    const auto at = [] (float x, float y, float ww, float hh) { return juce::Rectangle<float> (x, y, ww, hh).toNearestInt(); };
    words = { left, top, wide, 190.0f * k };
    float y = words.getBottom() + 16.0f * k;
    if (now == 2)
    {
        const float half = 0.5f * (wide - 16.0f * k);
        chairs.setBounds (at (left, y, half, pill));
        second.setBounds (at (left + half + 16.0f * k, y, half, pill));
        y += pill + 16.0f * k;
        main.setBounds (at (left, y, half, pill));
        third.setBounds (at (left + half + 16.0f * k, y, half, pill));
    }
    else
    {
        main.setBounds (at (left, y, 0.6f * wide, pill));
        second.setBounds (at (left + 0.6f * wide + 16.0f * k, y, 0.4f * wide - 16.0f * k, pill));
    }
}

void FirstRunView::paint (juce::Graphics& g)
{
    g.fillAll (look[Token::ground]);
    if (notice != nullptr) return;
    g.setColour (look[Token::soft]);
    look.write (g, juce::String (now) + " of 3", words.getX(), words.getY(), 15.0f * k);
    g.setColour (look[Token::text]);
    look.writeParagraph (g, title(), words.withTrimmedTop (12.0f * k).withHeight (48.0f * k), 38.0f * k, 1, Weight::semiBold);
    g.setColour (look[Token::soft]);
    look.write (g, look.fit (text(), words.getWidth(), words.getHeight() - 70.0f * k, 20.0f * k, std::max (11.0f, 12.0f * k)), words.getX(),
                words.getY() + 70.0f * k);
}
} // namespace lull::ui

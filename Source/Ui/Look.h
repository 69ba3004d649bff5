// How everything is drawn: one theme, one family of type, hairlines and pills. Message thread.
#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include "Ui/Theme.h"

namespace lull::ui
{
enum class Weight { light, regular, medium, semiBold };

class Look final : public juce::LookAndFeel_V4
{
public:
    explicit Look (const Theme&);

    void setTheme (const Theme&); // components are to be repainted by their owner
    [[nodiscard]] const Theme& theme() const noexcept { return current; }
    [[nodiscard]] juce::Colour operator[] (Token) const noexcept;

    // Inter where it was built in, else the system's sans. Size in pixels of the em square.
    [[nodiscard]] juce::Font font (float size, Weight = Weight::regular) const;

    // One line with its baseline at y. Figures stand in equal cells so that numbers do not jump. Colour: the graphics context's.
    enum class Anchor { left, middle, right };
    void write (juce::Graphics&, const juce::String&, float x, float y, float size, Weight = Weight::regular, Anchor = Anchor::left) const;
    static void cross (juce::Graphics&, const juce::Rectangle<float>&); // both diagonals
    [[nodiscard]] float widthOf (const juce::String&, float size, Weight = Weight::regular) const;
    [[nodiscard]] float sizeWithin (float width, const juce::String&, float size, float least, Weight = Weight::regular) const; // so that it fits one line

    // Up to `lines` lines in a box, shortened with an ellipsis where it does not fit.
    void writeParagraph (juce::Graphics&, const juce::String&, juce::Rectangle<float>, float size, int lines, Weight = Weight::regular) const;

    // A text in as many lines as the box has room for, in the largest size from `size` down to `least` in which all of it fits; shortened with an
    // ellipsis, and not `whole`, where it does not even in the least.
    struct Paragraph
    {
        float size = 0.0f;
        juce::StringArray lines;
        bool whole = true;
        [[nodiscard]] float height() const noexcept { return size * (1.25f + leading * static_cast<float> (std::max (0, lines.size() - 1))); }
    };
    static constexpr float leading = 1.32f; // from baseline to baseline, of the size
    [[nodiscard]] Paragraph fit (const juce::String&, float width, float height, float size, float least, Weight = Weight::regular) const;
    void write (juce::Graphics&, const Paragraph&, float x, float top, Weight = Weight::regular) const;

    // A visible ring in touch colour around what has the keyboard.
    void drawFocus (juce::Graphics&, juce::Rectangle<float>, float corner) const;

    // Where a level's track runs in it: below the words.
    [[nodiscard]] float trackMiddle (const juce::Slider& s) const noexcept { return 0.66f * static_cast<float> (s.getHeight()); }

    juce::Typeface::Ptr getTypefaceForFont (const juce::Font&) override;
    void drawLinearSlider (juce::Graphics&, int, int, int, int, float, float, float, juce::Slider::SliderStyle, juce::Slider&) override;
    int getSliderThumbRadius (juce::Slider&) override;
    void drawScrollbar (juce::Graphics&, juce::ScrollBar&, int, int, int, int, bool, int, int, bool, bool) override;
    int getDefaultScrollbarWidth() override { return 10; }
    juce::Font getPopupMenuFont() override { return font (menuTextSize); }
    void drawPopupMenuItemWithOptions (juce::Graphics&, const juce::Rectangle<int>&, bool, const juce::PopupMenu::Item&,
                                       const juce::PopupMenu::Options&) override; // a box's list is as large as the box
    void getIdealPopupMenuItemSizeWithOptions (const juce::String&, bool, int, int&, int&, const juce::PopupMenu::Options&) override;
    void drawComboBox (juce::Graphics&, int, int, bool, int, int, int, int, juce::ComboBox&) override;
    juce::Font getComboBoxFont (juce::ComboBox& box) override { return font (boxTextSize (static_cast<float> (box.getHeight()))); }
    void positionComboBoxText (juce::ComboBox&, juce::Label&) override;
    void fillTextEditorBackground (juce::Graphics&, int, int, juce::TextEditor&) override; // one line, as a pill
    void drawTextEditorOutline (juce::Graphics&, int, int, juce::TextEditor&) override;
    void drawLabel (juce::Graphics&, juce::Label&) override; // a box's words stay on one line

private:
    [[nodiscard]] static float boxTextSize (float height) noexcept { return juce::jlimit (11.0f, std::max (18.0f, 0.33f * height), 0.365f * height); }
    Theme current;
    std::array<juce::Typeface::Ptr, 4> faces;
    float menuTextSize = 16.0f; // of the menu that is drawn just now

    void sizeMenu (const juce::PopupMenu::Options&) noexcept;
    [[nodiscard]] Paragraph wrap (const juce::String&, float width, float size, int lines, Weight) const;
    float place (juce::GlyphArrangement*, const juce::String&, float x, float y, const juce::Font&) const;
};
} // namespace lull::ui

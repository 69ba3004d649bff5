#include "Ui/Look.h"

#include "Ui/Embedded.h"

namespace lull::ui
{
namespace
{
// Only what is read more than once a second needs figures that do not move: digits, set in the widest digit's width.
bool isDigit (juce::juce_wchar c) noexcept { return c >= '0' && c <= '9'; }
} // namespace

Look::Look (const Theme& t)
{
    constexpr std::array<const char*, 4> names { "Inter-Light", "Inter-Regular", "Inter-Medium", "Inter-SemiBold" };
    for (const auto& f : embeddedFonts())
        for (std::size_t i = 0; i < names.size(); ++i)
            if (f.name.starts_with (names[i])) faces[i] = juce::Typeface::createSystemTypefaceFor (f.bytes.data(), f.bytes.size());
    setTheme (t);
}

void Look::setTheme (const Theme& t)
{
    current = t;
    const auto& l = *this;
    setColour (juce::ResizableWindow::backgroundColourId, l[Token::ground]);
    setColour (juce::PopupMenu::backgroundColourId, l[Token::raised]);
    setColour (juce::PopupMenu::textColourId, l[Token::text]);
    setColour (juce::PopupMenu::headerTextColourId, l[Token::soft]);
    setColour (juce::PopupMenu::highlightedBackgroundColourId, l[Token::line]);
    setColour (juce::PopupMenu::highlightedTextColourId, l[Token::text]);
    setColour (juce::ComboBox::textColourId, l[Token::text]);
    setColour (juce::ComboBox::arrowColourId, l[Token::soft]);
    setColour (juce::Label::textColourId, l[Token::text]);
    using Editor = juce::TextEditor;
    setColour (Editor::backgroundColourId, l[Token::raised]);
    setColour (Editor::textColourId, l[Token::text]);
    setColour (Editor::outlineColourId, l[Token::line]);
    setColour (Editor::focusedOutlineColourId, l[Token::touch]);
    setColour (Editor::highlightColourId, l[Token::line]);
    setColour (Editor::highlightedTextColourId, l[Token::text]);
    setColour (juce::CaretComponent::caretColourId, l[Token::touch]);
    setColour (juce::ScrollBar::thumbColourId, l[Token::faint]);
    setColour (juce::ListBox::backgroundColourId, juce::Colours::transparentBlack);
}

juce::Colour Look::operator[] (Token t) const noexcept
{
    const Rgb c = current[t];
    return { c.r, c.g, c.b };
}

juce::Font Look::font (float size, Weight weight) const
{
    const auto& face = faces[static_cast<std::size_t> (weight)];
    if (face != nullptr) return juce::Font (face).withPointHeight (size);
    const juce::Font plain (juce::Font::getDefaultSansSerifFontName(), size, weight == Weight::semiBold ? juce::Font::bold : juce::Font::plain);
    return plain.withPointHeight (size);
}

// Lays a line out, or only measures it; returns where it ends.
float Look::place (juce::GlyphArrangement* into, const juce::String& text, float x, float y, const juce::Font& f) const
{
    juce::Array<int> glyphs;
    juce::Array<float> offsets;
    f.getGlyphPositions (text, glyphs, offsets);
    float cell = 0.0f;
    for (int d = 0; d < 10; ++d) cell = std::max (cell, f.getStringWidthFloat (juce::String (d)));
    auto letters = text.getCharPointer();
    for (int i = 0; i < glyphs.size(); ++i)
    {
        const auto c = letters.getAndAdvance();
        const float natural = offsets[i + 1] - offsets[i];
        const float advance = isDigit (c) ? cell : natural;
        if (into != nullptr)
            into->addGlyph (juce::PositionedGlyph (f, c, glyphs[i], x + 0.5f * (advance - natural), y, natural, juce::CharacterFunctions::isWhitespace (c)));
        x += advance;
    }
    return x;
}

float Look::widthOf (const juce::String& text, float size, Weight weight) const { return place (nullptr, text, 0.0f, 0.0f, font (size, weight)); }

float Look::sizeWithin (float width, const juce::String& text, float size, float least, Weight weight) const
{
    return std::max (least, size * std::min (1.0f, width / std::max (1.0f, widthOf (text, size, weight))));
}

void Look::cross (juce::Graphics& g, const juce::Rectangle<float>& r)
{
    g.drawLine ({ r.getTopLeft(), r.getBottomRight() }, 2.0f);
    g.drawLine ({ r.getTopRight(), r.getBottomLeft() }, 2.0f);
}

void Look::write (juce::Graphics& g, const juce::String& text, float x, float y, float size, Weight weight, Anchor anchor) const
{
    const auto f = font (size, weight);
    if (anchor != Anchor::left)
    {
        const float w = place (nullptr, text, 0.0f, 0.0f, f);
        x -= anchor == Anchor::middle ? 0.5f * w : w;
    }
    juce::GlyphArrangement line;
    place (&line, text, x, y, f);
    line.draw (g);
}

Look::Paragraph Look::wrap (const juce::String& text, float width, float size, int lines, Weight weight) const
{
    const auto f = font (size, weight);
    juce::StringArray words;
    words.addTokens (text, " \n", "");
    words.removeEmptyStrings();
    Paragraph set { size, {}, true };
    juce::String line;
    for (int i = 0; i < words.size(); ++i)
    {
        const auto longer = line.isEmpty() ? words[i] : line + " " + words[i];
        if (place (nullptr, longer, 0.0f, 0.0f, f) <= width || line.isEmpty())
        {
            line = longer;
            continue;
        }
        if (set.lines.size() >= lines - 1)
        {
            while (line.containsChar (' ') && place (nullptr, line + juce::String::fromUTF8 ("…"), 0.0f, 0.0f, f) > width)
                line = line.upToLastOccurrenceOf (" ", false, false);
            line << juce::String::fromUTF8 ("…");
            set.whole = false;
            break;
        }
        set.lines.add (line);
        line = words[i];
    }
    set.lines.add (line);
    return set;
}

Look::Paragraph Look::fit (const juce::String& text, float width, float height, float size, float least, Weight weight) const
{
    for (float s = size;; s = std::max (least, s - 0.5f))
    {
        const int room = 1 + static_cast<int> ((height / s - 1.25f) / leading);
        auto set = wrap (text, width, s, std::max (1, room), weight);
        if (set.whole || s <= least) return set;
    }
}

void Look::write (juce::Graphics& g, const Paragraph& p, float x, float top, Weight weight) const
{
    float y = top + p.size;
    for (const auto& s : p.lines)
    {
        write (g, s, x, y, p.size, weight);
        y += p.size * leading;
    }
}

void Look::writeParagraph (juce::Graphics& g, const juce::String& text, juce::Rectangle<float> box, float size, int lines, Weight weight) const
{
    write (g, wrap (text, box.getWidth(), size, lines, weight), box.getX(), box.getY(), weight);
}

void Look::drawFocus (juce::Graphics& g, juce::Rectangle<float> r, float corner) const
{
    g.setColour ((*this)[Token::touch]);
    g.drawRoundedRectangle (r.reduced (1.0f), corner, 2.0f);
}

juce::Typeface::Ptr Look::getTypefaceForFont (const juce::Font& f)
{
    const auto i = static_cast<std::size_t> (f.isBold() ? Weight::semiBold : Weight::regular);
    if (faces[i] != nullptr && f.getTypefaceName() == juce::Font::getDefaultSansSerifFontName()) return faces[i];
    return LookAndFeel_V4::getTypefaceForFont (f);
}

int Look::getSliderThumbRadius (juce::Slider& s) { return juce::jlimit (7, 20, s.getHeight() * 26 / 100); }

void Look::drawLinearSlider (juce::Graphics& g, int x, int, int w, int, float position, float, float, juce::Slider::SliderStyle, juce::Slider& s)
{
    const float radius = static_cast<float> (getSliderThumbRadius (s)), track = radius * 0.8f;
    const float left = static_cast<float> (x), middle = trackMiddle (s);
    const auto colour = s.findColour (juce::Slider::trackColourId);
    // The track ends where the thumb's edge does, so that 0 and 100 % touch the margins of the page.
    const juce::Rectangle<float> whole (left - radius, middle - 0.5f * track, static_cast<float> (w) + 2.0f * radius, track);
    g.setColour ((*this)[Token::line]);
    g.fillRoundedRectangle (whole, 0.5f * track);
    g.setColour (colour);
    g.fillRoundedRectangle (whole.withRight (position), 0.5f * track);
    const auto thumb = juce::Rectangle<float> (2.0f * radius, 2.0f * radius).withCentre ({ position, middle }).reduced (1.5f);
    g.setColour ((*this)[Token::ground]);
    g.fillEllipse (thumb);
    g.setColour (colour);
    g.drawEllipse (thumb, 3.0f);
}

void Look::drawScrollbar (juce::Graphics& g, juce::ScrollBar&, int x, int y, int w, int h, bool vertical, int start, int size, bool over, bool down)
{
    if (size <= 0) return;
    auto r = vertical ? juce::Rectangle<int> (x, start, w, size) : juce::Rectangle<int> (start, y, size, h);
    g.setColour ((*this)[over || down ? Token::soft : Token::faint]);
    g.fillRoundedRectangle (r.toFloat().reduced (3.0f), 2.0f);
}

void Look::drawComboBox (juce::Graphics& g, int w, int h, bool, int, int, int, int, juce::ComboBox& box)
{
    const auto r = juce::Rectangle<float> (static_cast<float> (w), static_cast<float> (h)).reduced (0.5f);
    const float corner = 0.5f * r.getHeight();
    g.setColour ((*this)[Token::raised]);
    g.fillRoundedRectangle (r, corner);
    g.setColour ((*this)[Token::line]);
    g.drawRoundedRectangle (r, corner, 1.0f);
    juce::Path arrow;
    const float unit = std::max (1.0f, r.getHeight() / 50.0f), ax = r.getRight() - 24.0f * unit, ay = r.getCentreY() - 2.0f * unit;
    arrow.startNewSubPath (ax - 5.0f * unit, ay);
    arrow.lineTo (ax, ay + 5.0f * unit);
    arrow.lineTo (ax + 5.0f * unit, ay);
    g.setColour ((*this)[Token::soft]);
    g.strokePath (arrow, juce::PathStrokeType (1.6f * unit, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));
    if (box.hasKeyboardFocus (true)) drawFocus (g, r, corner);
}

void Look::positionComboBoxText (juce::ComboBox& box, juce::Label& label)
{
    const float unit = std::max (1.0f, static_cast<float> (box.getHeight()) / 50.0f);
    label.setBounds (juce::roundToInt (12.0f * unit), 0, box.getWidth() - juce::roundToInt (50.0f * unit), box.getHeight());
}

void Look::sizeMenu (const juce::PopupMenu::Options& o) noexcept
{
    menuTextSize = o.getStandardItemHeight() > 0 ? boxTextSize (static_cast<float> (o.getStandardItemHeight())) : 16.0f;
}

void Look::drawPopupMenuItemWithOptions (juce::Graphics& g, const juce::Rectangle<int>& area, bool lit, const juce::PopupMenu::Item& item,
                                         const juce::PopupMenu::Options& o)
{
    sizeMenu (o);
    juce::LookAndFeel_V4::drawPopupMenuItemWithOptions (g, area, lit, item, o);
}

void Look::getIdealPopupMenuItemSizeWithOptions (const juce::String& text, bool separator, int standard, int& width, int& height,
                                                 const juce::PopupMenu::Options& o)
{
    sizeMenu (o);
    juce::LookAndFeel_V4::getIdealPopupMenuItemSizeWithOptions (text, separator, standard, width, height, o);
}

void Look::drawLabel (juce::Graphics& g, juce::Label& label)
{
    if (dynamic_cast<juce::ComboBox*> (label.getParentComponent()) == nullptr) return juce::LookAndFeel_V4::drawLabel (g, label);
    const auto words = label.getText();
    const float h = static_cast<float> (label.getHeight()), size = sizeWithin (static_cast<float> (label.getWidth()), words, boxTextSize (h), 10.0f);
    g.setColour ((*this)[Token::text].withMultipliedAlpha (label.isEnabled() ? 1.0f : 0.5f));
    const juce::Graphics::ScopedSaveState state (g);
    g.reduceClipRegion (label.getLocalBounds());
    write (g, words, 0.0f, 0.5f * h + 0.36f * size, size);
}

void Look::fillTextEditorBackground (juce::Graphics& g, int w, int h, juce::TextEditor& editor)
{
    const auto r = juce::Rectangle<float> (static_cast<float> (w), static_cast<float> (h)).reduced (0.5f);
    g.setColour (editor.findColour (juce::TextEditor::backgroundColourId));
    g.fillRoundedRectangle (r, 0.5f * r.getHeight());
}

void Look::drawTextEditorOutline (juce::Graphics& g, int w, int h, juce::TextEditor& editor)
{
    const auto r = juce::Rectangle<float> (static_cast<float> (w), static_cast<float> (h)).reduced (1.0f);
    const bool focus = editor.hasKeyboardFocus (true);
    g.setColour (editor.findColour (focus ? juce::TextEditor::focusedOutlineColourId : juce::TextEditor::outlineColourId));
    g.drawRoundedRectangle (r, 0.5f * r.getHeight(), focus ? 2.0f : 1.0f);
}
} // namespace lull::ui

#include "Ui/ScriptView.h"
#include "Ui/Utf8.h"

#include <algorithm>

namespace lull::ui
{
namespace
{
enum Kind { plain, key, comment, quoted };

constexpr int resting = 200; // ms without a key before the text is read

} // namespace

// Enough of YAML for colours.
class ScriptView::Tokeniser final : public juce::CodeTokeniser
{
public:
    explicit Tokeniser (const Look& l) : look (l) {}

    int readNextToken (juce::CodeDocument::Iterator& source) override
    {
        source.skipWhitespace();
        const auto c = source.peekNextChar();
        if (c == '#')
        {
            source.skipToEndOfLine();
            return comment;
        }
        if (c == '"' || c == '\'')
        {
            source.skip();
            while (! source.isEOF() && source.peekNextChar() != '\n')
                if (source.nextChar() == c) break;
            return quoted;
        }
        bool any = false;
        while (! source.isEOF())
        {
            const auto next = source.peekNextChar();
            if (next == ':')
            {
                source.skip();
                return any ? key : plain;
            }
            if (next == '\n' || next == '\r' || next == ',' || next == '{' || next == '}' || next == '[' || next == ']' || next == '"') break;
            source.skip();
            any = any || next != '-';
            if (next == ' ' && source.peekNextChar() == '#') break;
        }
        if (! any) source.skip();
        return plain;
    }

    juce::CodeEditorComponent::ColourScheme getDefaultColourScheme() override
    {
        juce::CodeEditorComponent::ColourScheme s;
        s.set ("plain", look[Token::text]);
        s.set ("key", look[Token::soft]);
        s.set ("comment", look[Token::soft].withAlpha (0.75f));
        s.set ("quoted", look[Token::text]);
        return s;
    }

private:
    const Look& look;
};

class ScriptView::Editor final : public juce::CodeEditorComponent
{
public:
    Editor (ScriptView& v, juce::CodeDocument& d, juce::CodeTokeniser* t) : CodeEditorComponent (d, t), view (v)
    {
        setTabSize (2, true);
        setTitle ("Script");
    }

    bool keyPressed (const juce::KeyPress& k) override
    {
        if (k == juce::KeyPress::escapeKey)
        {
            if (view.onEscape) view.onEscape();
            return true;
        }
        if (k == juce::KeyPress (juce::KeyPress::returnKey, juce::ModifierKeys::commandModifier, 0))
        {
            if (view.onApply) view.onApply();
            return true;
        }
        return CodeEditorComponent::keyPressed (k);
    }
    void handleReturnKey() override // as far in as the line before, as YAML goes
    {
        const auto line = getCaretPos().getLineText();
        insertTextAtCaret ("\n" + line.substring (0, line.length() - line.trimStart().length()));
    }
    void caretPositionMoved() override
    {
        if (view.onCaret) view.onCaret();
        view.repaint();
    }
    void editorViewportPositionChanged() override { view.repaint(); }

private:
    ScriptView& view;
};

ScriptView::ScriptView (const Look& l)
    : look (l), tokeniser (std::make_unique<Tokeniser> (l)), editor (std::make_unique<Editor> (*this, document, tokeniser.get()))
{
    document.setNewLineCharacters ("\n");
    document.addListener (this);
    editor->setScrollbarThickness (10);
    editor->setLineNumbersShown (true);
    addAndMakeVisible (*editor);
    themeChanged();
}

ScriptView::~ScriptView() { document.removeListener (this); }

void ScriptView::themeChanged()
{
    using E = juce::CodeEditorComponent;
    editor->setColour (E::backgroundColourId, look[Token::raised]);
    editor->setColour (E::defaultTextColourId, look[Token::text]);
    editor->setColour (E::highlightColourId, look[Token::touch].withAlpha (0.28f));
    editor->setColour (E::lineNumberBackgroundId, look[Token::raised]);
    editor->setColour (E::lineNumberTextId, look[Token::soft].withAlpha (0.6f));
    editor->setColour (juce::CaretComponent::caretColourId, look[Token::touch]);
    editor->setColourScheme (tokeniser->getDefaultColourScheme());
    repaint();
}

void ScriptView::setText (const std::string& s)
{
    const juce::ScopedValueSetter<bool> keep (quiet, true);
    editor->loadContent (utf8 (s));
    document.clearUndoHistory();
}

void ScriptView::replaceAll (const std::string& s)
{
    document.newTransaction();
    document.replaceAllContent (utf8 (s));
    document.newTransaction();
}

std::string ScriptView::text() const { return document.getAllContent().toStdString(); }

std::size_t ScriptView::caret() const { return document.getAllContent().substring (0, editor->getCaretPos().getPosition()).getNumBytesAsUTF8(); }

void ScriptView::moveCaretTo (std::size_t byte)
{
    const auto all = text();
    const juce::CodeDocument::Position at (document, utf8 (all.substr (0, std::min (byte, all.size()))).length());
    editor->moveCaretTo (at, false);
    editor->scrollToKeepLinesOnScreen ({ std::max (0, at.getLineNumber() - 2), at.getLineNumber() + 6 });
}

void ScriptView::setDiagnostics (text::Diagnostics d)
{
    found = std::move (d);
    repaint();
}

bool ScriptView::undo() { return editor->undo(), true; }
bool ScriptView::redo() { return editor->redo(), true; }
bool ScriptView::canUndo() const { return document.getUndoManager().canUndo(); }
bool ScriptView::canRedo() const { return document.getUndoManager().canRedo(); }

void ScriptView::edited()
{
    if (! quiet) startTimer (resting);
}

void ScriptView::timerCallback()
{
    stopTimer();
    document.newTransaction();
    if (onEdit) onEdit();
}

void ScriptView::setScale (float s)
{
    scale = s;
    editor->setFont ({ juce::Font::getDefaultMonospacedFontName(), std::max (9.0f, 15.0f * s), juce::Font::plain });
    resized();
}

float ScriptView::footHeight() const { return 46.0f * scale; }

void ScriptView::resized()
{
    editor->setBounds (getLocalBounds().reduced (static_cast<int> (6.0f * scale)).withTrimmedBottom (static_cast<int> (footHeight())));
}

const text::Diagnostic* ScriptView::worst() const noexcept
{
    const int line = editor->getCaretPos().getLineNumber() + 1;
    for (const auto& d : found)
        if (d.line == line) return &d;
    for (const auto& d : found)
        if (d.severity == text::Severity::error) return &d;
    return found.empty() ? nullptr : &found.front();
}

void ScriptView::paint (juce::Graphics& g)
{
    const auto box = getLocalBounds().toFloat();
    g.setColour (look[Token::raised]);
    g.fillRoundedRectangle (box, 12.0f * scale);
    g.setColour (look[Token::line]);
    g.drawRoundedRectangle (box.reduced (0.5f), 12.0f * scale, 1.0f);
    const auto* d = worst();
    const auto foot = box.withTop (box.getBottom() - footHeight()).reduced (14.0f * scale, 5.0f * scale);
    if (d == nullptr) return;
    const auto sentence = "line " + juce::String (d->line) + ": " + utf8 (d->message) + (d->fix.empty() ? juce::String() : "; " + utf8 (d->fix));
    g.setColour (look[d->severity == text::Severity::error ? Token::stopText : Token::soft]);
    look.write (g, look.fit (sentence, foot.getWidth(), foot.getHeight(), 14.0f * scale, std::max (9.0f, 11.0f * scale)), foot.getX(), foot.getY());
}

// A wave under what is wrong.
void ScriptView::paintOverChildren (juce::Graphics& g)
{
    const auto area = editor->getBounds().toFloat();
    const juce::Graphics::ScopedSaveState keep (g);
    g.reduceClipRegion (editor->getBounds().withTrimmedRight (10));
    for (const auto& d : found)
    {
        const juce::CodeDocument::Position from (document, d.line - 1, d.column - 1), to (document, d.line - 1, d.column - 1 + std::max (1, d.length));
        const auto a = editor->getCharacterBounds (from).toFloat().translated (area.getX(), area.getY());
        const auto b = editor->getCharacterBounds (to).toFloat().translated (area.getX(), area.getY());
        if (a.getBottom() < area.getY() || a.getY() > area.getBottom()) continue;
        juce::Path wave;
        const float y = a.getBottom() - 1.5f, step = 3.0f * std::max (0.7f, scale);
        wave.startNewSubPath (a.getX(), y);
        int k = 0;
        for (float x = a.getX() + step; x <= std::max (b.getX(), a.getX() + 2.0f * step); x += step) wave.lineTo (x, y + (++k % 2 ? -2.0f : 1.0f));
        g.setColour (look[d.severity == text::Severity::error ? Token::stopText : Token::touch]);
        g.strokePath (wave, juce::PathStrokeType (1.3f, juce::PathStrokeType::curved));
    }
}
} // namespace lull::ui

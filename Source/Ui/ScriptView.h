// A script's text while it is edited: lines with numbers, keys and comments in their colours, and what is wrong where it is wrong. Message thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <juce_gui_extra/juce_gui_extra.h>

#include "Text/Diagnostic.h"
#include "Ui/Look.h"

namespace lull::ui
{
class ScriptView final : public juce::Component, private juce::CodeDocument::Listener, private juce::Timer
{
public:
    explicit ScriptView (const Look&);
    ~ScriptView() override;

    std::function<void()> onEdit;   // the person has changed the text, and rests for a moment
    std::function<void()> onCaret;  // the caret stands elsewhere
    std::function<void()> onApply;  // Ctrl + Return
    std::function<void()> onEscape; // Esc: a stop, wherever the keyboard is

    void setText (const std::string&);    // another script: what was done to the one before is not undone any more
    void replaceAll (const std::string&); // as one edit, that can be undone
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::size_t caret() const; // byte
    void moveCaretTo (std::size_t byte);
    [[nodiscard]] const text::Diagnostics& diagnostics() const noexcept { return found; }
    void setDiagnostics (text::Diagnostics);

    bool undo();
    bool redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;

    void setScale (float);
    void themeChanged();

    void paint (juce::Graphics&) override;
    void paintOverChildren (juce::Graphics&) override;
    void resized() override;

private:
    class Tokeniser;
    class Editor;

    const Look& look;
    mutable juce::CodeDocument document;
    std::unique_ptr<Tokeniser> tokeniser;
    std::unique_ptr<Editor> editor;
    text::Diagnostics found;
    float scale = 1.0f;
    bool quiet = false; // it is not the person who edits

    void codeDocumentTextInserted (const juce::String&, int) override { edited(); }
    void codeDocumentTextDeleted (int, int) override { edited(); }
    void edited();
    void timerCallback() override;
    [[nodiscard]] float footHeight() const;
    [[nodiscard]] const text::Diagnostic* worst() const noexcept; // at the caret's line, else the first
};
} // namespace lull::ui

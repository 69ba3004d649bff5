// A script that is being edited: its text, the score it reads as, and the way back. An edit is the smallest change of the text; comments,
// order and everything else stay byte for byte. Owned by an editor; one thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "Session/Score.h"
#include "Text/Splice.h"

namespace lull::session
{
class Document
{
public:
    // Opens a script that reads without errors.
    [[nodiscard]] static Result<Document, text::Diagnostics> open (std::string file, std::string text);

    [[nodiscard]] const std::string& text() const noexcept { return now.text; }
    [[nodiscard]] const Score& score() const noexcept { return now; }
    [[nodiscard]] bool changed() const noexcept { return now.text != saved; }

    // Puts another value where one stands: `where` is a value's span in score(). Refused, with nothing changed, when no value stands there, when
    // the script would have errors, or when the new text would not read as the same script but for that value.
    [[nodiscard]] Result<void, text::Diagnostics> replace (text::ByteSpan where, std::string_view value);
    [[nodiscard]] Result<void, text::Diagnostics> replace (text::ByteSpan where, const std::vector<std::string>& list);

    // One edit back or forward. False at the end of the way.
    bool undo();
    bool redo();
    [[nodiscard]] bool canUndo() const noexcept { return done > 0; }
    [[nodiscard]] bool canRedo() const noexcept { return done < steps.size(); }

    void markSaved() { saved = now.text; }

private:
    struct Step
    {
        text::Splice forward, back;
    };

    explicit Document (Score s) : now (std::move (s)), saved (now.text) {}
    [[nodiscard]] Result<void, text::Diagnostics> replace (text::ByteSpan where, text::Node value, const std::string& written);
    bool go (const text::Splice&);

    Score now;
    std::string saved;
    std::vector<Step> steps; // the first `done` have been made
    std::size_t done = 0;
};
} // namespace lull::session

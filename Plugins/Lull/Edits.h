// What a designer has done in a project, and the way back and forth: every choice, and the script as it is being written. Message thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Plugins/Shared/SavedState.h"

namespace lull::plugin
{
class Edits
{
public:
    struct Step
    {
        Choices choices;
        std::string draft; // the script as it is being written, where it is not the one that plays

        bool operator== (const Step&) const = default;
        [[nodiscard]] std::size_t size() const noexcept { return choices.script.size() + choices.chairText.size() + draft.size() + 256; }
    };

    // Before something is done: how it was.
    void done (Step before);

    // From how it is now, to how it was, or is to be again.
    [[nodiscard]] std::optional<Step> undo (Step now) { return turn (past, future, std::move (now)); }
    [[nodiscard]] std::optional<Step> redo (Step now) { return turn (future, past, std::move (now)); }
    [[nodiscard]] bool canUndo() const noexcept { return ! past.empty(); }
    [[nodiscard]] bool canRedo() const noexcept { return ! future.empty(); }

    static constexpr std::size_t most = 8 * 1024 * 1024; // bytes; the oldest are forgotten

private:
    std::vector<Step> past, future;

    static std::optional<Step> turn (std::vector<Step>& from, std::vector<Step>& to, Step now);
};
} // namespace lull::plugin

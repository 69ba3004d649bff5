// The chairs that an editor offers: the person's own, those that came with the program, each also as it fits somebody who has fitted it or marked spots;
// the one that a state brought, and none. Message thread.
#pragma once

#include <vector>

#include <juce_gui_basics/juce_gui_basics.h>

#include "Base/Result.h"
#include "Plugins/Shared/SavedState.h"

namespace lull::plugin
{
class ChairBox final : public juce::ComboBox
{
public:
    ChairBox();

    void fill (const Choices&);

    // What was chosen, in place of the chair before; nothing when that is what it was. What somebody's fit says is read now.
    [[nodiscard]] std::optional<Result<Choices>> chosen (Choices) const;

    struct Offer
    {
        std::string id, title, text, person; // person: empty, or whom it fits
    };
    [[nodiscard]] const std::vector<Offer>& offers() const noexcept { return all; }

private:
    std::vector<Offer> all;
};
} // namespace lull::plugin

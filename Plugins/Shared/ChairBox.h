// The chairs that an editor offers: those that came with the program, the one that a state brought, and none. Message thread.
#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include "Plugins/Shared/SavedState.h"

namespace lull::plugin
{
void fillChairs (juce::ComboBox&, const Choices&);

// What was chosen there, in place of the chair before; nothing when that is what it was.
[[nodiscard]] std::optional<Choices> chosenChair (const juce::ComboBox&, Choices);
} // namespace lull::plugin

// The themes that can be chosen: those that came with the program, and the person's own, Themes/*.yaml among their settings. Main thread; reads files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <juce_core/juce_core.h>

#include "Ui/Theme.h"

namespace lull::app
{
// Own ones that cannot be read are left out.
[[nodiscard]] std::vector<ui::Theme> themes();

[[nodiscard]] std::optional<ui::Theme> themeOf (const std::string& name); // capitals do not matter
[[nodiscard]] ui::Theme themeAfter (const std::string& name);             // round and round

// "Night", "Day", or an own one's name.
[[nodiscard]] juce::String wordFor (const ui::Theme&);
} // namespace lull::app

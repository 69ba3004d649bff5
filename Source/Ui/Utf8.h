// Our texts, which are UTF-8, as JUCE's.
#pragma once

#include <string_view>

#include <juce_core/juce_core.h>

namespace lull::ui
{
[[nodiscard]] inline juce::String utf8 (std::string_view s) { return juce::String::fromUTF8 (s.data(), static_cast<int> (s.size())); }
} // namespace lull::ui

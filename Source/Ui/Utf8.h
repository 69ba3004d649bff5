// Our texts, which are UTF-8, as JUCE's.
#pragma once

#include <string_view>

#include <juce_core/juce_core.h>

namespace lull::ui
{
[[nodiscard]] inline juce::String utf8 (std::string_view s) { return juce::String::fromUTF8 (s.data(), static_cast<int> (s.size())); }

// As a sentence or a button begins.
[[nodiscard]] inline juce::String capital (std::string_view s)
{
    const auto words = utf8 (s);
    return words.substring (0, 1).toUpperCase() + words.substring (1);
}
} // namespace lull::ui

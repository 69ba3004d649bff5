// Colours by what they are for, read from a theme file (Assets/Themes). Values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"
#include "Text/Diagnostic.h"

namespace lull::ui
{
// ground, raised, line: surfaces, cards, hairlines. text, soft: words; faint: done parts, never words. touch, touchHigh: everything felt.
// sound: everything heard. stopGround, stopText: stop and refusals; nothing else is red. skin, skinLine: the back at rest. dimmed: the ground of the dimmed screen.
enum class Token { ground, raised, line, text, soft, faint, touch, touchHigh, sound, stopGround, stopText, skin, skinLine, dimmed, count };

struct Rgb
{
    std::uint8_t r = 0, g = 0, b = 0;
    bool operator== (const Rgb&) const = default;
};

struct Theme
{
    std::string name;
    bool night = true;
    std::array<Rgb, static_cast<std::size_t> (Token::count)> colours {};

    [[nodiscard]] Rgb operator[] (Token t) const noexcept { return colours[static_cast<std::size_t> (t)]; }
};

// Every colour must be given, as "#RRGGBB"; anything else is said with its place.
[[nodiscard]] Result<Theme, text::Diagnostics> readTheme (std::string_view file, std::string_view text);

// Those that came with the program, Ember (night) first. Never empty.
[[nodiscard]] const std::vector<Theme>& shippedThemes();

// WCAG 2.1: relative luminance 0 .. 1 of sRGB, and the contrast of two colours, 1 .. 21.
[[nodiscard]] double luminance (Rgb) noexcept;
[[nodiscard]] double contrast (Rgb, Rgb) noexcept;
} // namespace lull::ui

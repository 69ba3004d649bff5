#include "Ui/Theme.h"

#include <algorithm>
#include <optional>

#include "Base/Math.h"
#include "Text/Yaml.h"
#include "Ui/Embedded.h"

namespace lull::ui
{
namespace
{
constexpr std::array<std::string_view, static_cast<std::size_t> (Token::count)> keys { "ground",    "raised", "line",       "text",  "soft",
                                                                                       "faint",     "touch",  "touch high", "sound", "stop ground",
                                                                                       "stop text", "skin",   "skin line",  "dimmed" };

std::optional<int> hexDigit (char c) noexcept
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return {};
}

std::optional<Rgb> parseColour (std::string_view s) noexcept
{
    if (s.size() != 7 || s[0] != '#') return {};
    std::array<std::uint8_t, 3> parts {};
    for (std::size_t i = 0; i < 3; ++i)
    {
        const auto high = hexDigit (s[1 + 2 * i]), low = hexDigit (s[2 + 2 * i]);
        if (! high || ! low) return {};
        parts[i] = static_cast<std::uint8_t> (*high * 16 + *low);
    }
    return Rgb { parts[0], parts[1], parts[2] };
}

// The way back from sRGB's transfer curve, IEC 61966-2-1.
double linear (std::uint8_t v) noexcept
{
    const double c = v / 255.0;
    return c <= 0.04045 ? c / 12.92 : math::pow ((c + 0.055) / 1.055, 2.4);
}
} // namespace

Result<Theme, text::Diagnostics> readTheme (std::string_view file, std::string_view text)
{
    const auto root = text::parseYaml (file, text);
    if (! root) return fail (root.error());
    text::Diagnostics found;
    const auto wrong = [&] (text::ByteSpan span, std::string code, std::string message) {
        found.push_back (text::at (file, text, span, text::Severity::error, std::move (code), std::move (message)));
    };

    if (root->kind != text::Node::Kind::map)
    {
        wrong (root->span, "kind", "a theme is a map of colours");
        return fail (found);
    }
    Theme theme;
    std::array<bool, keys.size()> given {};
    bool version = false;
    for (const auto& entry : root->entries)
    {
        if (entry.key == "theme") version = entry.value.scalar == "1";
        else if (entry.key == "name") theme.name = entry.value.scalar;
        else if (entry.key == "for") theme.night = entry.value.scalar == "night";
        else if (const auto at = std::find (keys.begin(), keys.end(), entry.key); at != keys.end())
        {
            const auto i = static_cast<std::size_t> (at - keys.begin());
            const auto colour = parseColour (entry.value.scalar);
            if (! colour) wrong (entry.value.span, "colour", "a colour is \"#RRGGBB\"");
            else theme.colours[i] = *colour;
            given[i] = true;
        }
        else wrong (entry.keySpan, "unknown-key", "\"" + entry.key + "\" is not a part of a theme");
    }
    if (! version) wrong (root->span, "version", "a theme begins with \"theme: 1\"");
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (! given[i]) wrong (root->span, "missing-key", "the colour \"" + std::string (keys[i]) + "\" is missing");
    if (! found.empty()) return fail (found);
    return theme;
}

const std::vector<Theme>& shippedThemes()
{
    static const std::vector<Theme> all = [] {
        std::vector<Theme> themes;
        for (const auto& f : embeddedThemes())
            if (auto t = readTheme (f.name, f.bytes)) themes.push_back (std::move (*t));
        std::stable_sort (themes.begin(), themes.end(), [] (const Theme& a, const Theme& b) { return a.night && ! b.night; });
        return themes;
    }();
    return all;
}

double luminance (Rgb c) noexcept { return 0.2126 * linear (c.r) + 0.7152 * linear (c.g) + 0.0722 * linear (c.b); }

double contrast (Rgb a, Rgb b) noexcept
{
    const double la = luminance (a), lb = luminance (b);
    return (std::max (la, lb) + 0.05) / (std::min (la, lb) + 0.05);
}
} // namespace lull::ui

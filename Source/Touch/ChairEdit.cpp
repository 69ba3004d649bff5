#include "Touch/ChairEdit.h"

#include <algorithm>

#include "Text/Splice.h"
#include "Text/Yaml.h"

namespace lull::touch
{
namespace
{
using text::Node;

std::string_view nameOf (ChairChange::List list) { return list == ChairChange::List::amplifiers ? "amplifiers" : "actuators"; }

std::size_t lineBegin (std::string_view text, std::size_t at)
{
    const auto before = at == 0 ? std::string_view::npos : text.rfind ('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

// The place of the line break, or the end.
std::size_t lineEnd (std::string_view text, std::size_t at)
{
    const auto end = std::min (text.find ('\n', at), text.size());
    return end > at && text[end - 1] == '\r' ? end - 1 : end;
}

std::string_view newline (std::string_view text) { return text.find ("\r\n") != std::string_view::npos ? "\r\n" : "\n"; }

bool inBraces (std::string_view text, const Node& map) { return map.span.begin < text.size() && text[map.span.begin] == '{'; }

text::Splice added (std::string_view text, const Node& map, const ChairChange& change)
{
    const auto& last = map.entries.back();
    const std::string words = change.key + ": " + text::writtenScalar (*change.value);
    if (inBraces (text, map)) return { { last.value.span.end, last.value.span.end }, ", " + words };
    const auto& first = map.entries.front();
    const std::size_t column = first.keySpan.begin - lineBegin (text, first.keySpan.begin), end = lineEnd (text, last.value.span.end);
    return { { end, end }, std::string (newline (text)) + std::string (column, ' ') + words };
}

text::Splice removed (std::string_view text, const Node& map, std::size_t index)
{
    const auto& entry = map.entries[index];
    const bool first = index == 0, last = index + 1 == map.entries.size();
    if (! last && (first || inBraces (text, map))) return { { entry.keySpan.begin, map.entries[index + 1].keySpan.begin }, {} };
    if (inBraces (text, map)) return { { first ? entry.keySpan.begin : map.entries[index - 1].value.span.end, entry.value.span.end }, {} };
    // From the end of the line before to the end of its own.
    const std::size_t begin = lineBegin (text, entry.keySpan.begin);
    return { { lineEnd (text, begin - 1 - (begin > 1 && text[begin - 2] == '\r' ? 1 : 0)), lineEnd (text, entry.value.span.end) }, {} };
}

Result<std::string, text::Diagnostics> apply (std::string_view file, std::string text, const ChairChange& change)
{
    const auto refuse = [&] (std::string what) {
        return fail (text::Diagnostics { text::at (file, text, {}, text::Severity::error, "edit", std::move (what)) });
    };
    auto tree = text::parseYaml (file, text);
    if (! tree) return fail (std::move (tree.error()));
    Node wanted = *tree;
    const auto named = [&] (const Node::Entry& e) { return e.key == nameOf (change.list); };
    const auto list = std::find_if (wanted.entries.begin(), wanted.entries.end(), named);
    if (list == wanted.entries.end())
    {
        const auto actuators = std::find_if (wanted.entries.begin(), wanted.entries.end(), [] (const auto& e) { return e.key == "actuators"; });
        if (! change.value) return text;
        if (change.item != 0 || actuators == wanted.entries.end()) return refuse ("there is no such amplifier");
        const auto at = actuators->keySpan.begin;
        const auto n = newline (text);
        return text::spliced (text, { { at, at },
                                      std::string ("amplifiers:") + std::string (n) + "  - { name: amplifier, " + change.key + ": " +
                                          text::writtenScalar (*change.value) + " }" + std::string (n) });
    }
    const auto at = static_cast<std::size_t> (change.item);
    if (change.item < 0 || at >= list->value.items.size() || list->value.items[at].entries.empty()) return refuse ("there is no such place in the chair");
    Node& map = list->value.items[at];
    const auto entry = std::find_if (map.entries.begin(), map.entries.end(), [&] (const auto& e) { return e.key == change.key; });
    text::Splice splice;
    if (entry != map.entries.end() && change.value)
    {
        splice = text::smallest (text, entry->value.span, text::writtenScalar (*change.value));
        entry->value.scalar = *change.value;
    }
    else if (change.value)
    {
        splice = added (text, map, change);
        Node::Entry made;
        made.key = change.key;
        made.value.scalar = *change.value;
        map.entries.push_back (std::move (made));
    }
    else if (entry != map.entries.end())
    {
        splice = removed (text, map, static_cast<std::size_t> (entry - map.entries.begin()));
        map.entries.erase (entry);
    }
    auto next = text::spliced (text, splice);
    const auto again = text::parseYaml (file, next);
    if (! again || ! text::sameTree (*again, wanted)) return refuse ("\"" + change.key + "\" cannot be written here");
    return next;
}
} // namespace

Result<std::string, text::Diagnostics> changedChair (std::string_view file, std::string text, std::string_view id, const std::vector<ChairChange>& changes)
{
    for (const auto& change : changes)
    {
        auto next = apply (file, std::move (text), change);
        if (! next) return next;
        text = std::move (*next);
    }
    if (auto chair = readChair (file, text, std::string (id)); ! chair) return fail (std::move (chair.error()));
    return text;
}
} // namespace lull::touch

#include "Session/Document.h"

namespace lull::session
{
namespace
{
// A value in the style of the one that stands there.
std::string inStyleOf (std::string_view old, std::string_view value)
{
    if (old.starts_with ('"')) return text::inQuotes (value);
    if (old.starts_with ('\'') && value.find_first_of ("\n\t") == std::string_view::npos)
    {
        std::string single = "'";
        for (char c : value) single.append (c == '\'' ? 2 : 1, c);
        return single + "'";
    }
    return text::writtenScalar (value);
}
} // namespace

Result<Document, text::Diagnostics> Document::open (std::string file, std::string text)
{
    auto score = readScore (file, text);
    if (! score) return fail (std::move (score.error()));
    return Document (std::move (*score));
}

Result<void, text::Diagnostics> Document::replace (text::ByteSpan where, std::string_view value)
{
    const auto end = std::min (where.end, now.text.size()), begin = std::min (where.begin, end);
    text::Node node;
    node.scalar = value;
    return replace ({ begin, end }, std::move (node), inStyleOf (std::string_view (now.text).substr (begin, end - begin), value));
}

Result<void, text::Diagnostics> Document::replace (text::ByteSpan where, const std::vector<std::string>& list)
{
    text::Node node;
    node.kind = text::Node::Kind::sequence;
    for (const auto& value : list)
    {
        node.items.emplace_back();
        node.items.back().scalar = value;
    }
    return replace (where, std::move (node), text::writtenList (list));
}

Result<void, text::Diagnostics> Document::replace (text::ByteSpan where, text::Node value, const std::string& written)
{
    const auto refuse = [&] (const char* message) {
        return fail (text::Diagnostics { text::at (now.file, now.text, where, text::Severity::error, "edit", message) });
    };

    // What the script should say after the edit.
    auto wanted = text::parseYaml (now.file, now.text);
    auto* node = wanted ? text::nodeAt (*wanted, where) : nullptr;
    if (node == nullptr) return refuse ("no value stands here");
    *node = std::move (value);

    const auto splice = text::smallest (now.text, where, written);
    const auto text = text::spliced (now.text, splice);
    auto score = readScore (now.file, text);
    if (! score) return fail (std::move (score.error()));
    const auto tree = text::parseYaml (now.file, text);
    if (! tree || ! text::sameTree (*tree, *wanted)) return refuse ("this value cannot be written here");

    steps.resize (done);
    steps.push_back ({ splice, text::inverse (now.text, splice) });
    ++done;
    now = std::move (*score);
    return {};
}

bool Document::go (const text::Splice& splice)
{
    auto score = readScore (now.file, text::spliced (now.text, splice));
    if (! score) return false;
    now = std::move (*score);
    return true;
}

bool Document::undo()
{
    if (! canUndo() || ! go (steps[done - 1].back)) return false;
    --done;
    return true;
}

bool Document::redo()
{
    if (! canRedo() || ! go (steps[done].forward)) return false;
    ++done;
    return true;
}
} // namespace lull::session

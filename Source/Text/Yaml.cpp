#include "Text/Yaml.h"

#include <algorithm>
#include <array>
#include <locale>
#include <map>
#include <optional>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "Text/Scan.h"
#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
// Both are thrown through yaml-cpp only, and caught in parseYaml.
struct Stop
{
    Refusal refusal;
};
struct Enough
{}; // found as much as anyone reads

class TreeBuilder final : public YAML::EventHandler
{
public:
    TreeBuilder (std::string_view t, const Scan& s, const Bounds& b, std::size_t skippedBytes) : text (t), scanned (s), bounds (b), skipped (skippedBytes) {}

    std::optional<Node> root;
    std::vector<Refusal> found; // what does not keep the rest from being read

    void OnDocumentStart (const YAML::Mark& mark) override
    {
        if (documents++ > 0) throw Stop { { byte (mark), "yaml-document", "a second document begins here", "a file holds one" } };
    }
    void OnDocumentEnd() override {}
    void OnAlias (const YAML::Mark& mark, YAML::anchor_t) override { throw Stop { { byte (mark), "yaml-alias", "aliases (*) are not read here", {} } }; }
    void OnNull (const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        check (mark, "?", anchor);
        if (found.size() >= mostDiagnostics) throw Enough {};
        const auto here = byte (mark);
        const auto word = wordAt (here.begin);
        const bool written = word == "~" || word == "null" || word == "Null" || word == "NULL";
        if (! stack.empty() && keyed())
        {
            const auto& key = stack.back().key;
            const auto after = text.substr (key->keySpan.end, here.begin - std::min (here.begin, key->keySpan.end));
            const bool own = written && (after.find ('\n') == std::string_view::npos || ! followedByColon (here.begin + word.size()));
            if (own)
                found.push_back ({ { here.begin, here.begin + word.size() },
                                   "yaml-null",
                                   quoted (word) + " is no value here",
                                   "leave the key out, or put the word in quotes" });
            else found.push_back ({ key->keySpan, "yaml-empty", quoted (key->key) + " has no value", "write one, or leave the key out" });
        }
        else if (! stack.empty() && stack.back().node.kind == Node::Kind::map)
            throw Stop { { here, "yaml-key", written ? quoted (word) + " is not a key" : "a key is missing", "write \"key: value\"" } };
        else if (written)
            found.push_back ({ { here.begin, here.begin + word.size() }, "yaml-null", quoted (word) + " is no value here", "put the word in quotes" });
        else found.push_back ({ lastMarkBefore (here.begin), "yaml-empty", "an entry of this list is empty", "write a value, or take it out" });
        Node nothing;
        nothing.span = { here.begin, here.begin };
        nothing.missing = true;
        accept (std::move (nothing));
    }
    void OnScalar (const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override
    {
        check (mark, tag, anchor);
        Node node;
        node.span = spanAt (mark);
        node.scalar = value;
        const char first = text[node.span.begin];
        node.quoted = first == '"' || first == '\'' || first == '|' || first == '>';
        if (! node.quoted && text.substr (node.span.begin, node.span.end - node.span.begin) != value)
            throw Stop { { node.span, "yaml-multiline", "a text without quotes goes on in a second line",
                           "write it in one line, in quotes, or after \">-\"" } };
        for (std::size_t i = 0; i < value.size();) // what escapes may have made
        {
            const auto c = decode (value, i);
            if (! c.valid || unseen (c.value))
                throw Stop { { node.span, "yaml-character", "the unseen character " + nameOf (c.value) + " has no place here", "take it out" } };
            i += c.bytes;
        }
        accept (std::move (node));
    }
    void OnSequenceStart (const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        check (mark, tag, anchor);
        begin (mark, Node::Kind::sequence, '[');
    }
    void OnMapStart (const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        check (mark, tag, anchor);
        begin (mark, Node::Kind::map, '{');
    }
    void OnSequenceEnd() override { end(); }
    void OnMapEnd() override { end(); }

private:
    struct Frame
    {
        Node node;
        bool bracketed = false;
        std::optional<Node::Entry> key;                       // of a map: read, its value is due
        std::map<std::string, std::size_t, std::less<>> keys; // and where each stands
    };
    std::string_view text;
    const Scan& scanned;
    const Bounds& bounds;
    std::size_t skipped;
    std::vector<Frame> stack;
    int documents = 0, nodes = 0;

    [[nodiscard]] ByteSpan byte (const YAML::Mark& mark) const
    {
        const auto b = std::min (text.size(), static_cast<std::size_t> (std::max (0, mark.pos)) + skipped);
        return { b, b + 1 };
    }
    [[nodiscard]] bool keyed() const { return stack.back().key.has_value(); }
    [[nodiscard]] std::string_view wordAt (std::size_t b) const
    {
        const auto rest = text.substr (b);
        return rest.substr (0, rest.find_first_of (" \r\n,]}:#"));
    }
    // The dash or comma of an entry that is not there.
    [[nodiscard]] ByteSpan lastMarkBefore (std::size_t b) const
    {
        const auto mark = text.substr (0, b).find_last_of ("-,[");
        return mark == std::string_view::npos ? ByteSpan { b, b + 1 } : ByteSpan { mark, mark + 1 };
    }
    [[nodiscard]] bool followedByColon (std::size_t b) const
    {
        while (b < text.size() && text[b] == ' ') ++b;
        return b < text.size() && text[b] == ':';
    }
    [[nodiscard]] ByteSpan spanAt (const YAML::Mark& mark) const
    {
        const auto here = byte (mark);
        if (const auto* span = scanned.from (here.begin)) return *span;
        throw Stop { { here, "yaml", "this cannot be read for certain", "put the text in quotes" } };
    }

    void check (const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
    {
        if (++nodes > bounds.nodes)
            throw Stop { { byte (mark), "yaml-nodes", "there is too much in this text", "at most " + std::to_string (bounds.nodes) + " values are read" } };
        if (! tag.empty() && tag != "?" && tag != "!") throw Stop { { byte (mark), "yaml-tag", "tags (!) are not read here", {} } };
        if (anchor != YAML::NullAnchor) throw Stop { { byte (mark), "yaml-anchor", "anchors (&) are not read here", {} } };
    }

    void begin (const YAML::Mark& mark, Node::Kind kind, char opener)
    {
        const auto here = byte (mark);
        if (static_cast<int> (stack.size()) >= bounds.depth)
            throw Stop { { here, "yaml-depth", "this is nested too deep", "at most " + std::to_string (bounds.depth) + " levels are read" } };
        if (! stack.empty() && stack.back().node.kind == Node::Kind::map && ! keyed())
            throw Stop { { here, "yaml-key", "a key is a word", "write \"key: value\"" } };
        Frame frame;
        frame.node.kind = kind;
        frame.bracketed = here.begin < text.size() && text[here.begin] == opener;
        frame.node.span = frame.bracketed ? spanAt (mark) : ByteSpan { here.begin, here.begin };
        stack.push_back (std::move (frame));
    }

    void end()
    {
        Node node = std::move (stack.back().node);
        const bool bracketed = stack.back().bracketed;
        stack.pop_back();
        if (! bracketed && ! node.items.empty()) node.span.end = node.items.back().span.end;
        if (! bracketed && ! node.entries.empty()) node.span.end = node.entries.back().value.span.end;
        accept (std::move (node));
    }

    void accept (Node node)
    {
        if (stack.empty())
        {
            root = std::move (node);
            return;
        }
        auto& top = stack.back();
        if (top.node.kind == Node::Kind::sequence) top.node.items.push_back (std::move (node));
        else if (top.key)
        {
            top.key->value = std::move (node);
            top.node.entries.push_back (std::move (*top.key));
            top.key.reset();
        }
        else
        {
            if (node.scalar == "<<" && ! node.quoted)
                throw Stop { { node.span, "yaml-merge", "merge keys (<<) are not read here", "write the values where they are used" } };
            if (const auto [first, fresh] = top.keys.try_emplace (node.scalar, node.span.begin); ! fresh && found.size() < mostDiagnostics)
                found.push_back ({ node.span, "duplicate-key", quoted (node.scalar) + " is given twice",
                                   "the first is in line " + std::to_string (placeOf (text, first->second).line) });
            top.key = Node::Entry { std::move (node.scalar), node.span, {} };
        }
    }
};

// yaml-cpp's sentences, in ours.
Refusal translated (const std::string& message, ByteSpan where)
{
    struct Pair
    {
        std::string_view theirs, ours, fix;
    };
    static constexpr std::array pairs {
        Pair { "end of map not found", "this does not line up with the lines above it", "check how far it is indented" },
        Pair { "end of sequence not found", "this does not line up with the list above it", "check how far it is indented" },
        Pair { "end of map flow not found", "a comma is missing in this map, or it is not closed", "write { key: value, key: value }" },
        Pair { "end of sequence flow not found", "a comma is missing in this list, or it is not closed", "write [ a, b ]" },
        Pair { "illegal map value", "\":\" stands where no key is", "put the text in quotes" },
        Pair { "illegal map key", "a key cannot stand here", "check how far it is indented" },
        Pair { "illegal block entry", "\"-\" cannot begin a list here", "begin the list in a line of its own" },
        Pair { "illegal flow end", "a bracket closes nothing", "put the text in quotes" },
        Pair { "unknown token", "this character cannot begin a value", "put the text in quotes" },
        Pair { "bad file", "this is nested too deep", "at most 8 levels are read" },
    };
    for (const auto& p : pairs)
        if (message == p.theirs) return { where, "yaml", std::string (p.ours), std::string (p.fix) };
    if (message.starts_with ("invalid unicode")) return { where, "yaml-escape", "this escape is not a character", "write the character itself" };
    if (message.starts_with ("unknown escape character")) return { where, "yaml-escape", "this escape is not known", "write \\\\ for a backslash" };
    return { where, "yaml", message, {} };
}

Diagnostics listed (std::string_view file, std::string_view text, std::vector<Refusal> found)
{
    std::stable_sort (found.begin(), found.end(), [] (const Refusal& a, const Refusal& b) { return a.span.begin < b.span.begin; });
    if (found.size() > mostDiagnostics) found.resize (mostDiagnostics);
    Diagnostics list;
    for (auto& r : found) list.push_back (at (file, text, r.span, Severity::error, std::move (r.code), std::move (r.message), std::move (r.fix)));
    return list;
}
} // namespace

const Node::Entry* Node::find (std::string_view key) const noexcept
{
    const auto i = std::find_if (entries.begin(), entries.end(), [&] (const Entry& e) { return e.key == key; });
    return i == entries.end() ? nullptr : &*i;
}

Result<Node, Diagnostics> parseYaml (std::string_view file, std::string_view text, const Bounds& bounds)
{
    Diagnostics found;
    auto root = parseYaml (file, text, found, bounds);
    if (! found.empty()) return fail (std::move (found));
    return root;
}

Result<Node, Diagnostics> parseYaml (std::string_view file, std::string_view text, Diagnostics& found, const Bounds& bounds)
{
    const auto refuse = [&] (Refusal r) { return fail (listed (file, text, { std::move (r) })); };
    if (text.size() > bounds.bytes)
        return refuse ({ { bounds.bytes, bounds.bytes }, "yaml-size", "the text is longer than " + std::to_string (bounds.bytes / 1024) + " KB", {} });
    if (auto r = checkCharacters (text)) return refuse (std::move (*r));
    const auto scanned = scan (text, bounds);
    if (scanned.refusal) return refuse (*scanned.refusal);
    const Refusal nothing { { text.size(), text.size() }, "yaml-nothing", "there is nothing in this text", {} };
    if (scanned.tokens.empty()) return refuse (nothing);

    const std::size_t skipped = text.starts_with (byteOrderMark) ? byteOrderMark.size() : 0;
    TreeBuilder tree (text, scanned, bounds, skipped);
    bool whole = false;
    try
    {
        std::istringstream in { std::string (text.substr (skipped)) };
        in.imbue (std::locale::classic());
        YAML::Parser parser (in);
        if (parser.HandleNextDocument (tree)) (void)parser.HandleNextDocument (tree);
        whole = true;
    }
    catch (Stop& stop)
    {
        tree.found.push_back (std::move (stop.refusal));
    }
    catch (const Enough&)
    {}
    catch (const YAML::Exception& e)
    {
        const auto b = std::min (text.size(), static_cast<std::size_t> (std::max (0, e.mark.pos)) + skipped);
        tree.found.push_back (translated (e.msg, { b, b + 1 }));
    }
    if (! whole) return fail (listed (file, text, std::move (tree.found)));
    found = listed (file, text, std::move (tree.found));
    if (! tree.root) return refuse (nothing);
    return std::move (*tree.root);
}
} // namespace lull::text

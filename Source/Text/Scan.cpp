#include "Text/Scan.h"

#include <algorithm>

#include "Text/Utf8.h"

namespace lull::text
{
namespace
{
constexpr std::size_t longestScalar = 8 * 1024; // bytes; every text field is shorter

class Scanner
{
public:
    Scanner (std::string_view t, const Bounds& b) : text (t), bounds (b), at (t.starts_with (byteOrderMark) ? byteOrderMark.size() : 0), lineBegin (at) {}

    Scan run()
    {
        while (at < text.size() && ! found.refusal) step();
        if (! found.refusal && ! open.empty())
            refuse ({ open.back(), open.back() + 1 }, "yaml-unclosed",
                    std::string (text[open.back()] == '[' ? "a list" : "a map") + " that begins here is not closed",
                    std::string ("end it with \"") + closerOf (text[open.back()]) + "\"");
        std::sort (found.tokens.begin(), found.tokens.end(), [] (ByteSpan a, ByteSpan b) { return a.begin < b.begin; });
        return std::move (found);
    }

private:
    std::string_view text;
    const Bounds& bounds;
    std::size_t at, lineBegin;
    Scan found;

    std::vector<std::size_t> open; // brackets not yet closed
    bool atLineStart = true;       // nothing but blanks before this
    bool valueDue = false;         // after "key:" or "-": a value may stand on the next line
    bool afterPlain = false;       // the last token was a plain scalar that ended a value
    int colonsInLine = 0;          // in block context
    std::size_t ownColumn = 0;     // of the last key or dash: the parent of a block text
    bool anything = false, ended = false, marked = false;
    int count = 0;

    static char closerOf (char opener) { return opener == '[' ? ']' : '}'; }
    [[nodiscard]] char peek (std::size_t i) const { return i < text.size() ? text[i] : '\n'; }
    [[nodiscard]] bool blankAt (std::size_t i) const
    {
        const char c = peek (i);
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
    [[nodiscard]] static bool isFlow (char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }
    [[nodiscard]] bool colonAt (std::size_t i) const { return peek (i) == ':' && (blankAt (i + 1) || (! open.empty() && isFlow (peek (i + 1)))); }
    [[nodiscard]] std::size_t lineEnd (std::size_t i) const { return std::min (text.find ('\n', i), text.size()); }

    void refuse (ByteSpan where, std::string code, std::string message, std::string fix = {})
    {
        if (! found.refusal) found.refusal = Refusal { where, std::move (code), std::move (message), std::move (fix) };
    }

    void step()
    {
        const char c = text[at];
        if (c == ' ' || c == '\r')
        {
            ++at;
            return;
        }
        if (c == '\n')
        {
            lineBegin = ++at;
            atLineStart = true;
            colonsInLine = 0;
            return;
        }
        if (c == '\t') return refuse ({ at, at + 1 }, "yaml-tab", "a tab stands here", "use blanks");
        if (c == '#' && (at == lineBegin || blankAt (at - 1)))
        {
            at = lineEnd (at);
            return;
        }
        if (at == lineBegin && open.empty() && marker (c)) return;
        if (ended) return secondDocument();
        anything = true;
        token (c);
        atLineStart = false;
    }

    // Lines that are about documents, not about content.
    bool marker (char c)
    {
        if (c == '%')
        {
            refuse ({ at, lineEnd (at) }, "yaml-directive", "directives are not read here", "take the line out");
            return true;
        }
        const auto three = text.substr (at, 3);
        if ((three != "---" && three != "...") || ! blankAt (at + 3)) return false;
        if (three == "---" && (anything || marked || ended)) secondDocument();
        (three == "---" ? marked : ended) = true;
        at += 3;
        return true;
    }

    void secondDocument() { refuse ({ at, at + 1 }, "yaml-document", "a second document begins here", "a file holds one"); }

    void token (char c)
    {
        const auto values = found.tokens.size() + open.size(); // keys too; lists and maps without brackets are counted later
        if (++count > 2 * bounds.nodes || values > static_cast<std::size_t> (bounds.nodes))
            return refuse ({ at, at + 1 }, "yaml-nodes", "there is too much in this text", "at most " + std::to_string (bounds.nodes) + " values are read");
        if (open.empty() && (c == '-' || c == '?') && blankAt (at + 1))
        {
            if (c == '?') return refuse ({ at, at + 1 }, "yaml-question", "keys with \"?\" are not read here", "write \"key: value\"");
            ownColumn = at - lineBegin;
            valueDue = true;
            afterPlain = false;
            ++at;
            return;
        }
        switch (c)
        {
            case '[':
            case '{': return opener();
            case ']':
            case '}': return closer (c);
            case ',':
                if (! open.empty())
                {
                    ++at;
                    return;
                }
                break;
            case '"':
            case '\'': return quotedScalar (c);
            case '&': return refuse (word(), "yaml-anchor", "anchors (&) are not read here", "write the value where it is used");
            case '*': return refuse (word(), "yaml-alias", "aliases (*) are not read here", "write the value where it is used");
            case '!': return refuse (word(), "yaml-tag", "tags (!) are not read here", "write the value alone, or in quotes");
            case '@':
            case '`':
            case '%': return refuse ({ at, at + 1 }, "yaml-reserved", std::string ("a value cannot begin with ") + c, "put it in quotes");
            case '|':
            case '>':
                if (open.empty()) return blockText();
                break;
            case '?':
                if (blankAt (at + 1)) return refuse ({ at, at + 1 }, "yaml-question", "keys with \"?\" are not read here", "write \"key: value\"");
                break;
            default: break;
        }
        if (colonAt (at)) return colon ({ at, at + 1 });
        if (c == ':') return refuse ({ at, at + 1 }, "yaml-reserved", "a value cannot begin with \":\"", "put it in quotes");
        plain();
    }

    [[nodiscard]] ByteSpan word() const
    {
        std::size_t end = at;
        while (end < text.size() && ! blankAt (end) && ! isFlow (text[end])) ++end;
        return { at, end };
    }

    // A value in a line of its own stands further in than what it belongs to.
    static constexpr auto valueFarOut = "this value does not stand further in than its key", indentIt = "put blanks before it";
    [[nodiscard]] bool tooFarOut (std::size_t column) const { return atLineStart && valueDue && column <= ownColumn; }

    void opener()
    {
        if (static_cast<int> (open.size()) >= bounds.depth)
            return refuse ({ at, at + 1 }, "yaml-depth", "this is nested too deep", "at most " + std::to_string (bounds.depth) + " levels are read");
        if (open.empty() && tooFarOut (at - lineBegin)) return refuse ({ at, at + 1 }, "yaml-indent", valueFarOut, indentIt);
        open.push_back (at++);
        valueDue = afterPlain = false;
    }

    void closer (char c)
    {
        if (open.empty())
            return refuse ({ at, at + 1 }, "yaml-unopened", std::string ("\"") + c + "\" closes nothing", "put the text in quotes, or open it before");
        const auto from = open.back();
        if (closerOf (text[from]) != c)
            return refuse ({ at, at + 1 }, "yaml-unclosed",
                           std::string ("\"") + c + "\" does not close the \"" + text[from] + "\" of line " + std::to_string (placeOf (text, from).line),
                           std::string ("end it with \"") + closerOf (text[from]) + "\"");
        open.pop_back();
        ++at;
        found.tokens.push_back ({ from, at });
    }

    void colon (ByteSpan key, bool indented = false)
    {
        if (! open.empty())
        {
            ++at;
            return;
        }
        if (indented) return refuse (key, "yaml-indent", "this key does not line up with the keys above it", "check how far it is indented");
        if (++colonsInLine > 1) return refuse (key, "yaml-colon", "\": \" stands inside a text", "put the text in quotes");
        ++at;
        valueDue = true;
        afterPlain = false;
    }

    // After a scalar: in block context a colon makes it a key.
    void scalarEnded (ByteSpan span, bool isPlain, std::size_t column)
    {
        found.tokens.push_back (span);
        at = span.end;
        while (at < text.size() && text[at] == ' ') ++at;
        if (! open.empty())
        {
            if (! isPlain && peek (at) == ':') ++at; // as JSON has it: no blank after a key in quotes
            return;
        }
        if (colonAt (at) || (! isPlain && peek (at) == ':'))
        {
            const bool indented = atLineStart && afterPlain && column > ownColumn;
            if (colonsInLine == 0) ownColumn = column;
            return colon (span, indented);
        }
        if (tooFarOut (column)) return refuse (span, "yaml-indent", valueFarOut, indentIt);
        valueDue = false;
        afterPlain = isPlain;
    }

    void quotedScalar (char quote)
    {
        std::size_t i = at + 1;
        for (;; ++i)
        {
            if (i >= text.size()) return refuse ({ at, at + 1 }, "yaml-quote", "a quote that begins here is not closed", std::string ("end it with ") + quote);
            if (quote == '"' && text[i] == '\\')
            {
                ++i;
                continue;
            }
            if (text[i] != quote) continue;
            if (quote == '\'' && peek (i + 1) == '\'')
            {
                ++i;
                continue;
            }
            break;
        }
        const ByteSpan span { at, i + 1 };
        const auto column = at - lineBegin;
        if (tooLong (span)) return;
        if (const auto newline = text.substr (at, span.end - at).rfind ('\n'); newline != std::string_view::npos)
        {
            lineBegin = at + newline + 1;
            colonsInLine = 0;
        }
        scalarEnded (span, false, column);
    }

    void plain()
    {
        std::size_t i = at, end = at;
        for (; i < text.size(); ++i)
        {
            const char c = text[i];
            if (c == '\n' || c == '\r') break;
            if (c == '\t') return refuse ({ i, i + 1 }, "yaml-tab", "a tab stands here", "use blanks");
            if (c == '#' && i > at && blankAt (i - 1)) break;
            if (colonAt (i)) break;
            if (! open.empty() && isFlow (c)) break;
            if (c != ' ') end = i + 1;
        }
        const ByteSpan span { at, std::max (end, at + 1) };
        if (tooLong (span)) return;

        const bool key = colonAt (i), first = atLineStart, due = valueDue, continues = afterPlain && at - lineBegin > ownColumn;
        scalarEnded (span, true, at - lineBegin);
        if (! first || key || due || ! open.empty()) return;
        const auto words = text.substr (span.begin, span.end - span.begin);
        if (continues) refuse (span, "yaml-multiline", "a text without quotes goes on in a second line", "write it in one line, in quotes, or after \">-\"");
        else if (words.find (':') != std::string_view::npos) refuse (span, "yaml-colon", "a blank is missing after \":\"", "write \"key: value\"");
        else refuse (span, "yaml-alone", quoted (words) + " stands alone", "write \"key: value\"");
    }

    // A text after | or >: every line that is indented further than what it belongs to.
    void blockText()
    {
        const std::size_t begin = at, header = lineEnd (at);
        for (std::size_t i = at + 1; i < header && ! blankAt (i); ++i)
            if (text[i] >= '0' && text[i] <= '9') return refuse ({ i, i + 1 }, "yaml-indent-mark", "an indentation number is not read here", "leave it out");

        std::size_t end = at + 1, line = header + 1, indent = 0;
        while (end < header && ! blankAt (end)) ++end; // the header itself
        while (line < text.size())
        {
            const auto stop = lineEnd (line);
            std::size_t i = line;
            while (i < stop && text[i] == ' ') ++i;
            if (i < stop && text[i] != '\r')
            {
                if (indent == 0 && (anythingBefore (begin) ? i - line <= ownColumn : i == line)) break;
                if (indent == 0) indent = i - line;
                if (i - line < indent) break;
                end = stop;
                while (end > i && (text[end - 1] == '\r' || text[end - 1] == ' ')) --end;
            }
            line = stop + 1;
        }
        const ByteSpan span { begin, end };
        if (tooLong (span)) return;
        found.tokens.push_back (span);
        at = std::min (line, text.size());
        lineBegin = at;
        atLineStart = true;
        colonsInLine = 0;
        valueDue = afterPlain = false;
    }

    [[nodiscard]] bool anythingBefore (std::size_t byte) const { return ! found.tokens.empty() && found.tokens.front().begin < byte; }

    bool tooLong (ByteSpan span)
    {
        if (span.end - span.begin <= longestScalar) return false;
        refuse ({ span.begin, span.begin + 1 }, "yaml-long", "a text that begins here is longer than any that is read", "at most 8 KB");
        return true;
    }
};
} // namespace

const ByteSpan* Scan::from (std::size_t byte) const noexcept
{
    const auto i = std::lower_bound (tokens.begin(), tokens.end(), byte, [] (const ByteSpan& s, std::size_t b) { return s.begin < b; });
    return i != tokens.end() && i->begin == byte ? &*i : nullptr;
}

Scan scan (std::string_view text, const Bounds& bounds) { return Scanner (text, bounds).run(); }
} // namespace lull::text

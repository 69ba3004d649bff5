#include "Session/Document.h"
#include "Catch.h"

#include "Session/Texts.h"

using namespace lull;
using namespace lull::test;

namespace
{
session::Document opened (const std::string& text)
{
    auto document = session::Document::open ("test.lull.yaml", text);
    if (! document) FAIL (document.error().front().message);
    return std::move (*document);
}

void values (const text::Node& node, std::vector<text::Node>& out)
{
    if (node.kind == text::Node::Kind::scalar) out.push_back (node);
    for (const auto& item : node.items) values (item, out);
    for (const auto& entry : node.entries) values (entry.value, out);
}

// Another value of its kind: a number one less or half as much, another text.
std::string another (const std::string& value)
{
    std::size_t i = value.starts_with ('-') ? 1 : 0, end = i;
    while (end < value.size() && value[end] >= '0' && value[end] <= '9') ++end;
    if (end > i && end < i + 9 && (end == value.size() || value[end] != '.'))
    {
        const int n = std::stoi (value.substr (i, end - i));
        if (n > 1) return value.substr (0, i) + std::to_string (n - 1) + value.substr (end);
    }
    if (value == "palm") return "knuckles";
    if (value == "upper back") return "lower back";
    return "Stille, \"ganz\": # \u00fc\U0001F30A";
}
} // namespace

TEST_CASE ("any value of any script can be replaced, and everything else stays byte for byte")
{
    int edits = 0;
    auto scripts = scriptsIn ("good");
    const auto shipped = shippedSessions();
    scripts.insert (scripts.end(), shipped.begin(), shipped.end());
    for (const auto& script : scripts)
    {
        INFO (script.name);
        auto document = opened (script.text);
        std::vector<text::Node> all;
        values (*text::parseYaml ("t", script.text), all);
        int own = 0;
        for (std::size_t v = 0; v < all.size(); v += (all.size() > 40 ? 4 : 1))
        {
            const auto span = all[v].span;
            const auto with = another (all[v].scalar);
            INFO (v << ": " << all[v].scalar << " becomes " << with);
            if (! document.replace (span, with))
            {
                CHECK (document.text() == script.text);
                continue;
            }
            ++own;
            const auto& now = document.text();
            const auto after = script.text.size() - span.end;
            CHECK (now.substr (0, span.begin) == script.text.substr (0, span.begin));
            CHECK (now.substr (now.size() - after) == script.text.substr (span.end));
            const auto tree = text::parseYaml ("t", now);
            REQUIRE (tree);
            std::vector<text::Node> again;
            values (*tree, again);
            REQUIRE (again.size() == all.size());
            for (std::size_t i = 0; i < all.size(); ++i) CHECK (again[i].scalar == (i == v ? with : all[i].scalar));

            CHECK (document.changed());
            CHECK (document.undo());
            CHECK (document.text() == script.text);
            CHECK_FALSE (document.changed());
        }
        edits += own;
        CHECK (own > 0);
    }
    CHECK (edits > 150);
}

TEST_CASE ("an edit is the smallest change, and reads back as what was meant")
{
    const std::string text = "session: 1 # one\ntitle: T\nsounds: { sea: { kind: ocean, level: -32 LUFS } } # the sea\nphases:\n  - name: A   # "
                             "first\n    for: 3 min\n    sound: { sea: {} }\n";
    auto document = opened (text);
    REQUIRE (document.replace (document.score().sounds[0].values.find ("level")->span, "-42 LUFS -> -32 LUFS"));
    CHECK (document.text() == "session: 1 # one\ntitle: T\nsounds: { sea: { kind: ocean, level: -42 LUFS -> -32 LUFS } } # the sea\nphases:\n  - "
                              "name: A   # first\n    for: 3 min\n    sound: { sea: {} }\n");
    CHECK (document.score().sounds[0].level.first() == -42.0);

    REQUIRE (document.replace (document.score().phases[0].nameSpan, "B: the \"second\""));
    CHECK (document.score().phases[0].name == "B: the \"second\"");
    CHECK (document.text().find ("name: \"B: the \\\"second\\\"\"   # first\n") != std::string::npos);

    REQUIRE (document.replace (document.score().sounds[0].values.find ("level")->span, std::vector<std::string> { "0 s -50 LUFS", "end -32 LUFS" }));
    CHECK (document.score().sounds[0].level.points.size() == 2);
    CHECK (document.text().find ("level: [ 0 s -50 LUFS, end -32 LUFS ] }") != std::string::npos);
}

TEST_CASE ("undo and redo walk the whole way, and a new edit forgets what was undone")
{
    auto document = opened ("session: 1\ntitle: T0\nphases: [ { name: A, for: 3 min } ]\n");
    const auto titleSpan = [&] {
        const auto at = document.text().find ("T");
        return text::ByteSpan { at, document.text().find ('\n', at) };
    };
    std::vector<std::string> texts { document.text() };
    CHECK_FALSE (document.undo());
    for (int i = 1; i <= 5; ++i)
    {
        REQUIRE (document.replace (titleSpan(), "T" + std::to_string (i * 1000)));
        texts.push_back (document.text());
    }
    for (int i = 4; i >= 0; --i)
    {
        CHECK (document.undo());
        CHECK (document.text() == texts[static_cast<std::size_t> (i)]);
    }
    CHECK_FALSE (document.canUndo());
    CHECK_FALSE (document.changed());
    for (std::size_t i = 1; i <= 5; ++i)
    {
        CHECK (document.redo());
        CHECK (document.text() == texts[i]);
    }
    CHECK_FALSE (document.redo());
    document.undo();
    REQUIRE (document.replace (titleSpan(), "T"));
    CHECK_FALSE (document.canRedo());
    document.markSaved();
    CHECK_FALSE (document.changed());
    CHECK (document.undo());
    CHECK (document.changed());
}

TEST_CASE ("an edit that would make the script wrong is refused with the reason, and nothing changes")
{
    const std::string text = "session: 1\ntitle: T\nphases:\n  - name: A\n    for: 3 min\n  - name: B\n    for: 3 min\n";
    auto document = opened (text);
    const auto length = document.replace (document.score().phases[0].lengthSpan, "0 s");
    REQUIRE_FALSE (length);
    CHECK (length.error().front().code == "range");
    CHECK (length.error().front().line == 5);
    CHECK_FALSE (document.replace (document.score().phases[0].nameSpan, "B"));
    CHECK_FALSE (document.replace (document.score().phases[0].nameSpan, "a\x01"
                                                                        "b"));
    CHECK_FALSE (document.replace (document.score().phases[0].nameSpan, "a\xff"
                                                                        "b"));
    CHECK_FALSE (document.replace (document.score().phases[0].nameSpan, std::vector<std::string> { "A" }));
    CHECK_FALSE (document.replace ({ 3, 5 }, "x"));
    CHECK_FALSE (document.replace ({ 5000, 6000 }, "x"));
    CHECK (document.text() == text);
    CHECK_FALSE (document.canUndo());
    CHECK_FALSE (session::Document::open ("t", "title: T\n"));
}

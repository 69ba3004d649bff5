#include "Catch.h"

#include "Text/Yaml.h"

using namespace lull::text;

namespace
{
Node parsed (std::string_view text)
{
    auto node = parseYaml ("t.yaml", text);
    if (! node)
    {
        for (const auto& d : node.error()) UNSCOPED_INFO (toText (d, text));
        FAIL ("refused: " << text);
    }
    return std::move (*node);
}

std::string code (std::string_view text, const Bounds& bounds = {})
{
    const auto node = parseYaml ("t.yaml", text, bounds);
    return node ? "accepted"
                : node.error().front().code + " " + std::to_string (node.error().front().line) + ":" + std::to_string (node.error().front().column);
}

// Every value with its own text, in order.
void list (const Node& node, std::string_view text, std::vector<std::string>& out)
{
    out.emplace_back (text.substr (node.span.begin, node.span.end - node.span.begin));
    for (const auto& item : node.items) list (item, text, out);
    for (const auto& entry : node.entries)
    {
        CHECK (text.substr (entry.keySpan.begin, entry.keySpan.end - entry.keySpan.begin).find (entry.key.substr (0, 1)) != std::string_view::npos);
        list (entry.value, text, out);
    }
}

std::vector<std::string> spans (std::string_view text)
{
    std::vector<std::string> out;
    list (parsed (text), text, out);
    return out;
}
} // namespace

TEST_CASE ("every value knows the bytes it is written with, and no more")
{
    const std::string text = "a: plain text   # comment\n"
                             "b: \"q \\\" # no\"  \n"
                             "c: 'it''s'\n"
                             "d:\n"
                             "  - 1  # one\n"
                             "  - [ 2 , { x: y } , ]\n"
                             "\n"
                             "e: |  # header\n"
                             "  two\n"
                             "   lines\n"
                             "\n"
                             "# comment\n"
                             "f: { g: [], h: {} }\n";
    const std::vector<std::string> wanted { text.substr (0, text.size() - 1),
                                            "plain text",
                                            "\"q \\\" # no\"",
                                            "'it''s'",
                                            "- 1  # one\n  - [ 2 , { x: y } , ]",
                                            "1",
                                            "[ 2 , { x: y } , ]",
                                            "2",
                                            "{ x: y }",
                                            "y",
                                            "|  # header\n  two\n   lines",
                                            "{ g: [], h: {} }",
                                            "[]",
                                            "{}" };
    CHECK (spans (text) == wanted);

    const auto node = parsed (text);
    CHECK (node.find ("b")->value.scalar == "q \" # no");
    CHECK (node.find ("c")->value.scalar == "it's");
    CHECK (node.find ("e")->value.scalar == "two\n lines\n");
    CHECK (node.find ("z") == nullptr);
}

TEST_CASE ("spans are the same with CR LF, moved by three with a byte order mark, and counted in bytes")
{
    const std::string text = "\u00e9: \U0001F30A sea\nb: [ \u6d77, x ]\nc: >-\n  folded\n  text\nd: z\n";
    std::string crlf;
    for (char c : text) crlf += c == '\n' ? std::string ("\r\n") : std::string (1, c);
    const auto bom = "\xEF\xBB\xBF" + crlf;
    const auto plain = spans (text), windows = spans (crlf), marked = spans (bom);
    CHECK (plain[1] == "\U0001F30A sea");
    CHECK (plain[3] == "\u6d77");
    CHECK (plain[5] == ">-\n  folded\n  text");
    CHECK (windows[5] == ">-\r\n  folded\r\n  text");
    CHECK (windows[3] == plain[3]);
    CHECK (windows == marked);
    CHECK (parsed (bom).find ("c")->value.scalar == "folded text");
    CHECK (parsed (bom).find ("d")->keySpan.begin == 3 + crlf.find ("d: z"));
}

TEST_CASE ("a block text ends with its last line, wherever it stands")
{
    CHECK (spans ("a:\n  - b: |\n      x\n    c: y\n  - |\n    z\n\n\n")[3] == "|\n      x");
    CHECK (spans ("a:\n  - b: |\n      x\n    c: y\n  - |\n    z\n\n\n")[5] == "|\n    z");
    CHECK (spans ("a: >\n  x\n")[1] == ">\n  x");
    CHECK (spans ("a: |-\n\n  x\n\n  y\n\nb: c\n")[1] == "|-\n\n  x\n\n  y");
}

TEST_CASE ("all that a script has no need of is refused where it stands")
{
    CHECK (code ("a: &x b\n") == "yaml-anchor 1:4");
    CHECK (code ("a: b\nc: *x\n") == "yaml-alias 2:4");
    CHECK (code ("a: !x b\n") == "yaml-tag 1:4");
    CHECK (code ("a: [ !!str b ]\n") == "yaml-tag 1:6");
    CHECK (code ("<<: { a: b }\n") == "yaml-merge 1:1");
    CHECK (code ("\"<<\": { a: b }\n") == "accepted"); // quoted, it is a word
    CHECK (code ("%YAML 1.1\n---\na: b\n") == "yaml-directive 1:1");
    CHECK (code ("? a\n: b\n") == "yaml-question 1:1");
    CHECK (code ("a: [ ? b ]\n") == "yaml-question 1:6");
    CHECK (code ("a: b\n c\n") == "yaml-multiline 2:2");
    CHECK (code ("a: ~\n") == "yaml-null 1:4");
    CHECK (code ("a: null # x\n") == "yaml-null 1:4");
    CHECK (code ("a: \"null\"\nb: '~'\nc: nullify\n") == "accepted");
    CHECK (code ("a:\nb: c\n") == "yaml-empty 1:1");
    CHECK (code ("a:\nnull: c\n") == "yaml-empty 1:1");
    CHECK (code ("a: b\n---\nc: d\n") == "yaml-document 2:1");
    CHECK (code ("---\na: b\n...\n# done\n") == "accepted");
    CHECK (code ("a:\tb\n") == "yaml-tab 1:3");
    CHECK (code ("a: b # \t\n") == "accepted"); // in a comment nobody minds
    CHECK (code ("a: \"b\tc\"\n") == "accepted");
    CHECK (code ("\xFF\xFE"
                 "a") == "yaml-encoding 1:1");
    CHECK (code (std::string ("a\0:\0", 4)) == "yaml-encoding 1:1");
    CHECK (code ("a: b\xC3\n") == "yaml-utf8 1:5");
    CHECK (code ("a: \"\\0\"\n") == "yaml-character 1:4");
    CHECK (code ("a: b\nc: d\na: e\n") == "duplicate-key 3:1");
    CHECK (code ("") == "yaml-nothing 1:1");
    CHECK (code ("\xEF\xBB\xBF") == "yaml-nothing 1:1");
    CHECK (code ("just a text\n") == "yaml-alone 1:1");
}

TEST_CASE ("a value in a line of its own stands further in than its key; a list with dashes may stand beneath it")
{
    CHECK (code ("a:\n\"b\"\n") == "yaml-indent 2:1");
    CHECK (code ("a:\n'b'\nc: d\n") == "yaml-indent 2:1");
    CHECK (code ("a:\n[ b ]\n") == "yaml-indent 2:1");
    CHECK (code ("- a:\n  {}\n") == "yaml-indent 2:3");
    CHECK (code ("-\n\"b\"\n") == "yaml-indent 2:1");
    CHECK (code ("- a: b\n  c:\n  \"d\n  e\"\n") == "yaml-indent 3:3");
    CHECK (code ("a:\n \"b\"\nc:\n [ d,\ne ]\n\"f\":\n- g\n- h:\n   \"i\"\n") == "accepted");
    CHECK (code ("a:\n\"b\": c\n") == "yaml-empty 1:1");
}

TEST_CASE ("JSON is read with or without blanks after its colons")
{
    const std::vector<std::string> wanted { "{\"a\":1,'b':[],\"c\" :\"d\",\"e\":{\"f\":-2}}", "1", "[]", "\"d\"", "{\"f\":-2}", "-2" };
    CHECK (spans (wanted[0]) == wanted);
    CHECK (code ("{a:1}") == "yaml-empty 1:2"); // without quotes the colon is part of the word
    CHECK (code ("[ :b ]") == "yaml-reserved 1:3");
    CHECK (code ("{ \"a\"::1 }") != "accepted");
    CHECK (code ("\"a\":1\n") != "accepted");
}

TEST_CASE ("all duplicates and all missing values are named in one pass")
{
    const auto node = parseYaml ("t.yaml", "a: b\na: c\nd:\ne: ~\nf: { a: b, a: c }\n");
    REQUIRE_FALSE (node);
    CHECK (node.error().size() == 4);
}

TEST_CASE ("duplicates and missing values stand beside the tree for a reader that goes on")
{
    const std::string text = "a: b\na: c\nd:\ne: [ ~, f ]\n";
    Diagnostics found;
    const auto node = parseYaml ("t.yaml", text, found);
    REQUIRE (node);
    CHECK (found.size() == 3);
    CHECK (node->entries.size() == 4);
    CHECK (node->find ("d")->value.missing);
    CHECK (node->find ("e")->value.items[0].missing);
    CHECK_FALSE (node->find ("e")->value.items[1].missing);
    CHECK_FALSE (parseYaml ("t.yaml", text));

    Diagnostics none;
    const auto broken = parseYaml ("t.yaml", "a: b\na: c\nd: [ e: [ f ] : g ]\n", none);
    REQUIRE_FALSE (broken);
    CHECK (none.empty());
    CHECK (broken.error().size() >= 1);
}

TEST_CASE ("bounds hold: bytes, depth, values")
{
    CHECK (code ("a: " + std::string (100, 'b'), { 64, 8, 100 }) == "yaml-size 1:65");
    CHECK (code ("a: [[b]]", { 64, 3, 100 }) == "accepted");
    CHECK (code ("a: [[b]]", { 64, 2, 100 }).starts_with ("yaml-depth"));
    CHECK (code ("a:\n  b:\n    c: d\n", { 64, 3, 100 }) == "accepted");
    CHECK (code ("a:\n  b:\n    c: d\n", { 64, 2, 100 }).starts_with ("yaml-depth"));
    CHECK (code ("[a, a, a, a]", { 64, 8, 5 }) == "accepted");
    CHECK (code ("[a, a, a, a]", { 64, 8, 4 }).starts_with ("yaml-nodes"));
    CHECK (code (std::string (1'000'000, '[')) == "yaml-size 1:262145");
    CHECK (code (std::string (262'144, '[')) == "yaml-depth 1:9");
    CHECK (code (std::string (262'144, '{')) == "yaml-depth 1:9");
}

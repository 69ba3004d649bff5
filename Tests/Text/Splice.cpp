#include "Catch.h"

#include "Text/Splice.h"

using namespace lull::text;

TEST_CASE ("the smallest splice touches only what differs, and never splits a character")
{
    const std::string text = "level: -32 LUFS # quiet";
    const auto s = smallest (text, { 7, 15 }, "-35 LUFS");
    CHECK (s.where.begin == 9);
    CHECK (s.where.end == 10);
    CHECK (s.with == "5");
    CHECK (spliced (text, s) == "level: -35 LUFS # quiet");
    CHECK (spliced (spliced (text, s), inverse (text, s)) == text);

    const std::string letters = "a: \u00e9"; // C3 A9; U+00E8 is C3 A8, and U+0129 is C4 A9
    for (const char* other : { "\u00e8", "\u0129", "\u00e9\u00e9", "" })
    {
        const auto t = smallest (letters, { 3, 5 }, other);
        CHECK (spliced (letters, t) == std::string ("a: ") + other);
        if (! t.with.empty()) CHECK ((static_cast<unsigned char> (t.with[0]) & 0xC0u) != 0x80u);
    }
    CHECK (smallest ("aa", { 0, 2 }, "aaa").with == "a");
    CHECK (smallest ("aaa", { 0, 3 }, "aa").where.end - smallest ("aaa", { 0, 3 }, "aa").where.begin == 1);
    CHECK (smallest ("same", { 0, 4 }, "same").with.empty());
}

TEST_CASE ("what is written as a value reads back as the same value, in brackets and out of them")
{
    for (const char* value :
         { "plain", "two words", "-32 LUFS", "",   " ",    "a: b",       "a #b",        "a#b",  "a:b",        "x: ",       "#x",
           "- x",   "-x",        "-",        "?",  "[x",   "x]",         "x,y",         "{",    "&a",         "*a",        "!a",
           "|",     ">",         "'",        "\"", "it's", "say \"hm\"", "back\\slash", "null", "~",          "Null",      "nullify",
           "---",   "...",       "%x",       "@x", "`x`",  "yes",        "7",           "1e3",  "two\nlines", "tab\there", "\u00e9\U0001F30A",
           " x",    "x ",        "=",        "<<", ":",    ":x",         "x:",          "--",   "-.5" })
    {
        for (const std::string shape : { "a: $\nb: c\n", "a: [ $, x ]\n", "{ a: $, b: c }", "- a: $ # comment\n- b\n" })
        {
            auto text = shape;
            text.replace (text.find ('$'), 1, writtenScalar (value));
            const auto node = parseYaml ("t", text);
            INFO (text);
            if (! node)
            {
                for (const auto& d : node.error()) UNSCOPED_INFO (toText (d, text));
            }
            REQUIRE (node);
            const auto& map = node->kind == Node::Kind::sequence ? node->items[0] : *node;
            const auto& found = map.entries[0].value;
            CHECK ((found.kind == Node::Kind::sequence ? found.items[0].scalar : found.scalar) == value);
        }
    }
    CHECK (writtenList ({ "a", "b, c" }) == "[ a, \"b, c\" ]");
}

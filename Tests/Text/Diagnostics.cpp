#include "Catch.h"

#include "Text/Diagnostic.h"
#include "Text/Utf8.h"

using namespace lull::text;

TEST_CASE ("a place counts lines by any line end and columns in code points")
{
    const std::string text = "a\u00e9\U0001F30Ab\nc\r\nd\re";
    const auto place = [&] (std::string_view what) { return placeOf (text, text.find (what)); };
    CHECK ((place ("b").line == 1 && place ("b").column == 4));
    CHECK ((place ("c").line == 2 && place ("c").column == 1));
    CHECK ((place ("d").line == 3 && place ("d").column == 1));
    CHECK ((place ("e").line == 4 && place ("e").column == 1));
    CHECK (placeOf (text, 10'000).line == 4);

    const std::string marked = std::string (byteOrderMark) + "ab";
    CHECK (placeOf (marked, 3).column == 1);
    CHECK (placeOf (marked, 4).column == 2);
    CHECK (placeOf (marked, 0).column == 1);
}

TEST_CASE ("a diagnostic shows its line with a caret under what is meant")
{
    const std::string text = "one\n      - { stroke: efleurage, with: palm }\n";
    const auto begin = text.find ("efleurage");
    const auto d =
        at ("relief.lull.yaml", text, { begin, begin + 9 }, Severity::error, "unknown-stroke", "\"efleurage\" is not a stroke", "did you mean \"effleurage\"?");
    CHECK (toText (d, text) == "relief.lull.yaml:2:19: \"efleurage\" is not a stroke; did you mean \"effleurage\"?\n"
                               "      - { stroke: efleurage, with: palm }\n"
                               "                  ^~~~~~~~~");
    CHECK (d.length == 9);
}

TEST_CASE ("the caret stands under wide letters, after tabs and joined marks")
{
    const std::string wide = "\u6d77\u306e\u97f3: x";
    CHECK (toText (at ("f", wide, { wide.find ('x'), wide.size() }, Severity::warning, "c", "m"), wide) == "f:1:6: warning: m\n" + wide + "\n        ^");
    const std::string tabbed = "\tx";
    CHECK (toText (at ("f", tabbed, { 1, 2 }, Severity::note, "c", "m"), tabbed) == "f:1:2: note: m\n\tx\n\t^");
    const std::string joined = "e\u0301x";
    CHECK (toText (at ("f", joined, { 3, 4 }, Severity::error, "c", "m"), joined) == "f:1:3: m\n" + joined + "\n ^");
}

TEST_CASE ("nothing that a terminal would obey is printed, and long lines are cut")
{
    const std::string evil = "a\x1b[31m\xff\x01z";
    const auto shown = toText (at ("f", evil, { 0, evil.size() }, Severity::error, "c", "it is " + quoted (evil)), evil);
    CHECK (shown.find ('\x1b') == std::string::npos);
    CHECK (shown.find ('\xff') == std::string::npos);
    CHECK (shown.find ("<U+001B>[31m<FF><U+0001>") != std::string::npos);

    const auto named = toText (at ("a\nb\t\x1b[2J\r\x7f\u202e\xff\u00e9.yaml", "text", { 0, 4 }, Severity::error, "c", "m"), "text");
    const std::string mark = "\xEF\xBF\xBD";
    CHECK (named == "a" + mark + "b" + mark + mark + "[2J" + mark + mark + mark + mark + "\u00e9.yaml:1:1: m\ntext\n^~~~");

    const std::string longLine (100'000, 'x');
    const auto cut = toText (at ("f", longLine, { 50'000, 50'100 }, Severity::error, "c", "m"), longLine);
    CHECK (cut.size() < 800);
    const auto lines = cut.substr (cut.find ('\n') + 1);
    CHECK (lines.substr (lines.find ('\n') + 1).find ('^') == 103); // under the 100th after "..."
    CHECK (quoted (longLine).size() < 80);
}

TEST_CASE ("a place past the end of the text or within its last line end is still a place")
{
    const std::string text = "ab\r\n";
    CHECK (toText (at ("f", text, { 2, 4 }, Severity::error, "c", "m"), text) == "f:1:3: m\nab\n  ^");
    CHECK (toText (at ("f", text, { 900, 950 }, Severity::error, "c", "m"), text) == "f:2:1: m");
    CHECK (toText (at ("f", "", {}, Severity::error, "c", "m"), "") == "f:1:1: m");
}

TEST_CASE ("a word that is nearly right is recognised, and one that is far off is not")
{
    const std::vector<std::string> strokes { "effleurage", "petrissage", "tapotement" };
    CHECK (nearest ("efleurage", strokes) == "effleurage");
    CHECK (nearest ("Effleurage", strokes) == "effleurage");
    CHECK (nearest ("tapotemnet", strokes) == "tapotement"); // two letters swapped are one slip
    CHECK (nearest ("massage", strokes).empty());
    CHECK (nearest ("e", strokes).empty());
    CHECK (nearest ("", strokes).empty());
    CHECK (nearest (std::string (1000, 'e'), strokes).empty());
    CHECK (nearest ("abcdef", { "abcxyz" }).empty()); // three of six
    CHECK (nearest ("abcdef", { "abcdxy" }) == "abcdxy");
    CHECK (nearest ("teh", { "the", "tea" }) == "the");
}

TEST_CASE ("a word that says more than is known, or less, is recognised by its whole words")
{
    const std::vector<std::string> known { "pink", "brown", "pink sky", "upper back", "left upper back" };
    CHECK (nearest ("Brown noise", known) == "brown");
    CHECK (nearest ("pink noise of old", known) == "pink");
    CHECK (nearest ("pink sky at night", known) == "pink sky");
    CHECK (nearest ("upper", known) == "upper back");
    CHECK (nearest ("left", known) == "left upper back");
    CHECK (nearest ("pinkish noise", known).empty());
    CHECK (nearest ("noise", known).empty());
    CHECK (nearest (" noise", { "" }).empty());
}

TEST_CASE ("bytes that are not UTF-8 are stepped over one at a time")
{
    for (std::string_view wrong : { "\x80", "\xC0\xAF", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF" })
    {
        CHECK_FALSE (decode (wrong, 0).valid);
        CHECK (decode (wrong, 0).bytes == 1);
    }
    CHECK (decode ("\xF0\x9F\x8C\x8A", 0).value == 0x1F30A);
    CHECK (countCodePoints ("a\xFF\u00e9") == 3);
}

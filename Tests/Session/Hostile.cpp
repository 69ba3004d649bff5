#include "Catch.h"

#include <cmath>
#include <ctime>

#include <sys/resource.h>

#include "Session/Document.h"
#include "Session/Texts.h"
#include "Text/Yaml.h"

using namespace lull;
using namespace lull::test;

namespace
{
// A sanitizer keeps freed memory for a while: what it costs then is not the reader's.
#if defined __SANITIZE_ADDRESS__
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

// Small, and the same everywhere.
struct Dice
{
    std::uint64_t state;
    std::size_t below (std::size_t n)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return n == 0 ? 0 : static_cast<std::size_t> (state % n);
    }
};

const std::vector<std::string> spice {
    "[",      "]",          "{",    "}",  ":",     ": ",  "- ",           "\n", "\r\n", "  ",           "\t",    "\"",   "'",
    "#",      " #",         "&a ",  "*a", "!t ",   "|",   ">-\n",         "~",  "null", "---\n",        "...\n", "? ",   "%",
    "->",     "end ",       "0",    "-",  "1e308", "nan", "999999999999", ".",  ",",    "\xEF\xBB\xBF", "\xFF",  "\xC3", std::string (1, '\0'),
    "\u202e", "\U0001F30A", "<<: ", "\\", "\"\\",  "s",   " min",         "%",  "bpm"
};

// Whatever it is given, the reader answers with a sound score or with errors that have a place.
void readAndCheck (const std::string& text)
{
    const auto score = session::readScore ("t.lull.yaml", text);
    for (const auto& d : score ? score->warnings : score.error())
    {
        CHECK (d.line >= 1);
        CHECK (d.column >= 1);
        CHECK (d.length >= 1);
        CHECK_FALSE (d.message.empty());
        CHECK_FALSE (d.code.empty());
        const auto shown = text::toText (d, text);
        CHECK (shown.find ('\0') == std::string::npos);
    }
    if (! score)
    {
        CHECK (text::refused (score.error()));
        CHECK (score.error().size() <= text::mostDiagnostics);
        return;
    }
    CHECK_FALSE (score->phases.empty());
    CHECK (score->phases.size() <= 64);
    CHECK (score->length() <= 5400.0);
    for (const auto& p : score->phases)
    {
        CHECK (p.length >= 0.5);
        for (const auto& use : p.sound) CHECK (use.layer < score->sounds.size());
        for (const auto& use : p.touch) CHECK (std::isfinite (use.values.ramp ("strength").greatest()));
    }
    (void)session::fitted (*score, 300.0);
}

double peakMegabytes()
{
    rusage usage {};
    getrusage (RUSAGE_SELF, &usage);
    return static_cast<double> (usage.ru_maxrss) / 1024.0;
}
} // namespace

TEST_CASE ("scripts with bytes changed, cut, doubled and spiced are read or refused, never anything else")
{
    Dice dice { 0x9E3779B97F4A7C15u };
    const auto scripts = scriptsIn ("good");
    for (int round = 0; round < 8000; ++round)
    {
        auto text = scripts[dice.below (scripts.size())].text;
        for (std::size_t changes = 1 + dice.below (4); changes > 0; --changes)
        {
            const auto at = dice.below (text.size() + 1), length = dice.below (std::min<std::size_t> (40, text.size() - at) + 1);
            switch (dice.below (5))
            {
                case 0:
                    if (at < text.size()) text[at] = static_cast<char> (dice.below (256));
                    break;
                case 1: text.erase (at, length); break;
                case 2: text.insert (at, text.substr (dice.below (text.size() + 1), length)); break;
                case 3: text.insert (at, spice[dice.below (spice.size())]); break;
                default: text.replace (at, length, spice[dice.below (spice.size())]); break;
            }
        }
        INFO ("round " << round);
        readAndCheck (text);
    }
}

TEST_CASE ("a script cut off at any byte is read or refused")
{
    const auto scripts = scriptsIn ("good");
    const auto& text = std::find_if (scripts.begin(), scripts.end(), [] (const Script& s) { return s.name == "texts.yaml"; })->text;
    for (std::size_t n = 0; n < text.size(); ++n) readAndCheck (text.substr (0, n));
}

TEST_CASE ("bombs of every kind are refused, and cost little memory")
{
    const double before = peakMegabytes();
    for (const std::string piece : { "[",      "{",      "- ",       "? ",   ": ",     "a: ",         "'",       "\"",    "|\n",
                                     ",",      "[],",    "[a,",      "{a: ", "[{",     "&a ",         "!a ",     "*a ",   "a\n",
                                     "- a\n",  "a: b\n", "\"a\" ",   "-\n",  "[\n",    "}",           "%",       "---\n", "- [[[[[[[a]]]]]]]\n",
                                     "\"a\":", "x:y",    "{?",       "\\n",  "- {}\n", "- \"\"\n",    "a:\n",    "- ~\n", " ",
                                     "\n",     "#\n",    "\xC3\xA9", "\xFF", "\r\n",   "a: [b, c]\n", "{a: b}\n" })
    {
        INFO (piece);
        std::string text;
        while (text.size() + piece.size() <= 256 * 1024) text += piece;
        CHECK_FALSE (session::readScore ("t", text));
        CHECK_FALSE (session::readScore ("t", "session: 1\n" + text));
        CHECK_FALSE (session::readScore ("t", "session: 1\ntitle: [ " + text.substr (0, 250'000)));
    }
    CHECK_FALSE (session::readScore ("t", std::string (1'000'000, '[')));
    std::string nested; // deeper and deeper
    for (int i = 0; nested.size() < 200'000; ++i) nested += std::string (static_cast<std::size_t> (i), ' ') + "a:\n";
    CHECK_FALSE (session::readScore ("t", nested));
    if (! sanitized) CHECK (peakMegabytes() - before < 32.0);
}

TEST_CASE ("a script with a hundred thousand mistakes is refused with a hundred")
{
    std::string text = "session: 1\ntitle: T\nphases:\n";
    for (int i = 0; i < 60; ++i)
    {
        text += "  - { name: A, for: 0 s";
        for (int k = 0; k < 100; ++k) text += ", k" + std::to_string (k) + ": 1";
        text += " }\n";
    }
    const auto score = session::readScore ("t", text);
    REQUIRE_FALSE (score);
    CHECK (score.error().size() == text::mostDiagnostics);
}

TEST_CASE ("thousands of layers, strokes and unknown names cost no more than their text read as YAML a few times")
{
    const auto many = [] (int count, const std::string& before, const std::string& after) {
        std::string all;
        for (int i = 0; i < count; ++i) all += before + std::to_string (10'000 + i) + after;
        return all;
    };
    const auto cost = [] (const auto& work) // s of this program's own time, at best
    {
        double least = 1e9;
        for (int i = 0; i < 3; ++i)
        {
            const auto begin = std::clock();
            work();
            least = std::min (least, static_cast<double> (std::clock() - begin) / CLOCKS_PER_SEC);
        }
        return least;
    };
    const std::string head = "session: 1\ntitle: T\n", sounds = "sounds:" + many (3'800, "\n  aaaaaaaaaaaaaaaaaaaaa", ": {}"),
                      phase = "\nphases:\n- name: A\n  for: 1 min\n", unknown = many (3'800, "\n    aaaaaaaaaaaaaaaaaaaab", ": {}") + "\n";
    for (const auto& text :
         { head + sounds + phase + "  sound:" + unknown, head + "sounds: { aaaaaaaaaaaaaaaaaaaaa10000: { kind: pink } }" + phase + "  sound:" + unknown,
           head + phase + "  touch:" + many (4'000, "\n  - { stroke: effleurge", " }") + "\n", head + phase + many (6'000, "  nam", ": x\n"),
           head + sounds + phase + "then: { sound: [ " + many (4'500, "aaaaaaaaaaaaaaaaaaaab", ", ") + "] }\n",
           head + phase + "  tempo: [ " + many (4'500, "1 mim ", " bmp, ") + "]\n" })
    {
        INFO (text.substr (0, 200));
        REQUIRE (text::parseYaml ("t", text));
        const auto score = session::readScore ("t", text);
        REQUIRE_FALSE (score);
        CHECK (score.error().size() <= text::mostDiagnostics);
        const double asYaml = cost ([&] { (void)text::parseYaml ("t", text); }), asScript = cost ([&] { (void)session::readScore ("t", text); });
        CHECK (asScript < 10.0 * asYaml + 0.002);
    }
}

TEST_CASE ("layers that are too many are named once, and are not unknown where they are used")
{
    std::string sounds = "sounds:\n", uses;
    for (int i = 0; i < 33; ++i)
    {
        sounds += "  a" + std::to_string (i) + ": { kind: pink }\n";
        uses += "a" + std::to_string (i) + ": {}, ";
    }
    const auto score = session::readScore ("t", "session: 1\ntitle: T\n" + sounds + "phases:\n  - { name: A, for: 1 min, sound: { " + uses + "} }\n");
    REQUIRE_FALSE (score);
    REQUIRE (score.error().size() == 2);
    CHECK (inOneLine (score.error()[0]) == "36:3 +3 error too-many: there are 33 layers of sound; at most 32");
    CHECK (inOneLine (score.error()[1]) == "38:315 +3 error too-many: there are 33 layers of sound at once; at most 32");
}

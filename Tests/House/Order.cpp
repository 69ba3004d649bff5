// The order of the house: nothing unfinished, nothing that only one machine has, one idea a file.
#include "Catch.h"

#include <filesystem>
#include <fstream>
#include <regex>

#include "House/Tree.h"

using namespace house;

namespace
{
// The lines of a file that match, each with its place. Patterns are put together from halves here, so that this file is not found itself.
std::vector<std::string> found (const TextFile& f, const std::regex& pattern)
{
    std::vector<std::string> places;
    int number = 0;
    for (const auto& line : linesOf (f.text))
    {
        ++number;
        if (std::regex_search (line, pattern)) places.push_back (f.path + ":" + std::to_string (number) + ": " + line.substr (0, 120));
    }
    return places;
}

template <class Wanted>
std::vector<std::string> foundInTree (const std::regex& pattern, Wanted wanted)
{
    std::vector<std::string> places;
    for (const auto& f : tree())
        if (wanted (f))
            for (auto& p : found (f, pattern)) places.push_back (std::move (p));
    return places;
}

const std::regex machinePath (std::string ("(/wo"
                                           "rk/|/tm"
                                           "p/[a-z]+/|/ro"
                                           "ot/|/ho"
                                           "me/[a-z]+/|/op"
                                           "t/[a-z]+/|\\.\\./sha"
                                           "red)"));
const std::regex unfinished (std::string ("\\b(TO"
                                          "DO|FIX"
                                          "ME|XX"
                                          "X|HA"
                                          "CK|not imple"
                                          "mented|place"
                                          "holder|stu"
                                          "b|stu"
                                          "bbed)\\b"),
                             std::regex::icase);
const std::regex emptyName (std::string ("\\b(class|struct)\\s+\\w*(Mana"
                                         "ger|Hel"
                                         "per|Uti"
                                         "ls?|Comm"
                                         "on|Mi"
                                         "sc)\\b"));
const std::regex looseFloats (std::string ("-ffast-ma"
                                           "th|-Ofa"
                                           "st|fp-contract=(fa"
                                           "st|on)"));
const std::regex libmCall (std::string ("std::(s"
                                        "in|c"
                                        "os|t"
                                        "an|e"
                                        "xp|ex"
                                        "p2|l"
                                        "og|lo"
                                        "g2|log"
                                        "10|p"
                                        "ow|ta"
                                        "nh|at"
                                        "an2?)[fl]? ?\\("));
const std::regex ramFloor (std::string ("std::(form"
                                        "at|vie"
                                        "ws|expec"
                                        "ted)\\b|std::ranges::vie"
                                        "ws"));

bool isText (const TextFile& f) { return ! f.endsWith (".svg") && f.path != "LICENSE" && ! f.endsWith ("/LICENSE"); }
bool isOurs (const TextFile& f) { return f.under ("Source/") || f.under ("Plugins/") || f.under ("Tests/"); }
bool isCore (const TextFile& f)
{
    return f.isCode() && f.under ("Source/") && ! f.under ("Source/Devices/") && ! f.under ("Source/Ui/") && ! f.under ("Source/Cli/") &&
           ! f.under ("Source/App/");
}
} // namespace

TEST_CASE ("the product names no machine's paths")
{
    const auto places = foundInTree (machinePath, [] (const TextFile& f) { return isText (f); });
    INFO (joined (places));
    CHECK (places.empty());
}

TEST_CASE ("nothing is left for later in the code")
{
    const auto places = foundInTree (unfinished, [] (const TextFile& f) { return isOurs (f) && isText (f); });
    INFO (joined (places));
    CHECK (places.empty());
}

TEST_CASE ("no type has a name that says nothing")
{
    const auto places = foundInTree (emptyName, [] (const TextFile& f) { return f.isCode(); });
    INFO (joined (places));
    CHECK (places.empty());
}

TEST_CASE ("the floating-point contract is kept: no loose flags, no libm below the devices, nothing that gcc 12 lacks")
{
    auto places = foundInTree (looseFloats, [] (const TextFile& f) { return ! f.endsWith (".md") && isText (f); });
    for (auto& p : foundInTree (libmCall, isCore)) places.push_back (std::move (p));
    for (auto& p : foundInTree (ramFloor, [] (const TextFile& f) { return f.isCode(); })) places.push_back (std::move (p));
    INFO (joined (places));
    CHECK (places.empty());
}

TEST_CASE ("no file holds two ideas: at most 400 lines of code each")
{
    std::vector<std::string> longer;
    for (const auto& f : tree())
        if (f.isCode())
            if (const auto n = linesOf (f.text).size(); n > 400) longer.push_back (f.path + ": " + std::to_string (n) + " lines");
    INFO (joined (longer));
    CHECK (longer.empty());
}

TEST_CASE ("every text is as .editorconfig says: no tabs, no blanks at a line's end, one line end at the last")
{
    std::vector<std::string> untidy;
    for (const auto& f : tree())
    {
        const bool script = f.under ("Tests/") && f.endsWith (".yaml"); // some are wrong on purpose
        if (! isText (f) || script || f.text.empty()) continue;
        if (! f.text.ends_with ('\n') || f.text.ends_with ("\n\n")) untidy.push_back (f.path + ": its end");
        for (auto& p : found (f, std::regex (f.endsWith (".md") ? "[\t\r]" : "[\t\r]|[ \t]$"))) untidy.push_back (std::move (p));
    }
    INFO (joined (untidy));
    CHECK (untidy.empty());
}

TEST_CASE ("every header begins by saying what it is")
{
    std::vector<std::string> silent;
    for (const auto& f : tree())
        if (f.endsWith (".h") && (f.under ("Source/") || f.under ("Plugins/")) && ! f.text.starts_with ("//")) silent.push_back (f.path);
    INFO (joined (silent));
    CHECK (silent.empty());
}

TEST_CASE ("each voice, technique and command is one file of its own name, and one file is one kind")
{
    struct Folder
    {
        std::string path, type, prefix;
    };
    for (const Folder& folder : { Folder { "Source/Sound/Voices/", "VoiceKind", "voice" }, Folder { "Source/Touch/Techniques/", "TechniqueKind", "technique" },
                                  Folder { "Source/Cli/Commands/", "CommandKind", "command" } })
    {
        const std::regex definition ("^(?:extern )?const " + folder.type + " (\\w+)\\s*(?:\\{|$)");
        for (const auto& f : tree())
        {
            if (! f.under (folder.path) || ! f.endsWith (".cpp")) continue;
            const auto name = f.path.substr (folder.path.size(), f.path.size() - folder.path.size() - 4);
            std::vector<std::string> kinds;
            for (const auto& line : linesOf (f.text))
            {
                std::smatch m;
                if (std::regex_search (line, m, definition)) kinds.push_back (m[1]);
            }
            INFO (f.path);
            CHECK (kinds == std::vector<std::string> { folder.prefix + name });
        }
    }
}

TEST_CASE ("the top of the tree holds what belongs there and nothing else")
{
    const std::vector<std::string> known { "Assets", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "Plugins", "README.md", "Sessions", "Source", "Tests" };
    for (const auto& entry : std::filesystem::directory_iterator (LULL_ROOT))
    {
        const auto name = entry.path().filename().string();
        INFO (name);
        if (name.starts_with ("bedtime") && (name.ends_with (".flac") || name.ends_with (".png"))) continue; // what ./Source/play made here
        CHECK ((name.starts_with (".") || name.starts_with ("build") || std::find (known.begin(), known.end(), name) != known.end()));
    }
    for (const auto* command : { "Source/play", "Tests/run", ".ci/run" })
    {
        const std::filesystem::path p = std::filesystem::path (LULL_ROOT) / command;
        INFO (command);
        REQUIRE (std::filesystem::exists (p));
        CHECK ((std::filesystem::status (p).permissions() & std::filesystem::perms::owner_exec) != std::filesystem::perms::none);
    }
}

TEST_CASE ("each of these rules notices when it is broken")
{
    const auto hits = [] (const std::regex& r, std::string line) { return found ({ "Source/Base/X.h", std::move (line) }, r).size(); };
    CHECK (hits (machinePath, "open (\"/ho"
                              "me/anna/x\")") == 1);
    CHECK (hits (machinePath, "see ../sha"
                              "red/x") == 1);
    CHECK (hits (machinePath, "/usr/bin/python3") == 0);
    CHECK (hits (unfinished, "// To"
                             "do: the rest") == 1);
    CHECK (hits (unfinished, "a sub-stu"
                             "b") == 1);
    CHECK (hits (unfinished, "stubborn") == 0);
    CHECK (hits (emptyName, "class SoundMana"
                            "ger final") == 1);
    CHECK (hits (emptyName, "struct FieldTable") == 0);
    CHECK (hits (looseFloats, "-ffast-ma"
                              "th") == 1);
    CHECK (hits (libmCall, "x = std::s"
                           "in (y)") == 1);
    CHECK (hits (libmCall, "x = std::sqrt (y); math::sin (y)") == 0);
    CHECK (hits (ramFloor, "std::form"
                           "at (\"\")") == 1);
    CHECK (hits (ramFloor, "std::formatted") == 0);
}

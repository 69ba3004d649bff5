// Touch has one door, and its ceiling one key: who may arm, who may raise, and what may not be asked on the way.
#include "Catch.h"

#include <regex>
#include <set>

#include "House/Tree.h"

using namespace house;

namespace
{
// The files of the product that have a line like this, comments left out.
std::set<std::string> filesWith (const std::string& pattern, const std::string& under = "")
{
    const std::regex wanted (pattern);
    std::set<std::string> found;
    for (const auto& f : tree())
    {
        if (! f.isCode() || ! (f.under ("Source/") || f.under ("Plugins/")) || (! under.empty() && ! f.under (under))) continue;
        for (const auto& line : linesOf (f.text))
            if (std::regex_search (line.substr (0, line.find ("//")), wanted)) found.insert (f.path);
    }
    return found;
}
using Set = std::set<std::string>;
} // namespace

TEST_CASE ("nobody arms but Files/Arming, which asks for the notice, the chair and the rest first")
{
    CHECK (filesWith (R"(interlock\s*\(\s*\)\s*\.\s*arm\b)") == Set { "Source/Files/Arming.cpp" });
    CHECK (filesWith (R"(\binterlock\s*\.\s*arm\b)").empty()); // the Player itself does not
    CHECK (filesWith (R"(\barming\s*\.\s*arm\b)") ==
           Set { "Plugins/Shared/Instrument.cpp", "Source/App/Stage.cpp", "Source/Cli/LiveTouch.cpp", "Source/Devices/SetupRig.cpp" });
    // Each of these is a press of a key or a button in the running program, or going on within half a minute of a stop.
    CHECK (filesWith (R"(\barmTouch\s*\(|stage->arm\s*\(|setup\.arm\s*\(|\barmAgain\s*\()") ==
           Set { "Plugins/Shared/ArmControls.cpp", "Plugins/Shared/ArmControls.h", "Source/App/EveningPlaying.cpp", "Source/App/InsidePage.cpp",
                 "Source/App/InsidePage.h", "Source/App/SetupRun.cpp", "Source/Cli/LiveKeys.cpp", "Source/Cli/LiveState.h", "Source/Cli/LiveTouch.cpp",
                 "Source/Cli/SetupTalk.cpp" });
    CHECK (filesWith (R"(instrument\.arm\s*\()") == Set { "Plugins/Shared/FootedEditor.cpp" });
    CHECK (filesWith (R"(\backnowledgeNotice\s*\()") ==
           Set { "Plugins/Shared/ArmControls.cpp", "Source/App/EveningPlaying.cpp", "Source/App/EveningTonight.cpp", "Source/App/InsidePage.cpp",
                 "Source/App/SetupRun.cpp", "Source/Cli/LiveTouch.cpp", "Source/Cli/SetupTalk.cpp", "Source/Files/Notice.cpp", "Source/Files/Notice.h" });
}

TEST_CASE ("nobody raises the ceiling but a key in the running program, and no option reaches strong")
{
    CHECK (filesWith (R"(->\s*setCeiling\b|\.\s*setCeiling\b)") ==
           Set { "Plugins/Shared/Instrument.cpp", "Source/App/Stage.cpp", "Source/Cli/Live.cpp", "Source/Cli/LiveTouch.cpp" });
    CHECK (filesWith (R"(Ceiling::strong|C::strong)") == Set { "Source/Cli/LiveTouch.cpp", "Source/Devices/Sheet.cpp", "Source/Engine/PlayerState.h",
                                                               "Source/Safety/Ceiling.h" }); // the key; the sheet\'s words; Offline\'s own
}

TEST_CASE ("no environment variable is asked for by what guards, arms or plays")
{
    for (const char* room : { "Source/Safety/", "Source/Engine/", "Source/Touch/", "Source/Session/", "Source/Dsp/", "Source/Base/" })
        CHECK (filesWith (R"(\bgetenv\b)", room).empty());
    for (const char* file : { "Source/Files/Arming", "Source/Files/ChairSeat", "Source/Files/Notice", "Source/Devices/Watchdog", "Source/Devices/HandStop",
                              "Source/Devices/SetupRig" })
        CHECK (filesWith (R"(\bgetenv\b)", file).empty());
}

// A person's own chairs lie in their configuration, with a log of what was found out about each.
#include "Catch.h"

#include <cstdlib>

#include "Files/Library.h"
#include "Files/OwnChairs.h"
#include "Files/Paths.h"
#include "Folder.h"
#include "Variable.h"

using namespace lull;

TEST_CASE ("a chair of one's own is found by name before one that came with the program, and its log is kept by lines")
{
    const Folder home;
    const test::Variable config ("XDG_CONFIG_HOME", home.path.c_str()), data ("XDG_DATA_HOME", home.path.c_str());
    for (const char* bad : { "", "-x", "a b", "../x", "x.yaml", "ä" }) CHECK_FALSE (files::ownChairFile (bad));
    CHECK_FALSE (files::ownChairFile (std::string (41, 'x')));
    const auto file = files::ownChairFile ("four-zone");
    REQUIRE (file);
    CHECK (*file == files::configHome() / "Chairs" / "four-zone.yaml");
    REQUIRE (files::writeChair (*file, "chair: 1\n"));
    const auto found = files::findChair ("four-zone");
    REQUIRE (found);
    CHECK (*found == *file);
    CHECK (*files::readText (*file) == "chair: 1\n");

    CHECK (files::findings ("four-zone").empty());
    REQUIRE (files::noteFinding ("four-zone", "walk: one\nline"));
    REQUIRE (files::noteFinding ("four-zone", "volts"));
    const auto lines = files::findings ("four-zone");
    REQUIRE (lines.size() == 2);
    CHECK (lines[0].substr (16) == "  walk: one line");
    CHECK (lines[1].substr (16) == "  volts");
    CHECK (files::findings ("other").empty());
}

// What is kept of people, and where: private, per person and chair; nothing of a guest.
#include "Files/People.h"

#include <filesystem>

#include "Catch.h"
#include "Folder.h"
#include "Variable.h"

using namespace lull;
namespace fs = std::filesystem;

TEST_CASE ("fits are kept per person and chair, spots per person, and both are nobody else's to read")
{
    const Folder home;
    const test::Variable config ("XDG_CONFIG_HOME", home.path.c_str());
    CHECK_FALSE (files::loadFit ("me", "four-zone")->has_value());
    CHECK_FALSE (files::loadSpots ("me")->has_value());
    touch::Fit fit { "four-zone", {} };
    fit.of ("upper left") = { "upper left", 40.0, -50.0, -20.0 };
    REQUIRE (files::storeFit ("me", fit));
    REQUIRE (files::storeSpots ("anna", { { { 4.0, 40.0 } }, {} }));
    CHECK (*(**files::loadFit ("me", "four-zone")).find ("upper left")->comfortable == -20.0);
    CHECK_FALSE (files::loadFit ("anna", "four-zone")->has_value());
    CHECK_FALSE (files::loadFit ("me", "two-zone")->has_value());
    CHECK ((**files::loadSpots ("anna")).tight.size() == 1);
    CHECK (fs::status (home.path / "lull/People/me").permissions() == fs::perms::owner_all);

    touch::Chair chair;
    chair.id = "four-zone";
    chair.actuators.push_back ({});
    chair.actuators.back().name = "upper left";
    CHECK (files::chairFor (chair, "me")->actuators[0].comfortable.has_value());
    CHECK_FALSE (files::chairFor (chair, "anna")->actuators[0].comfortable.has_value());
    CHECK (files::chairFor (chair, "anna")->tight.size() == 1);
}

TEST_CASE ("a file that cannot be understood is said with its place, and names that are none are refused")
{
    const Folder home;
    const test::Variable config ("XDG_CONFIG_HOME", home.path.c_str());
    writeBytes (home.path / "lull/People/me/spots.yaml", "spots: 1\ntight: [ { x: 8 cm, y: 400 cm } ]\n");
    const auto spots = files::loadSpots ("me");
    REQUIRE_FALSE (spots.has_value());
    CHECK (spots.error().message.find ("spots.yaml:2:") != std::string::npos);
    CHECK (spots.error().kind == Error::Kind::refused);
    CHECK_FALSE (files::chairFor ({}, "me").has_value());
    for (const char* name : { "", "../x", "a/b", "-x", "a.b", "this-name-is-longer-than-forty-letters-are-long" })
    {
        INFO (name);
        CHECK (files::loadSpots (name).error().kind == Error::Kind::usage);
        CHECK_FALSE (files::storeSpots (name, {}).has_value());
    }
}

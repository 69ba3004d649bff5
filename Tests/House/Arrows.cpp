#include "Catch.h"

#include <stdexcept>

#include "House/Rooms.h"

using namespace house;

namespace
{
Rooms theRooms()
{
    for (const auto& f : tree())
        if (f.path == "Source/README.md") return roomsFrom (f.text);
    return {};
}
} // namespace

TEST_CASE ("the table of rooms is read whole")
{
    const auto rooms = theRooms();
    REQUIRE (rooms.size() == 14);
    CHECK (rooms.at ("Base").below == std::set<std::string> { "Base" });
    CHECK (rooms.at ("Session").below == std::set<std::string> { "Session", "Sound", "Touch", "Text", "Base" });
    CHECK (rooms.at ("Engine").below.count ("Safety") == 1);
    CHECK (rooms.at ("Cli").below.count ("Devices") == 1);
    CHECK (rooms.at ("Cli").below.count ("Ui") == 0);
    CHECK (rooms.at ("Plugins").below.count ("Ui") == 1);
    CHECK (rooms.at ("Plugins").below.count ("Devices") == 0);
    CHECK_THROWS_AS (roomsFrom ("| Base | x | whatever it likes | none |"), std::runtime_error);
    CHECK_THROWS_AS (roomsFrom ("| Base | x | all above except Ui | none |"), std::runtime_error);
}

TEST_CASE ("every folder of Source is a room of the table")
{
    const auto rooms = theRooms();
    std::vector<std::string> strangers;
    for (const auto& f : tree())
        if (f.under ("Source/") && f.isCode() && roomOf (rooms, f.path).empty()) strangers.push_back (f.path);
    INFO (joined (strangers));
    CHECK (strangers.empty());
}

TEST_CASE ("no include line points up, and JUCE stays in its rooms")
{
    const auto rooms = theRooms();
    std::vector<std::string> wrong;
    int looked = 0;
    for (const auto& f : tree())
    {
        if (! f.isCode() || ! (f.under ("Source/") || f.under ("Plugins/"))) continue;
        ++looked;
        for (auto& w : wrongIncludes (rooms, f)) wrong.push_back (std::move (w));
    }
    INFO (joined (wrong));
    CHECK (wrong.empty());
    CHECK (looked > 20);
}

TEST_CASE ("a planted arrow is found")
{
    const auto rooms = theRooms();
    const auto refused = [&] (std::string path, std::string text) { return wrongIncludes (rooms, { std::move (path), std::move (text) }).size(); };

    CHECK (refused ("Source/Base/Curve.h", "#include <vector>\n#include \"Base/Math.h\"\n") == 0);
    CHECK (refused ("Source/Base/Curve.h", "#include \"Text/Yaml.h\"\n") == 1);
    CHECK (refused ("Source/Sound/Voices/Rain.cpp", "  #  include \"Touch/Chair.h\"\n") == 1);
    CHECK (refused ("Source/Safety/Guard.cpp", "#include \"Touch/Technique.h\"\n") == 1);
    CHECK (refused ("Source/Engine/Player.cpp", "#include <juce_core/juce_core.h>\n") == 1);
    CHECK (refused ("Source/Files/SoundFile.cpp", "#include \"JuceHeader.h\"\n") == 1);
    CHECK (refused ("Source/Devices/Jack.cpp", "#include <jack/jack.h>\n#include <juce_audio_devices/juce_audio_devices.h>\n") == 0);
    CHECK (refused ("Source/Cli/Main.cpp", "#include \"Ui/Glow.h\"\n") == 1);
    CHECK (refused ("Source/Ui/Glow.cpp", "#include \"Devices/Device.h\"\n#include \"Files/Plot.h\"\n") == 2);
    CHECK (refused ("Plugins/Lull/Processor.cpp", "#include \"Devices/Device.h\"\n") == 1);
    CHECK (refused ("Source/Dsp/Limiter.cpp", "#include <boost/any.hpp>\n") == 1);
    CHECK (refused ("Source/Dsp/Limiter.cpp", "#include \"../Sound/Voice.h\"\n") == 1);
    CHECK (refused ("Source/Elsewhere/New.cpp", "") == 1);
}

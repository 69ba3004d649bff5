#include "Catch.h"

#include <limits>

#include "Files/SleepRules.h"

using namespace lull;
using namespace lull::files;

namespace
{
Survey ending (std::vector<float> tens)
{
    Survey s;
    s.integrated = -29.0;
    s.lastMinute = std::move (tens);
    return s;
}

bool said (const std::string& words, std::string_view part) { return words.find (part) != std::string::npos; }

// The survey of pink noise that is steady for a while and then as said.
Survey heard (const std::string& phases)
{
    auto score =
        session::readScore ("x", "session: 1\ntitle: X\nfor sleep: yes\ntempo: 60 bpm\nsounds:\n  n: { kind: pink, level: -30 LUFS }\nphases:\n" + phases);
    REQUIRE (score);
    const auto shared = std::make_shared<const session::Score> (std::move (*score));
    const auto found = survey (std::make_shared<const session::Timeline> (shared, nullptr, 1), 0.5, 1, nullptr);
    REQUIRE (found);
    return *found;
}
} // namespace

TEST_CASE ("a session for sleep that leaves in silence is clean")
{
    constexpr float silent = -std::numeric_limits<float>::infinity();
    CHECK (sleepFaults (ending ({ -60.0f, -64.0f, -68.0f, -72.0f, -76.0f, -80.0f })).empty());
    CHECK (sleepFaults (ending ({ -53.0f, -53.0f, -53.0f, -53.0f, -70.1f, -70.1f })).empty());
    CHECK (sleepFaults (ending ({ -60.0f, -80.0f, silent, silent, silent, silent })).empty());
    CHECK (sleepFaults (ending ({ -60.0f, -90.0f, -120.0f, -110.0f, silent, -105.0f })).empty()); // nobody hears which of these is louder
    CHECK (sleepFaults (ending ({})).empty());                                                    // shorter than a block
}

TEST_CASE ("each rule for sleep that is not kept is said, with where and by how much")
{
    const auto loud = sleepFaults (ending ({ -50.0f, -60.0f, -65.0f, -70.0f, -75.0f, -80.0f }));
    REQUIRE (loud.size() == 1);
    CHECK (said (loud[0], "from 60 to 50 s before the end it is -50.0 LUFS, 3.0 LU too loud"));
    const auto rising = sleepFaults (ending ({ -60.0f, -65.0f, -63.5f, -70.0f, -75.0f, -80.0f }));
    REQUIRE (rising.size() == 1);
    CHECK (said (rising[0], "from 40 to 30 s before the end it rises by 1.5 LU to -63.5 LUFS"));
    const auto late = sleepFaults (ending ({ -60.0f, -61.0f, -62.0f, -63.0f, -68.0f, -80.0f }));
    REQUIRE (late.size() == 1);
    CHECK (said (late[0], "the last 20 s are to be below -70 LUFS: they reach -68.0 LUFS, 2.0 LU too loud"));
    CHECK (sleepFaults (ending ({ -40.0f, -39.0f, -38.0f, -37.0f, -36.0f, -35.0f })).size() == 7);
}

TEST_CASE ("the last minute of a session is measured in blocks of ten seconds that end with it")
{
    const auto steady = heard ("  - { name: A, for: 75 s, fade: 0 s, sound: { n: {} } }\n");
    REQUIRE (steady.lastMinute.size() == 6);
    // The last one fades out with the session.
    for (std::size_t i = 0; i < 5; ++i) CHECK (steady.lastMinute[i] == Approx (-30.0).margin (0.6));
    CHECK (! sleepFaults (steady).empty());

    const auto stepped =
        heard ("  - { name: A, for: 41.3 s, fade: 0 s, sound: { n: {} } }\n  - { name: B, for: 30 s, fade: 0 s, sound: { n: { level: -60 LUFS } } }\n");
    REQUIRE (stepped.lastMinute.size() == 6);
    CHECK (stepped.lastMinute[2] == Approx (-30.0).margin (0.6));
    CHECK (stepped.lastMinute[3] < -50.0f); // the filter's memory of the step is all that is in it
    CHECK (stepped.lastMinute[4] == Approx (-60.0).margin (0.6));
    CHECK (heard ("  - { name: A, for: 25 s, sound: { n: {} } }\n").lastMinute.size() == 2);
}

// What falls asleep is not to be woken: every voice as it comes. Sessions are judged by House/test-sessions, any script by Files/Startles.
#include <set>

#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

TEST_CASE ("no voice startles: over a bed as loud as itself it never makes it 6 LU louder within 3 s")
{
    // What is there all the time is heard alone.
    const std::set<std::string_view> comesAndGoes { "bowl", "harp", "kalimba", "shushing", "breath guide", "heartbeat" };
    for (const auto* kind : sound::voiceKinds())
    {
        if (kind->name == "file") continue;
        Room room;
        room.rate = 24'000.0;
        const bool alone = comesAndGoes.count (kind->name) == 0;
        const double rise = greatestRise (alone ? listen (kind->name, "{}", 20.0, 120.0, room) : overBed (kind->name, "{}", 20.0, 120.0, room), room.rate);
        INFO (kind->name << ": " << rise << " LU");
        CHECK (rise < 6.0);
    }
}

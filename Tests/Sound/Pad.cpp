#include <cmath>

#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;

namespace
{
void checkLoudness (const std::string& chord, const std::string& note, const std::string& space)
{
    const auto* kind = sound::findVoiceKind ("pad");
    const auto values = valuesOf (*kind, "{ chord: " + chord + ", note: " + note + ", space: " + space + ", brightness: 0% }");
    // Chance differs from minute to minute; what is promised is the mean.
    constexpr int parts = 5;
    double mean = 0.0;
    for (int m = 0; m < parts; ++m)
    {
        Room room;
        room.rate = 24'000.0;
        room.seed = static_cast<std::uint64_t> (m + 1);
        const auto pad = make (*kind, values, room);
        (void)listen (*pad, room, 67.0 * m, 5.0); // the hall fills
        mean += std::pow (10.0, 0.1 * meter (listen (*pad, room, 67.0 * m + 5.0, 40.0), room.rate).integrated) / parts;
    }
    INFO (chord << " " << note << " " << space);
    CHECK (10.0 * std::log10 (mean) == Approx (kind->loudness (values)).margin (0.5));
}
} // namespace

TEST_CASE ("a pad is as loud as it says for every chord, dry and far off in its hall")
{
    for (const char* chord : { "fifth", "octave", "major", "minor", "suspended", "open" }) checkLoudness (chord, "D3", "0%");
    checkLoudness ("fifth", "D3", "100%");
}

TEST_CASE ("a pad is as loud as it says for every chord, low and high in its hall", "[.][all]")
{
    for (const char* chord : { "fifth", "octave", "major", "minor", "suspended", "open" })
        for (const char* note : { "55 Hz", "D3", "440 Hz" }) checkLoudness (chord, note, "100%");
}

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
    INFO (chord << " " << note << " " << space);
    CHECK (meanLoudness (*kind, values, 24'000.0, 5, 67.0, 5.0, 40.0) == Approx (kind->loudness (values)).margin (0.5));
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

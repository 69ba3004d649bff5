// Tones that beat: binaural pairs on headphones and on loudspeakers, and isochronic tones.
#include <cmath>

#include "Sound/Listening.h"

using namespace lull;
using namespace lull::tests;

namespace
{
double decibelsAt (const std::vector<float>& x, double hertz, std::size_t from = 0, std::size_t n = 96'000)
{
    return 20.0 * std::log10 (amplitudeAt (x.data() + from, n, 48'000.0, hertz) + 1e-12);
}
} // namespace

TEST_CASE ("on loudspeakers a binaural pair plays both tones to both ears, and beats by itself")
{
    const Ears e = listen ("binaural", "{ carrier: 200 Hz, beat: 6 Hz, through: loudspeakers }", 5000.0, 2.0);
    CHECK (e.left == e.right);
    for (double f : { 197.0, 203.0 }) CHECK (decibelsAt (e.left, f) == Approx (20.0 * std::log10 (0.05 * std::sqrt (0.5))).margin (0.01));
    // Heard by one ear alone, it swells from nothing six times a second.
    const auto level = envelope (e.left, 800); // sixtieths of a second
    for (std::size_t beat = 0; beat < 11; ++beat)
    {
        const auto first = level.begin() + static_cast<std::ptrdiff_t> (10 * beat);
        CHECK (*std::max_element (first, first + 10) > 4.0 * *std::min_element (first, first + 10));
    }
    const auto* kind = sound::findVoiceKind ("binaural");
    REQUIRE (kind->headphones != nullptr);
    CHECK (kind->headphones (valuesOf (*kind, "{}")));
    CHECK (! kind->headphones (valuesOf (*kind, "{ through: loudspeakers }")));
}

TEST_CASE ("an isochronic tone opens and closes as often as asked, as deep as asked, alike in both ears")
{
    for (double beat : { 1.0, 6.0, 25.0 })
        for (double depth : { 50.0, 100.0 })
        {
            const Ears e =
                listen ("isochronic", "{ carrier: 400 Hz, beat: " + std::to_string (beat) + " Hz, depth: " + std::to_string (depth) + "% }", 3600.0, 4.0);
            CHECK (e.left == e.right);
            // Per cycle: open from 0.2 to 0.5 after its beginning, closed from 0.7 on. 400 Hz has whole cycles in every stretch looked at.
            const double cycle = 48'000.0 / beat;
            for (int n = 0; n < 4; ++n)
            {
                const auto peakIn = [&] (double from, double to) {
                    float most = 0.0f;
                    for (auto i = static_cast<std::size_t> ((n + from) * cycle) + 1; i < static_cast<std::size_t> ((n + to) * cycle); ++i)
                        most = std::max (most, std::abs (e.left[i]));
                    return static_cast<double> (most);
                };
                INFO (beat << " Hz, " << depth << " %");
                CHECK (peakIn (0.2, 0.5) == Approx (0.05).epsilon (0.01));
                CHECK (peakIn (0.72, 0.99) == Approx (0.05 * (1.0 - 0.01 * depth)).margin (0.0005));
            }
        }
}

TEST_CASE ("an isochronic tone's edges splatter less than stated, and less than -90 dB of full scale where nothing of it belongs")
{
    const Ears e = listen ("isochronic", "{ carrier: 1000 Hz, beat: 40 Hz, depth: 100% }", 100.0, 2.0);
    const double tone = 20.0 * std::log10 (0.05);
    for (int k = 1; k < 200; ++k)
        for (int side : { -1, 1 })
        {
            const double away = 40.0 * k, hertz = 1000.0 + side * away;
            if (hertz < 500.0) continue; // there lines from below 0 Hz fall on others
            INFO (hertz);
            const double edges = 2.0 * away * 0.2 / 40.0, bound = 1.0 / (3.14159265 * k * std::abs (edges * edges - 1.0));
            CHECK (decibelsAt (e.left, hertz) < std::max (tone + 20.0 * std::log10 (edges > 1.5 ? bound : 0.4), -125.0) + 0.1);
            if (away >= 1000.0) CHECK (decibelsAt (e.left, hertz) < tone - 77.0);
            CHECK (decibelsAt (e.left, hertz + 13.0) < -115.0); // between its lines there is nothing: no seam of quanta, no mirror
        }
    CHECK (decibelsAt (e.left, 12'345.0) < -120.0);
}

TEST_CASE ("an isochronic tone can follow the beat along a tempo ramp")
{
    Room room;
    room.bpm = Curve ({ { 0.0, 66.0, Shape::linear }, { 40.0, 54.0, Shape::linear } });
    const Ears e = listen ("isochronic", "{ carrier: 500 Hz, beat: 4 per beat, depth: 100% }", 0.0, 40.0, room);
    double before = 0.0, inside = 0.0;
    for (int quarter = 1; quarter < 140; ++quarter)
    {
        // Silent just before it begins, on its way just after, on every quarter of every beat.
        const auto at = static_cast<std::size_t> (room.bpm.whenIntegral (60.0 * 0.25 * quarter) * room.rate);
        for (std::size_t i = at - 960; i < at; ++i) before = std::max (before, std::abs (static_cast<double> (e.left[i])));
        float most = 0.0f;
        for (std::size_t i = at + 2400; i < at + 4800; ++i) most = std::max (most, std::abs (e.left[i]));
        inside += static_cast<double> (most) / 139.0;
    }
    CHECK (before < 1e-5);
    CHECK (inside > 0.045);
}

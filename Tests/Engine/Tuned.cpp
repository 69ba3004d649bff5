// Touch and sound in tune, where they are heard and felt: at the end of everything.
#include "Engine/Scripts.h"

#include "Dsp/Spectrum.h"

using namespace lull;
using namespace lull::test;

namespace
{
// The middle of the strongest lines within 3 % of a frequency: a pair's, or a choir's, is its own tone.
double toneNear (const std::vector<float>& x, double rate, double hertz)
{
    double sum = 0.0, weight = 0.0;
    for (double f = 0.985 * hertz; f < 1.015 * hertz; f += 0.05)
    {
        const double a = tests::amplitudeAt (x.data(), x.size(), rate, f), power = a * a;
        sum += power * f;
        weight += power;
    }
    return sum / weight;
}
} // namespace

TEST_CASE ("a bowl, a pad, a harp and a tone that are tuned to touch sound octaves of what the chair vibrates with")
{
    for (const char* layer : { "kind: bowl, note: touch, every: 60 s", "kind: pad, note: touch, movement: 0%, space: 0%, chord: octave",
                               "kind: harp, note: touch, every: 60 s", "kind: kalimba, note: touch, every: 60 s", "kind: isochronic, carrier: touch" })
    {
        const std::string text =
            std::string ("session: 1\ntitle: T\nsounds: { a: { level: -30 LUFS, ") + layer +
            " } }\nphases:\n  - { name: A, for: 24 s, fade: 0 s, sound: { a: {} }, touch: [ { stroke: petrissage, strength: 60%, carrier: 60 Hz } ] }\n";
        engine::RenderOptions options;
        options.rate = SampleRate { 8'000 };
        const auto all = renderAll (timelineOf (text), options);
        INFO (layer);
        // Felt: 60 Hz, and nothing else as strong.
        std::vector<float> felt;
        double most = 0.0;
        for (std::size_t k = 2; k < all.size(); ++k)
            if (const double peak = peakOf (all[k]); peak > most)
            {
                most = peak;
                felt = all[k];
            }
        REQUIRE (most > 0.001);
        const tests::Spectrum touch (felt, 8'000.0, 8192);
        CHECK (touch.power (58.0, 62.0) > 0.5 * touch.power (20.0, 3'900.0));
        // Heard: its octave, and the tone of the voice's own default not.
        const double octave =
            std::string (layer).find ("kalimba") != std::string::npos || std::string (layer).find ("isochronic") != std::string::npos ? 240.0 : 120.0;
        const std::vector<float> heard (all[0].begin() + 4'000, all[0].begin() + 36'000);
        CHECK (toneNear (heard, 8'000.0, octave) == Approx (octave).margin (0.4));
        const tests::Spectrum sound (heard, 8'000.0, 8192);
        for (double other : { 146.83, 200.0, 293.66 }) CHECK (sound.decibels (other - 3.0, other + 3.0) < sound.decibels (octave - 3.0, octave + 3.0) - 25.0);
    }
}

// Folding of both kinds, for every voice: frequencies over the edge of a low rate (aliasing), and two ears into one loudspeaker.
#include "Sound/Nature.h"

using namespace lull;
using namespace lull::tests;

namespace
{
// Values with every pitch, hardness and nearness at the end where most lies at the edge of hearing.
text::Values brightest (const sound::VoiceKind& kind)
{
    auto values = text::defaults (kind.fields);
    for (const auto& f : kind.fields)
    {
        if (f.kind == text::Field::Kind::text || f.kind == text::Field::Kind::flag || f.ranges.empty()) continue;
        const bool least = f.key == "softness" || f.key == "distance" || f.key == "every";
        text::Value v;
        v.is = text::Quantity { least ? f.ranges[0].least : f.ranges[0].greatest, f.ranges[0].measure };
        values.set (f.key, v);
    }
    return values;
}
} // namespace

TEST_CASE ("nothing of any voice is folded back: at 44.1 kHz it has what it has at four times that, else less than -90 dBFS")
{
    // The strongest 100 Hz below 20 kHz that are there at the low rate and not at the high one, in dBFS; `planted`: amplitude of a tone at 14 kHz.
    const auto folded = [] (const sound::VoiceKind& kind, const text::Values& values, double planted) {
        const double gain = -26.0 - kind.loudness (values); // as loud as any layer of a session is
        Room low, high;
        low.rate = 44'100.0;
        high.rate = 4.0 * low.rate;
        Ears a = listen (*make (kind, values, low), low, 0.0, 6.0);
        const Ears b = listen (*make (kind, values, high), high, 0.0, 6.0);
        for (std::size_t i = 0; i < a.left.size(); ++i)
            a.left[i] += static_cast<float> (planted * std::pow (10.0, -gain / 20.0) * std::sin (6.283185307 * 14'000.0 / low.rate * static_cast<double> (i)));
        const Spectrum s (a.left, low.rate, 8'192), t (b.left, high.rate, 32'768);
        Limits worst { -200.0, 0.0 };
        for (double f = 50.0; f < 20'000.0; f += 100.0)
        {
            const double here = s.decibels (f, f + 100.0) + gain, there = t.decibels (f, f + 100.0) + gain;
            if (here > there + 3.0 && here > worst[0]) worst = { here, f };
        }
        return worst;
    };
    for (const auto* kind : sound::voiceKinds())
        for (const bool bright : { false, true })
        {
            if (kind->name == "file") continue; // Dsp/Resampler tells what is left of a recording
            const auto worst = folded (*kind, bright ? brightest (*kind) : text::defaults (kind->fields), 0.0);
            INFO (kind->name << (bright ? ", bright: " : ": ") << worst[0] << " dBFS at " << worst[1] << " Hz");
            CHECK (worst[0] < -90.0);
        }
    for (const char* name : { "pad", "drone", "bowl", "binaural" })
    {
        const auto* kind = sound::findVoiceKind (name);
        const auto found = folded (*kind, text::defaults (kind->fields), 4e-5); // a tone of -91 dBFS rms would be found
        INFO (name);
        CHECK (found[0] > -92.0);
        CHECK (found[1] == Approx (14'000.0).margin (100.0));
    }
}

TEST_CASE ("every voice folds down to one loudspeaker within 3 dB")
{
    for (const auto* kind : sound::voiceKinds())
    {
        if (kind->name == "file") continue; // a recording is as wide as it was recorded
        Room room;
        room.rate = 24'000.0;
        const double d = folded (listen (kind->name, "{}", 0.0, 60.0, room));
        INFO (kind->name << ": " << d << " dB");
        CHECK (d > -3.05); // two ears with nothing in common lose 3.01
        CHECK (d < 0.1);
    }
}

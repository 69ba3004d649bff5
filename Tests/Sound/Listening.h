// What tests of voices share: a voice made from words, its sound as two long channels, and the seconds it is asked for.
#pragma once

#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "Base/Curve.h"
#include "Catch.h"
#include "Dsp/LoudnessMeter.h"
#include "Dsp/Spectrum.h"
#include "Sound/Voice.h"
#include "Text/Yaml.h"

namespace lull::tests
{
struct Ears
{
    std::vector<float> left, right;
    [[nodiscard]] bool operator== (const Ears& o) const
    {
        return left.size() == o.left.size() && std::memcmp (left.data(), o.left.data(), left.size() * sizeof (float)) == 0 &&
               std::memcmp (right.data(), o.right.data(), right.size() * sizeof (float)) == 0;
    }
};

struct Room // where a voice stands
{
    double rate = 48'000.0, breathsPerMinute = 6.0;
    std::uint64_t seed = 7;
    Curve bpm { 60.0 };
    std::vector<sound::VoiceSetting::Window> windows { { 0.0, 5400.0, 0.0 } };
};

inline text::Values valuesOf (const sound::VoiceKind& kind, const std::string& yaml)
{
    text::Diagnostics found;
    text::Reading reading { "test", yaml, found };
    const auto node = text::parseYaml ("test", yaml);
    REQUIRE (node.has_value());
    auto values = text::readValues (reading, *node, kind.fields, node->span, "a voice");
    for (const auto& d : found) FAIL (d.message);
    return values;
}

inline std::unique_ptr<sound::Voice> make (const sound::VoiceKind& kind, const text::Values& values, const Room& room)
{
    return kind.make ({ values, Stream (room.seed).child ("layer"), SampleRate { room.rate }, room.bpm, room.windows });
}

inline std::unique_ptr<sound::Voice> make (std::string_view name, const std::string& yaml, const Room& room)
{
    const auto* kind = sound::findVoiceKind (name);
    REQUIRE (kind != nullptr);
    return make (*kind, valuesOf (*kind, yaml), room);
}

inline Span spanAt (Frame frame, const Room& room)
{
    Span s;
    s.frame = frame;
    s.rate = SampleRate { room.rate };
    s.seconds = { static_cast<double> (frame) / room.rate, static_cast<double> (frame + quantum) / room.rate };
    s.beat = { room.bpm.integral (s.seconds.begin) / 60.0, room.bpm.integral (s.seconds.end) / 60.0 };
    s.breath = { s.seconds.begin * room.breathsPerMinute / 60.0, s.seconds.end * room.breathsPerMinute / 60.0 };
    return s;
}

// Frames [from, from + seconds), whole quanta.
inline Ears listen (sound::Voice& voice, const Room& room, double from, double seconds)
{
    const FlushDenormals flush;
    Ears e;
    const auto first = static_cast<Frame> (from * room.rate) / quantum * quantum;
    const auto count = static_cast<Frame> (seconds * room.rate) / quantum * quantum;
    e.left.resize (static_cast<std::size_t> (count));
    e.right.resize (static_cast<std::size_t> (count));
    StereoQuantum q;
    for (Frame n = 0; n < count; n += quantum)
    {
        voice.render (spanAt (first + n, room), q);
        std::memcpy (e.left.data() + n, q.left.data(), sizeof q.left);
        std::memcpy (e.right.data() + n, q.right.data(), sizeof q.right);
    }
    return e;
}

inline Ears listen (std::string_view name, const std::string& yaml, double from, double seconds, const Room& room = {})
{
    return listen (*make (name, yaml, room), room, from, seconds);
}

struct Measured
{
    double integrated, shortTerm, truePeak;
};
inline Measured meter (const Ears& e, double rate)
{
    dsp::LoudnessMeter m { SampleRate { rate } };
    for (std::size_t n = 0; n + 480 <= e.left.size(); n += 480) m.add (e.left.data() + n, e.right.data() + n, 480);
    return { m.integrated(), m.greatestShortTerm(), m.truePeak() };
}

// Chance differs from minute to minute; what is promised is the mean. LUFS over that many parts, each of another seed, begun `apart` s after the one
// before and heard for `seconds` once its hall has filled for `fill` s.
inline double meanLoudness (const sound::VoiceKind& kind, const text::Values& values, double rate, int parts, double apart, double fill, double seconds)
{
    double mean = 0.0;
    for (int m = 0; m < parts; ++m)
    {
        Room room;
        room.rate = rate;
        room.seed = static_cast<std::uint64_t> (m + 1);
        const auto voice = make (kind, values, room);
        (void)listen (*voice, room, apart * m, fill);
        mean += std::pow (10.0, 0.1 * meter (listen (*voice, room, apart * m + fill, seconds), rate).integrated) / parts;
    }
    return 10.0 * std::log10 (mean);
}

inline std::vector<float> middle (const Ears& e)
{
    std::vector<float> m (e.left.size());
    for (std::size_t i = 0; i < m.size(); ++i) m[i] = 0.5f * (e.left[i] + e.right[i]);
    return m;
}
} // namespace lull::tests

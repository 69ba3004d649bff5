// What pictures are drawn from, heard in sounds whose figures are known.
#include "Files/Hearing.h"

#include <cmath>

#include "Base/Math.h"
#include "Base/Random.h"
#include "Catch.h"

using namespace lull;

namespace
{
constexpr double rate = 48'000.0;

template <class Ear>
files::Heard heardOf (double seconds, const Ear& left, const Ear& right)
{
    files::Hearing hearing { SampleRate { rate } };
    const auto frames = static_cast<int> (seconds * rate);
    std::vector<float> l (480), r (480);
    for (int at = 0; at < frames; at += 480)
    {
        for (int i = 0; i < 480; ++i)
        {
            l[static_cast<std::size_t> (i)] = static_cast<float> (left (at + i));
            r[static_cast<std::size_t> (i)] = static_cast<float> (right (at + i));
        }
        hearing.add (l.data(), r.data(), 480);
    }
    return hearing.heard();
}

// dB of a row of twelfths of an octave, half-way through.
double at (const files::Heard& h, double hertz)
{
    const auto row = static_cast<std::size_t> (12.0 * std::log2 (hertz / 20.0));
    return static_cast<double> (h.sonogram[h.sonogram.size() / files::Heard::rows / 2 * files::Heard::rows + row]);
}
} // namespace

TEST_CASE ("a tone stands in its own row of the picture, as loud as it is")
{
    const auto tone = [] (int n) { return 0.1 * math::sinCycles (1000.0 * n / rate); };
    const auto h = heardOf (8.0, tone, tone);
    CHECK (h.sonogram.size() / files::Heard::rows == Approx (8.0 / h.step).margin (1.0));
    double most = -1e9;
    for (double f : { 970.0, 1000.0, 1030.0 }) most = std::max (most, at (h, f));
    CHECK (most == Approx (-20.0).margin (1.0)); // full scale in both ears is 0 dB
    CHECK (at (h, 800.0) < most - 50.0);
    CHECK (at (h, 1250.0) < most - 50.0);
    CHECK (h.level[5] == Approx (0.0).margin (0.01));
    CHECK (h.integrated == Approx (-20.0).margin (0.1)); // BS.1770: a tone of 1 kHz in two channels
    CHECK (h.range < 0.1);
    CHECK (h.folded == Approx (0.0).margin (0.01));
    CHECK (h.together[2] == Approx (1.0).margin (0.001));
}

TEST_CASE ("loudness that moves is drawn where and as far as it moves")
{
    const Stream noise (5);
    const auto ear = [&] (std::uint64_t which) {
        return [=] (int n) { return 0.1 * (1.0 + 0.5 * math::sinCycles (4.0 * n / rate)) * noise.sign (2 * static_cast<std::uint64_t> (n) + which); };
    };
    const auto same = ear (0);
    const auto h = heardOf (40.0, same, same);
    constexpr int o = 5;                                                                      // 4 kHz
    const auto turn = static_cast<int> (3.0 * std::log2 (4.0 / files::Heard::slowest) + 0.5); // 4 Hz
    CHECK (h.modulation[o * files::Heard::turns + turn] == Approx (0.5 / std::sqrt (2.0)).margin (0.04));
    CHECK (h.modulation[o * files::Heard::turns + turn - 4] < 0.05f);
    CHECK (h.modulation[o * files::Heard::turns + turn + 2] < 0.1f);
    CHECK (h.modulation[o * files::Heard::turns] < 0.0f); // 40 s cannot tell 0.02 Hz
}

TEST_CASE ("ears that hear different noises share nothing, and a mono sum has 3 dB less")
{
    const Stream noise (6);
    const auto ear = [&] (std::uint64_t which) { return [=] (int n) { return 0.1 * noise.sign (2 * static_cast<std::uint64_t> (n) + which); }; };
    const auto h = heardOf (10.0, ear (0), ear (1));
    for (double c : h.together) CHECK (std::abs (c) < 0.1);
    CHECK (h.folded == Approx (-3.0).margin (0.1));
    CHECK (h.level[8] - h.level[7] == Approx (3.0).margin (0.2)); // white: 3 dB an octave
}

TEST_CASE ("silence is heard as silence")
{
    const auto none = [] (int) { return 0.0; };
    const auto h = heardOf (6.0, none, none);
    CHECK_FALSE (std::isfinite (h.integrated));
    CHECK (at (h, 1000.0) < -150.0);
    for (float m : h.modulation) CHECK (m < 0.0f);
}

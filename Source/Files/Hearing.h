// What is heard in a stretch of stereo sound: its spectrum over time, how each octave's loudness moves, how alike the ears are. For pictures.
// Any thread but audio.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "Base/Units.h"

namespace lull::files
{
struct Heard
{
    // Twelfths of an octave from 20 Hz, `rows` of them, over columns of `step` seconds: column x rows + row. Power in dB re a full-scale sine in both ears.
    static constexpr int rows = 120;
    double step = 0.5;
    std::vector<float> sonogram;

    // Octaves around 125 Hz x 2^n: how far their 10 ms envelope moves, rms re its mean, in thirds of an octave of modulation around
    // slowest x 2^(n / 3) Hz: octave x turns + third. Negative: the stretch is too short to say.
    static constexpr int octaves = 8, turns = 33;
    static constexpr double slowest = 0.02;
    std::array<float, octaves * turns> modulation {};

    std::array<double, 10> level {};   // dB re the whole, octaves around 31.5 Hz x 2^n
    std::array<double, 4> together {}; // correlation of the ears in 100-200, 200-800, 800-3200, 3200-12000 Hz; 1 where nothing sounds
    double integrated = 0.0;           // LUFS
    double range = 0.0;                // dB, 5th to 95th percentile of the level in 400 ms
    double folded = 0.0;               // dB, what the mono sum has less than the ears on average
};

class Hearing
{
public:
    explicit Hearing (SampleRate);
    ~Hearing();
    Hearing (const Hearing&) = delete;
    Hearing& operator= (const Hearing&) = delete;

    void add (const float* left, const float* right, int frames);
    [[nodiscard]] Heard heard() const;

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::files

// ITU-R BS.1770-4 / EBU R128 of a stereo stream: momentary, short-term, integrated (gated), true peak. K-weighting for any rate
// (figures.md 4.3). Double inside. Offline and face threads; add() does not allocate after construction for sessions up to 4 h.
#pragma once

#include <memory>

#include "Base/Units.h"

namespace lull::dsp
{
class LoudnessMeter
{
public:
    explicit LoudnessMeter (SampleRate);
    ~LoudnessMeter();

    void add (const float* left, const float* right, int frames) noexcept;

    [[nodiscard]] double momentary() const noexcept; // LUFS, last 400 ms; -inf when silent
    [[nodiscard]] double shortTerm() const noexcept; // LUFS, last 3 s
    [[nodiscard]] double greatestShortTerm() const noexcept;
    [[nodiscard]] double integrated() const noexcept; // LUFS, gated at -70 absolute and -10 relative
    [[nodiscard]] double truePeak() const noexcept;   // dBTP, 4x oversampled

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::dsp

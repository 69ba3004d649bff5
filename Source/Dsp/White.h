// Two channels of white noise for one quantum, uniform in [-1, 1), from the frame's own number: the same at any time, on any thread.
#pragma once

#include "Base/Quantum.h"
#include "Base/Random.h"

namespace lull::dsp
{
class White
{
public:
    explicit White (const Stream& stream) : a (stream.child (1)), b (stream.child (2)) {}
    void fill (Frame frame, StereoQuantum& out) const noexcept;

private:
    Stream a, b;
};
} // namespace lull::dsp

// A field tabulated over the rectangle in which a technique's hands move, so that a quantum costs a few multiplications per lane.
// Built off the audio thread; weights() on it.
#pragma once

#include <array>
#include <vector>

#include "Base/Quantum.h"
#include "Touch/Field.h"

namespace lull::touch
{
using LaneWeights = std::array<float, maxLanes>;

class Patch
{
public:
    // Which hands it is of: one, or both at once, mirrored about the spine (the sum of their powers, at most 1 per lane).
    enum class Hands { left, right, both };

    // What an axis on which the chair has no two places becomes, in time: the far end is 6 dB softer (projection, architecture.md decision 1).
    struct Projection
    {
        bool along = false;   // the technique moves along the back: bottom and top of the region are its ends
        bool outward = false; // it moves outwards and in: inner and outer edge are
        bool sides = false;   // its two hands are told apart: the right one is the far one
    };

    // `region` is where the hands' middles may be (x counted outwards). Hands: which ones.
    Patch (const Field&, const Region& region, Hands, Projection);

    // The amplitudes for hands at (x, y) of the region, clamped to it; x outwards. Between the nodes of the table powers are linear, so they
    // keep their sum and their centroid. Audio thread.
    void weights (double x, double y, LaneWeights& out) const noexcept;

    // The amplitudes of hands everywhere in the region at once: the root of the mean power.
    [[nodiscard]] LaneWeights everywhere() const noexcept;

    [[nodiscard]] const Region& region() const noexcept { return area; }
    [[nodiscard]] double step() const noexcept { return 2.0; } // cm between nodes, at most

private:
    Region area;
    int columns = 1, rows = 1;
    double perX = 0.0, perY = 0.0;  // nodes per cm
    std::vector<LaneWeights> nodes; // powers, row by row
};
} // namespace lull::touch

#include "Touch/Patch.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Base/Simd.h"

namespace lull::touch
{
namespace
{
constexpr double farEnd = -6.0; // dB

// Four nodes of a table, blended in power; then amplitudes.
LULL_INLINE void blendKernel (const float* a, const float* b, const float* c, const float* d, float u, float v, float* out)
{
    for (int i = 0; i < maxLanes; ++i)
    {
        const float low = a[i] + u * (b[i] - a[i]);
        const float high = c[i] + u * (d[i] - c[i]);
        out[i] = std::sqrt (low + v * (high - low));
    }
}
LULL_KERNEL (blend, (const float* a, const float* b, const float* c, const float* d, float u, float v, float* out), (a, b, c, d, u, v, out))

// 0 at the near end, 1 at the far one. Near is the end next to the places there are; in the middle, the lower or inner one.
double far (double at, double low, double high, double places) noexcept
{
    if (! (high - low > 0.5)) return 0.0;
    const double u = std::clamp ((at - low) / (high - low), 0.0, 1.0);
    return places > 0.5 * (low + high) + 0.5 ? 1.0 - u : u;
}
} // namespace

Patch::Patch (const Field& field, const Region& region, Hands hands, Projection projection) : area (region)
{
    const auto count = [this] (double extent) { return extent > 0.01 ? static_cast<int> (std::ceil (extent / step())) + 1 : 1; };
    columns = count (area.width());
    rows = count (area.height());
    perX = columns > 1 ? (columns - 1) / area.width() : 0.0;
    perY = rows > 1 ? (rows - 1) / area.height() : 0.0;
    nodes.resize (static_cast<std::size_t> (columns * rows));

    // Side by side is one place: two hands are felt as one.
    const bool mirrored = hands == Hands::both && field.across();
    std::array<std::array<double, 2>, 2> lambda {};
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c)
        {
            const double x = perX > 0.0 ? area.x0 + c / perX : area.x0;
            const double y = perY > 0.0 ? area.y0 + r / perY : area.y0;
            LanePowers one, other {};
            field.power (hands == Hands::left || mirrored ? -x : x, y, one, lambda[0]);
            if (mirrored) field.power (x, y, other, lambda[1]);

            double down = 0.0;
            if (projection.along && ! field.along()) down = far (y, area.y0, area.y1, field.midY());
            if (projection.outward && ! field.across()) down = std::max (down, far (x, area.x0, area.x1, area.x0));
            double gain = math::amplitude (2.0 * farEnd * down); // in power
            if (projection.sides && ! field.across() && hands == Hands::right) gain *= math::amplitude (2.0 * farEnd);

            auto& node = nodes[static_cast<std::size_t> (r * columns + c)];
            for (std::size_t i = 0; i < maxLanes; ++i) node[i] = static_cast<float> (std::min (1.0, one[i] + other[i]) * gain);
        }
}

LaneWeights Patch::everywhere() const noexcept
{
    LaneWeights mean {};
    for (std::size_t i = 0; i < maxLanes; ++i)
    {
        double sum = 0.0;
        for (const auto& node : nodes) sum += static_cast<double> (node[i]);
        mean[i] = static_cast<float> (std::sqrt (sum / static_cast<double> (nodes.size())));
    }
    return mean;
}

void Patch::weights (double x, double y, LaneWeights& out) const noexcept
{
    const double u = std::clamp ((x - area.x0) * perX, 0.0, static_cast<double> (columns - 1));
    const double v = std::clamp ((y - area.y0) * perY, 0.0, static_cast<double> (rows - 1));
    const int c = std::min (static_cast<int> (u), std::max (0, columns - 2)), r = std::min (static_cast<int> (v), std::max (0, rows - 2));
    const int right = columns > 1 ? 1 : 0, up = rows > 1 ? columns : 0;
    const auto* node = nodes.data() + r * columns + c;
    blend (node[0].data(), node[right].data(), node[up].data(), node[up + right].data(), static_cast<float> (u - c), static_cast<float> (v - r), out.data());
}
} // namespace lull::touch

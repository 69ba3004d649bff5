#include "Dsp/White.h"

namespace lull::dsp
{
namespace
{
LULL_INLINE void whiteKernel (std::uint32_t salt, std::uint32_t frame, float* out) noexcept
{
    for (int i = 0; i < quantum; ++i) out[i] = whiteAt (salt, frame + static_cast<std::uint32_t> (i));
}
LULL_KERNEL (white, (std::uint32_t salt, std::uint32_t frame, float* out), (salt, frame, out))
} // namespace

void White::fill (Frame frame, StereoQuantum& out) const noexcept
{
    const auto low = static_cast<std::uint32_t> (frame);
    white (a.salt (frame), low, out.left.data());
    white (b.salt (frame), low, out.right.data());
}
} // namespace lull::dsp

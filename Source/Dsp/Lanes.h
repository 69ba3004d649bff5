// Eight logical lanes, whatever the processor: recursions run in lanes (channels, bands, delay lines), everything else along time.
// A kernel is a template over the width in hand, four floats on the baseline and eight with AVX2, and must do the same arithmetic
// per lane in both. Vectors are passed by reference: by value their calling convention depends on the instruction set. Any thread.
#pragma once

#include <cstdint>
#include <cstring>

#include "Base/Simd.h"

namespace lull::dsp
{
template <int n>
struct LanesOf
{
    typedef float Floats __attribute__ ((vector_size (n * 4)));
    typedef std::uint32_t Bits __attribute__ ((vector_size (n * 4)));
    typedef std::int32_t Ints __attribute__ ((vector_size (n * 4)));
};
template <int n = 8>
using Lanes = typename LanesOf<n>::Floats;

template <class V, class T>
LULL_INLINE void get (V& v, const T* from) noexcept
{
    std::memcpy (&v, from, sizeof v);
}
template <class V, class T>
LULL_INLINE void put (const V& v, T* to) noexcept
{
    std::memcpy (to, &v, sizeof v);
}
template <class V, class T>
LULL_INLINE void fill (V& v, T x) noexcept
{
    v = x - V {};
}

// 2^x per lane, as math::exp2 (float): |x| <= 126.
template <int n>
LULL_INLINE void exp2 (Lanes<n>& out, const Lanes<n>& x) noexcept
{
    const Lanes<n> whole = (x + 12582912.0f) - 12582912.0f, f = x - whole;
    const Lanes<n> p = 1.0f + f * (0.693147182f + f * (0.240226507f + f * (0.0555032715f + f * (0.00961802527f + f * (0.00134004327f + f * 0.000154697322f)))));
    const typename LanesOf<n>::Ints power = (__builtin_convertvector(whole, typename LanesOf<n>::Ints) + 127) << 23;
    out = p * (Lanes<n>)power; // the bits, as they are
}

// Rows to columns, 4 x 4.
LULL_INLINE void transpose (Lanes<4>& a, Lanes<4>& b, Lanes<4>& c, Lanes<4>& d) noexcept
{
    const Lanes<4> ab0 = __builtin_shufflevector (a, b, 0, 4, 1, 5), ab1 = __builtin_shufflevector (a, b, 2, 6, 3, 7);
    const Lanes<4> cd0 = __builtin_shufflevector (c, d, 0, 4, 1, 5), cd1 = __builtin_shufflevector (c, d, 2, 6, 3, 7);
    a = __builtin_shufflevector (ab0, cd0, 0, 1, 4, 5);
    b = __builtin_shufflevector (ab0, cd0, 2, 3, 6, 7);
    c = __builtin_shufflevector (ab1, cd1, 0, 1, 4, 5);
    d = __builtin_shufflevector (ab1, cd1, 2, 3, 6, 7);
}
} // namespace lull::dsp

// As LULL_KERNEL (Base/Simd.h), for a kernel that is a template over the width: name##Kernel<4> or name##Kernel<8>.
#define LULL_LANES_KERNEL(name, parameters, arguments)                                                                                                         \
 [[maybe_unused]] static void name##Base parameters noexcept { name##Kernel<4> arguments; }                                                                    \
 [[maybe_unused]] LULL_AVX2 static void name##Wide parameters noexcept { name##Kernel<8> arguments; }                                                          \
 [[maybe_unused]] static void name parameters noexcept                                                                                                         \
 {                                                                                                                                                             \
  if (::lull::simd::wide()) name##Wide arguments;                                                                                                              \
  else name##Base arguments;                                                                                                                                   \
 }

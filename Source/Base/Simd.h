// One source, two instruction sets. A hot kernel is written once as an always-inlined function and instantiated twice with
// LULL_KERNEL; simd::wide() picks at run time. Because the floating-point contract forbids contraction and reassociation,
// both give the same bytes (a test compares them). Any thread.
#pragma once

#if defined(__x86_64__)
 #include <immintrin.h>
#endif

#define LULL_INLINE inline __attribute__ ((always_inline))

#if defined(__x86_64__)
 #define LULL_AVX2 __attribute__ ((target ("avx2")))
#else
 #define LULL_AVX2
#endif

// LULL_KERNEL (name, (declared parameters), (arguments)): defines static void name (...) noexcept that calls the always-inlined
// name##Kernel (...) compiled for the baseline or for AVX2.
#define LULL_KERNEL(name, parameters, arguments)                                                                                                               \
 [[maybe_unused]] static void name##Base parameters noexcept { name##Kernel arguments; }                                                                       \
 [[maybe_unused]] LULL_AVX2 static void name##Wide parameters noexcept { name##Kernel arguments; }                                                             \
 [[maybe_unused]] static void name parameters noexcept                                                                                                         \
 {                                                                                                                                                             \
  if (::lull::simd::wide()) name##Wide arguments;                                                                                                              \
  else name##Base arguments;                                                                                                                                   \
 }

namespace lull::simd
{
// True when this processor has AVX2 and nobody asked for less.
bool wide() noexcept;

// For tests and benchmarks: false forces the baseline, true returns to what the processor offers. Not while audio runs.
void allowWide (bool) noexcept;
} // namespace lull::simd

namespace lull
{
// Denormals are zero while one of these lives; the mode before it is restored. Every thread that renders holds one,
// because flushing changes results: the same samples need the same mode everywhere.
class FlushDenormals
{
public:
    FlushDenormals() noexcept;
    ~FlushDenormals();
    FlushDenormals (const FlushDenormals&) = delete;
    FlushDenormals& operator= (const FlushDenormals&) = delete;

private:
    unsigned long long before;
};
} // namespace lull

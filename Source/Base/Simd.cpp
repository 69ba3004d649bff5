#include "Base/Simd.h"

#include <atomic>

namespace lull
{
namespace
{
std::atomic<bool> allowed { true };

bool available() noexcept
{
#if defined(__x86_64__)
    static const bool has = __builtin_cpu_supports ("avx2") != 0;
    return has;
#else
    return false;
#endif
}
} // namespace

bool simd::wide() noexcept { return allowed.load (std::memory_order_relaxed) && available(); }
void simd::allowWide (bool yes) noexcept { allowed.store (yes, std::memory_order_relaxed); }

#if defined(__x86_64__)
FlushDenormals::FlushDenormals() noexcept : before (_mm_getcsr()) { _mm_setcsr (static_cast<unsigned> (before) | 0x8040u); } // FTZ | DAZ
FlushDenormals::~FlushDenormals() { _mm_setcsr (static_cast<unsigned> (before)); }
#elif defined(__aarch64__)
FlushDenormals::FlushDenormals() noexcept
{
    asm volatile("mrs %0, fpcr" : "=r"(before));
    asm volatile("msr fpcr, %0" : : "r"(before | (1ull << 24)));
}
FlushDenormals::~FlushDenormals() { asm volatile("msr fpcr, %0" : : "r"(before)); }
#else
FlushDenormals::FlushDenormals() noexcept : before (0) {}
FlushDenormals::~FlushDenormals() = default;
#endif
} // namespace lull

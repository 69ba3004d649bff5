// The newest value, from one writer to one reader, neither ever waiting: a triple buffer. The audio thread publishes telemetry
// through it; a face reads. T is trivially copyable.
#pragma once

#include <array>
#include <atomic>
#include <type_traits>

namespace lull
{
template <class T>
class Triple
{
    static_assert (std::is_trivially_copyable_v<T>);

public:
    // Writer thread only.
    void write (const T& value) noexcept
    {
        slots[back] = value;
        back = middle.exchange (static_cast<unsigned char> (back | fresh), std::memory_order_acq_rel) & mask;
    }

    // Reader thread only. The newest value written; the same again when nothing new came.
    [[nodiscard]] const T& read() noexcept
    {
        if (middle.load (std::memory_order_relaxed) & fresh) front = middle.exchange (front, std::memory_order_acq_rel) & mask;
        return slots[front];
    }

private:
    static constexpr unsigned char mask = 3, fresh = 4;
    std::array<T, 3> slots {};
    unsigned char back = 0, front = 1;
    alignas (64) std::atomic<unsigned char> middle { 2 };
};
} // namespace lull

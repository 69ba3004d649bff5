// One owned object handed from a thread that may allocate to the audio thread, or back, without a lock or a reference count.
#pragma once

#include <atomic>
#include <memory>

namespace lull
{
template <class T>
class Slot
{
public:
    Slot() = default;
    ~Slot() { delete pointer.load (std::memory_order_acquire); }
    Slot (const Slot&) = delete;
    Slot& operator= (const Slot&) = delete;

    // Any thread that may free: puts `next` in and returns what nobody had taken.
    std::unique_ptr<T> put (std::unique_ptr<T> next) noexcept { return std::unique_ptr<T> (pointer.exchange (next.release(), std::memory_order_acq_rel)); }

    // Audio thread: takes what is there, or nothing. Never frees.
    [[nodiscard]] T* take() noexcept
    {
        return pointer.load (std::memory_order_relaxed) == nullptr ? nullptr : pointer.exchange (nullptr, std::memory_order_acq_rel);
    }

    // Audio thread: leaves `done` for its owner; false while the last one still stands there (keep it and try again).
    [[nodiscard]] bool leave (T* done) noexcept
    {
        T* none = nullptr;
        return pointer.compare_exchange_strong (none, done, std::memory_order_acq_rel);
    }

    [[nodiscard]] bool empty() const noexcept { return pointer.load (std::memory_order_acquire) == nullptr; }

private:
    std::atomic<T*> pointer { nullptr };
};
} // namespace lull

#include "Engine/Loader.h"

#include <cmath>

namespace lull::engine
{
Loader::Loader() : thread ([this] { run(); }) {}

Loader::~Loader()
{
    {
        const std::lock_guard lock (mutex);
        ending = true;
        next.reset();
    }
    changed.notify_all();
    thread.join();
}

void Loader::want (Wish wish)
{
    std::optional<Made> old; // freed outside the lock
    {
        const std::lock_guard lock (mutex);
        next = std::move (wish);
        old.swap (made);
    }
    changed.notify_all();
}

void Loader::readTouch (Seconds ahead)
{
    const std::lock_guard lock (mutex);
    early = ahead;
}

std::optional<Loader::Made> Loader::take()
{
    const std::lock_guard lock (mutex);
    std::optional<Made> out;
    out.swap (made);
    return out;
}

std::optional<Loader::Made> Loader::wait()
{
    std::unique_lock lock (mutex);
    changed.wait (lock, [this] { return ! next && ! building; });
    std::optional<Made> out;
    out.swap (made);
    return out;
}

bool Loader::busy()
{
    const std::lock_guard lock (mutex);
    return next || building || made;
}

void Loader::run()
{
    std::unique_lock lock (mutex);
    for (;;)
    {
        changed.wait (lock, [this] { return next || ending; });
        if (ending) return;
        Wish wish = std::move (*next);
        next.reset();
        building = true;
        const Seconds ahead = early;
        lock.unlock();
        const auto start = static_cast<Frame> (std::llround (wish.seconds * wish.rate.value));
        auto performance = std::make_unique<Performance> (wish.timeline, wish.rate, start, Reading::live, ahead);
        performance->enters (wish.entrance);
        std::optional<Made> ready { Made { std::move (wish), std::move (performance) } };
        lock.lock();
        building = false;
        if (! next) made.swap (ready);
        lock.unlock();
        ready.reset();
        changed.notify_all();
        lock.lock();
    }
}
} // namespace lull::engine

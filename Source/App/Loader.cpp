#include "App/Loader.h"

#include <cmath>

namespace lull::app
{
Loader::Loader() : worker ([this] { work(); }) {}

Loader::~Loader()
{
    {
        const std::lock_guard lock (desk);
        ending = true;
    }
    bell.notify_one();
    worker.join();
}

void Loader::ask (std::shared_ptr<const session::Timeline> timeline, SampleRate rate, double start)
{
    {
        const std::lock_guard lock (desk);
        wish = Wish { std::move (timeline), rate, start };
        ready.reset();
    }
    bell.notify_one();
}

std::unique_ptr<engine::Performance> Loader::take()
{
    const std::lock_guard lock (desk);
    return std::move (ready);
}

void Loader::work()
{
    std::unique_lock lock (desk);
    for (;;)
    {
        bell.wait (lock, [this] { return ending || wish; });
        if (ending) return;
        const auto now = std::move (*wish);
        wish.reset();
        lock.unlock();
        auto made = std::make_unique<engine::Performance> (now.timeline, now.rate, static_cast<Frame> (std::llround (now.start * now.rate.value)));
        lock.lock();
        if (! wish) ready = std::move (made);
    }
}
} // namespace lull::app

// A device that is none: asks its feed for audio in real time and drops it (--out=none, machines without sound). Its own thread.
#pragma once

#include <atomic>
#include <thread>

#include "Devices/Feed.h"

namespace lull::app
{
class NoOutput
{
public:
    static constexpr double rate = 48'000.0;

    explicit NoOutput (devices::Feed&);
    ~NoOutput(); // the feed is out of use

private:
    devices::Feed& feed;
    std::atomic<bool> ending { false };
    std::thread clock;

    void run();
};
} // namespace lull::app

// Builds Performances beside the window: their pre-roll takes longer than a frame may. One at a time; the newest wish wins.
// Asked and collected on the face's thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "Engine/Performance.h"

namespace lull::app
{
class Loader
{
public:
    Loader();
    ~Loader(); // waits for the one being built

    void ask (std::shared_ptr<const session::Timeline>, SampleRate, double startSeconds);
    [[nodiscard]] std::unique_ptr<engine::Performance> take(); // what is ready, or nothing

private:
    struct Wish
    {
        std::shared_ptr<const session::Timeline> timeline;
        SampleRate rate;
        double start;
    };
    std::mutex desk;
    std::condition_variable bell;
    std::optional<Wish> wish;
    std::unique_ptr<engine::Performance> ready;
    bool ending = false;
    std::thread worker;

    void work();
};
} // namespace lull::app

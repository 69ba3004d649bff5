// Builds Performances beside the face, for their pre-roll takes longer than a frame may: the newest wish wins, the others are dropped unbuilt.
// Asked and collected on the face's thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "Engine/Performance.h"

namespace lull::engine
{
class Loader
{
public:
    struct Wish
    {
        std::shared_ptr<const session::Timeline> timeline;
        SampleRate rate;
        double seconds = 0.0; // where it starts
        Performance::Entrance entrance = Performance::Entrance::cut;
    };
    struct Made
    {
        Wish wish;
        std::unique_ptr<Performance> performance;
    };

    Loader();
    ~Loader(); // waits for what is being built
    Loader (const Loader&) = delete;
    Loader& operator= (const Loader&) = delete;

    void want (Wish);
    void readTouch (Seconds early);           // of all that is wanted from now on: see Performance
    [[nodiscard]] std::optional<Made> take(); // what has become ready
    [[nodiscard]] std::optional<Made> wait(); // the newest wish; nothing when there is none
    [[nodiscard]] bool busy();                // something is wished or being built

private:
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Wish> next;
    std::optional<Made> made;
    Seconds early { 0.0 };
    bool building = false, ending = false;
    std::thread thread;

    void run();
};
} // namespace lull::engine

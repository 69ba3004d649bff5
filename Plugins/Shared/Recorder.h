// Keeps what is played and automated while a host rolls, for a script (Session/Capture.h). The audio thread tells; somebody else collects.
#pragma once

#include <atomic>
#include <memory>

#include "Session/Capture.h"

namespace lull::plugin
{
class Recorder
{
public:
    Recorder();
    ~Recorder();

    // ---- any thread but audio, one at a time

    void start(); // what was kept is forgotten
    void stop() { running = false; }
    [[nodiscard]] bool on() const noexcept { return running; } // any thread
    void mark (double seconds);

    // What has been told so far. Keys that are still held end where it ends. `name` says what a key's numbers mean.
    struct Key
    {
        int key = 0, technique = 0, place = 0;
        double speed = 1.0, carrier = 0.0;
    };
    using Name = void (*) (const Key&, session::Capture::Held&);
    void collect (Name, double bpm);
    [[nodiscard]] session::Capture take() const;

    // ---- audio thread; nothing is kept while it is off

    // A block from one second of the session to another; keys are told before it. One that does not follow the last one ends the take.
    void block (double from, double to, bool rolling, double strength, double decibels) noexcept;
    void press (double seconds, const Key&, double velocity) noexcept;
    void lift (double seconds, int key) noexcept; // -1: all
    void pressure (double seconds, double zeroToOne) noexcept;

private:
    struct Told;
    struct Queue;
    std::unique_ptr<Queue> queue;
    std::atomic<bool> running { false };
    std::atomic<unsigned> takes { 0 };

    session::Capture kept;
    struct Open
    {
        int key;
        std::size_t held;
    };
    std::vector<Open> open;
    unsigned collected = 0;

    // Audio thread.
    unsigned seen = 0;
    bool begun = false, over = false;
    double last = 0.0, strengthTold = -1.0, levelTold = 0.0, before = 0.0;

    void tell (const Told&) noexcept;
};
} // namespace lull::plugin

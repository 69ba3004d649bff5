// A conversation about a chair, held in a window: it runs on a thread of its own, its questions are shown, and what is pressed answers them. Stop is at once,
// from any thread. Face thread, but where it is said.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "Devices/Setup/Setup.h"
#include "Devices/Signals.h"

namespace lull::app
{
class SetupRun
{
public:
    using Conversation = std::function<int (devices::Desk&)>;
    SetupRun (devices::Signals&, Conversation);
    ~SetupRun(); // stops it and waits for its end
    SetupRun (const SetupRun&) = delete;
    SetupRun& operator= (const SetupRun&) = delete;

    // What is to be seen now.
    struct Shown
    {
        std::vector<std::string> said; // the newest lines
        devices::Talk::Question question;
        bool asks = false, waits = false, plays = false; // waits: keys may be given until the time is over
        bool taps = false;                               // along with a beat
        std::optional<engine::TonesFelt> tones;
        bool arms = false, notice = false; // it asks to let touch rise; what is to be read first
        double level = 0.0, arming = 0.0;  // dBFS; 0 .. 1
        bool risen = false, failed = false, over = false;
        int code = 0;
        unsigned change = 0; // another number when anything but level and arming is other
    };
    [[nodiscard]] Shown shown() const;

    void answer (const std::string&); // of a question, or a key's letter
    void tap();                       // along with a beat, now
    void louder (int steps);          // of 3 dB; negative: softer
    void arm();                       // a deliberate press; also says that the notice was read
    void stop() noexcept;             // any thread: touch down in 20 ms; the conversation ends

private:
    class Talk;
    class Desk;

    devices::Signals& signals;
    mutable std::mutex door;
    std::condition_variable moved;
    Shown now;
    std::optional<std::string> given;
    std::vector<double> tapped; // steadySeconds()
    int steps = 0;
    bool armed = false, stopped = false, introduced = false;
    safety::StopLatch* latch = nullptr; // under door
    std::thread thread;

    void say (const std::string&, bool failure = false);
};
} // namespace lull::app

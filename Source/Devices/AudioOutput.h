// The live sound device: opens one by name, lays a Feed's channels on it by the binding, and notices what goes wrong. One owner's thread; needs no
// JUCE message loop. How a face drives it:
//   open(), build the Player for opened().rate, play (&feed); then poll() ten times a second or more, from the command line's loop or a Timer, and act:
//     rateChanged    the old feed has been silenced: build Player and feed for the new rate, play (&new, Start::faded), then free the old
//     gap            over 5 s the output has parked itself: pause, ask the person, unpark()
//     lost           touch has been stopped: pause, tell the person; try reopen() now and then (it opens the same device or none), then unpark()
//     touchRefused   touch has been stopped, arm no more: say why;  touchAllowed   it may be armed again
//   before a stop by Ctrl-Z: park(), which leaves the device on silence; afterwards unpark()
//   at the end: play (nullptr), close()
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Devices/Binding.h"
#include "Devices/DeviceList.h"
#include "Devices/Feed.h"

namespace lull::devices
{
struct OutputRequest
{
    std::string device;             // as chooseDevice() takes it; empty: the preferred one
    std::optional<Binding> binding; // none: sound on the first two outputs, touch nowhere but on JACK's named ports
    int actuators = 0;              // of the chair; 0: sound only
    double crossover = 0.0;         // Hz, of a chair whose touch shares the line of sound; 0: it does not
    double rate = 0.0;              // Hz, where the device lets us choose; 0: 48,000 if it can
    int buffer = 0;                 // frames, where the device lets us choose; 0: the longest up to 512 that touch allows
    bool connect = true;            // JACK: connect sound (and touch by the binding) to the device's ports
};

struct OpenedOutput
{
    std::string type, name; // of the device
    double rate = 0.0;      // Hz
    int buffer = 0;         // frames
    double latency = 0.0;   // s, buffer included
    int outputs = 0;        // ALSA: channels really opened; JACK: ports of ours
    int touch = 0;          // touch channels that flow: all of the chair's, or none
    std::string refusal;    // why none, for the person
    std::string note;       // worth knowing, or empty
    std::string client;     // JACK: our client's name

    [[nodiscard]] std::string id() const { return type + ":" + name; }
};

struct OutputEvent
{
    enum class Kind { rateChanged, bufferChanged, gap, lost, touchRefused, touchAllowed } kind {};
    double value = 0.0;  // Hz, frames, s
    std::string message; // for the person
};

struct OutputMeters
{
    std::uint64_t callbacks = 0, frames = 0;
    int xruns = 0;     // as the device counts them
    float load = 0.0f; // greatest lately, of a block's time
};

class AudioOutput
{
public:
    AudioOutput();
    ~AudioOutput(); // closes

    // Closes what was open. The feed, if any, stays and goes on when the rate is the same.
    [[nodiscard]] Result<OpenedOutput> open (const OutputRequest&);

    // The device that was open last, under its own name and no other. Not when the rate has become another: then the event says so.
    [[nodiscard]] Result<OpenedOutput> reopen();

    void close();
    [[nodiscard]] bool isOpen() const noexcept;
    [[nodiscard]] const OpenedOutput& opened() const noexcept; // kept up to date by poll()

    enum class Start { plain, faded };

    // The feed from now on; nullptr: silence. When this returns (at most half a second) the one before is out of use and may be freed.
    void play (Feed*, Start = Start::plain);

    // Fades to silence in 20 ms, after which the feed is not asked for anything and the session stands; true when silence has reached the device.
    bool park();
    void unpark();
    [[nodiscard]] bool parked() const noexcept;

    // Counted up with every callback of whatever device is open (Watchdog::audio); it must outlive this.
    void beatInto (std::atomic<std::uint32_t>*) noexcept;

    // What happened since the last call.
    [[nodiscard]] std::vector<OutputEvent> poll();

    [[nodiscard]] OutputMeters meters() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::devices

// MIDI of a live session by RtMidi: ports of our own where the system has them, others by their names as they come and go, and a thread that tells the session
// as MIDI on time. Nothing there is a notice, never an error. Face thread, but where it is said.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "Base/SteadyClock.h"
#include "Engine/Command.h"
#include "Engine/MidiEars.h"
#include "Engine/MidiScore.h"
#include "Engine/PlaceClock.h"

class RtMidiIn;
class RtMidiOut;

namespace lull::devices
{
struct MidiPort
{
    std::string system, name; // "JACK" or "ALSA"
    bool in = true;           // it gives; else it takes
};

// What there is, without ours. Empty where no MIDI system runs.
[[nodiscard]] std::vector<MidiPort> listMidiPorts();

class Midi
{
public:
    // Names, or parts of them, of ports to be connected to whenever they are there, in and out; "none": only our own.
    struct Asked
    {
        std::vector<std::string> ports;
    };
    Midi (engine::MidiMap, Asked);
    ~Midi(); // all notes off
    Midi (const Midi&) = delete;
    Midi& operator= (const Midi&) = delete;

    // Ports are looked for every two seconds, by a thread of their own: a server that stands still holds nobody up. Sentences about what came and went since
    // the last call, or that there is nothing.
    [[nodiscard]] std::vector<std::string> news();
    void reopen(); // the system's server was away

    [[nodiscard]] engine::MidiEars& ears() noexcept { return heard; }
    [[nodiscard]] const std::shared_ptr<engine::HandLane>& hand() const noexcept { return keys; }
    [[nodiscard]] bool isThere() const;

    // Keeps the hand. Where the session is, as often as it is known; latency: s from there to what is heard. Tells nothing while it stands still.
    void follow (const std::shared_ptr<const session::Timeline>&, const engine::Telemetry&, double now, double latency);
    void quiet(); // Stop and all off, now

    // How late ticks of the clock were handed to the system, s.
    struct Jitter
    {
        std::size_t ticks = 0;
        double p50 = 0.0, p99 = 0.0, most = 0.0;
    };
    [[nodiscard]] Jitter jitter() const;

private:
    struct In;
    struct Out;
    struct System; // ALSA, JACK: our own ports there, and those that are asked for

    const Asked asked;
    std::shared_ptr<engine::HandLane> keys = std::make_shared<engine::HandLane>();
    engine::MidiEars heard;
    std::vector<std::unique_ptr<System>> systems;
    mutable std::mutex desk;         // of everything below, and of `systems` where they change or are sent to
    std::condition_variable changed; // for the teller
    std::condition_variable looks;   // for the porter
    std::vector<std::string> told;
    bool again = false, toldNothing = false;

    // The thread that tells.
    engine::MidiScore score;
    engine::PlaceClock clock;
    std::shared_ptr<const session::Timeline> line;
    std::array<float, 16> rms {};
    int actuators = 0;
    bool goes = false, ending = false;
    bool anew = false;       // it begins, or has jumped
    std::vector<float> late; // s, of ticks
    std::thread teller, porter;

    void open();
    void watchPorts();
    void look();
    void look (System&);
    [[nodiscard]] int freeSource() const;
    void say (std::string);
    void tell();
    void send (const engine::MidiMessages&);
};
} // namespace lull::devices

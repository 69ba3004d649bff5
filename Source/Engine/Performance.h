// A timeline being played at one rate: all mutable state of the session (voices, carriers, pre-roll). Built and pre-rolled off the audio thread;
// rendered one quantum at a time on it. Reads the timeline at position(); look-ahead and guard are the Player's and the Renderer's.
#pragma once

#include <memory>
#include <vector>

#include "Base/LookAhead.h"
#include "Base/Quantum.h"
#include "Session/Timeline.h"

namespace lull::engine
{
// What a person turns while it plays: sampled at each end of a quantum, linear between.
struct Controls
{
    Ends strength { 0.5, 0.5 }; // 0 .. 1, the listener's own control
};

// Who renders: a thread that may wait for a disk, or one that may not and is brought what it needs (recordings only).
enum class Reading { waits, live };

class Performance
{
public:
    // `start` in frames, rounded down to a quantum. Pre-rolls the voices' settling time (at most 10 s) before it, so that a start in the middle sounds like
    // arriving there. early: how far ahead of sound touch is read from the timeline, so that both are perceived together (Devices/Alignment); negative:
    // behind; held within mostEarly, and whole quanta. Any thread but audio; allocates everything.
    Performance (std::shared_ptr<const session::Timeline>, SampleRate, Frame start = 0, Reading = Reading::live, Seconds early = Seconds { 0.0 });
    static constexpr Seconds mostEarly { 0.3 };
    ~Performance();
    Performance (const Performance&) = delete;
    Performance& operator= (const Performance&) = delete;

    // How it follows one that plays. cut: that one falls silent first, in 80 ms, and touch comes back by its ramp. across: they cross over.
    // onward: so too, from where the other one is, for it was the same until then.
    enum class Entrance : unsigned char { cut, across, onward };
    void enters (Entrance e, Seconds in = Seconds { 1.0 }) noexcept // before it is played
    {
        entrance = e;
        crossing = in;
    }
    [[nodiscard]] Entrance entering() const noexcept { return entrance; }
    [[nodiscard]] Seconds crossesIn() const noexcept { return crossing; }

    [[nodiscard]] const session::Timeline& timeline() const noexcept;
    [[nodiscard]] SampleRate rate() const noexcept;
    [[nodiscard]] Frame start() const noexcept;
    [[nodiscard]] Frame position() const noexcept; // session frame that the next render() makes

    // Sound (before the limiter) and touch (before the guard) of the next quantum. Audio thread.
    void render (const Controls&, StereoQuantum& sound, TouchQuantum& touch) noexcept;

    // Live, but what it needs may be waited for: a host writes a file, and nobody listens. The thread that renders.
    void waits (bool) noexcept;

    // How often a recording was not there in time and faded out. The thread that renders.
    [[nodiscard]] std::uint32_t losses() const noexcept;

    // An unannounced jump: closed forms exact at once, memories cleared. Bounded, no allocation. Audio thread.
    void restart (Frame) noexcept;

    // Offline, in parts: sections may be rendered on different threads over the same stretch; mix() sums them in the one fixed order, so the
    // bytes equal render()'s. A stretch is the next `quanta` quanta (at most stretchQuanta) from position(). advance() ends it: position() moves on, and
    // mix() and layer() read the stretch that just ended while the next one is being rendered.
    static constexpr int stretchQuanta = 128;         // 4,096 frames
    void prepareStretches();                          // allocates their buffers; once, off the audio thread
    [[nodiscard]] int soundSections() const noexcept; // one per sound layer, and one more when something is spoken
    void renderSound (int section, int quanta) noexcept;
    void renderTouch (const Controls&, int quanta) noexcept; // all touch layers
    void advance (int quanta) noexcept;
    void mix (int at, StereoQuantum& sound, TouchQuantum& touch) const noexcept;   // quantum `at` of the ended stretch
    [[nodiscard]] const StereoQuantum& layer (int section, int at) const noexcept; // for stems: gains applied

private:
    struct State;
    std::unique_ptr<State> state;
    Entrance entrance = Entrance::cut;
    Seconds crossing { 1.0 };
};
} // namespace lull::engine

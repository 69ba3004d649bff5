// The session as a media player of the desktop (MPRIS 2.2 on D-Bus): its title, phase and place on the lock screen and in the panel, and the media keys.
// What is asked comes on a thread of its own: stop is a latch that is set there and then, the rest waits for the face in a bounded queue. Without a session
// bus it is nothing. Face thread, but where it is said. https://specifications.freedesktop.org/mpris-spec/2.2/
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "Engine/Command.h"
#include "Safety/Interlock.h"
#include "Session/Timeline.h"

namespace lull::devices
{
class Mpris
{
public:
    // `who`: "lull" or "lull-app"; a second one gets ".instanceN" behind it. raises: it has a window that can be brought to the front.
    Mpris (const std::string& who, bool raises);
    ~Mpris();
    Mpris (const Mpris&) = delete;
    Mpris& operator= (const Mpris&) = delete;

    [[nodiscard]] bool isThere() const noexcept { return state != nullptr; }

    // The latch that Stop sets; null: none. When it returns, the one before is out of use.
    void watch (safety::StopLatch*);

    enum class Asks { play, pause, playPause, stop, next, previous, seek, volume, raise, quit };
    struct Asked
    {
        Asks what = Asks::play;
        double value = 0.0; // seek: s of the session; volume: 0 .. 1, linear
    };
    [[nodiscard]] std::optional<Asked> next();

    // What plays. Tells the desktop what has changed, and of a jump.
    struct Now
    {
        enum class Status { stopped, paused, playing } status = Status::stopped;
        std::string title, phase; // "Bedtime", "Kneading"
        double seconds = 0.0;     // where it is
        double length = 0.0;      // s; 0 or infinite: it is not told
        double volume = 1.0;      // linear
    };
    void tell (const Now&);

    // What a session that is loaded is to the desktop.
    [[nodiscard]] static Now of (const session::Timeline&, const engine::Telemetry&, Now::Status);

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::devices

// After a stop that ended touch, one "go on" within 30 s brings it back with the session, by the warm ramp; later it has to be armed again. One face's thread.
#pragma once

#include <optional>

#include "Base/Units.h"
#include "Safety/Interlock.h"

namespace lull::safety
{
class GoOn
{
public:
    static constexpr Seconds lasts { 30.0 };

    // As it is now, ten times a second or more; `now` in seconds of any clock that does not stop.
    void watch (Interlock::State state, bool stopped, double now) noexcept
    {
        const bool touches = state == Interlock::State::arming || state == Interlock::State::armed;
        if (stopped && ! before && touched) since = now;
        if (! stopped) since.reset();
        before = stopped;
        touched = stopped ? false : touches;
    }

    // Whether going on now is to arm as well; once.
    [[nodiscard]] bool take (double now) noexcept
    {
        const bool yes = since && now - *since <= lasts.value;
        since.reset();
        return yes;
    }
    [[nodiscard]] bool offered (double now) const noexcept { return since && now - *since <= lasts.value; }

private:
    std::optional<double> since;
    bool touched = false, before = false;
};
} // namespace lull::safety

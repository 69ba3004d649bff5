// What was played and automated over a session, as a session of its own. Any thread but audio.
#pragma once

#include <string>
#include <vector>

#include "Base/Curve.h"
#include "Base/Result.h"
#include "Session/Timeline.h"

namespace lull::session
{
struct Capture
{
    // A value from a moment on; straight lines between them.
    using Points = std::vector<Curve::Knot>;

    // A key that was held: a technique at a place, as it was felt.
    struct Held
    {
        double on = 0.0, off = 0.0; // s of the session
        std::string technique, place;
        double speed = 1.0;    // times the technique's own
        double carrier = 0.0;  // Hz; 0: the technique's own
        double bpm = 60.0;     // by which it counted beats
        double strength = 1.0; // 0 .. 1, by its velocity
    };

    double begin = 0.0, end = 0.0; // s of the session
    Points strength, volume;       // the listener's, 0 .. 1, and dB; at least one point each
    Points pressure {};            // of all keys, 0 .. 1; none: 1
    std::vector<Held> held;        // in order of `on`
    std::vector<double> marks;     // where a phase is to begin
};

// How far a script's curves may be from what was played.
inline constexpr double captureStrength = 0.01, captureLevel = 0.25 /* dB */, captureBpm = 0.1, captureBreath = 0.05 /* per minute */;

// The script of a take over a timeline (whose tempo and breath are those that were played): its phases begin where the session's do, at marks, and, where
// the session itself has no touch, with every group of keys. Strength at half is the session's own. An error where there is nothing, or too much, to be said.
// Strokes are counted from their phase's beginning: keys of one group that come later than its first, and keys in a phase that has touch of its own, begin their
// strokes there. So are struck sounds.
[[nodiscard]] Result<std::string> scriptOf (const Timeline&, const Capture&);
} // namespace lull::session

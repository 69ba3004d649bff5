// What a host has said of its beats, as a tempo curve: steps and ramps are learned as they are passed, and stay known. Any thread but audio, one at a time.
#pragma once

#include <optional>
#include <vector>

#include "Base/Curve.h"
#include "Base/Units.h"

namespace lull::plugin
{
class HostBeats
{
public:
    // At a moment of its time: how many beats (quarter notes) lie behind, how fast they go, and how that changes (bpm a second; 0: a step or nothing).
    struct Said
    {
        double seconds = 0.0, beat = 0.0, bpm = 0.0, slope = 0.0;
    };

    // Slower and faster ones are not followed (a session's own are 20 to 200 bpm).
    static constexpr double slowest = 20.0, fastest = 300.0;

    // What can be believed of a host's word. Audio thread too.
    [[nodiscard]] static std::optional<Said> believed (double seconds, double beat, double bpm) noexcept;

    // True: it is not what was known, to within `tolerance` beats, and the curve is another now. What was known of later is forgotten then.
    bool hear (const Said&, double tolerance);

    [[nodiscard]] bool known() const noexcept { return ! points.empty(); }

    // bpm over the host's seconds: its beats since 0 s, give or take whole ones, are the integral / 60.
    [[nodiscard]] const Curve& curve() const noexcept { return bpm; }

private:
    std::vector<Said> points; // in order of time; the curve goes exactly through each
    Curve bpm { 60.0 };

    void draw();
};

// Learns how a host's tempo changes from what it says block by block. Audio thread.
class HostSlope
{
public:
    // The same with its slope: one that three blocks on end agree about.
    [[nodiscard]] HostBeats::Said follow (HostBeats::Said) noexcept;
    void reset() noexcept { *this = {}; }

private:
    double seconds = 0.0, bpm = 0.0, slope = 0.0;
    int agreed = 0, seen = 0;
};
} // namespace lull::plugin

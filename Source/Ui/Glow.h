// Where the back is touched now, and how much: the guarded output of each actuator, spread over its zones by their share of the
// field, so that a stroke travels even on one shaker. Fed by telemetry; no drawing in here. One thread.
// Not held back by the device's latency: touch flows only where that is 25 ms or less, which is under one frame of the picture, and a level is
// of the last 30 ms, so that its middle lies 15 ms back already: light and touch are within 15 ms of each other.
#pragma once

#include <memory>
#include <vector>

#include "Engine/Command.h"
#include "Session/Timeline.h"

namespace lull::ui
{
class Glow
{
public:
    // One light: where it lies on its surface (cm), what drives it, and how bright it is.
    struct Spot
    {
        touch::Surface surface = touch::Surface::back;
        double x = 0.0, y = 0.0;
        int actuator = 0;
        int mirror = -1;    // lane of the mirror chair whose share it has; -1: all of its actuator's output
        bool marked = true; // a zone of the chair itself, drawn as a small ring
        float level = 0.0f; // 0 .. 1, after the decay
    };

    // For a timeline (its chair may be absent: no spots).
    explicit Glow (std::shared_ptr<const session::Timeline>);
    ~Glow();

    // The newest telemetry, `elapsed` seconds after the last: levels rise at once and fall with 80 ms. True when a spot changed visibly.
    bool follow (const engine::Telemetry&, double elapsed);

    [[nodiscard]] const std::vector<Spot>& spots() const noexcept { return all; }

private:
    struct Mirror; // a chair of 16 small places on each surface where the real one has one output for many
    std::shared_ptr<const session::Timeline> timeline;
    std::vector<Spot> all;
    std::vector<std::unique_ptr<Mirror>> mirrors; // by surface
    std::vector<int> mirrorOf;                    // per spot: index into mirrors, or -1
};
} // namespace lull::ui

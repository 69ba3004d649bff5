// What becomes of a person's wish while a session plays: the course that it takes from there. A function of the timeline and of what the Player noted,
// so that the same wishes at the same frames make the same session. Face thread; the Performance for it is built by a Loader.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "Engine/Command.h"
#include "Engine/Performance.h"

namespace lull::engine
{
struct Detour
{
    std::shared_ptr<const session::Timeline> timeline; // null: nothing changes, and `words` say why
    double seconds = 0.0;                              // where it is entered
    Performance::Entrance entrance = Performance::Entrance::cut;
    std::string words; // for the person; may be empty
};

// Nothing when it was no such wish. At most an hour in all is stayed.
[[nodiscard]] std::optional<Detour> detourOf (const std::shared_ptr<const session::Timeline>&, const Logged&, SampleRate);

// The tempo from there on: times so much, within half a second; what has been stays. Nothing where it would leave 20 .. 300 bpm.
[[nodiscard]] std::optional<Detour> tempoDetour (const std::shared_ptr<const session::Timeline>&, double seconds, double times);

// What a control's 0 .. 1 makes of the tempo: 4/5 to 5/4 of it, as it is in the middle (64 of 127 too).
[[nodiscard]] double nudged (double zeroToOne) noexcept;
} // namespace lull::engine

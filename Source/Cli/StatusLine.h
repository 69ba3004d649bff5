// What stands on the one live line, and what `lull status` answers: phase, next, tempo, time left, and the back lit where it is touched. Main thread.
#pragma once

#include <string>

#include "Cli/Console.h"
#include "Cli/Load.h"
#include "Engine/Command.h"

namespace lull::cli
{
// What holds touch back most, and where: "left 2: its coil has worked for long and cools". Empty: nothing that need be said.
[[nodiscard]] std::string heldWords (const touch::Chair&, const engine::Telemetry&);

// What a face knows beyond telemetry.
struct Situation
{
    const Loaded* loaded = nullptr;
    bool touchFlows = false; // to a chair, once armed
    bool heard = false;      // touch is made audible instead
    bool stopping = false;
    std::string device;
};

// Draws it; nothing where nobody watches.
void drawStatus (Console&, const Situation&, const engine::Telemetry&);

// As engine::stateWord, or "stopping".
[[nodiscard]] std::string stateOf (const Situation&, const engine::Telemetry&);

// One line of JSON; "words" says the same for people.
[[nodiscard]] std::string statusJson (const Situation&, const engine::Telemetry&);

// The same while it waits to begin.
[[nodiscard]] std::string waitingJson (const Loaded&, double secondsLeft, bool stopping);
} // namespace lull::cli

// A session played on a device: opens it, shows one live line, obeys keys, signals and the socket, and ends in order. Main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Cli/Load.h"
#include "Safety/Ceiling.h"

namespace lull::cli
{
struct LiveRequest
{
    Ask ask;
    std::string device, channels;           // as said; empty: the preferred device, the stored binding
    std::optional<double> from, in;         // s
    std::optional<double> timer;            // s that are heard until the sleep timer's silence
    std::optional<double> timerFade;        // s, the last of them; 60 when not said
    std::optional<safety::Ceiling> ceiling; // of touch at first, at most normal
    bool audition = false;                  // touch is heard, and goes to no device
    bool midi = false;                      // controllers are heard, and the session is told as MIDI
    std::vector<std::string> midiPorts;     // by parts of their names
    std::string midiMap;                    // a file; empty: the person's own, or the usual one
    bool json = false;                      // what happens as lines of JSON on stdout
    bool journal = true;                    // it is noted there
    std::optional<std::int64_t> goesOn;     // the sitting that it continues
};

struct LiveEnd
{
    int code = 0;
    bool whole = false; // it was heard to its end
};

// Errors before anything sounds: kind device when there is none to play on.
[[nodiscard]] Result<LiveEnd> live (const LiveRequest&, Console&);
} // namespace lull::cli

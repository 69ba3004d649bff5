// The sessions and chairs that came with the program, and the one way from a script's text to something a Player can play.
// Never the audio thread.
#pragma once

#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Session/Asked.h"
#include "Session/Recordings.h"
#include "Session/Speech.h"
#include "Session/Timeline.h"

namespace lull::ui
{
struct ShelvedSession
{
    std::string id; // "bedtime"
    std::string title, about;
    double seconds = 0.0;
    bool forSleep = false;
    std::string_view text;
};

struct ShelvedChair
{
    std::string id; // "four-zone"
    std::string title, about;
    int actuators = 0;
    std::string_view text;
};

// Read once. Bedtime first, then by length.
[[nodiscard]] const std::vector<ShelvedSession>& shelvedSessions();
[[nodiscard]] const std::vector<ShelvedChair>& shelvedChairs(); // by number of actuators

// A chair's text as a chair; an empty text is no chair (null).
[[nodiscard]] Result<std::shared_ptr<const touch::Chair>> chairFrom (const std::string& id, const std::string& text);

// What a face that plays for a person adds to a script.
struct Staging
{
    session::FindRecording find;                      // the script's recordings; none: it has to do without
    bool goesWithout = false;                         // a recording that cannot be had is silent, and told; else the script is refused
    session::Speaker* speaker = nullptr;              // of its lines; null: they are shown only
    std::optional<session::Spoken>* spoken = nullptr; // of this very script: taken when it is there, else filled with what the speaker gave
    session::Asked asked {};                          // by the person
    std::optional<std::time_t> begins;                // when it is to begin, so that what follows it knows its length; none: it ends with its last phase
    bool hosted = false;                              // no clock but a host's playhead: what follows lasts as long as it says, or without end
    std::vector<std::string>* news = nullptr;         // what could not be had or spoken, and why
};

// A script for a chair (or none). The error is the first diagnostic with its place.
[[nodiscard]] Result<std::shared_ptr<const session::Timeline>> compile (const std::string& name, const std::string& text, std::shared_ptr<const touch::Chair>,
                                                                        const Staging& = {});
} // namespace lull::ui

// At which pace a session goes in a host: as it is written, with the host's beats, slower or faster, with another breath. Any thread but audio, one at a time.
#pragma once

#include <memory>
#include <optional>

#include "Plugins/Shared/HostBeats.h"
#include "Session/Timeline.h"

namespace lull::plugin
{
// What a person or a host's automation wants.
struct Pacing
{
    bool host = false;   // beats are the host's
    double tempo = 1.0;  // times the session's, or the host's: 0.5 .. 2
    double breath = 0.0; // per minute; 0: as it is written

    bool operator== (const Pacing&) const = default;
};

class Pacer
{
public:
    static constexpr double glide = 0.5; // s that a change takes while it plays

    // Where a host is, and what it is to be there.
    struct Asked
    {
        Pacing pacing {};
        bool playing = false, rolling = false;  // rolling: on from before, so that what has been stays
        double turns = 0.0;                     // s: from where on it is to be another
        std::optional<HostBeats::Said> host {}; // what it says, if it does
    };

    // Another session; the pace is as it was asked for last, from its beginning.
    void take (std::shared_ptr<const session::Timeline>);

    // True: line() is another now.
    bool follow (const Asked&, SampleRate);

    [[nodiscard]] const std::shared_ptr<const session::Timeline>& line() const noexcept { return paced; } // null until one was taken

private:
    std::shared_ptr<const session::Timeline> written, paced;
    Pacing wanted;
    HostBeats beats;
    bool gone = false; // what has been was not all at the pace that is wanted

    [[nodiscard]] bool usesHost() const noexcept { return wanted.host && beats.known(); }
    [[nodiscard]] Curve tempo() const;
    [[nodiscard]] Curve breath() const;
    void draw();
};
} // namespace lull::plugin

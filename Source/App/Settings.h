// What the app remembers from one evening to the next: app.yaml among the person's settings. Never that touch was armed. Main thread.
#pragma once

#include <string>
#include <vector>

namespace lull::app
{
struct Settings
{
    std::string session, chair;         // chosen last; empty: none yet, no chair
    double strength = 0.5;              // 0 .. 1
    double volume = 1.0;                // 0 .. 1, as the control stands
    std::string theme;                  // its name; empty: the night's
    bool midi = false;                  // a controller is heard, and the session told as MIDI
    std::vector<std::string> midiPorts; // that it is connected to
    bool first = true;                  // nothing was ever stored: it is the first evening
    bool operator== (const Settings&) const = default;

    // What cannot be understood - broken, or of a later version - is put aside as app.yaml.aside, and all is as at first.
    [[nodiscard]] static Settings load();

    // False: it could not be written; nothing that was there is lost.
    bool store() const;
};
} // namespace lull::app

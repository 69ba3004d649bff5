// What a conversation has asked its rig to play, at the level that the person has turned to. One thread, the conversation's.
#pragma once

#include <optional>
#include <vector>

#include "Devices/SetupRig.h"

namespace lull::devices
{
class Driven
{
public:
    explicit Driven (SetupRig& r) noexcept : rig (r) {}

    // As Talk's.
    void play (double hertz, std::vector<SetupRig::Drive>);
    void beat (std::vector<SetupRig::Drive>, bool heard, Seconds early);
    void setLevel (double dBFS); // of every drive; held to what the rig allows
    [[nodiscard]] double level() const noexcept { return loudness; }

    [[nodiscard]] double hertz() const noexcept { return beats ? SetupRig::Beat::hertz : frequency; }
    [[nodiscard]] bool isFelt() const noexcept { return ! drives.empty(); }

private:
    SetupRig& rig;
    double frequency = 40.0, loudness = SetupRig::gentle;
    std::vector<SetupRig::Drive> drives;
    std::optional<SetupRig::Beat> beats; // in the place of tones

    void begin (std::vector<SetupRig::Drive>);
    void drive();
};
} // namespace lull::devices

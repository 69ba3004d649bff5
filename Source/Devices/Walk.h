// Finding out which output of a device moves which actuator, by asking the person in the chair: what to ask, and what the answers mean. No sound, no screen:
// a face plays and asks. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "Devices/Binding.h"
#include "Touch/Chair.h"

namespace lull::devices
{
// For the walk itself: `outputs` actuators, each as little as the least of the chair's, since nobody knows yet what hangs where.
[[nodiscard]] touch::Chair walkedChair (const touch::Chair&, int outputs);

struct WalkAnswer
{
    enum class Heard { no, left, right, both };
    int output = 0;          // of the device, from 1
    std::vector<int> zones;  // indices of the chair's: where it was felt
    Heard heard = Heard::no; // from a loudspeaker
};

struct WalkEnd
{
    Binding binding;                   // good when nothing is wrong
    std::vector<std::string> findings; // what is wrong, for the person; then nothing is to be saved
};

// before: sound stays there when no loudspeaker was heard.
[[nodiscard]] WalkEnd walkEnd (const touch::Chair&, const std::vector<WalkAnswer>&, const std::optional<Binding>& before, std::string device);

// Pairs of actuators whose polarity may be compared, since they are felt near each other (one surface, at most 40 cm): each one after the first appears
// once as the second of a pair, and only after it appears as the first of another.
[[nodiscard]] std::vector<std::pair<int, int>> neighbours (const touch::Chair&);

// stronger: of each pair, whether both together were felt more (1) as they are, (-1) with the second one turned round, or alike (0). Which actuators are
// inverted then, so that all move together; those that were never compared as they were.
[[nodiscard]] std::vector<bool> polarities (const touch::Chair&, const std::vector<std::pair<int, int>>& pairs, const std::vector<int>& stronger);
} // namespace lull::devices

// The rules of the rooms as Source/README.md states them, and the judge of include lines by them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "House/Tree.h"

namespace house
{
struct Room
{
    std::set<std::string> below;   // rooms that it may include, itself among them
    std::set<std::string> outside; // libraries that it may include
};

using Rooms = std::map<std::string, Room>;

// Reads the table of rooms; rows in the order of floors. Throws std::runtime_error on a rule that it does not understand.
[[nodiscard]] Rooms roomsFrom (std::string_view readme);

// The room that a file belongs to, or empty.
[[nodiscard]] std::string roomOf (const Rooms&, std::string_view path);

// What is wrong with a file's include lines, one sentence each.
[[nodiscard]] std::vector<std::string> wrongIncludes (const Rooms&, const TextFile&);
} // namespace house

// What is kept of people: $XDG_CONFIG_HOME/lull/People/NAME/spots.yaml and fit-CHAIR.yaml. A guest has nothing and leaves nothing. Any thread but audio.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "Touch/Person.h"

namespace lull::files
{
inline constexpr std::string_view myself = "me"; // when no name is said

// The folder of a person; an error when the name will not do: up to 40 letters, digits and -.
[[nodiscard]] Result<std::filesystem::path> personFolder (std::string_view name);

// What is stored; nothing when there is nothing. An error when it is there and cannot be understood: then touch is not for this person until it is mended.
[[nodiscard]] Result<std::optional<touch::Fit>> loadFit (std::string_view person, std::string_view chair);
[[nodiscard]] Result<std::optional<touch::Spots>> loadSpots (std::string_view person);
[[nodiscard]] Result<void> storeFit (std::string_view person, const touch::Fit&);
[[nodiscard]] Result<void> storeSpots (std::string_view person, const touch::Spots&);

// The chair as it is for this person.
[[nodiscard]] Result<touch::Chair> chairFor (const touch::Chair&, std::string_view person);
} // namespace lull::files

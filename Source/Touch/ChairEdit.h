// What was found out about a chair, written into its own file: the smallest change of the text; comments, order and everything else stay byte for byte.
// Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "Touch/Chair.h"

namespace lull::touch
{
struct ChairChange
{
    enum class List { amplifiers, actuators } list = List::actuators;
    int item = 0;                     // index; an amplifier 0 where the file names none is made
    std::string key;                  // as chairFields.h has it
    std::optional<std::string> value; // as written, quotes apart; none: taken out, where it stands
};

// The text after all of them. Refused, in words, when it would not read as the same chair but for these.
[[nodiscard]] Result<std::string, text::Diagnostics> changedChair (std::string_view file, std::string text, std::string_view id,
                                                                   const std::vector<ChairChange>&);
} // namespace lull::touch

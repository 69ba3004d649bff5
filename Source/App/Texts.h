// The text of a session or a chair by the word for it: the person's own library and files first, then what is inside the program. Main thread; reads files.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "Base/Result.h"
#include "Touch/Chair.h"

namespace lull::app
{
struct Found
{
    std::string name, file, text;                   // file: as diagnostics name it
    std::optional<std::filesystem::path> folder {}; // none: it is inside the program
    bool own = false;                               // a file of the person's: it may be written
    [[nodiscard]] std::filesystem::path path() const { return folder ? *folder / file : std::filesystem::path(); }
};

enum class Of { session, chair };
[[nodiscard]] Result<Found> findText (const std::string& word, Of);

// A chair by its name or file, as it fits the person.
[[nodiscard]] Result<std::shared_ptr<const touch::Chair>> seatOf (const std::string&);
} // namespace lull::app

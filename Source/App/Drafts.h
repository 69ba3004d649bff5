// Scripts as they are being written, beside the files that they will be saved to: what survives a kill. Main thread; writes files.
#pragma once

#include <optional>
#include <string>

#include "App/Texts.h"

namespace lull::app
{
class Draft
{
public:
    explicit Draft (const Found& of);

    [[nodiscard]] std::optional<std::string> load() const; // what was written and not saved
    [[nodiscard]] Result<void> keep (const std::string& text) const;
    void forget() const;

private:
    std::filesystem::path file;
};
} // namespace lull::app

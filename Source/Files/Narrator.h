// Who speaks the lines of a session: the recording that a phase names, beside the script; else espeak-ng, where it is installed. Any thread but audio, when a
// session is loaded; takes some hundredths of a second for each line, and never much longer than its patience.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "Session/Speech.h"

namespace lull::files
{
class Narrator final : public session::Speaker
{
public:
    struct Manner
    {
        std::string program = "espeak-ng";
        double patience = 10.0; // s for a line; three times that for all
    };

    // `folder`: the script's own; none: it is carried by a rendered file, and no recordings are. Words of what goes wrong say that the line is shown, not spoken.
    explicit Narrator (std::optional<std::filesystem::path> folder) : Narrator (std::move (folder), Manner {}) {}
    Narrator (std::optional<std::filesystem::path> folder, Manner m) : where (std::move (folder)), manner (std::move (m)) {}

    [[nodiscard]] Result<session::Take> speak (const session::Line&) override;

    // The program and its version ("espeak-ng 1.51") where it spoke a line, else empty: another version may not give the same samples.
    [[nodiscard]] std::string synthesiser() const;

private:
    std::optional<std::filesystem::path> where;
    Manner manner;
    double spent = 0.0;       // s
    std::string gaveUp;       // why nothing more is asked of the program
    bool synthesised = false; // something was

    Result<session::Take> synthesise (const session::Line&);
};
} // namespace lull::files

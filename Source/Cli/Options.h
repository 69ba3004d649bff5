// Options that several commands share, for CLI11: times, chairs, sessions. Values are checked while the command line is read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "Cli/Load.h"

namespace lull::cli
{
// "90", "2:50", "1:02:03", "20m" into seconds.
CLI::Option* addTime (CLI::App&, const std::string& names, std::optional<double>& into, const std::string& about);

// A whole number from 0 to 2^64 - 1: digits alone.
CLI::Option* addSeed (CLI::App&, std::optional<std::uint64_t>& into, const std::string& about);

// SESSION; `fallback` is played when nothing is said, none: it must be said.
CLI::Option* addSession (CLI::App&, std::string& into, const std::string& fallback = {});
CLI::Option* addChair (CLI::App&, std::string& into, const std::string& about);
CLI::Option* addVoice (CLI::App&, std::string& into);
void addOutput (CLI::App&, std::string& device, std::string& channels); // --device, --channels
CLI::Option* addThen (CLI::App&, std::optional<std::string>& into, const std::string& about);
CLI::Option* addJson (CLI::App&, bool& into);

// What is wrong with a command line, in our words with did-you-mean.
[[nodiscard]] std::string complaint (const CLI::App&, const CLI::ParseError&, const std::vector<std::string>& words);

// "chair walk": the words after `lull` that mean it.
[[nodiscard]] std::string fullName (const CLI::App& command);

// The whole of --help, for the program or for one of its commands.
[[nodiscard]] std::string helpText (const CLI::App& program);
[[nodiscard]] std::string helpText (const CLI::App& command, std::string_view examples);
} // namespace lull::cli

// From words on a command line to a timeline: finds session and chair, reads them, says what is wrong. Main or loader thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Cli/Console.h"
#include "Files/Inscription.h"
#include "Session/Timeline.h"

namespace lull::cli
{
struct Ask
{
    std::string session;
    std::string chair;                 // empty: none
    std::optional<double> lasting;     // --for, s
    std::optional<std::uint64_t> seed; // the script's own unless given; a rendered file's before that
    std::vector<std::string> without;  // strokes
    std::optional<std::string> then;   // --then; a rendered file's before `otherwise`
    std::string otherwise = "script";  // what follows when nothing is said
    std::optional<std::string> person; // whose fit and spots the chair is for; none: nobody's
    std::string voice;                 // --voice: off, text, spoken; empty: as the script says, or as a rendered file was made
};

struct Loaded
{
    std::string name; // of the session: its file's base name
    std::shared_ptr<const session::Score> score;
    std::shared_ptr<const touch::Chair> chair;         // may be null
    std::shared_ptr<const session::Timeline> timeline; // the session; with what follows where its length is known to the one who asks: see followedBy()
    std::uint64_t seed = 1;
    std::optional<double> lasting;                 // s, when it was made to last so long
    std::shared_ptr<const session::Speech> speech; // what is spoken of it; null: nothing
    std::string voice;                             // how its lines were asked to be told, or empty
    std::string speaker;                           // the synthesiser that spoke some of them, or empty
};

// What is to be spoken is spoken here; what could not be is said on the console. Diagnostics (warnings too) go there as well; the error that is
// returned is the last line to say. A rendered .wav or .flac file is played from the script that it carries, with the seed and the length it was
// made with unless others are asked for.
[[nodiscard]] Result<Loaded> load (const Ask&, Console&);

// Lets the score's `then` go on for so many seconds after it.
void followedBy (Loaded&, double seconds);

// The parts of it. The text of a session by its word, and the name that diagnostics give it.
struct Script
{
    std::string name, file, text;
    files::MadeWith made {};
    std::optional<std::filesystem::path> folder {}; // it lies in: none, when it is carried by a rendered file
};
[[nodiscard]] Result<Script> readScript (const std::string& word);
[[nodiscard]] Result<session::Score, text::Diagnostics> readScore (const Script&); // with its recordings
[[nodiscard]] Result<std::shared_ptr<const touch::Chair>> loadChair (const std::string& word, Console&);
} // namespace lull::cli

// What a rendered file says about itself: the script that made it, where its phases begin, its title. Written by SoundFileWriter, read back here.
// Any thread but audio.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"
#include "Base/Units.h"

namespace lull::files
{
struct Marker
{
    Frame frame = 0;  // of the file
    std::string name; // UTF-8
};

// What was said beside the script when a file was made: with it the same bytes can be made again.
struct MadeWith
{
    std::optional<std::uint64_t> seed;
    std::optional<double> lasting;  // --for, s
    std::optional<double> from, to; // s, where only a part was rendered
    std::optional<double> rate;     // Hz
    std::string chair, version;     // a chair's id, or empty; of the program
    std::string then {};            // what follows, as session::parseThen() reads it, or empty
    std::string voice {};           // how lines were asked to be told: "off", "text", "spoken"; empty: as the script says
    std::string speaker {};         // "espeak-ng_1.51" where that spoke: with another one they are other samples

    bool operator== (const MadeWith&) const = default;
};

// As one line "seed=9 for=50 rate=48000 version=0.1.0 then=sea%20for%2040%20min" and back. What is unknown or not a number there is left out.
[[nodiscard]] std::string toText (const MadeWith&);
[[nodiscard]] MadeWith madeWithFrom (std::string_view);

struct Inscription
{
    std::string script; // the whole text, or empty
    std::string title, software;
    std::vector<Marker> markers; // in rising order
    MadeWith made {};
    std::optional<Frame> starts {}; // where the file begins in the session, >= 0: editors put it there (WAV alone: EBU Tech 3285, TimeReference)
};

// From WAV, RF64 or FLAC files of ours; files of others give what they have of it. Never trusts a size that a file claims.
[[nodiscard]] Result<Inscription> readInscription (const std::filesystem::path&);

// As readInscription; an error when the file holds no script.
[[nodiscard]] Result<Inscription> readScriptFrom (const std::filesystem::path&);

// A sound file or picture that Lull made; false for anything else, and where there is nothing.
[[nodiscard]] bool isOurs (const std::filesystem::path&);
} // namespace lull::files

// A session script as values with their places: what the person wrote, checked, with nothing computed yet. Immutable; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Sound/Voice.h"
#include "Text/Fields.h"
#include "Touch/Technique.h"

namespace lull::session
{
// How what a phase says reaches the listener; in rising order.
enum class Telling { off, text, spoken };

struct LayerDef // under `sounds:`
{
    std::string name;
    const sound::VoiceKind* kind = nullptr;
    text::Values values;                                        // the kind's fields, complete
    text::Ramp level;                                           // LUFS
    std::shared_ptr<const sound::Recorded> recording = nullptr; // once findRecordings() has been asked
    text::ByteSpan span;
};

struct LayerUse // under a phase's `sound:`
{
    std::size_t layer = 0;           // index into Score::sounds
    std::optional<text::Ramp> level; // overrides; other voice values may not change within a session (a diagnostic says so)
    text::ByteSpan span;
};

struct TouchUse // under a phase's `touch:`
{
    const touch::TechniqueKind* kind = nullptr;
    text::Values values; // common and the kind's fields, complete
    std::string name;    // its own `name:`, or "<stroke> <ordinal of that stroke in the phase>"
    text::ByteSpan span;
};

struct Phase
{
    std::string name;
    double length = 0.0;                   // s
    std::optional<double> atLeast, atMost; // s, for --for
    bool fixed = false, link = false;
    double fade = 8.0;                       // s, crossfade centred on this phase's start
    std::string say, recording;              // a file beside the script that holds it, or empty
    std::optional<Telling> telling;          // its own `voice:`
    std::optional<text::Ramp> tempo, breath; // bpm; breaths per minute
    std::vector<LayerUse> sound;
    std::vector<TouchUse> touch;
    text::ByteSpan span, nameSpan, lengthSpan;
};

struct Then // what goes on after the last phase
{
    std::vector<std::size_t> layers; // indices into Score::sounds, each once
    enum class Until { stopped, clock, length } until = Until::stopped;
    double value = 0.0;     // seconds since midnight, or a length
    double level = bedroom; // LUFS, of all of it together

    // Where sessions are heard at 45 dB(A) - a low voice - their -30 LUFS, this is the 30 dB LAeq that the WHO asks for in bedrooms (figures.md 2.2).
    static constexpr double bedroom = -45.0;
};

struct Score
{
    std::string text; // the whole script, as given
    std::string file; // as the person named it
    std::string title, about, posture, after;
    std::vector<std::string> need, cautions;
    std::uint64_t seed = 1;
    bool forSleep = false;
    Telling telling = Telling::text; // `voice:`
    double voiceLevel = 4.0;         // dB above the sounds
    std::string language = "en";
    text::Ramp tempo, breath; // bpm (default 60), per minute (default 6)
    std::vector<LayerDef> sounds;
    std::vector<Phase> phases;
    std::optional<Then> then;
    text::Diagnostics warnings;

    [[nodiscard]] double length() const noexcept; // s
};

// Reads a script, or says everything that is wrong with it in one pass. Warnings travel in the score.
[[nodiscard]] Result<Score, text::Diagnostics> readScore (std::string_view file, std::string_view text);

// The same score lasting `seconds` in all (--for), by the rule of session-script.md; fails with the nearest length that is possible.
[[nodiscard]] Result<Score> fitted (const Score&, double seconds);

// JSON Schema (draft 2020-12 subset that python3-jsonschema of Debian 12 accepts: draft 7) and a Markdown reference, from the field tables.
[[nodiscard]] std::string schemaJson();
[[nodiscard]] std::string referenceMarkdown();
[[nodiscard]] std::string fieldsMarkdown (const text::FieldTable&); // the part of it that a table gives
} // namespace lull::session

// The journal: what was played, how it ended and why, how it was, and how far it had come, so that a session that was cut off can be gone on with.
// SQLite in the person's data folder, for its owner's eyes alone; what is deleted is overwritten. One thread at a time, never audio.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "Files/Database.h"
#include "Session/Asked.h"

namespace lull::files
{
// How a sitting ended. cutOff: its program was gone without a word.
enum class Ending { running, whole, stopped, asleep, device, closed, cutOff };

// "running", "whole" ...; and in a sentence: "heard to its end".
[[nodiscard]] std::string_view nameOf (Ending) noexcept;
[[nodiscard]] std::string_view wordsOf (Ending) noexcept;

struct Sitting
{
    std::int64_t id = 0;                                // none yet
    std::int64_t begun = 0;                             // Unix time, s
    std::optional<std::int64_t> ended;                  // likewise; what was cut off: when it was last known to go on
    std::string session, title;                         // the word that plays it again (a name, an absolute file); and what people call it
    std::string chair, device, person, face;            // empty: none; `face`: who played it, "lull play"
    std::string without, then, voice;                   // as they were asked for; strokes with blanks between
    double lasting = 0.0;                               // s, as it was asked to last; 0: as the script says
    double length = 0.0, position = 0.0;                // s of the session
    double heard = 0.0, touched = 0.0;                  // s by the clock on the wall: sound, and touch that was on
    double strength = 0.0, volume = 0.0, ceiling = 0.0; // 0 .. 1, dB, and the share of the chair's own bound
    Ending ending = Ending::running;
    std::string why;           // in words, or empty
    std::optional<int> rating; // 1 (not good) .. 5 (very good)
};

// What a person asked for, to be asked for again; and strokes as Sitting::without has them.
[[nodiscard]] session::Asked askedOf (const Sitting&);
[[nodiscard]] std::string strokeWords (const std::vector<std::string>& strokes);

class Journal
{
public:
    // dataHome()/journal.sqlite.
    [[nodiscard]] static std::filesystem::path place();

    // Made when it is not there, brought to this version's form when it is of an earlier one. A broken file is put aside as .aside (see news());
    // one of a later version is an error, and left as it is. Sittings whose program is gone count as cut off from here on.
    [[nodiscard]] static Result<Journal> open (const std::filesystem::path& = place());

    // One sentence about what opening had to do, or empty.
    [[nodiscard]] const std::string& news() const noexcept { return told; }

    [[nodiscard]] Result<std::int64_t> begin (const Sitting&);                       // of this process; its id
    [[nodiscard]] Result<void> note (const Sitting&);                                // all of it that changes, by its id
    [[nodiscard]] Result<bool> rate (std::int64_t id, std::optional<int> oneToFive); // false: there is none

    // The newest first.
    [[nodiscard]] Result<std::vector<Sitting>> sittings (std::optional<std::int64_t> since = {}, std::size_t most = 1'000'000);
    [[nodiscard]] Result<std::optional<Sitting>> sitting (std::int64_t id);

    // The newest sitting, when it broke off without being asked to (cut off, closed by the system, its device gone), `within` seconds before `now`,
    // not at its very beginning or end, and nobody has declined it. It is offered; nothing starts by itself.
    [[nodiscard]] Result<std::optional<Sitting>> resumable (std::int64_t now, std::int64_t within = 12 * 3600);
    [[nodiscard]] Result<void> decline (std::int64_t id); // it is not offered any more; going on with it declines it too

    // Overwritten, not only unlinked. How many were there.
    [[nodiscard]] Result<int> remove (const std::vector<std::int64_t>& ids);
    [[nodiscard]] Result<int> removeAll();

private:
    explicit Journal (Database d) : db (std::move (d)) {}
    Database db;
    std::string told;

    [[nodiscard]] Result<std::int64_t> form(); // its version
    [[nodiscard]] Result<void> bringUp();
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<std::vector<Sitting>> read (Statement&);
    [[nodiscard]] Result<void> forgetTraces();
};
} // namespace lull::files

// What is told aloud: which lines of a score, where they may lie, how loud, and - once somebody has spoken them - what they sound like. Rules and
// places are closed forms of the score; any thread. Speaking itself is done through a port, when a session is loaded.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Session/Score.h"
#include "Sound/Utterance.h"

namespace lull::session
{
// How what phase i says is told: the phase's own `voice:`, else the session's. The way into sleep is kept quiet: in a session for sleep nothing is
// spoken in its last third, and after its first third only what a phase asks for itself; in any other nothing is spoken in the last of several
// phases unless it asks for it.
[[nodiscard]] Telling tellingIn (const Score&, std::size_t phase) noexcept;

// "off", "text", "spoken", and back; nothing for another word.
[[nodiscard]] std::string_view toText (Telling) noexcept;
[[nodiscard]] std::optional<Telling> tellingFrom (std::string_view) noexcept;

// The score as a listener wants it told, whatever it says itself: nothing, or at most shown, or spoken where nothing is said against it.
[[nodiscard]] Score told (Score, Telling);

// A line that is to be spoken.
struct Line
{
    std::size_t phase = 0;
    std::string phaseName, text, recording, language;
    double from = 0.0, to = 0.0; // s: it begins at `from`, its last word is to have ended by `to`; both outside the phase's fades
    double level = 0.0;          // LUFS: above what the score's sounds add up to at `from`
};
[[nodiscard]] std::vector<Line> linesOf (const Score&);

// A dry voice, one channel.
struct Take
{
    double rate = 0.0; // Hz, 8,000 to 192,000
    std::vector<float> samples;
    std::string notice; // what was not quite right with it, or empty
};

// Who speaks. An error is a sentence for the listener; the same one again and again is told once.
class Speaker
{
public:
    virtual ~Speaker() = default;
    [[nodiscard]] virtual Result<Take> speak (const Line&) = 0;
};

// All that is spoken in a session. Immutable.
struct Speech
{
    struct Part
    {
        double begin = 0.0, end = 0.0; // s, of the words
        sound::Utterance sound;
    };
    std::vector<Part> parts; // in order; their sounds do not overlap

    // Gain of everything else at t: down by `ducking` while somebody speaks. Smooth in dB.
    [[nodiscard]] double others (double t) const noexcept;

    static constexpr double ducking = -5.0;                      // dB
    static constexpr double duckingDown = 0.6, duckingUp = 1.8;  // s: before the first word, after the last
    static constexpr double longestLine = 60.0, longest = 300.0; // s; what is longer is shown only
};

struct Spoken
{
    std::shared_ptr<const Speech> speech; // null: nothing is spoken
    std::vector<std::string> notices;     // what could not be, and why
};
[[nodiscard]] Spoken speak (const Score&, Speaker&);
[[nodiscard]] bool asksToSpeak (const Score&); // it has lines that are to be
} // namespace lull::session

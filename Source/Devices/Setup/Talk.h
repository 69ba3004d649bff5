// A chair being set up, as a conversation: what is played, what is asked, and what is said, whatever face it has - a terminal, a window. The questions
// themselves stand beside this file. One thread for a conversation, which may wait.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "Devices/SetupRig.h"
#include "Engine/TestTone.h"
#include "Text/Diagnostic.h"

namespace lull::devices
{
// With touch: the device is opened, and the person lets touch rise. Stop is always live.
class Talk
{
public:
    virtual ~Talk() = default;

    // The device, and an answer that lets touch rise. An error when there is nobody to ask, no device or no touch on it; false: the person went away.
    [[nodiscard]] virtual Result<bool> begin (const std::string& device, const std::optional<Binding>&) = 0;

    // Tones from now on; while they last, the person changes their level by 3 dB up to what the rig allows.
    virtual void play (double hertz, std::vector<SetupRig::Drive>) = 0;
    void quiet() { play (40.0, {}); }
    // A beat from now on, in the place of tones (SetupRig::Beat); no drives: it is not felt.
    virtual void beat (std::vector<SetupRig::Drive>, bool heard, Seconds early) = 0;
    [[nodiscard]] virtual double level() const noexcept = 0; // dBFS, of every drive
    virtual void setLevel (double dBFS) = 0;

    // A letter that is an answer by itself, in either case, and what it says: { 'y', "yes" }. A terminal names it beside the question, a window has a button.
    struct Key
    {
        char letter;
        std::string word;
    };
    using Keys = std::vector<Key>;
    [[nodiscard]] static const Key* find (const Keys&, char32_t typed) noexcept; // null: none of them

    struct Question
    {
        enum class By {
            keys, // alone
            number,
            words, // typed, and Enter ends them; keys are not heard meanwhile
            one,   // of the choices
            several
        };
        std::string words; // how it is answered is no part of them
        By by = By::keys;
        Keys keys {};
        std::vector<std::string> choices {}; // what the numbers from 1 on mean; 0: none of them
        bool whenRisen = false;              // it can be answered once touch is fully up
        std::string fallback {};             // Enter alone
    };
    // nullopt: the person stopped, or touch is gone for good. Else what was typed, the numbers of choices ("1,3"), or a letter.
    [[nodiscard]] virtual std::optional<std::string> ask (const Question&) = 0;

    // Waits so long, or until one of the keys is given; its letter. nullopt as there; "" when the time is over.
    [[nodiscard]] virtual std::optional<std::string> wait (double seconds, const std::string& line, const Keys&) = 0;

    // Waits so long while the person taps along with the beat (Space); s since beat 0. nullopt as there.
    [[nodiscard]] virtual std::optional<std::vector<double>> taps (double seconds, const std::string& line) = 0;

    // For a face that can draw it; an empty row: no longer.
    virtual void show (const engine::TonesFelt&) {}

    virtual void say (const std::string& words) = 0;
    [[nodiscard]] virtual SetupRig& rig() noexcept = 0;
    [[nodiscard]] virtual int code() const noexcept = 0; // when it was left
};

// Where a conversation takes place. Exit codes as Error::Kind.
class Desk
{
public:
    virtual ~Desk() = default;
    [[nodiscard]] virtual std::unique_ptr<Talk> talk (std::shared_ptr<const touch::Chair>, const std::string& who) = 0; // who: "lull chair walk"
    virtual void say (const std::string& words) = 0;
    virtual void hint (const std::string& words) = 0; // which command comes next, where commands are typed
    virtual void put (const std::string& text) = 0;   // what was asked for
    virtual int fail (const Error&) = 0;
    virtual void show (const text::Diagnostics&, const std::string& text) = 0;
};
} // namespace lull::devices

// A chair being set up at a terminal: opens the device, lets touch rise after the notice, asks one question after another while a tone goes on, and stops
// at once by Esc, Ctrl-C or (but for words being typed) q. Main thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "Cli/ChairVerb.h"
#include "Devices/Control.h"
#include "Devices/Setup/Driven.h"
#include "Devices/Setup/Talk.h"
#include "Devices/Signals.h"
#include "Devices/Terminal.h"

namespace lull::cli
{
class SetupTalk final : public devices::Talk
{
public:
    // who: "lull chair walk".
    SetupTalk (std::shared_ptr<const touch::Chair>, std::string who, Console&);
    ~SetupTalk() override;
    SetupTalk (const SetupTalk&) = delete;
    SetupTalk& operator= (const SetupTalk&) = delete;

    // The device, and a key that lets touch rise. An error when there is no terminal, no device or no touch on it; false: the person went away.
    [[nodiscard]] Result<bool> begin (const std::string& device, const std::optional<devices::Binding>&) override;

    // Tones from now on; while they last, + and - change their level by 3 dB up to what the rig allows.
    void play (double hertz, std::vector<devices::SetupRig::Drive> d) override { driven.play (hertz, std::move (d)); }
    void beat (std::vector<devices::SetupRig::Drive> d, bool heard, Seconds early) override { driven.beat (std::move (d), heard, early); }
    [[nodiscard]] double level() const noexcept override { return driven.level(); }
    void setLevel (double dBFS) override { driven.setLevel (dBFS); }

    // nullopt: the person stopped, or touch is gone for good. What was typed else, or a letter.
    [[nodiscard]] std::optional<std::string> ask (const Question&) override;

    // nullopt as there; "" when the time is over.
    [[nodiscard]] std::optional<std::string> wait (double seconds, const std::string& line, const Keys&) override;

    [[nodiscard]] std::optional<std::vector<double>> taps (double seconds, const std::string& line) override;

    void say (const std::string& words) override { console.say (words); }
    [[nodiscard]] devices::SetupRig& rig() noexcept override { return setup; }
    [[nodiscard]] int code() const noexcept override { return exitCode; }

private:
    Console& console;
    Console::Hurry hurry { console };
    devices::Signals signals;
    devices::Control control; // lull stop reaches it too
    devices::SetupRig setup;
    devices::Driven driven { setup };
    std::optional<devices::Terminal> terminal;
    bool gone = false, fell = false; // left; touch was let down and is waited for
    std::vector<std::string> listed; // choices that were said last
    int exitCode = 0;

    void turn();                                                      // what must not wait
    [[nodiscard]] std::optional<devices::Key> key (int milliseconds); // for that long at most; stop keys are obeyed when `typing` is not
    [[nodiscard]] bool arm();
    void leave (int code, const std::string& words);
    bool common (const devices::Key&, bool typing); // a key that means the same everywhere
    void list (const Question&);                    // its choices, once
    [[nodiscard]] std::string named (const Keys&) const;
};
} // namespace lull::cli

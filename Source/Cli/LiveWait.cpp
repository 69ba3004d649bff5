#include <algorithm>

#include <fmt/format.h>

#include "Text/Json.h"
#include "Cli/LiveState.h"
#include "Cli/Measure.h"

// --in: the time before it starts, in which it can be asked about and sent away.
namespace lull::cli
{
namespace
{
template <class T>
double secondsUntil (T when)
{
    return std::chrono::duration<double> (when - std::chrono::steady_clock::now()).count();
}
} // namespace

std::optional<LiveEnd> LiveState::waitFor (double seconds)
{
    const auto start = Clock::now() + std::chrono::duration_cast<Clock::duration> (std::chrono::duration<double> (seconds));
    if (auto keys = devices::Terminal::open()) terminal.emplace (std::move (*keys));
    say (fmt::format ("{} starts in {}{}.", loaded.score->title, clockText (seconds), terminal ? "; q ends this" : ""));
    std::optional<LiveEnd> gone;
    while (! gone && secondsUntil (start) > 0.0)
    {
        awake.want (true); // a computer that sleeps starts nothing
        console.line ("starts in " + clockText (secondsUntil (start)), 20);
        wait (static_cast<int> (std::min (200.0, std::max (1.0, 1000.0 * secondsUntil (start)))));
        while (const auto signal = signals.next())
        {
            if (*signal == devices::Signals::Kind::suspend) devices::Terminal::restore(), devices::Signals::suspendNow(), devices::Terminal::resume();
            else gone = LiveEnd { devices::Signals::exitCode (*signal), false };
        }
        control.answer ([&] (devices::ControlCommand command) -> std::string {
            if (command == devices::ControlCommand::stop) gone = LiveEnd {};
            else if (command != devices::ControlCommand::status) return text::failureJson ("it has not begun");
            return waitingJson (loaded, std::max (0.0, secondsUntil (start)), gone.has_value());
        });
        if (! terminal) continue;
        while (auto key = terminal->next())
            if (key->is ('q') || key->name == Key::Name::escape) gone = LiveEnd {};
    }
    console.clearLine();
    terminal.reset();
    return gone;
}
} // namespace lull::cli

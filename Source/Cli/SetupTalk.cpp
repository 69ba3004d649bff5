#include "Cli/SetupTalk.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <poll.h>

#include "Base/SteadyClock.h"
#include "Text/Json.h"
#include "Files/Notice.h"

namespace lull::cli
{
namespace
{
using Clock = std::chrono::steady_clock;
using Name = devices::Key::Name;

double since (Clock::time_point t) { return std::chrono::duration<double> (Clock::now() - t).count(); }
} // namespace

SetupTalk::SetupTalk (std::shared_ptr<const touch::Chair> chair, std::string who, Console& c) : console (c), setup (std::move (chair), std::move (who)) {}

SetupTalk::~SetupTalk()
{
    // What was felt goes down before the device closes.
    if (setup.latch() != nullptr && setup.now().interlock != safety::Interlock::State::unarmed)
    {
        setup.stop();
        for (const auto t = Clock::now(); since (t) < 0.1;)
        {
            (void)setup.mind();
            ::poll (nullptr, 0, 10);
        }
    }
    signals.watch (nullptr);
    control.watch (nullptr);
    console.clearLine();
}

void SetupTalk::leave (int code, const std::string& words)
{
    if (gone) return;
    gone = true;
    exitCode = code;
    setup.stop();
    console.clearLine();
    if (! words.empty()) say (words);
}

void SetupTalk::turn()
{
    while (const auto signal = signals.next())
    {
        if (*signal != devices::Signals::Kind::suspend) return leave (devices::Signals::exitCode (*signal), "Stopped.");
        console.clearLine();
        for (const auto t = Clock::now(); since (t) < 0.1;) (void)setup.mind(), ::poll (nullptr, 0, 10);
        devices::Terminal::restore();
        devices::Signals::suspendNow();
        devices::Terminal::resume();
        fell = true;
        say ("Touch was let down; a lets it rise again.");
    }
    control.answer ([this] (devices::ControlCommand command) -> std::string {
        using C = devices::ControlCommand;
        if (command == C::stop) leave (0, "Stopped.");
        else if (command != C::status) return text::failureJson ("a chair is being set up; it can be stopped");
        const auto state = setup.now().interlock;
        using S = safety::Interlock::State;
        const std::string touch = state == S::armed ? "armed" : state == S::arming ? "rising" : state == S::stopping ? "stopping" : "off";
        auto line = text::Json (text::Json::Layout::line)
                        .object()
                        .flag ("ok", true)
                        .text ("state", gone ? "stopping" : "setting up")
                        .text ("words", fmt::format ("{} is being set up, touch {}", setup.chair().title, touch))
                        .text ("touch", touch)
                        .close()
                        .done();
        line.pop_back();
        return line;
    });
    const auto change = setup.mind();
    if (! change || gone) return;
    if (change->over) return leave (static_cast<int> (Error::Kind::device), change->words);
    fell = true;
    say (change->words + " a lets it rise again.");
}

std::optional<devices::Key> SetupTalk::key (int milliseconds)
{
    std::array<pollfd, 3> on { { { signals.descriptor(), POLLIN, 0 }, { terminal->descriptor(), POLLIN, 0 }, { control.descriptor(), POLLIN, 0 } } };
    ::poll (on.data(), on.size(), std::min (milliseconds, 50));
    turn();
    if (gone) return std::nullopt;
    return terminal->next();
}

bool SetupTalk::common (const devices::Key& k, bool typing)
{
    if (k.name == Name::escape || (! typing && (k.is ('q') || k.is ('Q'))))
    {
        leave (0, "Stopped.");
        return true;
    }
    if (typing) return false;
    if (k.is ('+') || k.is ('=') || k.is ('-'))
    {
        setLevel (driven.level() + (k.is ('-') ? -3.0 : 3.0));
        return true;
    }
    if (k.is ('a') && fell)
    {
        if (arm()) fell = false;
        return true;
    }
    return false;
}

bool SetupTalk::arm()
{
    using Answer = files::Arming::Answer;
    auto outcome = setup.arm();
    if (outcome.answer == Answer::notice)
    {
        say (std::string (files::noticeText()) + "\nWhen you have read it, a says so and lets touch rise; Esc ends this.");
        const auto shown = Clock::now();
        for (bool read = false; ! read;)
        {
            const auto k = key (50);
            if (gone) return false;
            if (! k) continue;
            if (k->name == Name::escape || k->is ('q')) return leave (0, "Stopped."), false;
            read = k->is ('a') && since (shown) >= 3.0;
        }
        if (const auto kept = files::acknowledgeNotice(); ! kept) return say ("That it was read cannot be noted: " + kept.error().message), false;
        outcome = setup.arm();
    }
    if (outcome.answer != Answer::rises) say (outcome.why);
    return outcome.answer == Answer::rises;
}

Result<bool> SetupTalk::begin (const std::string& device, const std::optional<devices::Binding>& binding)
{
    if (! console.asked()) return fail ("it asks at a terminal, and this is none", Error::Kind::usage);
    const auto opened = setup.open (device, binding);
    if (! opened) return fail (opened.error());
    signals.watch (setup.latch());
    control.watch (setup.latch());
    if (! control.refusal().empty()) return fail (control.refusal()); // a session plays, or stop would not reach this
    auto keys = devices::Terminal::open();
    if (! keys) return fail ("it asks at a terminal, and this is none", Error::Kind::usage);
    terminal.emplace (std::move (*keys));
    say (fmt::format ("{} on {}, which answers {:.0f} ms late.", setup.chair().title, opened->id(), 1000.0 * opened->latency));
    say ("Sit as you always do, with the switch of the amplifier within reach. Esc stops at once, at any time.");
    say ("Press a to let touch rise, gently; it takes 30 seconds.");
    for (;;)
    {
        const auto k = key (50);
        if (gone) return false;
        if (! k) continue;
        if (k->is ('a'))
        {
            if (arm()) return true;
            if (gone) return false;
        }
        else if (common (*k, false) && gone) return false;
    }
}

void SetupTalk::list (const Question& q)
{
    if (q.choices.empty() || q.choices == listed) return;
    listed = q.choices;
    std::string all;
    for (std::size_t i = 0; i < q.choices.size(); ++i) all += fmt::format ("  {:>2}  {}\n", i + 1, q.choices[i]);
    say (all + (q.by == Question::By::several ? "   0  nowhere; several: 1,3" : "   0  none of them"));
}

// " [y yes, n no]"; with tones, how they are made stronger as well.
std::string SetupTalk::named (const Keys& keys) const
{
    std::string all;
    for (const auto& k : keys) all += fmt::format ("{}{} {}", all.empty() ? "" : ", ", k.letter == ' ' ? "Space" : std::string (1, k.letter), k.word);
    if (driven.isFelt()) all += all.empty() ? "+ - strength" : ", + - strength";
    return all.empty() ? all : " [" + all + "]";
}

std::optional<std::string> SetupTalk::ask (const Question& q)
{
    const bool words = q.by == Question::By::words, counts = q.by != Question::By::keys;
    std::string typed;
    for (;;)
    {
        const auto& now = setup.now();
        const bool ready = ! q.whenRisen || setup.risen();
        if (ready) list (q);
        std::string line = q.words + (words ? std::string() : named (q.keys)) + " " + typed;
        if (! ready) line = fell ? "touch is down; a lets it rise" : fmt::format ("touch rises, {:.0f} %; Esc stops", 100.0 * static_cast<double> (now.arming));
        else if (! words && driven.isFelt()) line = fmt::format ("{:.0f} Hz at {:.0f} dBFS  {}", driven.hertz(), driven.level(), line);
        console.line (line, line.size());
        const auto k = key (50);
        if (gone) return std::nullopt;
        if (! k || (common (*k, words && ready) && ! gone)) continue;
        if (gone) return std::nullopt;
        if (! ready) continue;
        if (k->name == Name::enter)
        {
            if (typed.empty() && q.fallback.empty()) continue;
            console.clearLine();
            say (q.words + " " + (typed.empty() ? q.fallback : typed));
            return typed.empty() ? q.fallback : typed;
        }
        if (k->name == Name::backspace && ! typed.empty()) typed.pop_back();
        if (k->name != Name::character || k->character < 0x20 || k->character > 0x7e || typed.size() >= 60) continue;
        const auto c = static_cast<char> (k->character);
        const auto* is = words || ! typed.empty() ? nullptr : find (q.keys, k->character);
        if (is != nullptr)
        {
            console.clearLine();
            say (q.words + " " + is->word);
            return std::string (1, is->letter);
        }
        if (words || (counts && ((c >= '0' && c <= '9') || c == ',' || (c == ' ' && ! typed.empty())))) typed += c;
    }
}

std::optional<std::string> SetupTalk::wait (double seconds, const std::string& words, const Keys& keys)
{
    const auto line = words + named (keys);
    for (const auto from = Clock::now(); since (from) < seconds;)
    {
        console.line (line, line.size());
        const auto k = key (static_cast<int> (1000.0 * (seconds - since (from))) + 1);
        if (gone) return std::nullopt;
        if (! k || common (*k, false) || k->name != Name::character) continue;
        if (const auto* is = find (keys, k->character)) return std::string (1, is->letter);
    }
    if (gone) return std::nullopt;
    return std::string();
}

std::optional<std::vector<double>> SetupTalk::taps (double seconds, const std::string& words)
{
    const auto line = words + " [Space]";
    std::vector<double> all;
    for (const auto from = Clock::now(); since (from) < seconds;)
    {
        console.line (line, line.size());
        const auto k = key (20);
        const double at = steadySeconds();
        if (gone) return std::nullopt;
        if (k && ! common (*k, false) && k->is (' ')) all.push_back (setup.beatAt (at));
    }
    if (gone) return std::nullopt;
    return all;
}
} // namespace lull::cli

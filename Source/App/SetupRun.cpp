#include "App/SetupRun.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "Base/SteadyClock.h"
#include "Devices/Setup/Driven.h"
#include "Files/Notice.h"

namespace lull::app
{
namespace
{
using Clock = std::chrono::steady_clock;
constexpr auto turnTime = std::chrono::milliseconds (20);
constexpr std::size_t mostLines = 40;
constexpr double readFor = 3.0; // s: the notice is not passed over in the same breath
} // namespace

class SetupRun::Talk final : public devices::Talk
{
public:
    Talk (SetupRun& r, std::shared_ptr<const touch::Chair> c, std::string w) : run (r), setup (std::move (c), std::move (w)) {}
    ~Talk() override
    {
        // What was felt goes down before the device closes.
        if (setup.latch() != nullptr && setup.now().interlock != safety::Interlock::State::unarmed)
        {
            setup.stop();
            for (int i = 0; i < 5; ++i)
            {
                (void)setup.mind();
                std::this_thread::sleep_for (turnTime);
            }
        }
        run.signals.watch (nullptr);
        const std::lock_guard lock (run.door);
        run.latch = nullptr;
        run.now.plays = run.now.asks = run.now.waits = run.now.arms = false;
        ++run.now.change;
    }

    Result<bool> begin (const std::string& device, const std::optional<devices::Binding>& binding) override
    {
        const auto opened = setup.open (device, binding);
        if (! opened) return fail (opened.error());
        run.signals.watch (setup.latch());
        {
            const std::lock_guard lock (run.door);
            run.latch = setup.latch();
        }
        if (! std::exchange (run.introduced, true)) // once, however often the device is opened
        {
            run.say (fmt::format ("{} on {}, which answers {:.0f} ms late.", setup.chair().title, opened->id(), 1000.0 * opened->latency));
            run.say ("Sit as you always do, with the switch of the amplifier within reach. Stop is the lower third of this window, or Esc.");
        }
        return letRise ("Touch rises gently, over 30 seconds.");
    }

    void play (double f, std::vector<devices::SetupRig::Drive> d) override
    {
        driven.play (f, std::move (d));
        tellPlays();
    }
    void beat (std::vector<devices::SetupRig::Drive> d, bool heard, Seconds early) override
    {
        driven.beat (std::move (d), heard, early);
        tellPlays();
    }
    double level() const noexcept override { return driven.level(); }
    void setLevel (double dBFS) override { driven.setLevel (dBFS); }

    std::optional<std::string> ask (const Question& q) override
    {
        for (bool shown = false;;)
        {
            if (! turn()) return std::nullopt;
            const bool ready = ! q.whenRisen || setup.risen();
            std::unique_lock lock (run.door);
            if (! shown || run.now.asks != ready)
            {
                shown = true;
                run.now.question = q;
                if (! ready) run.now.question.words.clear();
                run.now.asks = ready;
                ++run.now.change;
                run.given.reset();
            }
            if (! ready || ! run.given) continue;
            auto said = *std::exchange (run.given, std::nullopt);
            if (said.empty()) said = q.fallback;
            if (said.empty()) continue;
            run.now.asks = false;
            ++run.now.change;
            return said;
        }
    }

    std::optional<std::string> wait (double seconds, const std::string& line, const Keys& keys) override
    {
        {
            const std::lock_guard lock (run.door);
            run.now.question = { line, Question::By::keys, keys };
            run.now.waits = true;
            ++run.now.change;
            run.given.reset();
        }
        const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration> (std::chrono::duration<double> (seconds));
        std::optional<std::string> said = std::string();
        while (Clock::now() < end)
        {
            if (! turn())
            {
                said.reset();
                break;
            }
            const std::lock_guard lock (run.door);
            if (! run.given) continue;
            auto letter = *std::exchange (run.given, std::nullopt);
            if (letter.size() != 1 || find (keys, static_cast<unsigned char> (letter[0])) == nullptr) continue;
            said = std::move (letter);
            break;
        }
        const std::lock_guard lock (run.door);
        run.now.waits = false;
        ++run.now.change;
        return said;
    }

    std::optional<std::vector<double>> taps (double seconds, const std::string& line) override
    {
        const auto shows = [this] (bool on) {
            const std::lock_guard lock (run.door);
            run.now.taps = on;
            ++run.now.change;
            return std::exchange (run.tapped, {});
        };
        {
            const std::lock_guard lock (run.door);
            run.now.question = { line };
        }
        (void)shows (true);
        for (const double end = steadySeconds() + seconds; steadySeconds() < end;)
            if (! turn()) return (void)shows (false), std::nullopt;
        auto all = shows (false);
        for (double& t : all) t = setup.beatAt (t);
        return all;
    }

    void show (const engine::TonesFelt& felt) override
    {
        const std::lock_guard lock (run.door);
        run.now.tones.reset();
        if (! felt.hertz.empty()) run.now.tones = felt;
        ++run.now.change;
    }

    void say (const std::string& words) override { run.say (words); }
    devices::SetupRig& rig() noexcept override { return setup; }
    int code() const noexcept override { return exitCode; }

private:
    SetupRun& run;
    devices::SetupRig setup;
    devices::Driven driven { setup };
    int exitCode = 0;
    bool rising = false; // letRise() is what asks

    void tellPlays()
    {
        const std::lock_guard lock (run.door);
        run.now.plays = driven.isFelt();
        ++run.now.change;
    }

    // 20 ms of it: alive, levels, stop. False: it is over.
    bool turn()
    {
        int taken = 0;
        {
            std::unique_lock lock (run.door);
            run.moved.wait_for (lock, turnTime, [this] { return run.stopped; });
            taken = std::exchange (run.steps, 0);
            run.now.level = driven.level();
            run.now.arming = static_cast<double> (setup.now().arming);
            run.now.risen = setup.risen();
            if (run.stopped) return setup.stop(), false;
        }
        if (taken != 0 && driven.isFelt()) setLevel (driven.level() + 3.0 * taken);
        const auto change = setup.mind();
        if (! change) return true;
        if (change->over)
        {
            exitCode = static_cast<int> (Error::Kind::device);
            run.say (change->words, true);
            return false;
        }
        if (rising) return true;
        const auto again = letRise (change->words);
        return again && *again;
    }

    // Until the person lets it; false: they went away.
    Result<bool> letRise (const std::string& words)
    {
        rising = true;
        const auto shownAt = Clock::now();
        bool read = true;
        Shown before;
        {
            const std::lock_guard lock (run.door);
            before = run.now;
            run.now.arms = true;
            run.now.asks = run.now.waits = run.now.taps = false;
            run.now.question.words = words;
            run.armed = false;
            ++run.now.change;
        }
        bool up = false;
        while (! up && turn())
        {
            {
                const std::lock_guard lock (run.door);
                if (! std::exchange (run.armed, false)) continue;
            }
            using Answer = files::Arming::Answer;
            if (! read && std::chrono::duration<double> (Clock::now() - shownAt).count() < readFor) continue;
            if (! read)
                if (const auto kept = files::acknowledgeNotice(); ! kept) run.say ("That it was read cannot be noted: " + kept.error().message, true);
            const auto outcome = setup.arm();
            up = outcome.answer == Answer::rises;
            if (outcome.answer == Answer::refused) run.say (outcome.why, true);
            read = outcome.answer != Answer::notice;
            const std::lock_guard lock (run.door);
            run.now.notice = ! read;
            ++run.now.change;
        }
        rising = false;
        const std::lock_guard lock (run.door);
        run.now.arms = run.now.notice = false;
        run.now.question = before.question;
        run.now.asks = before.asks;
        run.now.waits = before.waits;
        run.now.taps = before.taps;
        ++run.now.change;
        return up;
    }
};

class SetupRun::Desk final : public devices::Desk
{
public:
    explicit Desk (SetupRun& r) : run (r) {}
    std::unique_ptr<devices::Talk> talk (std::shared_ptr<const touch::Chair> chair, const std::string& who) override
    {
        return std::make_unique<Talk> (run, std::move (chair), who);
    }
    void say (const std::string& words) override { run.say (words); }
    void hint (const std::string&) override {} // there are buttons
    void put (const std::string& text) override { run.say (text); }
    int fail (const Error& e) override
    {
        run.say (e.message, true);
        return static_cast<int> (e.kind);
    }
    void show (const text::Diagnostics& found, const std::string&) override
    {
        for (const auto& d : found) run.say (fmt::format ("{}:{}:{}: {}", d.file, d.line, d.column, d.message), true);
    }

private:
    SetupRun& run;
};

SetupRun::SetupRun (devices::Signals& s, Conversation c) : signals (s)
{
    thread = std::thread ([this, conversation = std::move (c)] {
        Desk desk (*this);
        const int code = conversation (desk);
        const std::lock_guard lock (door);
        now.over = true;
        now.code = code;
        now.asks = now.waits = now.arms = now.plays = false;
        ++now.change;
    });
}

SetupRun::~SetupRun()
{
    stop();
    thread.join();
}

SetupRun::Shown SetupRun::shown() const
{
    const std::lock_guard lock (door);
    return now;
}

void SetupRun::tap()
{
    const double at = steadySeconds();
    const std::lock_guard lock (door);
    if (now.taps) tapped.push_back (at);
}

void SetupRun::answer (const std::string& words)
{
    {
        const std::lock_guard lock (door);
        if (! now.asks && ! now.waits) return;
        given = words;
    }
    moved.notify_all();
}

void SetupRun::louder (int n)
{
    const std::lock_guard lock (door);
    steps += n;
}

void SetupRun::arm()
{
    const std::lock_guard lock (door);
    armed = now.arms;
}

void SetupRun::stop() noexcept
{
    {
        const std::lock_guard lock (door);
        if (latch != nullptr) latch->stop();
        stopped = true;
    }
    moved.notify_all();
}

void SetupRun::say (const std::string& words, bool failure)
{
    const std::lock_guard lock (door);
    now.said.push_back (words);
    if (now.said.size() > mostLines) now.said.erase (now.said.begin());
    now.failed = failure;
    ++now.change;
}
} // namespace lull::app

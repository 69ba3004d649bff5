#include "Files/JournalKeeper.h"

#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <thread>
#include <utility>

#include "Base/Math.h"

namespace lull::files
{
struct JournalKeeper::Desk
{
    std::mutex door;
    std::condition_variable changed;
    Sitting wanted;
    std::optional<std::int64_t> goesOn;
    std::string news;
    bool fresh = false, closing = false, done = false;

    void work()
    {
        std::optional<Journal> journal;
        std::int64_t id = 0;
        std::unique_lock lock (door);
        for (;;)
        {
            changed.wait (lock, [this] { return fresh || closing; });
            if (! fresh) break;
            fresh = false;
            auto s = wanted;
            lock.unlock();
            std::string problem, told;
            if (! journal)
            {
                auto opened = Journal::open();
                if (opened)
                {
                    journal.emplace (std::move (*opened));
                    told = journal->news();
                    if (goesOn) (void)journal->decline (*goesOn);
                }
                else problem = opened.error().message;
            }
            if (journal)
            {
                if (id == 0)
                {
                    if (auto begun = journal->begin (s)) id = *begun;
                    else problem = begun.error().message;
                }
                s.id = id;
                if (id != 0)
                    if (auto kept = journal->note (s); ! kept) problem = kept.error().message;
            }
            lock.lock();
            if (! problem.empty() && ! toldProblem)
            {
                toldProblem = true;
                news = "The journal is not kept: " + problem;
            }
            else if (! told.empty()) news = told;
        }
        done = true;
        changed.notify_all();
    }

private:
    bool toldProblem = false;
};

void JournalKeeper::begin (Sitting s, std::optional<std::int64_t> goesOn)
{
    finish();
    now = std::move (s);
    now.begun = static_cast<std::int64_t> (std::time (nullptr));
    now.ending = Ending::running;
    seen = written = -1.0;
    desk = std::make_shared<Desk>();
    desk->goesOn = goesOn;
    std::thread ([d = desk] { d->work(); }).detach(); // it may stand on a dead disk when everything else is over
    put();
}

void JournalKeeper::put()
{
    if (desk == nullptr) return;
    {
        const std::lock_guard lock (desk->door);
        desk->wanted = now;
        desk->fresh = true;
    }
    desk->changed.notify_all();
}

void JournalKeeper::follow (double seconds, const engine::Telemetry& told, const session::Timeline* line, bool silent)
{
    if (desk == nullptr || now.ending != Ending::running) return;
    using State = safety::Interlock::State;
    const bool sounds = told.sounding && ! told.paused && ! silent;
    const bool touches = sounds && (told.interlock == State::armed || told.interlock == State::arming);
    now.strength = static_cast<double> (told.strength);
    now.volume = math::decibels (static_cast<double> (told.volume));
    now.ceiling = static_cast<double> (told.ceiling);
    if (line != nullptr) now.length = line->length();
    const double passed = seen < 0.0 ? 0.0 : seconds - seen;
    seen = seconds;
    // The machine slept, or this program stood still: nobody heard that.
    if (passed > 0.0 && passed < 1.0)
    {
        if (sounds) now.heard += passed;
        if (touches) now.touched += passed;
    }
    if (told.sounding) now.position = told.seconds;
    if (written >= 0.0 && seconds - written < every) return;
    written = seconds;
    put();
}

void JournalKeeper::end (Ending ending, std::string why)
{
    if (desk == nullptr || now.ending != Ending::running) return;
    now.ending = ending;
    now.why = std::move (why);
    now.ended = static_cast<std::int64_t> (std::time (nullptr));
    put();
}

void JournalKeeper::rate (std::optional<int> stars)
{
    now.rating = stars;
    put();
}

void JournalKeeper::finish()
{
    if (desk == nullptr) return;
    std::unique_lock lock (desk->door);
    desk->closing = true;
    desk->changed.notify_all();
    (void)desk->changed.wait_for (lock, std::chrono::seconds (3), [this] { return desk->done; });
    lock.unlock();
    desk.reset();
}

std::string JournalKeeper::news()
{
    if (desk == nullptr) return {};
    const std::lock_guard lock (desk->door);
    return std::exchange (desk->news, {});
}
} // namespace lull::files

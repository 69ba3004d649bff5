#include "Plugins/Shared/InstrumentBody.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

#include "Engine/Renderer.h"
#include "Files/Narrator.h"
#include "Files/Recordings.h"
#include "Touch/Person.h"
#include "Touch/Place.h"
#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
constexpr double patience = 3.0; // s with a line that is to be spoken: a host waits too
constexpr Seconds paceCross { 0.08 };

// What is heard is never also a chair's.
int pairOf (const Choices& c) noexcept { return c.audition ? 0 : c.pair; }

// What was spoken of scripts lately, for all instances of the program: to have it spoken anew takes far longer than a host waits for a program change.
class SpokenBefore
{
public:
    std::optional<session::Spoken> find (const Choices& c)
    {
        const std::lock_guard lock (mutex);
        for (auto at = all.begin(); at != all.end(); ++at)
            if (at->script == c.script && at->folder == c.folder)
            {
                std::rotate (all.begin(), at, at + 1);
                return all.front().spoken;
            }
        return {};
    }
    void keep (const Choices& c, const session::Spoken& spoken)
    {
        const std::lock_guard lock (mutex);
        if (std::any_of (all.begin(), all.end(), [&] (const Entry& e) { return e.script == c.script && e.folder == c.folder; })) return;
        all.insert (all.begin(), { c.script, c.folder, spoken });
        if (all.size() > most) all.pop_back();
    }

private:
    static constexpr std::size_t most = 12;
    struct Entry
    {
        std::string script, folder;
        session::Spoken spoken;
    };
    std::mutex mutex;
    std::vector<Entry> all; // the one asked for last first
};

SpokenBefore& spokenBefore()
{
    static SpokenBefore all;
    return all;
}

// What another body would be for.
std::string bodyOf (const Choices& c) { return c.chairText + '\n' + c.fit + '\n' + c.spots; }
} // namespace

Choices withShelved (Choices c, std::size_t n)
{
    const auto& session = ui::shelvedSessions().at (n);
    c.session = session.id;
    c.script = std::string (session.text);
    c.folder.clear();
    return c;
}

Result<std::shared_ptr<const touch::Chair>> chairOf (const Choices& c)
{
    auto chair = ui::chairFrom (c.chair, c.chairText);
    if (! chair || *chair == nullptr || (c.fit.empty() && c.spots.empty())) return chair;
    std::optional<touch::Fit> fit;
    std::optional<touch::Spots> spots;
    const auto wrong = [] (const text::Diagnostics& d) { return fail (Error { d.front().file + ": " + d.front().message, Error::Kind::refused }); };
    if (! c.fit.empty())
    {
        auto read = touch::readFit ("the fit", c.fit);
        if (! read) return wrong (read.error());
        fit = std::move (*read);
    }
    if (! c.spots.empty())
    {
        auto read = touch::readSpots ("the spots", c.spots);
        if (! read) return wrong (read.error());
        spots = std::move (*read);
    }
    return std::make_shared<const touch::Chair> (touch::forPerson (**chair, fit ? &*fit : nullptr, spots ? &*spots : nullptr));
}

// Hears what the audio thread asks for that takes time: another pace. It looks now and then, for an audio thread wakes nobody.
class Instrument::Attendant
{
public:
    explicit Attendant (Instrument& i) : thread ([this, &i] { run (i); }) {}
    ~Attendant()
    {
        {
            const std::lock_guard lock (mutex);
            ending = true;
        }
        changed.notify_all();
        thread.join();
    }

private:
    std::mutex mutex;
    std::condition_variable changed;
    bool ending = false;
    std::thread thread;

    void run (Instrument& i)
    {
        unsigned seen = 0;
        std::unique_lock lock (mutex);
        while (! changed.wait_for (lock, std::chrono::milliseconds (20), [this] { return ending; }))
        {
            lock.unlock();
            if (const auto asks = i.hand->asks.load (std::memory_order_acquire); asks != seen)
            {
                seen = asks;
                i.attend (i.hand->asked.read());
            }
            if (i.unspoken) i.settle();
            i.attendKeys (i.hand->played.read());
            if (i.recorder.on()) i.collectCapture();
            lock.lock();
        }
    }
};

Instrument::Instrument (std::string who, Compile c, Chain ch)
    : arming (std::move (who), files::ChairSeat::Sharing::withinProgram), compile (std::move (c)), chain (std::move (ch)), hand (std::make_unique<Hand>())
{
    if (! compile) attendant = std::make_unique<Attendant> (*this);
}

Instrument::~Instrument()
{
    attendant.reset();
    collect();
    delete next;
    delete current;
}

void Instrument::collect()
{
    Body* done = nullptr;
    while (hand->outgoing.try_dequeue (done)) delete done;
    if (newest != nullptr) newest->player.collect();
}

// A script for its chair, with what is spoken of it so far.
struct Instrument::Made
{
    std::shared_ptr<const session::Timeline> line;
    std::vector<std::string> without; // what could not be had
};

Result<Instrument::Made> Instrument::make (const Choices& c, std::optional<session::Spoken> said, bool goesWithout)
{
    auto chair = chairOf (c);
    if (! chair) return fail (chair.error());
    Made made;
    ui::Staging staging;
    if (! c.folder.empty()) staging.find = files::recordingsIn (c.folder);
    staging.goesWithout = goesWithout;
    if (said) staging.spoken = &said;
    staging.hosted = true;
    staging.news = &made.without;
    auto compiled = compile ? compile (c, *chair) : ui::compile (c.session, c.script, *chair, staging);
    if (! compiled) return fail (compiled.error());
    made.line = std::move (*compiled);
    return made;
}

Result<bool> Instrument::load (const Choices& c, From from)
{
    bool same = false; // script as before: only the chair is another
    {
        const std::lock_guard lock (desk);
        same = pacer.line() != nullptr && c.script == chosen.script && c.folder == chosen.folder;
    }
    std::optional<session::Spoken> said;
    if (same || c.folder.empty()) said = spokenBefore().find (c); // beside a script that is opened lie recordings that may be others by now
    auto made = make (c, said, same || from == From::savedState);
    if (! made) return fail (made.error());
    const std::lock_guard lock (desk);
    unspoken = ! compile && ! said && session::asksToSpeak (made->line->score());
    chosen = c;
    pacer.take (std::move (made->line));
    news = made->without.empty() ? std::string() : std::move (made->without.front());
    install();
    return true;
}

void Instrument::settle()
{
    const std::lock_guard one (throat);
    if (! unspoken) return;
    const auto c = choices();
    const auto score = session::readScore (c.session, c.script);
    std::optional<std::filesystem::path> folder;
    if (! c.folder.empty()) folder = c.folder;
    files::Narrator narrator (folder, { .patience = patience });
    session::Spoken spoken;
    if (score) spoken = session::speak (*score, narrator);

    const auto latest = choices(); // the chair may be another by now
    if (latest.script != c.script || latest.folder != c.folder) return;
    auto made = make (latest, spoken, true);
    const std::lock_guard lock (desk);
    if (chosen != latest) return; // then its own load has asked again
    unspoken = false;
    if (! made) return;
    if (spoken.notices.empty()) spokenBefore().keep (c, spoken);
    news = made->without.empty() ? std::string() : std::move (made->without.front());
    pacer.take (std::move (made->line));
    replay (rolls, now + paceLead);
}

void Instrument::prepare (SampleRate r, const Pacing& pacing)
{
    const std::lock_guard lock (desk);
    collect();
    tell();
    const bool other = pacer.follow ({ pacing }, r);
    if (newest != nullptr && r == rate)
    {
        if (other) replay (false, 0.0);
        return;
    }
    rate = r;
    install();
}

// The same session at another pace, in the player that there is: it is no other, and touch stays armed. A pace that turns while it plays crosses over.
void Instrument::replay (bool playing, double seconds)
{
    if (newest == nullptr) return;
    playing = playing && newest->started;
    const auto start = playing ? static_cast<Frame> (std::llround (seconds * rate.value)) + lookAheadFrames (rate) : 0;
    auto performance = std::make_unique<engine::Performance> (pacer.line(), rate, start);
    if (playing) performance->enters (engine::Performance::Entrance::onward, paceCross);
    newest->player.play (std::move (performance));
    if (! playing) newest->reloaded = true;
}

void Instrument::attend (const Pacer::Asked& asked)
{
    const std::lock_guard lock (desk);
    if (rate.value > 0.0 && pacer.follow (asked, rate)) replay (asked.playing, asked.turns);
}

// The timeline as something that plays. A new chair or rate is a new body, unarmed; else the player goes on with its memory of touch. One that never
// started has nothing to remember, and is replaced too: so no arming that still waits is left over.
void Instrument::install()
{
    collect();
    armAsked = false;
    const auto& line = pacer.line();
    if (line == nullptr || rate.value <= 0.0) return;
    auto performance = std::make_unique<engine::Performance> (line, rate, 0);
    if (newest != nullptr && newest->rate == rate && newest->started && newest->chairText == bodyOf (chosen) && (newest->audition != nullptr) == hearsTouch() &&
        newest->pair == pairOf (chosen))
    {
        newest->player.interlock().disarm();
        newest->player.play (std::move (performance));
        newest->reloaded = true;
        return;
    }
    auto body = hearsTouch() ? std::make_unique<Body> (*line->chair(), rate, bodyOf (chosen))
                             : std::make_unique<Body> (engine::limitsOf (line->chair()), rate, bodyOf (chosen));
    body->pair = pairOf (chosen);
    body->player.play (std::move (performance));
    if (line->chair() != nullptr && ! hearsTouch()) arming.join (body->player, *line->chair(), chain.guards);
    if (! compile && line->chair() != nullptr) body->keys = std::make_shared<engine::Hand>();
    body->player.carry (body->keys != nullptr ? body->keys : chain.carried);
    body->felt = line->actuators() > 0 && ! hearsTouch() && (! line->touches().empty() || chain.carried != nullptr);
    newest = body.get();
    ceiling = safety::Ceiling::normal;
    hand->incoming.put (std::move (body)); // what nobody had taken is freed here
}

bool Instrument::hearsTouch() const { return chosen.audition && pacer.line() != nullptr && pacer.line()->chair() != nullptr; }

Choices Instrument::choices() const
{
    const std::lock_guard lock (desk);
    return chosen;
}

std::shared_ptr<const session::Timeline> Instrument::timeline() const
{
    const std::lock_guard lock (desk);
    return pacer.line();
}

files::Arming::Outcome Instrument::arm()
{
    const std::lock_guard lock (desk);
    const auto& line = pacer.line();
    if (newest == nullptr || line == nullptr || line->chair() == nullptr) return { files::Arming::Answer::refused, "Nothing is there to arm." };
    if (hearsTouch()) return { files::Arming::Answer::refused, "Touch is heard on Main, not felt: switch that off first." };
    auto outcome = arming.arm (newest->player, *line->chair());
    if (outcome.answer == files::Arming::Answer::rises) armAsked = true;
    return outcome;
}

void Instrument::nextCeiling()
{
    const std::lock_guard lock (desk);
    ceiling = safety::nextOf (ceiling);
    if (newest != nullptr) newest->player.setCeiling (ceiling);
}

void Instrument::stopTouch() noexcept
{
    const std::lock_guard lock (desk);
    if (armAsked && newest != nullptr && ! newest->started) arming.leave(); // nobody would tell that it flows no more
    armAsked = false;
    if (newest != nullptr) newest->player.stopAll();
}

void Instrument::tell()
{
    if (! toTell.exchange (false)) return;
    news = "What was written holds no touch: nobody had armed it.";
    std::fprintf (stderr, "Lull: %s\n", news.c_str());
}

Instrument::Shown Instrument::shown()
{
    const std::lock_guard lock (desk);
    tell();
    Shown s;
    const auto& line = pacer.line();
    s.timeline = line;
    s.news = news;
    if (newest != nullptr)
    {
        collect();
        s.told = newest->player.telemetry();
        s.waits = armAsked && newest->player.interlock().state() == safety::Interlock::State::unarmed && ! newest->started;
    }
    if (line != nullptr && ! s.told.sounding)
    {
        s.told.length = line->length();
        s.told.whole = line->whole();
        s.told.actuators = line->actuators();
    }
    return s;
}
} // namespace lull::plugin

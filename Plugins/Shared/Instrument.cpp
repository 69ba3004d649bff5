#include "Plugins/Shared/Instrument.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <vector>

#include <readerwriterqueue/readerwriterqueue.h>

#include "Base/Simd.h"
#include "Base/Slot.h"
#include "Engine/Audition.h"
#include "Engine/Renderer.h"
#include "Files/Narrator.h"
#include "Files/Recordings.h"
#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
constexpr Seconds oldFade { 0.02 }; // a body that is replaced
constexpr double decibelsPerQuantum = 0.4;
constexpr double patience = 3.0; // s with a line that is to be spoken: a host waits too
} // namespace

Choices withShelved (Choices c, std::size_t n)
{
    const auto& session = ui::shelvedSessions().at (n);
    c.session = session.id;
    c.script = std::string (session.text);
    c.folder.clear();
    return c;
}

struct Instrument::Body
{
    Body (const safety::Limits& limits, SampleRate r, std::string chair) : player (limits, r), rate (r), chairText (std::move (chair)) {}

    // Touch made audible: it needs no arming, for it never leaves.
    Body (const touch::Chair& c, SampleRate r, std::string chair)
        : player (engine::limitsOf (&c), r, safety::Interlock::Offline {}),
          rate (r),
          chairText (std::move (chair)),
          audition (std::make_unique<engine::Audition> (c, r)),
          unheard (c.actuators.size(), std::vector<float> (chunk))
    {}

    // So many frames of the player into 18 channels from there on; null where the host wants nothing.
    void process (float* const* out, int from, int frames) noexcept
    {
        const FlushDenormals flush; // of what is heard, which rings out
        std::array<float*, channels> at {};
        for (int done = 0; done < frames;)
        {
            const int n = audition != nullptr ? std::min (chunk, frames - done) : frames - done;
            for (std::size_t c = 0; c < channels; ++c) at[c] = out[c] != nullptr ? out[c] + from + done : nullptr;
            if (audition == nullptr) player.process (at.data(), channels, n);
            else
            {
                for (std::size_t c = 2; c < channels; ++c)
                    if (at[c] != nullptr) std::fill (at[c], at[c] + n, 0.0f);
                std::array<float*, channels> to { at[0], at[1] };
                for (std::size_t k = 0; k < unheard.size(); ++k) to[k + 2] = unheard[k].data();
                player.process (to.data(), static_cast<int> (2 + unheard.size()), n);
                if (at[0] != nullptr && at[1] != nullptr) audition->process (to.data() + 2, at[0], at[1], n);
            }
            done += n;
        }
    }

    static constexpr int chunk = 512;

    engine::Player player;
    SampleRate rate;
    std::string chairText;
    std::unique_ptr<engine::Audition> audition; // null: touch is felt
    std::vector<std::vector<float>> unheard {}; // touch, on its way to being heard
    std::atomic<bool> reloaded { false };       // another session was handed to the player: it is to be put where the host is
    std::atomic<bool> started { false };        // has been asked for a sample; before that it stands at frame 0 with nothing to fade
    bool latched = false;                       // audio thread: stopped before it started
    bool felt = false;                          // there is touch to be armed
};

struct Instrument::Hand
{
    Slot<Body> incoming;
    moodycamel::ReaderWriterQueue<Body*, 16> outgoing { 32 };
};

Instrument::Instrument (std::string who, Compile c, Chain ch)
    : arming (std::move (who), files::ChairSeat::Sharing::withinProgram), compile (std::move (c)), chain (std::move (ch)), hand (std::make_unique<Hand>())
{}

Instrument::~Instrument()
{
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

Result<bool> Instrument::load (const Choices& c, From from)
{
    auto chair = ui::chairFrom (c.chair, c.chairText);
    if (! chair) return fail (chair.error());
    std::optional<session::Spoken> said;
    bool same = false; // script as before: only the chair is another
    {
        const std::lock_guard lock (desk);
        same = line != nullptr && c.script == chosen.script && c.folder == chosen.folder;
        if (same) said = spoken;
    }
    std::optional<std::filesystem::path> folder;
    if (! c.folder.empty()) folder = c.folder;
    files::Narrator narrator (folder, { .patience = patience });
    std::vector<std::string> without;
    ui::Staging staging;
    if (folder) staging.find = files::recordingsIn (*folder);
    staging.goesWithout = same || from == From::savedState;
    staging.speaker = &narrator;
    staging.spoken = &said;
    staging.hosted = true;
    staging.news = &without;
    auto compiled = compile ? compile (c, *chair) : ui::compile (c.session, c.script, *chair, staging);
    if (! compiled) return fail (compiled.error());
    const std::lock_guard lock (desk);
    chosen = c;
    line = std::move (*compiled);
    spoken = std::move (said);
    news = without.empty() ? std::string() : std::move (without.front());
    install();
    return true;
}

void Instrument::prepare (SampleRate r)
{
    const std::lock_guard lock (desk);
    collect();
    tell();
    if (newest != nullptr && r == rate) return;
    rate = r;
    install();
}

// The timeline as something that plays. A new chair or rate is a new body, unarmed; else the player goes on with its memory of touch. One that never
// started has nothing to remember, and is replaced too: so no arming that still waits is left over.
void Instrument::install()
{
    collect();
    armAsked = false;
    if (line == nullptr || rate.value <= 0.0) return;
    auto performance = std::make_unique<engine::Performance> (line, rate, 0);
    if (newest != nullptr && newest->rate == rate && newest->started && newest->chairText == chosen.chairText && (newest->audition != nullptr) == hearsTouch())
    {
        newest->player.interlock().disarm();
        newest->player.play (std::move (performance));
        newest->reloaded = true;
        return;
    }
    auto body = hearsTouch() ? std::make_unique<Body> (*line->chair(), rate, chosen.chairText)
                             : std::make_unique<Body> (engine::limitsOf (line->chair()), rate, chosen.chairText);
    body->player.play (std::move (performance));
    if (line->chair() != nullptr && ! hearsTouch()) arming.join (body->player, *line->chair(), chain.guards);
    body->player.carry (chain.carried);
    body->felt = line->actuators() > 0 && ! hearsTouch() && (! line->touches().empty() || chain.carried != nullptr);
    newest = body.get();
    ceiling = safety::Ceiling::normal;
    hand->incoming.put (std::move (body)); // what nobody had taken is freed here
}

bool Instrument::hearsTouch() const { return chosen.audition && line != nullptr && line->chair() != nullptr; }

Choices Instrument::choices() const
{
    const std::lock_guard lock (desk);
    return chosen;
}

std::shared_ptr<const session::Timeline> Instrument::timeline() const
{
    const std::lock_guard lock (desk);
    return line;
}

files::Arming::Outcome Instrument::arm()
{
    const std::lock_guard lock (desk);
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

// ---- audio thread

void Instrument::takeOver() noexcept
{
    if (next == nullptr) next = hand->incoming.take();
    if (next == nullptr) return;
    if (current != nullptr && rolling && leaving < 0) leaving = static_cast<int> (oldFade.value * current->rate.value);
    if (leaving > 0) return; // still sounding
    if (current != nullptr && ! hand->outgoing.try_enqueue (current)) return;
    current = next;
    next = nullptr;
    leaving = -1;
    rolling = false;
}

void Instrument::process (float* const* out, int frames, const Turn& turn) noexcept
{
    takeOver();
    if (current == nullptr)
    {
        for (int c = 0; c < channels; ++c)
            if (out[c] != nullptr) std::fill (out[c], out[c] + frames, 0.0f);
        return;
    }
    auto& player = current->player;
    if (turn.gap > Seconds { 0.1 }) player.gap (turn.gap);
    player.waits (turn.renders);
    player.setStrength (turn.strength);
    if (turn.held && ! wasHeld)
    {
        if (turn.stopsAll) player.stopAll (turn.heldFade);
        else player.stop (turn.heldFade);
        current->latched = true;
    }
    if (wasHeld && ! turn.held) player.leadAnew();
    wasHeld = turn.held;

    const int before = turn.time.frame < 0 ? static_cast<int> (std::min<Frame> (frames, -turn.time.frame)) : 0; // of the session's start
    if (! turn.time.playing || turn.held) rest (out, 0, frames);
    else
    {
        if (before > 0) rest (out, 0, before);
        if (before < frames) play (out, before, frames - before, turn, turn.time.frame + before);
        if (turn.renders && current->felt && player.interlock().state() == safety::Interlock::State::unarmed)
            wroteNoTouch.store (true, std::memory_order_relaxed);
    }

    if (leaving > 0)
    {
        const float whole = static_cast<float> (oldFade.value * current->rate.value);
        for (int c = 0; c < channels; ++c)
            if (out[c] != nullptr)
                for (int i = 0; i < frames; ++i) out[c][i] *= static_cast<float> (std::max (0, leaving - i)) / whole;
        leaving = std::max (0, leaving - frames);
    }
}

// The host stands still, or a person said stop: sound and touch fade, then silence. The player goes on counting for the interlock.
void Instrument::rest (float* const* out, int from, int frames) noexcept
{
    if (! current->started)
    {
        for (std::size_t c = 0; c < channels; ++c)
            if (out[c] != nullptr) std::fill (out[c] + from, out[c] + from + frames, 0.0f);
        return;
    }
    if (rolling && ! wasHeld) current->player.send (engine::Lane::host, { engine::Command::Kind::pause, 0 });
    rolling = false;
    current->process (out, from, frames);
}

void Instrument::play (float* const* out, int from, int frames, const Turn& turn, Frame frame) noexcept
{
    auto& b = *current;
    const bool reloaded = b.reloaded.exchange (false, std::memory_order_acq_rel);
    const bool follows = ! b.started ? frame == 0 && ! b.latched : rolling && frame == expected && ! reloaded;
    const double wanted = turn.volume.value;
    if (! rolling || wanted < -100.0 || level < -100.0) level = wanted;
    b.player.setVolume (Decibels { level }); // before the jump, which fills the look-ahead with it
    if (! follows)
    {
        b.player.jump (frame, turn.renders);
        if (b.audition != nullptr) b.audition->restart();
    }
    b.started = true;
    rolling = true;
    expected = frame + frames;

    for (int done = 0; done < frames;)
    {
        const double before = level;
        level += std::clamp (wanted - level, -decibelsPerQuantum, decibelsPerQuantum);
        const int n = level == before ? frames - done : std::min (quantum, frames - done);
        b.player.setVolume (Decibels { level });
        b.process (out, from + done, n);
        done += n;
    }
}
} // namespace lull::plugin

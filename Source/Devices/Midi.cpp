#include "Devices/Midi.h"

#include <algorithm>
#include <chrono>
#include <cctype>
#include <cmath>

#include <pthread.h>
#include <rtmidi/RtMidi.h>

namespace lull::devices
{
namespace
{
constexpr double betweenLooks = 2.0; // s
constexpr double step = 0.005;       // s: notes and controls are looked at so often
constexpr std::size_t mostTicks = 1u << 20;

// RtMidi would write on stderr, and throw; what goes wrong here is that a port is not there.
void quietly (RtMidiError::Type, const std::string&, void* problem)
{
    if (problem != nullptr) *static_cast<bool*> (problem) = true;
}

bool holds (const std::string& name, const std::string& part)
{
    const auto low = [] (unsigned char c) { return static_cast<char> (std::tolower (c)); };
    return std::search (name.begin(), name.end(), part.begin(), part.end(),
                        [&] (char a, char b) { return low (static_cast<unsigned char> (a)) == low (static_cast<unsigned char> (b)); }) != name.end();
}

bool isOurs (const std::string& name) { return name.starts_with ("Lull") || name.starts_with ("RtMidi"); }

std::vector<RtMidi::Api> apis()
{
    std::vector<RtMidi::Api> all;
    RtMidi::getCompiledApi (all);
    std::erase_if (all, [] (auto a) { return a == RtMidi::RTMIDI_DUMMY; });
    return all;
}

std::string nameOf (RtMidi::Api api) { return api == RtMidi::UNIX_JACK ? "JACK" : api == RtMidi::LINUX_ALSA ? "ALSA" : RtMidi::getApiDisplayName (api); }

template <class Port>
std::vector<std::string> namesOf (Port& port)
{
    std::vector<std::string> all;
    try
    {
        for (unsigned i = 0; i < port.getPortCount(); ++i) all.push_back (port.getPortName (i));
    }
    catch (const RtMidiError&)
    {} // it went in between
    return all;
}
} // namespace

struct Midi::In
{
    In (Midi& m, int s, RtMidi::Api api, const std::string& client) : midi (m), source (s), port (std::make_unique<RtMidiIn> (api, client))
    {
        port->setErrorCallback (quietly, &problem);
        port->ignoreTypes (true, true, true);
        port->setCallback (
            [] (double, std::vector<unsigned char>* message, void* me) {
                auto& self = *static_cast<In*> (me);
                if (message != nullptr) self.midi.heard.receive (self.source, message->data(), message->size());
            },
            this);
    }
    Midi& midi;
    const int source;
    bool problem = false;
    std::string to; // what it is connected to
    std::unique_ptr<RtMidiIn> port;
};

struct Midi::Out
{
    Out (RtMidi::Api api, const std::string& client) : port (std::make_unique<RtMidiOut> (api, client)) { port->setErrorCallback (quietly, &problem); }
    bool problem = false;
    std::string to;
    std::unique_ptr<RtMidiOut> port;
};

struct Midi::System
{
    RtMidi::Api api;
    std::unique_ptr<In> ours;
    std::unique_ptr<Out> oursOut;
    std::vector<std::unique_ptr<In>> ins;   // by the names that were asked for
    std::vector<std::unique_ptr<Out>> outs; // likewise
};

std::vector<MidiPort> listMidiPorts()
{
    std::vector<MidiPort> all;
    for (const auto api : apis()) try
        {
            RtMidiIn in (api, "Lull list");
            RtMidiOut out (api, "Lull list");
            in.setErrorCallback (quietly, nullptr);
            out.setErrorCallback (quietly, nullptr);
            for (auto& n : namesOf (in))
                if (! isOurs (n)) all.push_back ({ nameOf (api), n, true });
            for (auto& n : namesOf (out))
                if (! isOurs (n)) all.push_back ({ nameOf (api), n, false });
        }
        catch (const RtMidiError&)
        {} // this system does not run
    return all;
}

Midi::Midi (engine::MidiMap m, Asked a) : asked (std::move (a)), heard (m, keys), score (m.out())
{
    late.reserve (4'096);
    open();
    teller = std::thread ([this] { tell(); });
    porter = std::thread ([this] { watchPorts(); });
}

Midi::~Midi()
{
    quiet();
    {
        const std::lock_guard lock (desk);
        ending = true;
    }
    changed.notify_all();
    looks.notify_all();
    porter.join();
    teller.join();
    if (! systems.empty()) std::this_thread::sleep_for (std::chrono::milliseconds (30)); // JACK hands over what was sent with its next cycle
    systems.clear();
}

bool Midi::isThere() const
{
    const std::lock_guard lock (desk);
    return ! systems.empty();
}

void Midi::open()
{
    int source = 0;
    for (const auto api : apis()) try
        {
            auto s = std::make_unique<System>();
            s->api = api;
            s->ours = std::make_unique<In> (*this, source, api, "Lull in");
            s->oursOut = std::make_unique<Out> (api, "Lull out");
            s->ours->port->openVirtualPort ("in");
            s->oursOut->port->openVirtualPort ("out");
            if (s->ours->problem || s->oursOut->problem) continue;
            const std::lock_guard lock (desk);
            systems.push_back (std::move (s));
            if (++source >= engine::HandLane::sources) break;
        }
        catch (const RtMidiError&)
        {} // this system does not run
}

void Midi::reopen()
{
    {
        const std::lock_guard lock (desk);
        again = true;
    }
    looks.notify_all();
}

std::vector<std::string> Midi::news()
{
    const std::lock_guard lock (desk);
    return std::exchange (told, {});
}

void Midi::say (std::string words)
{
    const std::lock_guard lock (desk);
    told.push_back (std::move (words));
}

void Midi::watchPorts()
{
    std::unique_lock lock (desk);
    while (! ending)
    {
        std::vector<std::unique_ptr<System>> gone;
        if (std::exchange (again, false)) gone.swap (systems);
        lock.unlock();
        gone.clear();
        look();
        lock.lock();
        looks.wait_for (lock, std::chrono::duration<double> (systems.empty() ? 5.0 * betweenLooks : betweenLooks), [this] { return ending || again; });
    }
}

// Only this thread changes `systems` from now on, so it may read them as it likes.
void Midi::look()
{
    if (systems.empty())
    {
        open();
        if (systems.empty())
        {
            if (! std::exchange (toldNothing, true)) say ("There is no MIDI here now; it is looked for.");
            return;
        }
        if (std::exchange (toldNothing, false)) say ("MIDI is there.");
    }
    for (auto& s : systems) look (*s);
}

void Midi::look (System& s)
{
    const auto givers = namesOf (*s.ours->port), takers = namesOf (*s.oursOut->port);
    const auto lost = [&] (auto& list, const auto& names) {
        for (std::size_t i = list.size(); i-- > 0;)
        {
            if (std::find (names.begin(), names.end(), list[i]->to) != names.end()) continue;
            say (list[i]->to + " is gone.");
            keys->liftAll();
            auto gone = std::move (list[i]);
            const std::lock_guard lock (desk);
            list.erase (list.begin() + static_cast<std::ptrdiff_t> (i));
        }
    };
    lost (s.ins, givers);
    lost (s.outs, takers);
    const auto wanted = [&] (const std::string& name) {
        return ! isOurs (name) && std::any_of (asked.ports.begin(), asked.ports.end(), [&] (const auto& part) { return holds (name, part); });
    };
    const auto has = [] (const auto& list, const std::string& name) {
        return std::any_of (list.begin(), list.end(), [&] (const auto& p) { return p->to == name; });
    };
    // Each has a thread and a queue of its own, and there are so many of those.
    const auto sources = [this] {
        std::size_t n = systems.size();
        for (const auto& each : systems) n += each->ins.size();
        return n;
    };
    for (unsigned i = 0; i < givers.size(); ++i)
    {
        if (! wanted (givers[i]) || has (s.ins, givers[i]) || sources() >= static_cast<std::size_t> (engine::HandLane::sources)) continue;
        try
        {
            auto in = std::make_unique<In> (*this, freeSource(), s.api, "Lull from");
            in->port->openPort (i, "in");
            if (in->problem || ! in->port->isPortOpen()) continue;
            in->to = givers[i];
            say (givers[i] + " is connected.");
            s.ins.push_back (std::move (in));
        }
        catch (const RtMidiError&)
        {}
    }
    for (unsigned i = 0; i < takers.size(); ++i)
    {
        if (! wanted (takers[i]) || has (s.outs, takers[i]) || s.outs.size() >= 4) continue;
        try
        {
            auto out = std::make_unique<Out> (s.api, "Lull to");
            out->port->openPort (i, "out");
            if (out->problem || ! out->port->isPortOpen()) continue;
            out->to = takers[i];
            if (! has (s.ins, takers[i])) say (takers[i] + " is connected.");
            const std::lock_guard lock (desk);
            s.outs.push_back (std::move (out));
        }
        catch (const RtMidiError&)
        {}
    }
}

int Midi::freeSource() const
{
    for (int n = 0;; ++n)
        if (std::none_of (systems.begin(), systems.end(), [n] (const auto& s) {
                return s->ours->source == n || std::any_of (s->ins.begin(), s->ins.end(), [n] (const auto& i) { return i->source == n; });
            }))
            return n;
}

void Midi::follow (const std::shared_ptr<const session::Timeline>& l, const engine::Telemetry& t, double now, double latency)
{
    keys->collect();
    keys->setStrength (static_cast<double> (t.strength));
    const std::lock_guard lock (desk);
    if (l != line)
    {
        line = l;
        score.take (line);
    }
    actuators = std::min (t.actuators, 16);
    std::copy_n (t.touch.rms30ms.begin(), static_cast<std::size_t> (actuators), rms.begin());
    const bool wasGoing = goes;
    const bool moves = t.sounding && ! t.paused && ! t.ended && ! t.stopped && ! t.jumping && line != nullptr;
    if (moves) clock.hear (t.seconds - latency, now);
    else clock.stop();
    goes = moves && clock.settled(); // a jump is settled anew
    if (goes && ! wasGoing) anew = true;
    changed.notify_all();
}

void Midi::quiet()
{
    engine::MidiMessages last;
    const std::lock_guard lock (desk);
    goes = false;
    clock.stop();
    score.stop (last);
    send (last);
}

void Midi::send (const engine::MidiMessages& messages)
{
    for (const auto& m : messages)
        for (auto& s : systems) try
            {
                s->oursOut->port->sendMessage (m.bytes.data(), m.count);
                for (auto& o : s->outs) o->port->sendMessage (m.bytes.data(), m.count);
            }
            catch (const RtMidiError&)
            {}
}

void Midi::tell()
{
    // In time before everything but the audio; where that is not allowed, as everybody.
    sched_param priority {};
    priority.sched_priority = 10;
    (void)pthread_setschedparam (pthread_self(), SCHED_RR, &priority);
    engine::MidiMessages messages;
    std::unique_lock lock (desk);
    while (! ending)
    {
        if (! goes)
        {
            if (score.goes())
            {
                messages.clear();
                score.stop (messages);
                send (messages);
            }
            changed.wait (lock, [this] { return ending || goes; });
            continue;
        }
        const double now = steadySeconds(), place = clock.placeAt (now);
        messages.clear();
        if (std::exchange (anew, false))
        {
            if (score.goes()) score.stop (messages);
            score.start (std::max (0.0, place), messages);
        }
        score.advance (place, messages);
        score.levels (rms.data(), actuators, place, messages);
        send (messages);
        for (const auto& m : messages)
            if (m.bytes[0] == 0xf8 && late.size() < mostTicks) late.push_back (static_cast<float> (place - m.at));
        const double until = std::min (now + step, clock.wallOf (score.nextTick()));
        const auto wake =
            std::chrono::steady_clock::time_point (std::chrono::duration_cast<std::chrono::steady_clock::duration> (std::chrono::duration<double> (until)));
        changed.wait_until (lock, wake, [this] { return ending || ! goes; });
    }
}

Midi::Jitter Midi::jitter() const
{
    std::vector<float> all;
    {
        const std::lock_guard lock (desk);
        all = late;
    }
    if (all.empty()) return {};
    std::sort (all.begin(), all.end());
    const auto at = [&] (double share) {
        return static_cast<double> (all[std::min (all.size() - 1, static_cast<std::size_t> (share * static_cast<double> (all.size())))]);
    };
    return { all.size(), at (0.5), at (0.99), static_cast<double> (all.back()) };
}
} // namespace lull::devices

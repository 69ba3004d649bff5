#include "Devices/Mpris.h"

#include <cmath>
#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include <sdbus-c++/sdbus-c++.h>
#include <unistd.h>

#include "Base/SteadyClock.h"

namespace lull::devices
{
namespace
{
constexpr const char* path = "/org/mpris/MediaPlayer2";
constexpr const char* root = "org.mpris.MediaPlayer2";
constexpr const char* player = "org.mpris.MediaPlayer2.Player";
constexpr std::size_t mostAsked = 64;
constexpr double jump = 1.0; // s: a place that differs by more from what the clock says is a seek

std::int64_t micro (double s) { return std::isfinite (s) ? std::llround (s * 1e6) : 0; }

const char* nameOf (Mpris::Now::Status s)
{
    using Status = Mpris::Now::Status;
    return s == Status::playing ? "Playing" : s == Status::paused ? "Paused" : "Stopped";
}
} // namespace

struct Mpris::State
{
    std::mutex desk;
    Now now;
    double toldAt = 0.0; // s by the steady clock, of now.seconds
    safety::StopLatch* latch = nullptr;
    std::deque<Asked> asked;
    std::unique_ptr<sdbus::IConnection> bus;
    std::unique_ptr<sdbus::IObject> object; // last: its thread uses the others

    void ask (Asks what, double value = 0.0)
    {
        const std::lock_guard lock (desk);
        if (what == Asks::stop && latch != nullptr) latch->stop();
        if (asked.size() < mostAsked) asked.push_back ({ what, value });
        else if (what == Asks::stop) asked.back() = { what, value };
    }
    [[nodiscard]] double place() { return now.status == Now::Status::playing ? now.seconds + steadySeconds() - toldAt : now.seconds; }
    [[nodiscard]] std::map<std::string, sdbus::Variant> metadata() const
    {
        std::map<std::string, sdbus::Variant> m;
        m["mpris:trackid"] = sdbus::ObjectPath (now.title.empty() ? "/org/mpris/MediaPlayer2/TrackList/NoTrack" : "/audio/lull/session");
        if (now.title.empty()) return m;
        m["xesam:title"] = now.phase.empty() ? now.title : now.title + ": " + now.phase;
        m["xesam:album"] = now.title;
        m["xesam:artist"] = std::vector<std::string> { "Lull" };
        if (now.length > 0.0 && std::isfinite (now.length)) m["mpris:length"] = micro (now.length);
        return m;
    }
    void build (bool raises);
};

void Mpris::State::build (bool raises)
{
    object = sdbus::createObject (*bus, path);
    object->registerMethod ("Raise").onInterface (root).implementedAs ([this] { ask (Asks::raise); });
    object->registerMethod ("Quit").onInterface (root).implementedAs ([this] { ask (Asks::quit); });
    for (const auto& [name, value] : { std::pair ("CanQuit", true), std::pair ("CanRaise", raises), std::pair ("HasTrackList", false) })
        object->registerProperty (name).onInterface (root).withGetter ([v = value] { return v; });
    object->registerProperty ("Identity").onInterface (root).withGetter ([] { return std::string ("Lull"); });
    object->registerProperty ("DesktopEntry").onInterface (root).withGetter ([] { return std::string ("audio.lull.Lull"); });
    for (const char* name : { "SupportedUriSchemes", "SupportedMimeTypes" })
        object->registerProperty (name).onInterface (root).withGetter ([] { return std::vector<std::string>(); });

    for (const auto& [name, what] : { std::pair ("Play", Asks::play), std::pair ("Pause", Asks::pause), std::pair ("PlayPause", Asks::playPause),
                                      std::pair ("Stop", Asks::stop), std::pair ("Next", Asks::next), std::pair ("Previous", Asks::previous) })
        object->registerMethod (name).onInterface (player).implementedAs ([this, w = what] { ask (w); });
    object->registerMethod ("Seek").onInterface (player).implementedAs ([this] (const std::int64_t& by) {
        double to = 0.0;
        {
            const std::lock_guard lock (desk);
            to = place() + static_cast<double> (by) * 1e-6;
        }
        ask (Asks::seek, to);
    });
    object->registerMethod ("SetPosition").onInterface (player).implementedAs ([this] (const sdbus::ObjectPath&, const std::int64_t& to) {
        ask (Asks::seek, static_cast<double> (to) * 1e-6);
    });
    object->registerMethod ("OpenUri").onInterface (player).implementedAs ([] (const std::string&) {});
    object->registerSignal ("Seeked").onInterface (player).withParameters<std::int64_t>();
    object->registerProperty ("PlaybackStatus").onInterface (player).withGetter ([this] {
        const std::lock_guard lock (desk);
        return std::string (nameOf (now.status));
    });
    object->registerProperty ("Metadata").onInterface (player).withGetter ([this] {
        const std::lock_guard lock (desk);
        return metadata();
    });
    object->registerProperty ("Position").onInterface (player).withGetter ([this] {
        const std::lock_guard lock (desk);
        return micro (place());
    });
    object->registerProperty ("Volume")
        .onInterface (player)
        .withGetter ([this] {
            const std::lock_guard lock (desk);
            return now.volume;
        })
        .withSetter ([this] (const double& v) { ask (Asks::volume, std::isfinite (v) ? std::min (1.0, std::max (0.0, v)) : 1.0); });
    for (const char* name : { "Rate", "MinimumRate", "MaximumRate" }) object->registerProperty (name).onInterface (player).withGetter ([] { return 1.0; });
    for (const char* name : { "CanGoNext", "CanGoPrevious", "CanPlay", "CanPause", "CanSeek" })
        object->registerProperty (name).onInterface (player).withGetter ([this] {
            const std::lock_guard lock (desk);
            return ! now.title.empty();
        });
    object->registerProperty ("CanControl").onInterface (player).withGetter ([] { return true; });
    object->finishRegistration();
}

Mpris::Mpris (const std::string& who, bool raises)
{
    auto made = std::make_unique<State>();
    try
    {
        made->bus = sdbus::createSessionBusConnection();
        made->build (raises);
        const std::string name = std::string (root) + "." + who;
        try
        {
            made->bus->requestName (name);
        }
        catch (const sdbus::Error&)
        {
            made->bus->requestName (name + ".instance" + std::to_string (::getpid()));
        }
        made->bus->enterEventLoopAsync();
        state = std::move (made);
    }
    catch (const sdbus::Error&)
    {} // no session bus: nobody would ask
}

Mpris::~Mpris()
{
    if (state == nullptr) return;
    watch (nullptr);
    state->bus->leaveEventLoop();
    state->object.reset();
}

void Mpris::watch (safety::StopLatch* l)
{
    if (state == nullptr) return;
    const std::lock_guard lock (state->desk);
    state->latch = l;
}

std::optional<Mpris::Asked> Mpris::next()
{
    if (state == nullptr) return std::nullopt;
    const std::lock_guard lock (state->desk);
    if (state->asked.empty()) return std::nullopt;
    const auto first = state->asked.front();
    state->asked.pop_front();
    return first;
}

Mpris::Now Mpris::of (const session::Timeline& line, const engine::Telemetry& t, Now::Status status)
{
    return { status, line.score().title, line.phaseNameAt (t.seconds), t.seconds, line.length(), static_cast<double> (t.volume) };
}

void Mpris::tell (const Now& n)
{
    if (state == nullptr) return;
    std::vector<std::string> changed;
    bool sought = false;
    {
        const std::lock_guard lock (state->desk);
        const auto& was = state->now;
        if (was.status != n.status) changed.emplace_back ("PlaybackStatus");
        if (was.title != n.title || was.phase != n.phase || std::abs (was.length - n.length) > 0.5) changed.emplace_back ("Metadata");
        if (std::abs (was.volume - n.volume) > 0.005) changed.emplace_back ("Volume");
        sought = was.title == n.title && ! n.title.empty() && std::abs (state->place() - n.seconds) > jump;
        state->now = n;
        state->toldAt = steadySeconds();
    }
    try
    {
        if (! changed.empty()) state->object->emitPropertiesChangedSignal (player, changed);
        if (sought) state->object->emitSignal ("Seeked").onInterface (player).withArguments (micro (n.seconds));
    }
    catch (const sdbus::Error&)
    {} // the bus is gone; nobody hears
}
} // namespace lull::devices

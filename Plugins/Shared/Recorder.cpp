#include "Plugins/Shared/Recorder.h"

#include <algorithm>
#include <cmath>

#include <readerwriterqueue/readerwriterqueue.h>

namespace lull::plugin
{
struct Recorder::Told
{
    enum class What : unsigned char { begin, end, strength, level, press, lift, pressure } what {};
    unsigned take = 0;
    double seconds = 0.0, value = 0.0;
    Key key {};
};

struct Recorder::Queue
{
    moodycamel::ReaderWriterQueue<Told, 512> told { 16'384 };
};

Recorder::Recorder() : queue (std::make_unique<Queue>()) {}
Recorder::~Recorder() = default;

void Recorder::start()
{
    kept = {};
    open.clear();
    collected = takes.fetch_add (1) + 1;
    running = true;
}

void Recorder::mark (double seconds)
{
    if (running) kept.marks.push_back (seconds);
}

void Recorder::collect (Name name, double bpm)
{
    Told t;
    while (queue->told.try_dequeue (t))
    {
        if (t.take != collected) continue;
        const auto point = [&] (session::Capture::Points& to) {
            if (to.empty() || t.seconds > to.back().at) to.push_back ({ t.seconds, t.value, Shape::linear });
            else to.back().value = t.value;
        };
        const auto close = [&] (int key) {
            std::erase_if (open, [&] (const Open& o) {
                if (key >= 0 && o.key != key) return false;
                kept.held[o.held].off = std::max (t.seconds, kept.held[o.held].on + 0.02);
                return true;
            });
        };
        switch (t.what)
        {
            case Told::What::begin: kept.begin = kept.end = t.seconds; break;
            case Told::What::end:
                kept.end = t.seconds;
                for (const auto& o : open) kept.held[o.held].off = t.seconds;
                break;
            case Told::What::strength: point (kept.strength); break;
            case Told::What::level: point (kept.volume); break;
            case Told::What::pressure: point (kept.pressure); break;
            case Told::What::press:
            {
                session::Capture::Held held { t.seconds, t.seconds, {}, {}, t.key.speed, t.key.carrier, bpm, t.value };
                name (t.key, held);
                if (held.place.empty()) break; // a key that does nothing
                open.push_back ({ t.key.key, kept.held.size() });
                kept.held.push_back (std::move (held));
                break;
            }
            case Told::What::lift: close (t.key.key); break;
        }
    }
}

session::Capture Recorder::take() const
{
    auto t = kept;
    if (! t.pressure.empty()) t.pressure.insert (t.pressure.begin(), { std::min (t.begin, t.pressure.front().at) - 1e-3, 1.0, Shape::linear });
    return t;
}

void Recorder::tell (const Told& t) noexcept { queue->told.try_enqueue (t); }

void Recorder::block (double from, double to, bool rolling, double strength, double decibels) noexcept
{
    if (! running.load (std::memory_order_relaxed)) return;
    if (const auto now = takes.load (std::memory_order_acquire); now != seen)
    {
        seen = now;
        begun = over = false;
    }
    if (over || (! begun && ! rolling)) return;
    if (begun && (! rolling || std::abs (from - last) > 0.1))
    {
        over = true;
        return tell ({ Told::What::end, seen, last });
    }
    const auto value = [&] (Told::What what, double& told, double is, double least) {
        if (begun && std::abs (is - told) < least) return;
        if (begun) tell ({ what, seen, before, told }); // it stood until the block before this one
        tell ({ what, seen, from, is });
        told = is;
    };
    if (! begun) tell ({ Told::What::begin, seen, from });
    value (Told::What::strength, strengthTold, strength, 0.002);
    value (Told::What::level, levelTold, decibels, 0.05);
    begun = true;
    before = from;
    last = to;
    tell ({ Told::What::end, seen, to });
}

void Recorder::press (double seconds, const Key& key, double velocity) noexcept
{
    if (running.load (std::memory_order_relaxed)) tell ({ Told::What::press, takes.load (std::memory_order_relaxed), seconds, velocity, key });
}

void Recorder::lift (double seconds, int key) noexcept
{
    if (running.load (std::memory_order_relaxed)) tell ({ Told::What::lift, takes.load (std::memory_order_relaxed), seconds, 0.0, { key } });
}

void Recorder::pressure (double seconds, double p) noexcept
{
    if (running.load (std::memory_order_relaxed)) tell ({ Told::What::pressure, takes.load (std::memory_order_relaxed), seconds, p });
}
} // namespace lull::plugin

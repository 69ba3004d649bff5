#include "Engine/Hand.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "Session/Timeline.h"
#include "Touch/Conditioner.h"
#include "Touch/Mix.h"

namespace lull::engine
{
namespace
{
constexpr double longest = 600.0; // s that a key is held before its technique begins anew
constexpr std::array<std::string_view, 12> inOctave { "lower back", "", "mid back", "", "between blades", "upper back", "", "shoulders", "", "neck", "", "" };

// The technique at a place as a session of its own; null where it may not be.
std::shared_ptr<const session::Timeline> alone (std::shared_ptr<const touch::Chair> chair, const Hand::Setting& s, const std::string& place)
{
    const auto number = [] (double v) { return text::toText (text::Quantity { v, text::Measure::hertz }); };
    std::string script = "session: 1\ntitle: By hand\nphases:\n  - name: Held\n    for: 10 min\n    fade: 0 s\n    sound: {}\n    touch:\n      - { stroke: ";
    script.append (s.technique).append (", strength: 100%, place: ").append (place);
    if (s.carrier > 0.0) script.append (", carrier: ").append (number (std::clamp (std::round (s.carrier * 10.0) / 10.0, 20.0, 120.0)));
    script.append (" }\n");
    auto score = session::readScore ("by hand", script);
    if (! score || score->phases.empty() || score->phases.front().touch.empty()) return nullptr;
    auto& use = score->phases.front().touch.front();
    touch::quicken (use.values, *use.kind, std::clamp (s.speed, 0.25, 4.0));
    score->tempo = text::Ramp::constant (std::clamp (s.bpm, 20.0, 300.0), text::Measure::bpm);
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), std::move (chair), 1);
}
} // namespace

std::string Hand::placeOfKey (int key)
{
    if (key < lowestKey || key >= lowestKey + keys) return {};
    const auto at = static_cast<std::size_t> (key - lowestKey);
    const auto name = inOctave[at % 12];
    if (name.empty()) return {};
    return std::string (at < 12 ? "left " : at < 24 ? "" : "right ").append (name);
}

struct Hand::Kit
{
    struct Key
    {
        std::shared_ptr<const session::Timeline> line;
        std::unique_ptr<touch::Technique> technique;
    };
    std::array<Key, keys> at {};
    SampleRate rate;
    double bpm = 60.0;
    touch::Mix mix;
    touch::Conditioner conditioner;
    int held = 0; // voices of it

    Kit (const touch::Chair& chair, SampleRate r) : rate (r), mix (chair, r), conditioner (chair, r) {}
};

struct Hand::Voice
{
    Kit* kit = nullptr; // null: free
    int key = 0;
    Frame age = 0;     // of the quantum's first frame; negative before it was pressed
    Frame lifted = -1; // its age when it was let go; -1: held
    double velocity = 0.0;
    touch::Contacts contacts {};
};

Hand::Hand() : all (std::make_unique<std::array<Voice, voices>>()) {}

Hand::~Hand()
{
    collect();
    delete kit;
    delete before;
}

void Hand::collect()
{
    Kit* k = nullptr;
    while (outgoing.try_dequeue (k)) delete k;
}

void Hand::set (std::shared_ptr<const touch::Chair> chair, SampleRate rate, const Setting& setting)
{
    collect();
    if (chair == nullptr || rate.value <= 0.0) return;
    auto made = std::make_unique<Kit> (*chair, rate);
    made->bpm = setting.bpm;
    for (int k = 0; k < keys; ++k)
    {
        const auto own = placeOfKey (lowestKey + k);
        if (own.empty()) continue;
        auto& key = made->at[static_cast<std::size_t> (k)];
        key.line = alone (chair, setting, setting.place.empty() ? own : setting.place);
        if (key.line == nullptr || key.line->touches().empty()) continue;
        const auto& layer = key.line->touches().front();
        key.technique = layer.kind->make (key.line->setting (layer, rate));
        if (key.technique->hears() != nullptr) key.technique.reset();
    }
    incoming.put (std::move (made)); // what nobody had taken is freed here
}

// ---- audio thread

void Hand::press (int after, int key, double velocity) noexcept
{
    if (waiting < events.size() && key >= lowestKey && key < lowestKey + keys)
        events[waiting++] = { std::max (0, after), key, std::clamp (velocity, 1e-3, 1.0) };
}

void Hand::lift (int after, int key) noexcept
{
    if (waiting < events.size()) events[waiting++] = { std::max (0, after), key, 0.0 };
    else liftAll(); // a key may never hang
}

void Hand::liftAll() noexcept
{
    waiting = 0;
    for (auto& v : *all)
        if (v.kit != nullptr && v.lifted < 0) v.lifted = std::max<Frame> (0, v.age);
}

void Hand::pressure (double p) noexcept
{
    if (std::isfinite (p)) pressedGoal = std::clamp (p, 0.0, 1.0);
}
void Hand::setStrength (double s) noexcept
{
    if (std::isfinite (s)) strengthGoal = std::clamp (s, 0.0, 1.0);
}

bool Hand::sounds() const noexcept { return waiting > 0 || restless > 0 || (kit != nullptr && kit->held > 0) || (before != nullptr && before->held > 0); }

void Hand::take() noexcept
{
    if (before != nullptr && before->held == 0 && outgoing.try_enqueue (before)) before = nullptr;
    if (before != nullptr || incoming.empty()) return;
    auto* fresh = incoming.take();
    if (fresh == nullptr) return;
    before = kit;
    kit = fresh;
    if (before != nullptr && before->held == 0 && outgoing.try_enqueue (before)) before = nullptr;
}

void Hand::happen (const Event& e) noexcept
{
    if (! (e.velocity > 0.0))
    {
        for (auto& v : *all)
            if (v.kit != nullptr && v.key == e.key && v.lifted < 0) v.lifted = std::max<Frame> (0, v.age + e.after);
        return;
    }
    if (kit == nullptr || kit->at[static_cast<std::size_t> (e.key - lowestKey)].technique == nullptr) return;
    const auto free = std::find_if (all->begin(), all->end(), [] (const Voice& v) { return v.kit == nullptr; });
    if (free == all->end()) return; // more than sixteen hands
    free->kit = kit;
    free->key = e.key;
    free->age = -e.after;
    free->lifted = -1;
    free->velocity = e.velocity;
    ++kit->held;
}

void Hand::play (Kit& k, TouchQuantum& out, Ends control) noexcept
{
    const double rate = k.rate.value;
    const auto rises = std::max<Frame> (1, static_cast<Frame> (attack * rate)), falls = std::max<Frame> (1, static_cast<Frame> (release * rate)),
               whole = static_cast<Frame> (longest * 0.99 * rate);
    k.mix.begin();
    for (auto& v : *all)
    {
        if (v.kit != &k) continue;
        const auto& key = k.at[static_cast<std::size_t> (v.key - lowestKey)];
        const Frame in = v.age > 0 ? v.age % whole : v.age;
        const double from = static_cast<double> (in) / rate, to = static_cast<double> (in + quantum) / rate, beats = k.bpm / 60.0;
        v.contacts.count = 0;
        // No breath is his own: one in ten seconds.
        key.technique->touch ({ in, k.rate, { from, to }, { from * beats, to * beats }, { from * 0.1, to * 0.1 }, v.age <= 0 }, v.contacts);
        for (int h = 0; h < v.contacts.count; ++h)
            for (std::size_t i = 0; i < quantum; ++i)
            {
                const Frame at = v.age + static_cast<Frame> (i);
                float g = std::clamp (static_cast<float> (at + 1) / static_cast<float> (rises), 0.0f, 1.0f);
                if (v.lifted >= 0 && at > v.lifted) g *= std::max (0.0f, 1.0f - static_cast<float> (at - v.lifted) / static_cast<float> (falls));
                v.contacts.hand[static_cast<std::size_t> (h)].envelope[i] *= at < 0 ? 0.0f : g;
            }
        if (v.contacts.count > 0)
            k.mix.add (v.contacts, { { control.begin * v.velocity, control.end * v.velocity }, { 1.0, 1.0 } }, key.line->touches().front().carrier);
        v.age += quantum;
        if (v.lifted >= 0 && v.age > v.lifted + falls)
        {
            v.kit = nullptr;
            --k.held;
        }
    }
    TouchQuantum felt;
    const double now = static_cast<double> (clock) / rate;
    k.mix.finish ({ clock, k.rate, { now, now + quantum / rate }, {}, {}, false }, felt);
    if (! k.conditioner.idle()) k.conditioner.process (felt);
    for (std::size_t i = 0; i < felt.at.size(); ++i) out.at[i] += felt.at[i];
}

void Hand::add (Frame, TouchQuantum& out) noexcept
{
    take();
    std::size_t left = 0;
    for (std::size_t i = 0; i < waiting; ++i)
    {
        auto e = events[i];
        if (e.after < quantum) happen (e);
        else
        {
            e.after -= quantum;
            events[left++] = e;
        }
    }
    waiting = left;
    const auto glide = [] (double& value, double goal, double step) {
        const double was = value;
        value += std::clamp (goal - value, -step, step);
        return Ends { was, value };
    };
    const double rate = kit != nullptr ? kit->rate.value : 48'000.0, step = 30.0 * quantum / rate; // all of it in 33 ms
    const auto p = glide (pressed, pressedGoal, step), s = glide (strength, strengthGoal, step);
    const Ends control { p.begin * s.begin, p.end * s.end };
    if (before != nullptr && before->held > 0) play (*before, out, control);
    if (kit != nullptr && kit->held > 0) play (*kit, out, control);
    clock += quantum;
    restless -= std::min<Frame> (restless, quantum);
    if ((kit != nullptr && kit->held > 0) || (before != nullptr && before->held > 0)) restless = static_cast<Frame> (rest * rate);
}
} // namespace lull::engine

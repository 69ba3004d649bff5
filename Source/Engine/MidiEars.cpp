#include "Engine/MidiEars.h"

#include <thread>

#include "Base/SteadyClock.h"

namespace lull::engine
{
MidiEars::MidiEars (MidiMap m, std::shared_ptr<HandLane> h) : mapping (std::move (m)), hand (std::move (h))
{
    for (auto& q : queues) q = std::make_unique<Queue> (std::size_t { 256 });
    for (auto& l : levels) l = -1;
}

MidiEars::~MidiEars() = default;

void MidiEars::receive (int source, const unsigned char* bytes, std::size_t count) noexcept
{
    heard.fetch_add (1, std::memory_order_relaxed);
    if (bytes == nullptr || count < 2 || count > 3 || source < 0 || source >= HandLane::sources) return;
    const int kind = bytes[0] & 0xf0, channel = bytes[0] & 0x0f, number = bytes[1] & 0x7f, value = count > 2 ? bytes[2] & 0x7f : 127;
    using From = MidiRule::From;
    if (kind == 0xb0 && (number == 120 || number >= 123)) return hand->liftAll(); // all sound off, all notes off
    const bool note = kind == 0x90 || kind == 0x80;
    if (! note && kind != 0xb0 && kind != 0xc0) return;
    const From from = note ? From::note : kind == 0xb0 ? From::control : From::program;
    bool down = kind == 0xc0 || (kind == 0x90 && value > 0);
    if (kind == 0xb0)
    {
        // A control that is a button: down when it comes to 64 or more.
        const auto at = static_cast<unsigned> (channel * 128 + number);
        const std::uint64_t bit = std::uint64_t { 1 } << (at % 64);
        auto& word = held[at / 64];
        const bool before = ((value >= 64 ? word.fetch_or (bit) : word.fetch_and (~bit)) & bit) != 0;
        down = value >= 64 && ! before;
    }
    if (down || kind == 0xb0)
        last.store (0x1000'0000u | static_cast<std::uint32_t> (from) << 16 | static_cast<std::uint32_t> (channel) << 8 | static_cast<std::uint32_t> (number),
                    std::memory_order_relaxed);
    if (const auto* rule = mapping.find (from, channel, number)) happen (source, *rule, number, value, down);
}

void MidiEars::happen (int source, const MidiRule& rule, int number, int value, bool down) noexcept
{
    if (isLevel (rule.does))
    {
        levels[static_cast<std::size_t> (rule.does)].store (value, std::memory_order_relaxed);
        return;
    }
    if (rule.does == MidiDoes::play || rule.does == MidiDoes::tap)
    {
        const auto which = rule.does == MidiDoes::play ? HandLane::Which::plays : HandLane::Which::taps;
        return hand->key (source, which, rule.key + number - rule.first, down ? value / 127.0 : 0.0);
    }
    if (! down) return;
    if (rule.does == MidiDoes::stop) stop(); // and the face is told as of everything
    if (! queues[static_cast<std::size_t> (source)]->try_enqueue ({ &rule, value / 127.0, steadySeconds() })) dropped.fetch_add (1, std::memory_order_relaxed);
}

void MidiEars::stop() noexcept
{
    // Sequentially consistent, as in watch(): either it sees this thread inside, or this thread sees the new latch.
    inside.fetch_add (1);
    if (auto* l = latch.load()) l->stop();
    inside.fetch_sub (1);
    stops.fetch_add (1, std::memory_order_relaxed);
    hand->liftAll();
}

void MidiEars::watch (safety::StopLatch* l) noexcept
{
    latch.store (l);
    while (inside.load() != 0) std::this_thread::yield();
}

std::optional<MidiEars::Done> MidiEars::next()
{
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (const int v = levels[i].exchange (-1, std::memory_order_relaxed); v >= 0)
            for (const auto& rule : mapping.rules())
                if (rule.does == static_cast<MidiDoes> (i)) return Done { &rule, v / 127.0, steadySeconds() };
    for (auto& q : queues)
    {
        Done d;
        if (q->try_dequeue (d)) return d;
    }
    return std::nullopt;
}

std::optional<MidiEars::Moved> MidiEars::moved() noexcept
{
    const auto l = last.exchange (0, std::memory_order_relaxed);
    if (l == 0) return std::nullopt;
    return Moved { static_cast<MidiRule::From> (l >> 16 & 3u), static_cast<int> (l >> 8 & 15u), static_cast<int> (l & 127u) };
}

MidiEars::Counts MidiEars::counts() const noexcept
{
    return { heard.load (std::memory_order_relaxed), dropped.load (std::memory_order_relaxed) + hand->dropped(), stops.load (std::memory_order_relaxed) };
}
} // namespace lull::engine

#include "Engine/HandLane.h"

namespace lull::engine
{
namespace
{
constexpr int mostAtOnce = 64; // keys of a source in a quantum
}

HandLane::HandLane()
{
    for (auto& q : queues) q = std::make_unique<Queue> (std::size_t { 512 });
}

HandLane::~HandLane() = default;

void HandLane::set (std::shared_ptr<const touch::Chair> chair, SampleRate rate, const std::string& technique)
{
    Hand::Setting s;
    s.technique = technique;
    plays.set (chair, rate, s);
    s.technique = "tapotement";
    taps.set (std::move (chair), rate, s);
}

void HandLane::collect()
{
    plays.collect();
    taps.collect();
}

void HandLane::key (int source, Which which, int key, double velocity) noexcept
{
    if (source < 0 || source >= sources) return;
    if (! queues[static_cast<std::size_t> (source)]->try_enqueue ({ which, key, velocity })) lost.fetch_add (1, std::memory_order_relaxed);
}

void HandLane::add (Frame frame, TouchQuantum& touch) noexcept
{
    if (const auto n = lifts.load (std::memory_order_acquire); n != lifted)
    {
        lifted = n;
        Event gone;
        for (auto& q : queues)
            while (q->try_dequeue (gone)) {}
        plays.liftAll();
        taps.liftAll();
    }
    for (auto& q : queues)
    {
        Event e;
        for (int n = 0; n < mostAtOnce && q->try_dequeue (e); ++n)
        {
            auto& hand = e.which == Which::plays ? plays : taps;
            if (e.velocity > 0.0) hand.press (0, e.key, e.velocity);
            else hand.lift (0, e.key);
        }
    }
    const double s = strength.load (std::memory_order_relaxed), p = pressure.load (std::memory_order_relaxed);
    for (auto* hand : { &plays, &taps })
    {
        hand->setStrength (s);
        hand->pressure (p);
        hand->add (frame, touch);
    }
}
} // namespace lull::engine

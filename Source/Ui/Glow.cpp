#include "Ui/Glow.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"

namespace lull::ui
{
namespace
{
constexpr double decay = 0.080; // s
constexpr int columns = 2, rows = 8;

// What is seen grows more slowly than the drive: a fifth of it (a gentle stroke) is half of the light, half of it is nearly all.
double seen (double ratio) noexcept { return ratio <= 0.0 ? 0.0 : std::min (1.0, 1.25 * math::pow (ratio, 0.55)); }
} // namespace

struct Glow::Mirror
{
    touch::Surface surface;
    std::shared_ptr<const touch::Chair> chair;
    std::unique_ptr<session::Timeline> timeline;
    double rate = 0.0;
    std::vector<std::unique_ptr<touch::Technique>> techniques; // per touch layer
    std::array<float, maxLanes> share {};

    Mirror (const session::Timeline& real, touch::Surface s) : surface (s)
    {
        auto c = std::make_shared<touch::Chair>();
        c->id = "mirror";
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column)
            {
                touch::Zone z;
                const double along = (row + 0.5) / rows;
                z.surface = s;
                z.x = column == 0 ? -9.0 : 9.0;
                z.y = s == touch::Surface::back || s == touch::Surface::lying ? 8.0 + 50.0 * along
                      : s == touch::Surface::seat                             ? 4.0 + 36.0 * along
                      : s == touch::Surface::legs                             ? 5.0 + 80.0 * along
                                                                              : 3.0 + 20.0 * along;
                z.reach = 9.0;
                z.actuator = row * columns + column;
                c->zones.push_back (z);
                c->actuators.emplace_back();
            }
        chair = c;
        // The score outlives its timeline, which is alive as long as the glow is.
        timeline =
            std::make_unique<session::Timeline> (std::shared_ptr<const session::Score> (std::shared_ptr<void>(), &real.score()), chair, real.score().seed);
    }

    // Each place's part of the field at a moment, the greatest being 1. Kept while nothing touches.
    void at (const engine::Telemetry& t)
    {
        if (t.rate <= 0.0) return;
        const SampleRate now { t.rate };
        if (rate != t.rate)
        {
            rate = t.rate;
            techniques.clear();
            for (const auto& layer : timeline->touches()) techniques.push_back (layer.kind->make (timeline->setting (layer, now)));
        }
        const Frame frame = t.frame - ((t.frame % quantum) + quantum) % quantum;
        const Span span = timeline->span (frame, now);
        std::array<float, maxLanes> power {};
        touch::Contacts contacts;
        for (std::size_t i = 0; i < techniques.size(); ++i)
        {
            const auto& layer = timeline->touches()[i];
            const double drive = layer.drive (t.seconds, 1.0);
            if (drive <= 0.0 || techniques[i] == nullptr) continue;
            techniques[i]->touch (span, contacts);
            for (int h = 0; h < contacts.count; ++h)
            {
                const auto& hand = contacts.hand[static_cast<std::size_t> (h)];
                const float envelope = *std::max_element (hand.envelope.begin(), hand.envelope.end());
                for (std::size_t k = 0; k < maxLanes; ++k)
                {
                    const float w = static_cast<float> (drive) * envelope * hand.weightEnd[k];
                    power[k] += w * w;
                }
            }
        }
        const float most = *std::max_element (power.begin(), power.end());
        if (most < 1e-9f) return;
        for (std::size_t k = 0; k < maxLanes; ++k) share[k] = std::sqrt (power[k] / most);
    }
};

Glow::Glow (std::shared_ptr<const session::Timeline> t) : timeline (std::move (t))
{
    const touch::Chair* chair = timeline != nullptr ? timeline->chair() : nullptr;
    if (chair == nullptr) return;
    const auto mirrorFor = [&] (touch::Surface s) {
        for (std::size_t i = 0; i < mirrors.size(); ++i)
            if (mirrors[i]->surface == s) return static_cast<int> (i);
        mirrors.push_back (std::make_unique<Mirror> (*timeline, s));
        return static_cast<int> (mirrors.size()) - 1;
    };
    for (std::size_t a = 0; a < chair->actuators.size(); ++a)
    {
        std::vector<const touch::Zone*> zones;
        for (const auto& z : chair->zones)
            if (z.actuator == static_cast<int> (a)) zones.push_back (&z);
        const bool spread = zones.size() > 1 || std::any_of (zones.begin(), zones.end(), [] (auto* z) { return z->whole; });
        for (const auto* z : zones)
        {
            all.push_back ({ z->surface, z->x, z->y, static_cast<int> (a), -1, true, 0.0f });
            mirrorOf.push_back (-1);
            if (! spread) continue;
            const int m = mirrorFor (z->surface);
            if (! z->whole)
            {
                // One of several places of one output: lit as the nearest small place of the mirror is.
                const auto& places = mirrors[static_cast<std::size_t> (m)]->chair->zones;
                const auto distance = [&] (const touch::Zone& p) { return std::hypot (p.x - z->x, p.y - z->y); };
                const auto nearest = std::min_element (places.begin(), places.end(), [&] (auto& p, auto& q) { return distance (p) < distance (q); });
                all.back().mirror = nearest->actuator;
                mirrorOf.back() = m;
                continue;
            }
            all.pop_back();
            mirrorOf.pop_back();
            for (const auto& p : mirrors[static_cast<std::size_t> (m)]->chair->zones)
            {
                all.push_back ({ p.surface, p.x, p.y, static_cast<int> (a), p.actuator, false, 0.0f });
                mirrorOf.push_back (m);
            }
        }
    }
}

Glow::~Glow() = default;

bool Glow::follow (const engine::Telemetry& t, double elapsed)
{
    if (all.empty()) return false;
    for (auto& m : mirrors) m->at (t);
    const double kept = math::exp (-std::max (0.0, elapsed) / decay);
    const auto* chair = timeline->chair();
    bool changed = false;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        auto& s = all[i];
        const double full = chair->a100 (s.actuator) / std::sqrt (2.0);
        const double rms = s.actuator < t.actuators ? static_cast<double> (t.touch.rms30ms[static_cast<std::size_t> (s.actuator)]) : 0.0;
        const double share =
            mirrorOf[i] < 0 ? 1.0 : static_cast<double> (mirrors[static_cast<std::size_t> (mirrorOf[i])]->share[static_cast<std::size_t> (s.mirror)]);
        const double fallen = kept * static_cast<double> (s.level);
        double level = std::max (seen (full > 0.0 ? rms * share / full : 0.0), fallen);
        if (level < 0.004) level = 0.0; // less than one step of the screen
        changed = changed || std::abs (level - static_cast<double> (s.level)) > 0.003 || (level == 0.0 && s.level > 0.0f);
        s.level = static_cast<float> (level);
    }
    return changed;
}
} // namespace lull::ui

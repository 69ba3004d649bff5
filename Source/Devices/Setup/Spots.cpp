#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "Devices/Setup/Setup.h"
#include "Files/People.h"
#include "Touch/Course.h"
#include "Touch/Field.h"

namespace lull::devices
{
namespace
{
constexpr double speed = 2.5, reaction = 0.5; // cm/s; s that a hand needs for the key
constexpr double hertz = 50.0;

// Over one side from the seat to the neck: up beside the spine, down the middle, up the outer side.
std::vector<text::Point> wayOver() { return { { 5.0, 10.0 }, { 5.0, 58.0 }, { 10.0, 58.0 }, { 10.0, 10.0 }, { 16.0, 10.0 }, { 16.0, 58.0 } }; }

std::string words (const text::Point& p)
{
    return fmt::format ("{:.0f} cm {} of the spine, {:.0f} cm above the seat", std::abs (p.x), p.x < 0.0 ? "left" : "right", p.y);
}
} // namespace

std::string spotWords (const touch::Spots& spots)
{
    std::string all;
    for (const auto& p : spots.tight) all += "tight  " + words (p) + "\n";
    for (const auto& p : spots.avoid) all += "avoid  " + words (p) + "\n";
    return all.empty() ? "no spots are marked\n" : all;
}

int markSpots (const ChairAsk& wanted, const std::string& person, const ChairFile& file, Desk& desk)
{
    const auto stored = files::loadSpots (person);
    if (! stored) return desk.fail (stored.error());
    auto spots = stored->value_or (touch::Spots {});
    const auto& chair = *file.chair;
    touch::Field field (chair, touch::handOf ("thumb"), "pressure", false);
    if (! field.across() && ! field.along())
        return desk.fail ({ fmt::format ("{} has one place: nothing can walk over it, and no spot be told from another", chair.title), Error::Kind::usage });
    std::unique_ptr<Talk> owned;
    if (const auto code = enter (owned, wanted, file, "lull spots", desk)) return *code;
    auto& talk = *owned;
    const auto first = field.columns();
    talk.play (hertz, { { 0, 0.0, false } });
    if (! talk.ask ({ "First how strong: make it well felt.", Talk::Question::By::keys, { { 'y', "well felt" } }, {}, true })) return talk.code();
    desk.say ("It walks slowly over the left side, then the right. Say where it is tight, and where it is to be left alone.");

    const auto way = wayOver();
    text::Values v;
    v.set ("way", { way, {}, {}, true });
    const touch::Course course (v, touch::Place {});
    for (const double side : { -1.0, 1.0 })
    {
        if (side > 0.0 && ! field.across()) break; // both sides are one place
        std::array<double, 2> lambda {};
        const auto from = std::chrono::steady_clock::now();
        const auto gone = [&] { return speed * std::chrono::duration<double> (std::chrono::steady_clock::now() - from).count(); };
        while (gone() < course.length())
        {
            const auto at = course.at (gone(), 0);
            touch::LanePowers power;
            field.power (side * at.x, at.y, power, lambda);
            std::vector<SetupRig::Drive> drives;
            for (std::size_t k = 0; k < chair.actuators.size(); ++k)
                if (power[k] > 1e-3) drives.push_back ({ static_cast<int> (k), 0.0, false, -10.0 * std::log10 (power[k]) });
            talk.play (hertz, std::move (drives));
            const auto pressed = talk.wait (0.3,
                                            fmt::format ("{} side, {:.0f} cm above the seat",
                                                         ! field.across() ? "either"
                                                         : side < 0.0     ? "left"
                                                                          : "right",
                                                         at.y),
                                            { { 't', "tight" }, { 'x', "leave alone" } });
            if (! pressed) return talk.code();
            if (pressed->empty()) continue;
            const auto then = course.at (std::max (0.0, gone() - reaction * speed), 0);
            const text::Point spot { side * then.x, then.y };
            const bool tight = *pressed == "t";
            if (! spots.mark (tight, spot))
            {
                talk.say (fmt::format ("There are {} already: that is as many as there may be.", touch::Spots::most));
                continue;
            }
            if (const auto kept = files::storeSpots (person, spots); ! kept) return desk.fail (kept.error());
            talk.say (fmt::format ("{}: {}", tight ? "Tight" : "Avoided", words (spot)));
        }
    }
    talk.quiet();
    desk.put (spotWords (spots));
    return 0;
}
} // namespace lull::devices

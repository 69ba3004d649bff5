#include <algorithm>
#include <chrono>
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "Cli/SetupTalk.h"
#include "Files/People.h"
#include "Touch/Course.h"
#include "Touch/Field.h"

namespace lull::cli
{
namespace
{
struct Wanted : ChairAsk
{
    std::string person { files::myself };
    bool show = false, forget = false;
};

constexpr double speed = 2.5, reaction = 0.5; // cm/s; s that a hand needs for the key
constexpr double merged = 4.0;                // cm: nearer, two marks are one spot
constexpr double hertz = 50.0;

// Over one side from the seat to the neck: up beside the spine, down the middle, up the outer side.
std::vector<text::Point> wayOver() { return { { 5.0, 10.0 }, { 5.0, 58.0 }, { 10.0, 58.0 }, { 10.0, 10.0 }, { 16.0, 10.0 }, { 16.0, 58.0 } }; }

std::string words (const text::Point& p)
{
    return fmt::format ("{:.0f} cm {} of the spine, {:.0f} cm above the seat", std::abs (p.x), p.x < 0.0 ? "left" : "right", p.y);
}

void show (const touch::Spots& spots, Console& console)
{
    for (const auto& p : spots.tight) console.put ("tight  " + words (p) + "\n");
    for (const auto& p : spots.avoid) console.put ("avoid  " + words (p) + "\n");
    if (spots.tight.empty() && spots.avoid.empty()) console.put ("no spots are marked\n");
}

// Adds a spot, or moves the one that is nearly there. False: there are as many as there may be.
bool mark (std::vector<text::Point>& list, std::vector<text::Point>& other, const text::Point& at)
{
    const auto near = [&] (const text::Point& p) { return std::hypot (p.x - at.x, p.y - at.y) < merged; };
    std::erase_if (other, near); // it cannot be both
    const auto same = std::find_if (list.begin(), list.end(), near);
    if (same != list.end()) *same = at;
    else if (list.size() < touch::Spots::most) list.push_back (at);
    else return false;
    return true;
}

int walk (const Wanted& wanted, touch::Spots spots, const ChairFile& file, Console& console)
{
    const auto& chair = *file.chair;
    touch::Field field (chair, touch::handOf ("thumb"), "pressure", false);
    if (! field.across() && ! field.along())
        return console.fail ({ fmt::format ("{} has one place: nothing can walk over it, and no spot be told from another", chair.title), Error::Kind::usage });
    const auto bound = boundFor (wanted, chair);
    if (! bound) return console.fail (bound.error());
    SetupTalk talk (file.chair, "lull spots", console);
    const auto begun = talk.begin (wanted.device, *bound);
    if (! begun) return console.fail (begun.error());
    if (! *begun) return talk.code();
    const auto first = field.columns();
    talk.play (hertz, { { 0, 0.0, false } });
    if (! talk.ask ({ "First how strong: + and - until it is well felt, then y [y]", false, "y", true, {} })) return talk.code();
    console.say ("It walks slowly over the left side, then the right. Press t where it is tight, x where it is to be left alone.");

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
            std::vector<devices::SetupRig::Drive> drives;
            for (std::size_t k = 0; k < chair.actuators.size(); ++k)
                if (power[k] > 1e-3) drives.push_back ({ static_cast<int> (k), 0.0, false, -10.0 * std::log10 (power[k]) });
            talk.play (hertz, std::move (drives));
            const auto pressed = talk.wait (0.3,
                                            fmt::format ("{} side, {:.0f} cm above the seat   t tight, x avoid, + - strength",
                                                         ! field.across() ? "either"
                                                         : side < 0.0     ? "left"
                                                                          : "right",
                                                         at.y),
                                            "tx");
            if (! pressed) return talk.code();
            if (pressed->empty()) continue;
            const auto then = course.at (std::max (0.0, gone() - reaction * speed), 0);
            const text::Point spot { side * then.x, then.y };
            const bool tight = *pressed == "t";
            if (! mark (tight ? spots.tight : spots.avoid, tight ? spots.avoid : spots.tight, spot))
            {
                talk.say (fmt::format ("There are {} already: that is as many as there may be.", touch::Spots::most));
                continue;
            }
            if (const auto kept = files::storeSpots (wanted.person, spots); ! kept) return console.fail (kept.error());
            talk.say (fmt::format ("{}: {}", tight ? "Tight" : "Avoided", words (spot)));
        }
    }
    talk.quiet();
    console.clearLine();
    show (spots, console);
    return 0;
}

int spots (const Wanted& wanted, Console& console)
{
    const auto stored = files::loadSpots (wanted.person);
    if (! stored) return console.fail (stored.error());
    auto known = stored->value_or (touch::Spots {});
    if (wanted.show)
    {
        show (known, console);
        return 0;
    }
    if (wanted.forget)
    {
        if (const auto kept = files::storeSpots (wanted.person, {}); ! kept) return console.fail (kept.error());
        console.say (fmt::format ("No spots of {} are known any more.", wanted.person));
        return 0;
    }
    if (wanted.chair.empty()) return console.fail ({ "it needs CHAIR: the field walks over it", Error::Kind::usage });
    const auto file = openChair (wanted.chair, console);
    if (! file) return console.fail (file.error());
    return walk (wanted, std::move (known), *file, console);
}
} // namespace

extern const CommandKind commandSpots;
const CommandKind commandSpots { "spots", "where it is tight, and what is to be left alone: marked while touch walks over the back", 62,
                                 "lull spots four-zone --device JACK:chair --channels sound=1-2,touch=3-6\n"
                                 "lull spots --show                          what is marked; --forget forgets it",
                                 [] (CLI::App& app) -> Action {
                                     auto wanted = std::make_shared<Wanted>();
                                     addChairAsk (app, *wanted);
                                     app.get_option ("chair")->required (false);
                                     app.add_option ("--person", wanted->person, "whose back it is; \"me\" unless given")->type_name ("NAME");
                                     app.add_flag ("--show", wanted->show, "list them");
                                     app.add_flag ("--forget", wanted->forget, "forget all of them");
                                     return [wanted] (Console& console) { return spots (*wanted, console); };
                                 } };
} // namespace lull::cli

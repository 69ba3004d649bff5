#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "Devices/Alignment.h"
#include "Devices/Setup/Setup.h"
#include "Devices/TapAlong.h"
#include "Engine/Performance.h"

namespace lull::devices
{
namespace
{
constexpr double period = 60.0 / SetupRig::Beat::bpm; // s
constexpr int beats = TapAlong::leadIn + 16;          // of a round
constexpr double step = 0.005;                        // s, of a press

// One round, as often as it takes.
std::optional<TapAlong> round (Talk& talk, const std::string& what)
{
    for (;;)
    {
        const auto taps = talk.taps (beats * period, "Tap along with " + what);
        if (! taps) return std::nullopt;
        const auto found = TapAlong::of (*taps, period);
        if (found && found->spread <= TapAlong::even) return found;
        talk.say (! found ? fmt::format ("Those were {} taps, too few to go by; once more, with every beat.", taps->size())
                          : fmt::format ("The taps were {:.0f} ms uneven, too much to go by; once more, at ease.", 1000.0 * found->spread));
    }
}
} // namespace

int align (const ChairAsk& wanted, const ChairFile& file, Desk& desk)
{
    const auto& chair = *file.chair;
    std::unique_ptr<Talk> owned;
    if (const auto code = enter (owned, wanted, file, "lull chair align", desk)) return *code;
    auto& talk = *owned;
    const auto device = talk.rig().opened().id();
    const auto folder = alignmentsFolder();
    if (const auto known = loadAlignment (folder, chair.id, device); ! known) desk.say (known.error().message);
    else if (known->value != 0.0) desk.say (fmt::format ("Until now, {}.", alignmentWords (*known)));

    std::vector<SetupRig::Drive> all;
    for (std::size_t k = 0; k < chair.actuators.size(); ++k) all.push_back ({ static_cast<int> (k), 0.0, false });
    talk.beat (all, true, Seconds { 0.0 });
    desk.say ("First how strong: make each push well felt. Set the speakers so that its tick is well heard.");
    if (! talk.ask ({ "Well felt and heard?", Talk::Question::By::keys, { { 'y', "yes" } }, {}, true })) return talk.code();

    desk.say ("Two rounds of sixteen seconds: tap along with what you hear, then with what you feel. The first beats are there to find in.");
    talk.beat ({}, true, Seconds { 0.0 });
    const auto heard = round (talk, "the tick you hear");
    if (! heard) return talk.code();
    talk.beat (all, false, Seconds { 0.0 });
    const auto felt = round (talk, "the push you feel");
    if (! felt) return talk.code();
    const double late = apart (*heard, *felt, period), unsure = std::hypot (heard->error(), felt->error());
    constexpr double most = engine::Performance::mostEarly.value;
    desk.say (fmt::format ("Touch arrives {:.0f} ms {} sound, give or take {:.0f} ms.", std::abs (1000.0 * late), late >= 0.0 ? "after" : "before",
                           std::max (1.0, 1000.0 * unsure)));
    if (std::abs (late) > most) desk.say (fmt::format ("More than {:.0f} ms cannot be undone: a device that answers sooner would help.", 1000.0 * most));
    double early = std::clamp (step * std::round (late / step), -most, most);
    for (;;)
    {
        talk.beat (all, true, Seconds { early });
        talk.say (fmt::format ("Both at once: {}.", alignmentWords (Seconds { early })));
        const auto answer = talk.ask ({ "As close as it gets?",
                                        Talk::Question::By::keys,
                                        { { 'y', "keep it" }, { 'e', "touch earlier" }, { 'l', "touch later" }, { 'n', "as it was" } } });
        if (! answer) return talk.code();
        if (*answer == "n")
        {
            desk.say ("Nothing was changed.");
            break;
        }
        if (*answer == "y")
        {
            if (const auto kept = saveAlignment (folder, chair.id, device, Seconds { early }); ! kept) return desk.fail (kept.error());
            desk.say (fmt::format ("Kept for {} on {}: {}.", chair.title, device, alignmentWords (Seconds { early })));
            break;
        }
        early = std::clamp (early + (*answer == "e" ? step : -step), -most, most);
    }
    talk.quiet();
    return 0;
}
} // namespace lull::devices

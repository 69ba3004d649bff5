#include <charconv>

#include <fmt/format.h>

#include "Devices/Setup/Setup.h"

namespace lull::devices
{
int testZones (const ChairAsk& wanted, const ChairFile& file, Desk& desk)
{
    const auto& chair = *file.chair;
    std::unique_ptr<Talk> owned;
    if (const auto code = enter (owned, wanted, file, "a test of each zone", desk)) return *code;
    auto& talk = *owned;
    std::vector<std::string> names;
    for (const auto& z : chair.zones) names.push_back (z.name);
    for (std::string last;;)
    {
        const auto answer =
            talk.ask ({ last.empty() ? "Which zone?" : fmt::format ("{}. Which now?", last), Talk::Question::By::one, { { 'd', "done" } }, names });
        if (! answer) return talk.code();
        if (*answer == "d") break;
        std::size_t n = 0;
        std::from_chars (answer->data(), answer->data() + answer->size(), n);
        if (n == 0 || n > chair.zones.size())
        {
            talk.quiet();
            last.clear();
            continue;
        }
        const auto& zone = chair.zones[n - 1];
        last = zone.name;
        talk.play (chair.actuators[static_cast<std::size_t> (zone.actuator)].carrierFor (40.0), { { zone.actuator, talk.level(), false } });
    }
    talk.quiet();
    return 0;
}
} // namespace lull::devices

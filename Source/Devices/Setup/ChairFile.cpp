#include "Devices/Setup/ChairFile.h"

#include "Devices/DeviceList.h"
#include "Files/OwnChairs.h"

namespace lull::devices
{
Result<std::optional<Binding>> boundFor (const ChairAsk& ask, const touch::Chair& chair)
{
    if (! ask.channels.empty())
    {
        auto said = parseBinding (ask.channels);
        if (! said) return fail (said.error());
        return std::optional (std::move (*said));
    }
    const auto device = chooseDevice (listDevices(), ask.device);
    if (! device) return fail (device.error());
    return loadBinding (bindingsFolder(), chair.id, device->id());
}

std::optional<int> enter (std::unique_ptr<Talk>& talk, const ChairAsk& ask, const ChairFile& file, const std::string& who, Desk& desk)
{
    const auto bound = boundFor (ask, *file.chair);
    if (! bound) return desk.fail (bound.error());
    talk = desk.talk (file.chair, who);
    const auto begun = talk->begin (ask.device, *bound);
    if (! begun) return desk.fail (begun.error());
    if (! *begun) return talk->code();
    return std::nullopt;
}

std::string zonesOf (const touch::Chair& chair, int actuator)
{
    std::string out;
    for (const auto& z : chair.zones)
        if (z.actuator == actuator) out += (out.empty() ? "" : " and ") + z.name;
    return out;
}

int change (ChairFile& file, const std::vector<touch::ChairChange>& changes, Desk& desk)
{
    if (changes.empty()) return 0;
    auto text = touch::changedChair (file.file, file.text, file.name, changes);
    if (! text)
    {
        desk.show (text.error(), file.text);
        return desk.fail ({ file.file + " was not changed", Error::Kind::refused });
    }
    if (*text != file.text)
        if (const auto kept = files::writeChair (file.file, *text); ! kept) return desk.fail (kept.error());
    file.text = std::move (*text);
    file.chair = std::make_shared<const touch::Chair> (*touch::readChair (file.file, file.text, file.name));
    return 0;
}
} // namespace lull::devices

#include "Plugins/Shared/ChairBox.h"

#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
constexpr int ownId = 1001, noneId = 1000;
juce::String utf8 (const std::string& s) { return juce::String::fromUTF8 (s.c_str()); }
} // namespace

void fillChairs (juce::ComboBox& box, const Choices& c)
{
    box.clear (juce::dontSendNotification);
    int id = 0, chosen = 0;
    for (const auto& ch : ui::shelvedChairs())
    {
        box.addItem (utf8 (ch.title), ++id);
        if (ch.id == c.chair) chosen = id;
    }
    if (! c.chair.empty() && chosen == 0)
    {
        box.addItem (utf8 (c.chair), ownId);
        chosen = ownId;
    }
    box.addItem ("No chair, sound only", noneId);
    box.setSelectedId (c.chair.empty() ? noneId : chosen, juce::dontSendNotification);
}

std::optional<Choices> chosenChair (const juce::ComboBox& box, Choices c)
{
    const int id = box.getSelectedId();
    const auto& all = ui::shelvedChairs();
    if (id == noneId) c.chair = c.chairText = {};
    else if (id >= 1 && id <= static_cast<int> (all.size()))
    {
        c.chair = all[static_cast<std::size_t> (id - 1)].id;
        c.chairText = std::string (all[static_cast<std::size_t> (id - 1)].text);
    }
    else return std::nullopt;
    return c;
}
} // namespace lull::plugin

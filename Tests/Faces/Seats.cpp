// Whose chair it is: own chairs are offered, each also as it fits its person, and what is known of a person travels with the project.
#include <filesystem>

#include "Files/OwnChairs.h"
#include "Files/People.h"
#include "Plugins/Shared/ChairBox.h"
#include "Rig.h"

using namespace lull;
using namespace lull::test;

namespace
{
const plugin::ChairBox::Offer* offer (const plugin::ChairBox& box, const std::string& id, const std::string& person, int* number = nullptr)
{
    for (std::size_t i = 0; i < box.offers().size(); ++i)
        if (box.offers()[i].id == id && box.offers()[i].person == person)
        {
            if (number != nullptr) *number = static_cast<int> (i) + 1;
            return &box.offers()[i];
        }
    return nullptr;
}
} // namespace

TEST_CASE ("a chair as it fits its person drives touch by what was comfortable, and is the same without that person's files")
{
    startJuce();
    const auto four = choices ("try", "four-zone");
    const auto file = files::ownChairFile ("mine");
    REQUIRE (file);
    REQUIRE (files::writeChair (*file, four.chairText));
    touch::Fit fit;
    fit.chair = "mine";
    const auto written = ui::chairFrom ("mine", four.chairText).value();
    for (const auto& a : written->actuators) fit.actuators.push_back ({ a.name, 40.0, -40.0, -24.0 });
    REQUIRE (files::storeFit (files::myself, fit));
    touch::Spots spots;
    spots.tight.push_back ({ -8.0, 50.0 });
    REQUIRE (files::storeSpots (files::myself, spots));

    plugin::ChairBox box;
    box.fill (four);
    int number = 0;
    REQUIRE (offer (box, "mine", "") != nullptr);
    REQUIRE (offer (box, "mine", "me", &number) != nullptr);
    box.setSelectedId (number, juce::dontSendNotification);
    const auto chosen = box.chosen (four);
    REQUIRE ((chosen && *chosen));
    CHECK ((*chosen)->person == "me");

    Rig rig ("try", "four-zone");
    CHECK (rig.processor->choose (**chosen).isEmpty());
    const auto chair = rig.processor->instrument.timeline()->chair();
    CHECK (chair->actuators[0].comfortable.has_value());
    CHECK (chair->tight.size() == 1);

    juce::MemoryBlock state, again;
    rig.processor->getStateInformation (state);
    std::filesystem::remove_all (files::personFolder (files::myself).value());
    std::filesystem::remove (*file);
    Rig other ("bedtime", "");
    other.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    CHECK (other.processor->instrument.choices() == **chosen);
    CHECK (other.processor->instrument.timeline()->chair()->actuators[0].comfortable == chair->actuators[0].comfortable);
    other.processor->getStateInformation (again);
    CHECK (again == state);
    other.editor.reset (other.processor->createEditor());
    dynamic_cast<plugin::Editor&> (*other.editor).update();
}

TEST_CASE ("a fit that cannot be read refuses the project, and everything stays as it was")
{
    Rig rig ("try", "four-zone");
    const auto before = rig.processor->instrument.choices();
    auto c = before;
    c.person = "me";
    c.fit = "fit: [ 1, 2";
    CHECK_FALSE (rig.processor->choose (c).isEmpty());
    c.fit.clear();
    c.spots = "no spots at all";
    CHECK_FALSE (rig.processor->choose (c).isEmpty());
    CHECK (rig.processor->instrument.choices() == before);
}

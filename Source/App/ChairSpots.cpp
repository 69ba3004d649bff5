#include <sstream>

#include "App/ChairPage.h"
#include "Files/People.h"
#include "Ui/Utf8.h"

// Where it is tight and what is to be left alone, drawn on the picture of the back.
namespace lull::app
{
void ChairPage::seeSpots()
{
    auto stored = files::loadSpots (files::myself);
    if (! stored) return say (stored.error().message);
    spots = stored->value_or (touch::Spots {});
    map.setSpots (spots);
}

void ChairPage::beginDrawing()
{
    if (run != nullptr) return;
    seeSpots();
    tool = Tool::tight;
    map.setDrawing (true);
    heed();
    map.grabKeyboardFocus();
}

void ChairPage::endDrawing()
{
    tool.reset();
    map.setDrawing (false);
    words.clear();
    std::istringstream lines (devices::spotWords (spots));
    for (std::string line; std::getline (lines, line);) words.add (ui::utf8 (line));
    heed();
}

void ChairPage::offerTools()
{
    struct One
    {
        const char* word;
        Tool tool;
    };
    for (const auto& one : { One { "Tight", Tool::tight }, One { "Leave alone", Tool::avoid }, One { "Take away", Tool::away } })
    {
        auto& pill = *answers.emplace_back (std::make_unique<ui::Pill> (look, one.word, tool == one.tool ? ui::Pill::Kind::main : ui::Pill::Kind::plain));
        pill.setComponentID (juce::String ("tool ") + one.word);
        pill.onClick = [here = juce::Component::SafePointer<ChairPage> (this), chosen = one.tool] {
            juce::MessageManager::callAsync ([here, chosen] {
                if (here == nullptr || ! here->tool) return;
                here->tool = chosen;
                here->heed();
                here->map.grabKeyboardFocus();
            });
        };
        addAndMakeVisible (pill);
    }
}

void ChairPage::place (const text::Point& at)
{
    if (! tool) return;
    auto next = spots;
    if (*tool == Tool::away) (void)next.forget (at);
    else if (! next.mark (*tool == Tool::tight, at))
        return say ("There are " + std::to_string (touch::Spots::most) + " already: that is as many as there may be.");
    if (const auto kept = files::storeSpots (files::myself, next); ! kept) return say (kept.error().message);
    spots = std::move (next);
    map.setSpots (spots);
    words.clear();
    repaint();
}
} // namespace lull::app

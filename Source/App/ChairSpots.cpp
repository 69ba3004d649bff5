#include <utility>

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

void ChairPage::listSpots()
{
    words.clear();
    words.addLines (ui::utf8 (devices::spotWords (spots)));
}

void ChairPage::beginDrawing()
{
    if (run != nullptr) return;
    seeSpots();
    listSpots();
    map.setDrawing (true);
    take (Tool::tight);
}

void ChairPage::take (Tool t)
{
    tool = t;
    heed();
    map.grabKeyboardFocus();
}

void ChairPage::endDrawing()
{
    tool.reset();
    map.setDrawing (false);
    listSpots();
    heed();
}

void ChairPage::offerTools()
{
    for (const auto& [word, its] : { std::pair ("Tight", Tool::tight), std::pair ("Leave alone", Tool::avoid), std::pair ("Take away", Tool::away) })
        answer (word, juce::String ("tool ") + word, tool == its ? ui::Pill::Kind::main : ui::Pill::Kind::plain, [this, chosen = its] {
            if (tool) take (chosen);
        });
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
    listSpots();
    repaint();
}
} // namespace lull::app

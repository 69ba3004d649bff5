// How large words are: as large as what they stand on, on a small screen as on a very large one.
#include "Catch.h"

#include "Host.h"
#include "Screen.h"
#include "Ui/Controls.h"

using namespace lull;
using namespace lull::test;

namespace
{
// Rows between the first and the last in which the middle of a picture is unlike its corner's ground, px.
int inkHeight (const juce::Image& image, juce::Rectangle<int> where)
{
    const auto ground = image.getPixelAt (where.getX(), where.getY());
    int first = -1, last = -1;
    for (int y = where.getY(); y < where.getBottom(); ++y)
        for (int x = where.getX(); x < where.getRight(); ++x)
            if (std::abs (image.getPixelAt (x, y).getBrightness() - ground.getBrightness()) > 0.2f)
            {
                if (first < 0) first = y;
                last = y;
            }
    return first < 0 ? 0 : last - first + 1;
}

int wordOn (const ui::Look& look, int w, int h)
{
    ui::Pill pill (look, "HHH");
    pill.setSize (w, h);
    const auto image = pill.createComponentSnapshot (pill.getLocalBounds());
    return inkHeight (image, pill.getLocalBounds().reduced (w / 4, h / 8));
}
} // namespace

TEST_CASE ("a button's words grow with it and never leave it")
{
    test::startJuce();
    const ui::Look look (ui::shippedThemes().front());
    const int small = wordOn (look, 160, 44), middle = wordOn (look, 300, 80), large = wordOn (look, 600, 160);
    CHECK (small >= 9); // capitals of 13 px and more
    CHECK (middle >= 16);
    CHECK (large >= 32);
    CHECK (large < 80);
    CHECK (look.sizeWithin (100.0f, "a", 20.0f, 10.0f) == 20.0f);
    const juce::String longer ("words that are by far too long for their button");
    const float fits = look.sizeWithin (300.0f, longer, 40.0f, 8.0f);
    CHECK (look.widthOf (longer, fits) == Approx (300.0f).epsilon (0.05));
    CHECK (look.sizeWithin (30.0f, longer, 40.0f, 8.0f) == 8.0f);
}

TEST_CASE ("the list that opens from a box is as large as the box")
{
    test::startJuce();
    ui::Look look (ui::shippedThemes().front());
    const auto sizeFor = [&] (int boxHeight) {
        int w = 0, h = 0;
        look.getIdealPopupMenuItemSizeWithOptions ("Four zones", false, boxHeight, w, h, juce::PopupMenu::Options().withStandardItemHeight (boxHeight));
        CHECK (h == boxHeight);
        juce::ComboBox box;
        box.setSize (400, boxHeight);
        CHECK (look.getPopupMenuFont().getHeight() == Approx (look.getComboBoxFont (box).getHeight()));
        return look.getPopupMenuFont().getHeight();
    };
    const float usual = sizeFor (44);
    CHECK (usual > 13.0f);
    CHECK (sizeFor (150) > 1.9f * sizeFor (50));
    int w = 0, h = 0;
    look.getIdealPopupMenuItemSizeWithOptions ("Four zones", false, 0, w, h, juce::PopupMenu::Options()); // of a menu that belongs to no box
    CHECK (look.getPopupMenuFont().getHeight() == Approx (usual).epsilon (0.02));
}

// The picture of test tones: the bar that is lit is the tone that plays, the marks stand over those that were said.
#include "Catch.h"

#include "Host.h"
#include "Screen.h"
#include "Ui/TonesView.h"

using namespace lull;
using namespace lull::test;

namespace
{
engine::TonesFelt fiveTones()
{
    engine::TonesFelt felt;
    felt.hertz = { 30.0, 35.0, 40.0, 45.0, 50.0 };
    felt.level = { -48.0, -36.0, -24.0, -36.0, -48.0 };
    felt.buzzes = { false, false, false, true, false };
    felt.actuator = "left shoulder";
    return felt;
}

float lit (const juce::Image& image, juce::Rectangle<float> where)
{
    return image.getPixelAt (where.toNearestInt().getCentreX(), where.toNearestInt().getCentreY()).getBrightness();
}
} // namespace

TEST_CASE ("of test tones the one that plays is lit, as long as it is loud, and the marks stand where they belong")
{
    test::startJuce();
    ui::Look look (ui::shippedThemes().front());
    ui::TonesView view (look);
    view.setSize (600, 240);
    for (int now = 0; now < 5; ++now)
    {
        auto felt = fiveTones();
        felt.now = now;
        view.setTones (felt);
        const auto image = view.createComponentSnapshot (view.getLocalBounds());
        int brightest = -1;
        float most = 0.0f;
        for (std::size_t n = 0; n < 5; ++n)
        {
            const float here = lit (image, view.barOf (n));
            CHECK (here > 0.25f); // every bar is there
            if (here > most) most = here, brightest = static_cast<int> (n);
        }
        CHECK (brightest == now);
        CHECK (view.getDescription() == "left shoulder, now " + juce::String (30 + 5 * now) + " Hz");
    }

    auto felt = fiveTones();
    felt.most = 2;
    view.setTones (felt);
    draw (view, "tones-marks");
    const auto image = view.createComponentSnapshot (view.getLocalBounds());
    for (std::size_t n = 1; n < 5; ++n) CHECK (view.barOf (n).getX() > view.barOf (n - 1).getRight());
    CHECK (view.barOf (2).getHeight() == Approx (2.0f * view.barOf (0).getHeight()));
    CHECK (view.barOf (0).getHeight() == Approx (view.barOf (4).getHeight()));
    // Above a bar: nothing, but the dot over the one that is felt most and the cross over the one that buzzes.
    for (std::size_t n = 0; n < 5; ++n)
    {
        const auto bar = view.barOf (n);
        float most = 0.0f;
        for (int y = static_cast<int> (bar.getY()) - 24; y < static_cast<int> (bar.getY()) - 3; ++y)
            for (int x = static_cast<int> (bar.getX()); x < static_cast<int> (bar.getRight()); ++x)
                most = std::max (most, image.getPixelAt (x, y).getBrightness());
        INFO ("tone " << n);
        if (n == 2 || n == 3) CHECK (most > 0.5f);
        else CHECK (most < 0.35f);
    }
}

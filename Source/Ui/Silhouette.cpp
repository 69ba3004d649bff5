#include "Ui/Silhouette.h"

#include <algorithm>

namespace lull::ui
{
namespace
{
// Where the surfaces below the back begin: drawn units of their hip end.
constexpr float seatTop = 1.24f, legsTop = 1.92f, feetTop = 2.62f;

} // namespace

Silhouette::Silhouette (const touch::Chair* chair)
{
    bool seat = false, legs = false, feet = false;
    if (chair != nullptr)
        for (const auto& z : chair->zones)
        {
            seat = seat || z.surface == touch::Surface::seat;
            legs = legs || z.surface == touch::Surface::legs;
            feet = feet || z.surface == touch::Surface::feet;
        }
    // Upper body as it is drawn: neck, shoulders, arms, flanks. Where the drawing cuts straight through neck, arms and hips, the ends are round.
    body.startNewSubPath (-0.17f, -1.01f);
    body.cubicTo (-0.20f, -0.80f, -0.28f, -0.74f, -0.62f, -0.66f);
    body.cubicTo (-0.98f, -0.58f, -1.04f, -0.34f, -1.06f, -0.05f);
    body.lineTo (-1.094f, 0.52f);
    body.cubicTo (-1.104f, 0.67f, -0.896f, 0.70f, -0.872f, 0.56f);
    body.lineTo (-0.78f, 0.10f);
    body.cubicTo (-0.71f, 0.37f, -0.67f, 0.57f, -0.688f, 0.97f);
    body.cubicTo (-0.69f, 1.04f, -0.64f, 1.08f, -0.56f, 1.095f);
    body.cubicTo (-0.30f, 1.13f, 0.30f, 1.13f, 0.56f, 1.095f);
    body.cubicTo (0.64f, 1.08f, 0.69f, 1.04f, 0.688f, 0.97f);
    body.cubicTo (0.67f, 0.57f, 0.71f, 0.37f, 0.78f, 0.10f);
    body.lineTo (0.872f, 0.56f);
    body.cubicTo (0.896f, 0.70f, 1.104f, 0.67f, 1.094f, 0.52f);
    body.lineTo (1.06f, -0.05f);
    body.cubicTo (1.04f, -0.34f, 0.98f, -0.58f, 0.62f, -0.66f);
    body.cubicTo (0.28f, -0.74f, 0.20f, -0.80f, 0.17f, -1.01f);
    body.cubicTo (0.10f, -1.04f, -0.10f, -1.04f, -0.17f, -1.01f);
    body.closeSubPath();
    if (seat)
    {
        body.addRoundedRectangle (-0.86f, 1.18f, 1.72f, 0.62f, 0.28f);
        bottom = 1.82f;
    }
    for (const float side : { -1.0f, 1.0f })
    {
        if (legs)
        {
            body.addRoundedRectangle (side * 0.40f - 0.24f, legsTop - 0.06f, 0.48f, 0.64f, 0.20f);
            bottom = std::max (bottom, legsTop + 0.60f);
        }
        if (feet)
        {
            body.addRoundedRectangle (side * 0.40f - 0.22f, (legs ? feetTop : legsTop) - 0.02f, 0.44f, 0.36f, 0.17f);
            bottom = std::max (bottom, (legs ? feetTop : legsTop) + 0.36f);
        }
    }
    detail.startNewSubPath (0.0f, -0.98f);
    detail.cubicTo (0.01f, -0.4f, -0.01f, 0.4f, 0.0f, 1.1f);
    for (const float side : { -1.0f, 1.0f })
    {
        detail.startNewSubPath (side * 0.20f, -0.42f);
        detail.cubicTo (side * 0.34f, -0.44f, side * 0.52f, -0.36f, side * 0.55f, -0.12f);
        detail.cubicTo (side * 0.50f, 0.10f, side * 0.36f, 0.16f, side * 0.27f, 0.12f);
    }
}

juce::Point<float> Silhouette::place (touch::Surface surface, double x, double y) noexcept
{
    const float across = std::clamp (static_cast<float> (x) * unitsPerCm, -0.8f, 0.8f);
    const auto down = [&] (float top, double least, double most, float height) {
        return top + height * static_cast<float> (std::clamp ((y - least) / (most - least), 0.0, 1.0));
    };
    switch (surface)
    {
        case touch::Surface::seat: return { across, down (seatTop, 0.0, 45.0, 0.50f) };
        case touch::Surface::legs: return { across, down (legsTop, 0.0, 90.0, 0.52f) };
        case touch::Surface::feet: return { across, down (feetTop, 0.0, 26.0, 0.30f) };
        case touch::Surface::back:
        case touch::Surface::lying: break;
    }
    return { across, std::clamp (1.36f - static_cast<float> (y) * unitsPerCm, -0.95f, 1.08f) };
}
} // namespace lull::ui

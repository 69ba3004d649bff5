#include "Ui/BackView.h"

#include <cmath>

#include "Base/Math.h"

namespace lull::ui
{
namespace
{
constexpr int coarse = 3;                              // pixels of the screen per pixel of light
constexpr float spotWidth = 0.48f, spotHeight = 0.44f; // drawn units

// A light's fall from its middle (d = 0) to its edge (d = 1), by the square of d.
float fall (float dd) noexcept
{
    const float rest = 1.0f - dd;
    return rest <= 0.0f ? 0.0f : rest * rest;
}
} // namespace

BackView::BackView (const Look& l) : look (l), shape (std::make_unique<Silhouette> (nullptr))
{
    setInterceptsMouseClicks (false, false);
    setTitle ("Back");
}
BackView::~BackView() = default;

double BackView::lungs (double b) noexcept { return 0.5 - 0.5 * math::cosCycles (math::fraction (b)); }

void BackView::setTimeline (std::shared_ptr<const session::Timeline> t)
{
    timeline = std::move (t);
    glow = timeline != nullptr ? std::make_unique<Glow> (timeline) : nullptr;
    shape = std::make_unique<Silhouette> (timeline != nullptr ? timeline->chair() : nullptr);
    resized();
    repaint();
}

void BackView::setFaint (bool f)
{
    if (faint == f) return;
    faint = f;
    repaint();
}

void BackView::resized()
{
    const auto box = getLocalBounds().toFloat();
    if (box.isEmpty()) return;
    const auto extent = shape->extent();
    ring = 0.5f * std::min (box.getWidth(), box.getHeight()) - 2.0f;
    // The outer ring takes the whole box; the body stands inside it as in the drawings.
    unit = std::min (ring * 2.0f * 0.705f / extent.getHeight(), ring * 2.0f * 0.76f / extent.getWidth());
    centre = box.getCentre();
    const float middle = extent.getCentreY();
    toScreen = juce::AffineTransform::scale (unit).translated (centre.x, centre.y - middle * unit + 0.02f * unit);
    const auto body = extent.transformedBy (toScreen).getSmallestIntegerContainer();
    light = juce::Image (juce::Image::ARGB, std::max (1, body.getWidth() / coarse + 1), std::max (1, body.getHeight() / coarse + 1), true,
                         juce::SoftwareImageType());
}

float BackView::radius (int number, double b) const noexcept
{
    constexpr std::array<float, 3> sizes { 1.0f, 0.873f, 0.746f };
    const double filled = lungs (b - 0.035 * number);
    return ring * sizes[static_cast<std::size_t> (number)] * static_cast<float> (0.93 + 0.07 * filled);
}

void BackView::follow (const engine::Telemetry& t, double elapsed)
{
    const bool lit = glow != nullptr && glow->follow (t, elapsed);
    bool breathed = false;
    for (int i = 0; i < (faint ? 1 : 3); ++i) breathed = breathed || std::abs (radius (i, t.breath) - radius (i, breath)) > 0.3f;
    if (breathed)
    {
        breath = t.breath;
        repaint();
    }
    else if (lit) repaint (shape->extent().transformedBy (toScreen).getSmallestIntegerContainer());
}

void BackView::mark (std::vector<touch::Place> places)
{
    if (places.empty() && marks.empty()) return;
    marks = std::move (places);
    repaint();
}

void BackView::sumLight()
{
    const juce::Image::BitmapData pixels (light, juce::Image::BitmapData::writeOnly);
    struct Lamp
    {
        float x, y, level;
    };
    std::vector<Lamp> lamps;
    const auto origin = shape->extent().transformedBy (toScreen).getSmallestIntegerContainer().getPosition().toFloat();
    for (const auto& s : glow->spots())
        if (s.level > 0.0f)
        {
            const auto p = Silhouette::place (s.surface, s.x, s.y).transformedBy (toScreen) - origin;
            // Many small lights of one output overlap: together they are as bright as one.
            lamps.push_back ({ p.x / coarse, p.y / coarse, s.level * (s.marked ? 1.0f : 0.6f) * (faint ? 0.5f : 1.0f) });
        }
    const auto warm = look[Token::touch], high = look[Token::touchHigh];
    const float rx = coarse / (spotWidth * unit), ry = coarse / (spotHeight * unit);
    for (int y = 0; y < light.getHeight(); ++y)
    {
        auto* line = reinterpret_cast<juce::PixelARGB*> (pixels.getLinePointer (y));
        for (int x = 0; x < light.getWidth(); ++x)
        {
            float sum = 0.0f;
            for (const auto& l : lamps)
            {
                const float dx = (static_cast<float> (x) - l.x) * rx, dy = (static_cast<float> (y) - l.y) * ry;
                sum += l.level * fall (dx * dx + dy * dy);
            }
            if (sum <= 0.002f)
            {
                line[x] = juce::PixelARGB (0, 0, 0, 0);
                continue;
            }
            // Light adds; what the eye gets of it saturates. The hottest part turns pale.
            const float alpha = 1.0f - 1.0f / (1.0f + sum * (1.3f + 1.6f * sum));
            const float pale = juce::jlimit (0.0f, 1.0f, (sum - 0.45f) / 0.75f);
            line[x] = warm.interpolatedWith (high, pale * pale).withAlpha (std::min (1.0f, 1.12f * alpha)).getPixelARGB();
        }
    }
}

void BackView::paint (juce::Graphics& g)
{
    g.setColour (look[Token::sound]);
    const int rings = faint ? 1 : 3;
    for (int i = 0; i < rings; ++i)
    {
        const float r = radius (i, breath);
        g.setOpacity (faint ? 0.18f : 0.17f + 0.10f * static_cast<float> (i));
        g.drawEllipse (centre.x - r, centre.y - r, 2.0f * r, 2.0f * r, 1.5f);
    }
    auto outline = shape->outline();
    outline.applyTransform (toScreen);
    g.setColour (look[Token::skin].interpolatedWith (look[Token::dimmed], faint ? 0.4f : 0.0f));
    g.fillPath (outline);
    const auto lineColour = look[Token::skinLine].interpolatedWith (look[Token::dimmed], faint ? 0.5f : 0.0f);
    g.setColour (lineColour);
    g.strokePath (outline, juce::PathStrokeType (1.2f, juce::PathStrokeType::curved));
    auto lines = shape->lines();
    lines.applyTransform (toScreen);
    g.strokePath (lines, juce::PathStrokeType (1.1f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));

    for (const auto& m : marks)
        for (const double side : { -1.0, 1.0 })
        {
            if ((side < 0.0 && m.side == touch::Side::right) || (side > 0.0 && m.side == touch::Side::left)) continue;
            constexpr double least = 2.0; // cm about a single point
            const auto a = Silhouette::place (touch::Surface::back, side * (m.region.x0 - (m.point ? least : 0.0)), m.region.y0 - (m.point ? least : 0.0))
                               .transformedBy (toScreen);
            const auto b = Silhouette::place (touch::Surface::back, side * (m.region.x1 + (m.point ? least : 0.0)), m.region.y1 + (m.point ? least : 0.0))
                               .transformedBy (toScreen);
            const juce::Rectangle<float> box (a, b);
            g.setColour (look[Token::touch].withAlpha (0.22f));
            g.fillRoundedRectangle (box, 0.06f * unit);
            g.setColour (look[Token::touch]);
            g.drawRoundedRectangle (box, 0.06f * unit, 1.2f);
        }

    if (glow == nullptr) return;
    bool any = false;
    for (const auto& s : glow->spots()) any = any || s.level > 0.0f;
    if (any)
    {
        sumLight();
        const juce::Graphics::ScopedSaveState keep (g);
        g.reduceClipRegion (outline);
        const auto origin = shape->extent().transformedBy (toScreen).getSmallestIntegerContainer().getPosition().toFloat();
        g.setImageResamplingQuality (juce::Graphics::highResamplingQuality);
        g.setOpacity (1.0f);
        g.drawImageTransformed (light, juce::AffineTransform::scale (static_cast<float> (coarse)).translated (origin.x, origin.y));
    }
    for (const auto& s : glow->spots())
    {
        if (! s.marked) continue;
        const auto p = Silhouette::place (s.surface, s.x, s.y).transformedBy (toScreen);
        const float r = 0.045f * unit;
        g.setColour (s.level > 0.5f ? look[Token::touch] : lineColour);
        g.drawEllipse (p.x - r, p.y - r, 2.0f * r, 2.0f * r, 1.2f);
    }
}
} // namespace lull::ui

#include "Ui/Meters.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Engine/Renderer.h"

namespace lull::ui
{
Meters::Meters (const Look& l) : look (l)
{
    setTitle ("What goes to each actuator");
    setInterceptsMouseClicks (false, false);
}

void Meters::setChair (std::shared_ptr<const touch::Chair> c)
{
    chair = std::move (c);
    limits = engine::limitsOf (chair.get());
    count = chair == nullptr ? 0 : static_cast<int> (chair->actuators.size());
    rows = {};
    for (int i = 0; i < count; ++i)
        rows[static_cast<std::size_t> (i)].name = juce::String::fromUTF8 (chair->actuators[static_cast<std::size_t> (i)].name.c_str());
    repaint();
}

void Meters::follow (const engine::Telemetry& t)
{
    for (int i = 0; i < count; ++i)
    {
        const auto k = static_cast<std::size_t> (i);
        Row r;
        r.name = rows[k].name;
        const double rms = static_cast<double> (t.touch.rms30ms[k]), ceiling = static_cast<double> (limits.peak[k]);
        // A sine at its ceiling is full.
        const double under = rms > 1e-6 && ceiling > 0.0 ? math::decibels (rms * std::sqrt (2.0) / ceiling) : -200.0;
        r.level = under < -range ? juce::String() : juce::String (std::lround (under)) + " dB";
        r.permille = static_cast<int> (std::lround (1000.0 * std::clamp (1.0 + under / range, 0.0, 1.0)));
        if (const double watts = static_cast<double> (limits.watts[k]) * rms * rms; watts >= 0.05) r.watts = juce::String (watts, 1) + " W";
        if (const auto b = t.touch.bound[k]; b != safety::Bound::none && b != safety::Bound::permitted)
        {
            const auto words = safety::wordsOf (b);
            r.held = juce::String::fromUTF8 (words.data(), static_cast<int> (words.size()));
        }
        if (r == rows[k]) continue;
        rows[k] = r;
        repaint (boxOf (i).getSmallestIntegerContainer());
    }
}

juce::Rectangle<float> Meters::boxOf (int i) const noexcept
{
    const int columns = count > 8 ? 2 : 1, perColumn = (count + columns - 1) / columns;
    const float gap = 16.0f, w = (static_cast<float> (getWidth()) - gap * static_cast<float> (columns - 1)) / static_cast<float> (columns);
    const float h = std::min (static_cast<float> (getHeight()) / static_cast<float> (std::max (1, perColumn)), 56.0f);
    return { static_cast<float> (i / perColumn) * (w + gap), static_cast<float> (i % perColumn) * h, w, h };
}

void Meters::paint (juce::Graphics& g)
{
    const auto clip = g.getClipBounds().toFloat();
    for (int i = 0; i < count; ++i)
    {
        const auto box = boxOf (i);
        if (! clip.intersects (box)) continue;
        const auto& r = rows[static_cast<std::size_t> (i)];
        const float size = std::clamp (0.34f * box.getHeight(), 11.0f, 16.0f), base = box.getY() + 1.15f * size;
        g.setColour (look[Token::text]);
        look.write (g, r.name, box.getX(), base, size);
        g.setColour (look[Token::soft]);
        const auto beside = r.level + (r.watts.isEmpty() ? juce::String() : "   " + r.watts);
        look.write (g, beside, box.getRight(), base, size, Weight::regular, Look::Anchor::right);
        const float from = box.getX() + look.widthOf (r.name, size) + 14.0f, to = box.getRight() - look.widthOf (beside, size) - 10.0f;
        if (r.held.isNotEmpty() && to > from) look.writeParagraph (g, r.held, { from, box.getY(), to - from, 1.4f * size }, size, 1);
        const auto track = juce::Rectangle<float> (box.getX(), box.getY() + 1.55f * size, box.getWidth(), std::max (4.0f, 0.12f * box.getHeight()));
        g.setColour (look[Token::line]);
        g.fillRoundedRectangle (track, 0.5f * track.getHeight());
        if (r.permille > 0)
        {
            g.setColour (look[Token::touch]);
            g.fillRoundedRectangle (track.withWidth (std::max (track.getHeight(), track.getWidth() * 0.001f * static_cast<float> (r.permille))),
                                    0.5f * track.getHeight());
        }
    }
}
} // namespace lull::ui

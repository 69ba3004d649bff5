#include "Ui/PhaseBar.h"

#include <cmath>

namespace lull::ui
{
namespace
{
constexpr float top = 7.0f;    // above the bar: its mark
constexpr float bottom = 8.0f; // below the names

float nameSizeFor (float barHeight) noexcept { return juce::jlimit (12.0f, std::max (14.0f, 0.41f * barHeight), 0.47f * barHeight); }
} // namespace

float PhaseBar::heightWithNames (float barHeight) noexcept { return top + barHeight + 1.25f * nameSizeFor (barHeight) + bottom; }

PhaseBar::PhaseBar (const Look& l) : look (l)
{
    setInterceptsMouseClicks (false, false);
    setTitle ("Phases");
}

void PhaseBar::setTimeline (std::shared_ptr<const session::Timeline> t)
{
    timeline = std::move (t);
    drawn = -1;
    repaint();
}

void PhaseBar::setBarHeight (float pixels)
{
    barHeight = pixels;
    repaint();
}

float PhaseBar::across (double s) const noexcept
{
    const double length = timeline->length();
    return length <= 0.0 ? 0.0f : static_cast<float> (juce::jlimit (0.0, 1.0, s / length)) * static_cast<float> (getWidth());
}

void PhaseBar::setPosition (double s)
{
    seconds = s;
    if (timeline == nullptr) return;
    const int now = static_cast<int> (std::lround (across (s) * 2.0f)) + 100000 * static_cast<int> (timeline->phaseAt (s));
    if (now == drawn) return;
    drawn = now;
    repaint();
}

void PhaseBar::paint (juce::Graphics& g)
{
    if (timeline == nullptr || timeline->phases().empty()) return;
    const float corner = std::min (6.0f, 0.4f * barHeight);
    const float nameSize = std::min (nameSizeFor (barHeight), static_cast<float> (getHeight()) - top - barHeight - bottom);
    const bool names = nameSize > 11.0f;
    float nameEnd = -1.0f;
    const auto here = timeline->phaseAt (seconds);
    for (std::size_t i = 0; i < timeline->phases().size(); ++i)
    {
        const auto& p = timeline->phases()[i];
        const float from = across (p.begin) + 1.0f, width = std::max (1.0f, across (p.end) - across (p.begin) - 2.0f);
        const juce::Rectangle<float> box (from, top, width, barHeight);
        const float round = std::min (corner, 0.5f * width);
        const bool on = i == here && seconds < timeline->length(), done = seconds >= p.end;
        g.setColour (look[Token::raised]);
        g.fillRoundedRectangle (box, round);
        if (done)
        {
            g.setColour (look[Token::faint].withAlpha (0.55f));
            g.fillRoundedRectangle (box, round);
        }
        else if (on)
        {
            const juce::Graphics::ScopedSaveState keep (g);
            g.reduceClipRegion (box.withRight (across (seconds)).getSmallestIntegerContainer());
            g.setColour (look[Token::touch].withAlpha (0.35f));
            g.fillRoundedRectangle (box, round);
        }
        g.setColour (look[on ? Token::touch : Token::line]);
        g.drawRoundedRectangle (box.reduced (0.5f), round, on ? 1.5f : 1.0f);
        if (! names) continue;
        const auto weight = on ? Weight::medium : Weight::regular;
        const float w = look.widthOf (p.name, nameSize, weight);
        const float x = juce::jlimit (0.0f, std::max (0.0f, static_cast<float> (getWidth()) - w), box.getCentreX() - 0.5f * w);
        if (w > width && ! on) continue;
        if (x < nameEnd) continue;
        // The phase that is on is always named; its neighbours give way.
        if (! on && here < timeline->phases().size() && i < here)
        {
            const auto& h = timeline->phases()[here];
            const float hw = look.widthOf (h.name, nameSize, Weight::medium);
            if (x + w + 10.0f > 0.5f * (across (h.begin) + across (h.end)) - 0.5f * hw) continue;
        }
        g.setColour (look[on ? Token::text : Token::soft]);
        look.write (g, p.name, x, top + barHeight + nameSize + 7.0f, nameSize, weight);
        nameEnd = x + w + 10.0f;
    }
    if (barHeight >= 20.0f)
    {
        // Tempo from its slowest to its fastest over the height of the bar.
        constexpr int points = 120;
        double least = 1e9, most = 0.0;
        for (int i = 0; i <= points; ++i)
        {
            const double b = timeline->bpmAt (timeline->length() * i / points);
            least = std::min (least, b);
            most = std::max (most, b);
        }
        juce::Path tempo;
        for (int i = 0; i <= points; ++i)
        {
            const double s = timeline->length() * i / points;
            const double h = most > least ? (timeline->bpmAt (s) - least) / (most - least) : 0.5;
            const juce::Point<float> p (across (s), top + barHeight - 6.0f - (barHeight - 12.0f) * static_cast<float> (h));
            if (i == 0) tempo.startNewSubPath (p);
            else tempo.lineTo (p);
        }
        g.setColour (look[Token::sound]);
        g.strokePath (tempo, juce::PathStrokeType (1.8f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));
    }
    const float x = juce::jlimit (1.0f, static_cast<float> (getWidth()) - 1.0f, across (seconds));
    g.setColour (look[look.theme().night ? Token::touchHigh : Token::touch]);
    g.drawLine (x, 1.0f, x, top + barHeight + 6.0f, 2.0f);
}
} // namespace lull::ui

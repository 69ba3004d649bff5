#include <algorithm>

#include "App/ChairPage.h"
#include "Files/Notice.h"
#include "Ui/Utf8.h"

// Where everything on the chair's page stands, and its words.
namespace lull::app
{
void ChairPage::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    if (getWidth() <= 0 || getHeight() <= 0) return;
    k = std::clamp (std::min (w / 1366.0f, h / 768.0f), 0.5f, 3.0f);
    const auto at = [] (float x, float y, float ww, float hh) {
        return juce::Rectangle<float> (x, y, std::max (0.0f, ww), std::max (0.0f, hh)).toNearestInt();
    };
    const bool idle = run == nullptr && ! tool;
    const float margin = 28.0f * k, row = std::max (44.0f, 50.0f * k), gap = 10.0f * k, top = 16.0f * k;
    const float foot = run == nullptr ? h : 2.0f * h / 3.0f, split = 0.42f * w;
    stopArea.setBounds (at (0.0f, 2.0f * h / 3.0f, w, h / 3.0f));
    stopArea.setBandTop (0);
    leave.setBounds (at (margin, top, std::max (80.0f, 130.0f * k), row));
    const float right = split + margin, wide = w - right - margin;
    float y = top;
    if (idle)
    {
        const float half = 0.5f * (wide - gap);
        chairs.setBounds (at (right, y, half, row));
        outputs.setBounds (at (right + half + gap, y, half, row));
        y += row + gap;
        mine.setBounds (at (right, y, half, row));
        if (mine.isVisible()) y += row + gap;
    }
    map.setBounds (at (margin, idle ? top + row + gap : top, split - margin, foot - (idle ? top + row + 2.0f * gap : top + gap)));
    float below = foot - margin * 0.6f;
    if (idle)
    {
        const float half = 0.5f * (wide - gap);
        const auto rows = (begins.size() + 1) / 2;
        below -= static_cast<float> (rows) * (row + gap);
        for (std::size_t i = 0; i < begins.size(); ++i)
        {
            const std::size_t line = i / 2;
            begins[i]->setBounds (at (right + (i % 2 == 1 ? half + gap : 0.0f), below + gap + static_cast<float> (line) * (row + gap), half, row));
        }
    }
    else
    {
        if (softer.isVisible())
        {
            below -= row;
            const float half = 0.5f * (wide - gap);
            softer.setBounds (at (right, below, half, row));
            louder.setBounds (at (right + half + gap, below, half, row));
            below -= gap;
        }
        std::vector<juce::Component*> list;
        for (const auto& a : answers) list.push_back (a.get());
        if (done.isVisible()) list.push_back (&done);
        if (! list.empty() || typed.isVisible())
        {
            below -= row;
            const auto n = static_cast<float> (list.size() + (typed.isVisible() ? 1 : 0));
            const float each = (wide - gap * (n - 1.0f)) / n;
            float x = right;
            if (typed.isVisible())
            {
                typed.setBounds (at (x, below, each, row));
                typed.setFont (look.font (0.4f * row));
                x += each + gap;
            }
            for (auto* c : list)
            {
                c->setBounds (at (x, below, each, row));
                x += each + gap;
            }
            below -= gap;
        }
    }
    talk = { right, y, wide, std::max (0.0f, below - y) };
    if (tones.isVisible())
    {
        // Under the question, as much as is left when one line is said.
        const float high = std::max (0.0f, talk.getHeight() - 84.0f * k);
        tones.setBounds (at (right, talk.getBottom() - high, wide, high));
        talk.removeFromBottom (high);
    }
}

void ChairPage::paint (juce::Graphics& g)
{
    g.fillAll (look[ui::Token::ground]);
    const bool idle = run == nullptr && ! tool;
    const float size = std::max (13.5f, 17.0f * k), small = std::max (11.0f, 11.0f * k);
    float top = talk.getY() + 6.0f * k;
    if (! idle)
    {
        auto question = tool ? juce::String ("Press on the back: where it is tight, or what is to be left alone. Arrows and Enter do it too.")
                             : ui::utf8 (shown.question.words);
        if (shown.plays && shown.asks) question += "  (" + juce::String (juce::roundToInt (shown.level)) + " dBFS)";
        const bool rises = ! tool && ! shown.risen && ! shown.arms && shown.arming > 0.0;
        const auto rising = rises ? "Touch rises, " + juce::String (juce::roundToInt (100.0 * shown.arming)) + " %." : juce::String();
        for (const auto& [line, colour] : { std::pair (question, ui::Token::text), std::pair (rising, ui::Token::touch) })
        {
            if (line.isEmpty()) continue;
            g.setColour (look[colour]);
            const auto set = look.fit (line, talk.getWidth(), 0.5f * talk.getHeight(), std::max (17.0f, 22.0f * k), small, ui::Weight::semiBold);
            look.write (g, set, talk.getX(), top, ui::Weight::semiBold);
            top += set.height();
        }
        top += 10.0f * k;
    }
    if (! idle && shown.notice)
    {
        g.setColour (look[ui::Token::soft]);
        look.write (g, look.fit (ui::utf8 (files::noticeText()), talk.getWidth(), talk.getBottom() - top, size, 8.0f), talk.getX(), top);
        return;
    }
    // What was said, the newest last, as much of it as there is room for.
    juce::StringArray lines = words;
    if (run != nullptr)
    {
        lines.clear();
        for (const auto& l : shown.said) lines.add (ui::utf8 (l));
    }
    std::vector<ui::Look::Paragraph> set;
    float room = talk.getBottom() - top;
    for (int i = lines.size(); i-- > 0;)
    {
        auto p = look.fit (lines[i], talk.getWidth(), 1e4f, size, size);
        if (p.height() > room) break;
        room -= p.height();
        set.insert (set.begin(), std::move (p));
    }
    for (std::size_t i = 0; i < set.size(); ++i)
    {
        g.setColour (look[! idle && shown.failed && i + 1 == set.size() ? ui::Token::stopText : ui::Token::soft]);
        look.write (g, set[i], talk.getX(), top);
        top += set[i].height();
    }
}
} // namespace lull::app

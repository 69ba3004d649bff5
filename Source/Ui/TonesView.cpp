#include "Ui/TonesView.h"

#include <algorithm>
#include <cmath>

#include "Ui/Utf8.h"

namespace lull::ui
{
TonesView::TonesView (const Look& l) : look (l) { setInterceptsMouseClicks (false, false); }

void TonesView::setTones (const engine::TonesFelt& t)
{
    tones = t;
    juce::String said = utf8 (t.actuator);
    const auto hertz = [&] (int n) { return " " + juce::String (t.hertz[static_cast<std::size_t> (n)], 0) + " Hz"; };
    if (t.now >= 0) said += ", now" + hertz (t.now);
    if (t.most >= 0) said += ", felt most at" + hertz (t.most);
    setTitle ("Tones");
    setDescription (said);
    repaint();
}

juce::Rectangle<float> TonesView::field() const noexcept
{
    const auto all = getLocalBounds().toFloat();
    const float line = std::clamp (0.09f * all.getHeight(), 11.0f, std::max (26.0f, 0.05f * all.getHeight()));
    return all.withTrimmedTop (1.4f * line).withTrimmedBottom (1.6f * line).withTrimmedLeft (4.2f * line).withTrimmedRight (0.5f * line);
}

// By octaves.
float TonesView::across (double hertz) const noexcept
{
    const auto f = field();
    const double low = tones.hertz.front(), high = tones.hertz.back();
    if (! (high > low)) return f.getCentreX();
    const float inset = 0.5f * f.getWidth() / static_cast<float> (tones.hertz.size());
    return f.getX() + inset + (f.getWidth() - 2.0f * inset) * static_cast<float> (std::log (hertz / low) / std::log (high / low));
}

juce::Rectangle<float> TonesView::barOf (std::size_t n) const noexcept
{
    const auto f = field();
    float gap = f.getWidth();
    for (std::size_t i = 1; i < tones.hertz.size(); ++i) gap = std::min (gap, across (tones.hertz[i]) - across (tones.hertz[i - 1]));
    const float wide = std::clamp (0.6f * gap, 2.0f, 40.0f), x = across (tones.hertz[n]);
    const auto share = static_cast<float> (std::clamp ((tones.level[n] - floor) / (top - floor), 0.02, 1.0));
    return { x - 0.5f * wide, f.getBottom() - share * f.getHeight(), wide, share * f.getHeight() };
}

void TonesView::paint (juce::Graphics& g)
{
    if (tones.hertz.empty() || tones.level.size() != tones.hertz.size()) return;
    const auto f = field();
    const float line = f.getY() / 1.4f;
    g.setColour (look[Token::line]);
    for (double dB = floor; dB <= top; dB += 24.0)
    {
        const float y = f.getBottom() - static_cast<float> ((dB - floor) / (top - floor)) * f.getHeight();
        g.drawHorizontalLine (juce::roundToInt (y), f.getX(), f.getRight());
        if (dB > floor)
        {
            g.setColour (look[Token::faint]);
            look.write (g, juce::String (juce::roundToInt (dB)) + (dB == top ? " dBFS" : ""), f.getX() - 0.4f * line, y + 0.3f * line, 0.8f * line,
                        Weight::regular, Look::Anchor::right);
            g.setColour (look[Token::line]);
        }
    }
    if (tones.resonance && *tones.resonance >= tones.hertz.front() && *tones.resonance <= tones.hertz.back())
    {
        const float dashes[] = { 4.0f, 4.0f };
        const float x = across (*tones.resonance);
        g.setColour (look[Token::soft]);
        g.drawDashedLine ({ x, f.getY(), x, f.getBottom() }, dashes, 2, 1.2f);
    }
    float written = f.getX() - 100.0f;
    for (std::size_t n = 0; n < tones.hertz.size(); ++n)
    {
        const auto bar = barOf (n);
        const bool now = static_cast<int> (n) == tones.now, most = static_cast<int> (n) == tones.most, buzzes = n < tones.buzzes.size() && tones.buzzes[n];
        g.setColour (look[now || most ? Token::touchHigh : Token::touch].withAlpha (now || most ? 1.0f : 0.55f));
        g.fillRoundedRectangle (bar, std::min (4.0f, 0.4f * bar.getWidth()));
        // In shape as well as in colour.
        const float mark = 0.9f * line;
        const auto above = juce::Rectangle<float> (mark, mark).withCentre ({ bar.getCentreX(), bar.getY() - 0.8f * mark });
        if (most) g.fillEllipse (above.reduced (0.1f * mark));
        if (buzzes)
        {
            g.setColour (look[Token::stopText]);
            Look::cross (g, above.reduced (0.15f * mark).translated (0.0f, most ? -1.1f * mark : 0.0f));
        }
        const juce::String words (tones.hertz[n], 0);
        if (bar.getCentreX() - written < 2.4f * line && ! now) continue;
        written = bar.getCentreX();
        g.setColour (look[now ? Token::text : Token::soft]);
        look.write (g, words, bar.getCentreX(), f.getBottom() + 1.2f * line, 0.85f * line, now ? Weight::semiBold : Weight::regular, Look::Anchor::middle);
    }
}
} // namespace lull::ui

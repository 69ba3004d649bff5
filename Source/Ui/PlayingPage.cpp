// Where everything on the Playing screen stands, and its words. The drawings' proportions at 1366 x 768 and 800 x 480, and a tall page.
#include <cmath>

#include "Ui/PlayingView.h"

namespace lull::ui
{
namespace
{
int whole (float v) noexcept { return static_cast<int> (std::lround (v)); }
} // namespace

void PlayingView::setPage (float k, bool small, bool tall)
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    float ring = 236.0f * k, x = 0.29f * w, y = 0.315f * h;
    if (tall)
    {
        page = { 24.0f * k, w - 24.0f * k, 0.46f * h, 28.0f * k, 15.0f * k, 0.46f * h + 8.0f * k, 0.46f * h, 40.0f * k, 0.0f, 13.0f * k, 2, true };
        ring = std::min (0.195f * h, 0.44f * w);
        x = 0.5f * w;
        y = 0.21f * h;
    }
    else if (small)
    {
        page = { 0.475f * w, w - 30.0f * k, 46.0f * k, 28.0f * k, 15.0f * k, 54.0f * k, 122.0f * k, 44.0f * k, 0.0f, 14.0f * k, 1, false };
        ring = std::min (136.0f * k, 0.23f * w);
        x = 0.2375f * w;
        y = 144.0f * k;
    }
    else
    {
        page = { 0.56f * w, w - 56.0f * k, 88.0f * k, 44.0f * k, 19.0f * k, 102.0f * k, 224.0f * k, 72.0f * k, 0.0f, 20.0f * k, 2, false };
        ring = std::min (236.0f * k, 0.26f * w);
    }
    back.setBounds (whole (x - ring - 2.0f), whole (y - ring - 2.0f), whole (2.0f * ring + 4.0f), whole (2.0f * ring + 4.0f));
    page.sideX = page.left + look.widthOf ("00:00", page.clockSize, Weight::light) + 0.22f * page.clockSize;
}

void PlayingView::resized()
{
    const int w = getWidth(), h = getHeight();
    if (w == 0 || h == 0) return;
    const float fw = static_cast<float> (w), fh = static_cast<float> (h);
    const bool tall = fw < 1.1f * fh, small = ! tall && (h < 600 || w < 1000);
    const float k = tall ? std::min (fw / 480.0f, fh / 800.0f) : small ? std::min (fw / 800.0f, fh / 480.0f) : std::min (fw / 1366.0f, fh / 768.0f);
    veil.setBounds (0, 0, w, whole (0.667f * fh));
    setPage (k, small, tall);

    // Stop: the whole lower third hears a press; the band is painted below the names of the phases.
    const int bandTop = dim ? whole (0.70f * fh) : tall ? whole (0.75f * fh) : small ? whole (0.733f * fh) : whole (0.665f * fh + 46.0f * k);
    const int third = whole (0.667f * fh);
    stop.setBounds (0, third, w, h - third);
    stop.setBandTop (bandTop - third);

    if (dim)
    {
        const float ring = std::min (190.0f * fh / 768.0f, 0.4f * fw);
        back.setBounds (whole (0.5f * fw - ring), std::max (0, whole (0.31f * fh - ring)), whole (2.0f * ring), whole (2.0f * ring));
        minutesBox = { 0, back.getBottom() + 2, w, std::max (30, bandTop - back.getBottom() - 8) };
    }
    const float margin = tall || small ? 24.0f * k : 56.0f * k;
    const float barHeight = small || tall ? 16.0f * k : 30.0f * k;
    const float barTop = tall ? 0.70f * fh : small ? 294.0f * k + (fh - 480.0f * k) * 0.5f : 0.665f * fh - 24.0f * k;
    bar.setBounds (whole (margin), whole (barTop) - 7, whole (fw - 2.0f * margin), std::max (whole (barHeight) + 14, bandTop - whole (barTop) + 4));
    bar.setBarHeight (barHeight);

    const float textWidth = page.right - page.left;
    const float levelHeight = small || tall ? 42.0f * k : 60.0f * k;
    float levelTop = tall ? page.sayTop + 46.0f * k : small ? 134.0f * k : 256.0f * k;
    const float step = small || tall ? 46.0f * k : 78.0f * k;
    for (auto* l : { &strength, &volume })
    {
        if (l == &strength && ! touchable) continue;
        l->setCompact (small || tall || k < 0.85f);
        l->setBounds (whole (page.left), whole (levelTop), whole (textWidth), std::max (44, whole (levelHeight)));
        levelTop += step;
    }
    headline = juce::Rectangle<float> (page.left, page.titleBase - page.titleSize * 1.1f, textWidth, page.sayTop + page.saySize * 1.4f * static_cast<float> (page.sayLines) - page.titleBase + page.titleSize * 1.1f).getSmallestIntegerContainer();
    clockBox = juce::Rectangle<float> (page.left, page.clockBase - page.clockSize, textWidth + 8.0f, page.clockSize * 1.25f).getSmallestIntegerContainer();
    place();
}

void PlayingView::place()
{
    const float fh = static_cast<float> (getHeight()), fw = static_cast<float> (getWidth());
    const bool tall = fw < 1.1f * fh, small = ! tall && (fh < 600.0f || fw < 1000.0f);
    const float k = tall ? std::min (fw / 480.0f, fh / 800.0f) : small ? std::min (fw / 800.0f, fh / 480.0f) : std::min (fw / 1366.0f, fh / 768.0f);
    const auto state = told.interlock;
    const bool playing = ! stoppedSince && ! dim;
    using State = safety::Interlock::State;
    bar.setVisible (! dim);
    strength.setVisible (! dim && touchable);
    volume.setVisible (! dim);
    softer.setVisible (playing && touchable);
    pause.setVisible (playing && wishes.pause != nullptr);
    arm.setVisible (playing && touchable && wishes.arm != nullptr && state != State::armed);
    arm.setEnabled (state == State::unarmed);
    arm.setButtonText (state == State::arming ? "Touch is rising" : "Arm touch");

    std::vector<juce::Component*> words;
    for (juce::Component* c : std::initializer_list<juce::Component*> { &arm, &softer, &pause })
        if (c->isVisible()) words.push_back (c);
    if (words.empty()) return;
    const float gap = 12.0f * k, total = page.right - page.left;
    const float height = std::max (44.0f, (small || tall ? 44.0f : 52.0f) * k);
    const float top = tall ? static_cast<float> (volume.getBottom()) + 6.0f * k : small ? static_cast<float> (volume.getBottom()) + 10.0f * k : 414.0f * k;
    // The word that arms is the main one and as wide as two; the others keep the width of a quarter.
    float x = page.left;
    const float quarter = (total - 3.0f * gap) / 4.0f;
    for (auto* c : words)
    {
        const float width = c == &arm ? 2.0f * quarter + gap : quarter;
        c->setBounds (whole (x), whole (top), whole (width), whole (height));
        x += width + gap;
    }
}

void PlayingView::paint (juce::Graphics& g)
{
    if (dim)
    {
        paintDimmed (g);
        return;
    }
    g.fillAll (look[Token::ground]);
    const auto clip = g.getClipBounds();
    if (clip.intersects (headline))
    {
        g.setColour (look[Token::text]);
        const float titleWidth = page.right - page.left - (page.clockAtRight ? look.widthOf ("000:00", page.clockSize, Weight::light) : 0.0f);
        const auto title = shownPhase.isNotEmpty() ? shownPhase : timeline != nullptr ? juce::String (timeline->score().title) : juce::String ("Lull");
        look.writeParagraph (g, title, { page.left, page.titleBase - page.titleSize, titleWidth, page.titleSize }, page.titleSize, 1, Weight::semiBold);
        juce::String say = notice;
        if (say.isEmpty() && timeline != nullptr && told.sounding && static_cast<std::size_t> (told.phase) < timeline->phases().size())
            say = juce::String::fromUTF8 (timeline->phases()[static_cast<std::size_t> (told.phase)].say.c_str());
        g.setColour (look[notice.isNotEmpty() ? Token::stopText : Token::soft]);
        if (say.isNotEmpty())
            look.writeParagraph (g, say, { page.left, page.sayTop, page.right - page.left, 0.0f }, page.saySize, page.sayLines);
    }
    if (clip.intersects (clockBox) || page.clockAtRight)
    {
        g.setColour (look[Token::text]);
        const auto lines = juce::StringArray::fromLines (side);
        if (page.clockAtRight) look.write (g, clock, page.right, page.clockBase, page.clockSize, Weight::light, Look::Anchor::right);
        else
        {
            look.write (g, clock, page.left, page.clockBase, page.clockSize, Weight::light);
            const float x = page.left + look.widthOf (clock, page.clockSize, Weight::light) + 0.22f * page.clockSize;
            g.setColour (look[Token::soft]);
            look.write (g, lines[0], x, page.clockBase, page.sideSize);
            if (lines.size() > 1) look.write (g, lines[1], x, page.clockBase - page.sideSize * 1.25f, page.sideSize);
        }
    }
}

void PlayingView::paintDimmed (juce::Graphics& g)
{
    g.fillAll (look[Token::dimmed]);
    if (! g.getClipBounds().intersects (minutesBox)) return;
    const auto box = minutesBox.toFloat();
    const float size = juce::jlimit (22.0f, 40.0f, box.getHeight() * 0.52f), word = size * 0.36f;
    g.setColour (look[Token::soft]);
    look.write (g, minutes, box.getCentreX(), box.getY() + size, size, Weight::light, Look::Anchor::middle);
    g.setColour (look[Token::soft].interpolatedWith (look[Token::dimmed], 0.35f));
    look.write (g, minutes == "1" ? "minute" : "minutes", box.getCentreX(), box.getY() + size + word * 1.5f, word, Weight::regular, Look::Anchor::middle);
}
} // namespace lull::ui

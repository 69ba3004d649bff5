// Where everything on the Playing screen stands, and its words. The drawings' proportions at 1366 x 768 and 800 x 480, and a tall page.
#include <cmath>

#include "Ui/PlayingView.h"

namespace lull::ui
{
namespace
{
constexpr float target = 52.0f; // pixels that what is pressed is high at least, where there is room: fingers, by night, without glasses

int whole (float v) noexcept { return static_cast<int> (std::lround (v)); }
} // namespace

// The numbers of the page for this size: three arrangements, each in proportion.
void PlayingView::setPage()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    page = {};
    auto& p = page;
    p.tall = w < 1.1f * h;
    p.small = ! p.tall && (h < 600.0f || w < 1000.0f);
    float ring, x, y;
    if (p.tall)
    {
        const float k = p.k = std::min (w / 480.0f, h / 800.0f);
        p.margin = 24.0f * k;
        p.left = p.margin;
        p.right = w - p.margin;
        p.titleSize = 28.0f * k;
        p.saySize = 15.0f * k;
        p.clockSize = 40.0f * k;
        p.sideSize = 13.0f * k;
        p.titleBase = p.clockBase = 0.391f * h;
        p.sayTop = p.titleBase + 8.0f * k;
        p.sayHeight = 54.0f * k;
        p.clockAtRight = true;
        p.barTop = 0.676f * h;
        p.barHeight = 16.0f * k;
        p.bandTop = 0.733f * h;
        p.rowTop = p.sayTop + p.sayHeight + 1.0f * k;
        ring = std::min (0.171f * h, 0.44f * w);
        x = 0.5f * w;
        y = 0.178f * h;
    }
    else if (p.small)
    {
        const float k = p.k = std::min (w / 800.0f, h / 480.0f);
        p.margin = 24.0f * k;
        p.left = 0.475f * w;
        p.right = w - 30.0f * k;
        p.titleSize = 28.0f * k;
        p.saySize = 15.0f * k;
        p.clockSize = 40.0f * k;
        p.sideSize = 14.0f * k;
        p.titleBase = 34.0f * k;
        p.sayTop = 42.0f * k;
        p.sayHeight = 51.0f * k;
        p.clockBase = 128.0f * k;
        p.barTop = 0.612f * h;
        p.barHeight = 16.0f * k;
        p.bandTop = 0.733f * h;
        p.rowTop = p.clockBase + 6.0f * k;
        ring = std::min (0.46f * (p.barTop - 8.0f), 0.23f * w);
        x = 0.2375f * w;
        y = 0.5f * (p.barTop - 4.0f);
    }
    else
    {
        const float k = p.k = std::min (w / 1366.0f, h / 768.0f);
        p.margin = 56.0f * k;
        p.left = 0.56f * w;
        p.right = w - p.margin;
        p.titleSize = 44.0f * k;
        p.saySize = 19.0f * k;
        p.clockSize = 72.0f * k;
        p.sideSize = 20.0f * k;
        // What is above the bar is centred when the window is taller than the drawing.
        p.barTop = 0.665f * h - 24.0f * k;
        p.barHeight = 30.0f * k;
        p.bandTop = 0.665f * h + 46.0f * k;
        const float lower = 0.5f * (p.barTop - 487.0f * k);
        p.titleBase = 80.0f * k + lower;
        p.sayTop = 97.0f * k + lower;
        p.sayHeight = 62.0f * k;
        p.clockBase = 228.0f * k + lower;
        p.rowTop = 252.0f * k + lower;
        p.rowStep = 79.0f * k;
        p.rowHeight = std::max (66.0f * k, std::min (target, p.rowStep));
        p.wordTop = 414.0f * k + lower;
        p.wordHeight = std::max (52.0f * k, target);
        ring = std::min (236.0f * k, 0.26f * w);
        x = 0.29f * w;
        y = 242.0f * k + lower;
    }
    if (p.tall || p.small)
    {
        // Rows touch one another, so that each is as high a target as there is room for.
        p.rowStep = std::min ((std::min (p.barTop - 4.0f * p.k, 0.6665f * h) - p.rowTop) / static_cast<float> (rows()), std::max (60.0f * p.k, target));
        p.rowHeight = p.rowStep;
        p.wordHeight = std::min (p.rowStep, std::max (50.0f * p.k, target));
        p.wordTop = p.rowTop + static_cast<float> (rows() - 1) * p.rowStep + 0.5f * (p.rowStep - p.wordHeight);
    }
    if (dim)
    {
        p.bandTop = 0.70f * h;
        ring = std::min (190.0f * h / 768.0f, 0.4f * w);
        x = 0.5f * w;
        y = 0.31f * h;
    }
    back.setBounds (whole (x - ring - 2.0f), whole (std::max (0.0f, y - ring - 2.0f)), whole (2.0f * ring + 4.0f), whole (2.0f * ring + 4.0f));
}

void PlayingView::resized()
{
    const int w = getWidth(), h = getHeight();
    if (w == 0 || h == 0) return;
    setPage();
    const auto& p = page;
    const int third = whole (0.667f * static_cast<float> (h));
    veil.setBounds (0, 0, w, third);
    // Stop: the whole lower third hears a press; the band is painted below the names of the phases.
    stop.setBounds (0, third, w, h - third);
    stop.setBandTop (whole (p.bandTop) - third);
    minutesBox = { 0, back.getBottom() + 2, w, std::max (30, whole (p.bandTop) - back.getBottom() - 8) };
    bar.setBounds (whole (p.margin), whole (p.barTop) - 7, whole (static_cast<float> (w) - 2.0f * p.margin),
                   std::max (whole (p.barHeight) + 14, whole (p.bandTop - p.barTop) + 4));
    bar.setBarHeight (p.barHeight);
    const float textWidth = p.right - p.left;
    float top = p.rowTop;
    for (auto* l : { &strength, &volume })
    {
        if (l == &strength && ! touchable) continue;
        l->setBounds (whole (p.left), whole (top), whole (textWidth), whole (p.rowHeight));
        top += p.rowStep;
    }
    headline = juce::Rectangle<float> (p.left, p.titleBase - p.titleSize * 1.1f, textWidth, p.sayTop + p.sayHeight - p.titleBase + p.titleSize * 1.1f)
                   .getSmallestIntegerContainer();
    clockBox = juce::Rectangle<float> (p.left, p.clockBase - p.clockSize, textWidth + 8.0f, p.clockSize * 1.25f).getSmallestIntegerContainer();
    if (p.clockAtRight) clockBox.setTop (clockBox.getY() - whole (1.3f * p.sideSize));
    place();
}

void PlayingView::place()
{
    const auto& p = page;
    const auto state = newest.interlock;
    const bool playing = ! stoppedSince && ! dim;
    using State = safety::Interlock::State;
    bar.setVisible (! dim);
    strength.setVisible (! dim && touchable);
    volume.setVisible (! dim);
    // What there is to say, in a row: the one that arms is the main one and as wide as two.
    const bool wished = wishes.wish != nullptr && ! newest.asleep, touched = touchable && flows;
    const bool armable = playing && touched && wishes.arm != nullptr && state != State::armed && ! newest.after;
    const bool chosen = playing && ! newest.asleep && touched && wishes.nextCeiling != nullptr && state == State::armed;
    const bool timers = playing && wishes.sleepLater != nullptr && ! newest.asleep;
    const bool hasMore = chosen || timers || (playing && wished);
    behind = behind && hasMore;
    arm.setVisible (armable && ! behind);
    arm.setEnabled (state == State::unarmed);
    arm.setButtonText (state == State::arming ? "Touch is rising" : "Arm touch");
    softer.setVisible (playing && touchable && ! armable && ! behind);
    stay.setVisible (playing && wished && ! behind);
    notHere.setVisible (playing && wished && touchable && ! armable && ! behind);
    pause.setVisible (playing && wishes.pause != nullptr && ! behind);
    more.setVisible (hasMore && ! behind);
    most.setVisible (chosen && behind);
    most.setButtonText (ceilingText (newest.ceiling));
    later.setVisible (timers && behind);
    never.setVisible (timers && timed && wishes.sleepNever != nullptr && behind);
    anew.setVisible (playing && wished && behind);
    less.setVisible (behind);

    const std::initializer_list<juce::Component*> row { &arm, &softer, &stay, &notHere, &pause, &most, &later, &never, &anew, &more, &less };
    float words = 0.0f;
    for (auto* c : row)
        if (c->isVisible()) words += c == &arm ? 2.0f : 1.0f;
    const float gap = std::min (12.0f * p.k, 12.0f), total = p.right - p.left;
    const float one = (total - (std::max (4.0f, words) - 1.0f) * gap) / std::max (4.0f, words);
    float x = p.left;
    for (auto* c : row)
    {
        if (! c->isVisible()) continue;
        const float width = c == &arm ? 2.0f * one + gap : one;
        c->setBounds (whole (x), whole (p.wordTop), whole (width), whole (p.wordHeight));
        x += width + gap;
    }
}

Look::Paragraph PlayingView::told() const
{
    auto say = notice;
    if (say.isEmpty() && newest.asleep && wishes.pause != nullptr && ! stoppedSince) say = "Quiet now. Go on takes you back to where it began to fade.";
    if (say.isEmpty() && newest.sounding) say = course.say;
    return look.fit (say, page.right - page.left, page.sayHeight, page.saySize, std::min (page.saySize, std::max (13.0f * page.k, 11.0f)));
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
        g.setColour (look[notice.isEmpty() ? Token::soft : noticeKind == Notice::refusal ? Token::stopText : Token::text]);
        look.write (g, told(), page.left, page.sayTop);
    }
    if (clip.intersects (clockBox) || page.clockAtRight)
    {
        g.setColour (look[Token::text]);
        const auto lines = juce::StringArray::fromLines (side);
        if (page.clockAtRight)
        {
            look.write (g, clock, page.right, page.clockBase, page.clockSize, Weight::light, Look::Anchor::right);
            g.setColour (look[Token::soft]);
            if (timed && lines.size() > 1)
                look.write (g, lines[1], page.right, page.clockBase - page.clockSize, page.sideSize, Weight::regular, Look::Anchor::right);
        }
        else
        {
            look.write (g, clock, page.left, page.clockBase, page.clockSize, Weight::light);
            const float x = page.left + look.widthOf (clock, page.clockSize, Weight::light) + 0.22f * page.clockSize;
            g.setColour (look[Token::soft]);
            look.write (g, lines[0], x, page.clockBase, page.sideSize);
            if (lines.size() > 1) look.write (g, lines[1], x, page.clockBase - page.sideSize * 1.25f, page.sideSize); // above it, as it is drawn
        }
    }
}

void PlayingView::paintDimmed (juce::Graphics& g)
{
    g.fillAll (look[Token::dimmed]);
    if (minutes.isEmpty() || ! g.getClipBounds().intersects (minutesBox)) return;
    const auto box = minutesBox.toFloat();
    const float size = juce::jlimit (22.0f, 40.0f, box.getHeight() * 0.52f), word = size * 0.36f;
    g.setColour (look[Token::soft]);
    look.write (g, minutes, box.getCentreX(), box.getY() + size, size, Weight::light, Look::Anchor::middle);
    g.setColour (look[Token::soft].interpolatedWith (look[Token::dimmed], 0.35f));
    look.write (g, minutes == "1" ? "minute" : "minutes", box.getCentreX(), box.getY() + size + word * 1.5f, word, Weight::regular, Look::Anchor::middle);
}
} // namespace lull::ui

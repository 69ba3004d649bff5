#include "Ui/TonightView.h"

#include <algorithm>
#include <cmath>

#include "Touch/Place.h"
#include "Ui/Course.h"
#include "Ui/Utf8.h"

namespace lull::ui
{
namespace
{
juce::String joined (const std::vector<std::string>& list)
{
    juce::StringArray all;
    for (const auto& s : list) all.add (utf8 (s));
    return all.joinIntoString (", ");
}

// "30 min", or "1 h 15 min".
juce::String lengthText (double seconds)
{
    const auto m = std::lround (seconds / 60.0);
    if (m < 1) return juce::String (std::lround (seconds)) + " s";
    if (m < 90) return juce::String (m) + " min";
    return juce::String (m / 60) + " h" + (m % 60 != 0 ? " " + juce::String (m % 60) + " min" : juce::String());
}

juce::String fromTo (double from, double to, const char* unit)
{
    const auto a = std::lround (from), b = std::lround (to);
    return (a == b ? juce::String (a) : juce::String (a) + " to " + juce::String (b)) + unit;
}
} // namespace

juce::String fitOf (const session::Score& score, const touch::Chair* chair)
{
    bool touches = false;
    juce::String missing;
    for (const auto& phase : score.phases)
        for (const auto& use : phase.touch)
        {
            touches = true;
            if (chair == nullptr || missing.isNotEmpty()) continue;
            const std::string stroke (use.kind->name);
            const bool somewhere = std::any_of (chair->zones.begin(), chair->zones.end(), [&] (const touch::Zone& z) {
                return std::find (z.without.begin(), z.without.end(), stroke) == z.without.end();
            });
            if (! somewhere) missing = utf8 (stroke) + ": no place for it here";
        }
    if (! touches) return "no chair needed";
    if (chair == nullptr) return "sound only";
    return missing.isNotEmpty() ? missing : juce::String ("fits this chair");
}

std::vector<int> lengthsOf (const session::Score& score)
{
    const int own = std::max (1, static_cast<int> (std::lround (score.length() / 60.0)));
    std::vector<int> all;
    for (const int m : { 15, 20, 30, 45, 60 })
        if (m == own || (std::abs (m - own) > 2 && session::fitted (score, m * 60.0))) all.push_back (m);
    if (std::find (all.begin(), all.end(), own) == all.end()) all.push_back (own);
    std::sort (all.begin(), all.end());
    return all;
}

TonightView::TonightView (Look& l, std::function<void (const Wish&)> s, std::function<void()> n)
    : look (l), start (std::move (s)), notNow (std::move (n)), bar (l), begin (l, "Start", Pill::Kind::main), later (l, "In 3 minutes")
{
    setLookAndFeel (&look);
    setTitle ("Tonight");
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    shelf.setViewedComponent (&cards, false);
    shelf.setScrollBarsShown (true, false);
    chairs.setTitle ("Chair");
    chairs.setComponentID ("chair");
    begin.setComponentID ("start");
    later.setComponentID ("later");
    chairs.onChange = [this] { chooseChair(); };
    begin.onClick = [this] { go (false); };
    later.onClick = [this] {
        if (waiting) notNow();
        else go (true);
    };
    for (juce::Component* c : std::initializer_list<juce::Component*> { &shelf, &bar, &chairs, &begin, &later }) addAndMakeVisible (c);
}

TonightView::~TonightView() { setLookAndFeel (nullptr); }

void TonightView::offer (std::vector<Offered> sessions, std::vector<std::pair<std::string, std::string>> theirs, const std::string& last, Seat s)
{
    all = std::move (sessions);
    seats = std::move (theirs);
    seat = std::move (s);
    chairs.clear (juce::dontSendNotification);
    chairs.addItem ("No chair, sound only", 1);
    int chosenId = 1;
    for (std::size_t i = 0; i < seats.size(); ++i)
    {
        chairs.addItem (utf8 (seats[i].second), static_cast<int> (i) + 2);
        if (seats[i].first == last) chosenId = static_cast<int> (i) + 2;
    }
    chairs.setSelectedId (chosenId, juce::dontSendNotification);
    card.clear();
    const auto dot = juce::String::fromUTF8 (" · ");
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        const auto& its = all[i].line->score();
        auto& c = *card.emplace_back (std::make_unique<ShelfCard> (
            look, utf8 (its.title),
            lengthText (its.length()) + dot + (its.forSleep ? juce::String ("for sleep") : utf8 (its.posture)) + (all[i].own ? dot + "own" : juce::String())));
        c.onClick = [this, i] { choose (i); };
        cards.addAndMakeVisible (c);
    }
    chooseChair();
    choose (0);
}

void TonightView::setUnread (const std::vector<std::string>& names, std::function<void (const std::string&)> open)
{
    unread.clear();
    for (const auto& name : names)
    {
        auto& c = *unread.emplace_back (std::make_unique<ShelfCard> (look, utf8 (name), "own"));
        c.setWord ("cannot be read: look inside", true);
        c.onClick = [open, name] { open (name); };
        cards.addAndMakeVisible (c);
    }
    resized();
}

void TonightView::chooseChair()
{
    const int id = chairs.getSelectedId();
    chair = id >= 2 && seat != nullptr ? seat (seats[static_cast<std::size_t> (id - 2)].first) : nullptr;
    for (std::size_t i = 0; i < card.size(); ++i) card[i]->setWord (fitOf (all[i].line->score(), chair.get()));
    repaint();
}

void TonightView::choose (std::size_t n)
{
    if (all.empty()) return;
    which = std::min (n, all.size() - 1);
    minutes.reset();
    bar.setTimeline (all[which].line);
    setLengths();
    for (std::size_t i = 0; i < card.size(); ++i) card[i]->setChosen (i == which);
    resized();
    repaint();
}

void TonightView::chooseById (const std::string& id)
{
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].id == id) choose (i);
}

void TonightView::setLengths()
{
    lengthsOffered = lengthsOf (score());
    const int own = std::max (1, static_cast<int> (std::lround (score().length() / 60.0)));
    lengths.clear();
    for (const int m : lengthsOffered)
    {
        auto& pill = *lengths.emplace_back (std::make_unique<Pill> (look, juce::String (m) + " min"));
        pill.setTitle ("It takes " + juce::String (m) + " minutes");
        pill.setToggleState (m == minutes.value_or (own), juce::dontSendNotification);
        pill.onClick = [this, m, own] {
            minutes = m == own ? std::nullopt : std::optional (m);
            for (std::size_t i = 0; i < lengths.size(); ++i)
            {
                lengths[i]->setToggleState (lengthsOffered[i] == m, juce::dontSendNotification);
                lengths[i]->repaint();
            }
        };
        addAndMakeVisible (pill);
    }
}

TonightView::Wish TonightView::wish() const
{
    Wish w;
    if (all.empty()) return w;
    w.session = all[which].id;
    if (const int id = chairs.getSelectedId(); id >= 2) w.chair = seats[static_cast<std::size_t> (id - 2)].first;
    if (minutes) w.minutes = *minutes;
    return w;
}

void TonightView::go (bool inAMoment)
{
    auto w = wish();
    if (w.session.empty()) return;
    w.later = inAMoment;
    start (w);
}

void TonightView::setNotice (const juce::String& n, bool r)
{
    if (n == notice && r == refusal) return;
    notice = n;
    refusal = r;
    repaint();
}

void TonightView::setStrip (std::unique_ptr<Strip> s)
{
    asked = std::move (s);
    if (asked != nullptr) addAndMakeVisible (*asked);
    resized();
    repaint();
}

void TonightView::setWords (const std::vector<std::pair<juce::String, std::function<void()>>>& list)
{
    turns.clear();
    for (const auto& [word, act] : list)
    {
        auto& pill = *turns.emplace_back (std::make_unique<Pill> (look, word));
        pill.setComponentID ("turn " + word);
        pill.onClick = act;
        addAndMakeVisible (pill);
    }
    resized();
}

void TonightView::setWaiting (std::optional<double> s)
{
    const auto text = [] (std::optional<double> w) { return w ? clockText (*w) : juce::String(); };
    if (text (s) == text (waiting)) return;
    waiting = s;
    begin.setButtonText (waiting ? "Start now" : "Start");
    later.setButtonText (waiting ? "Not now: " + text (waiting) : juce::String ("In 3 minutes"));
}

bool TonightView::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::upKey && which > 0) choose (which - 1);
    else if (key == juce::KeyPress::downKey) choose (which + 1);
    else if (key == juce::KeyPress::returnKey) go (false);
    else if (key == juce::KeyPress::escapeKey && waiting) notNow();
    else return false;
    if (! card.empty())
    {
        const auto b = card[which]->getBounds();
        shelf.setViewPosition (0, juce::jlimit (std::max (0, b.getBottom() - shelf.getHeight()), std::max (0, b.getY()), shelf.getViewPositionY()));
    }
    return true;
}

void TonightView::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight());
    if (getWidth() <= 0 || getHeight() <= 0) return;
    k = std::min (w / 1366.0f, h / 768.0f);
    const bool small = w < 1000.0f || h < 600.0f;
    if (small) k = std::min (w / 860.0f, h / 520.0f) * 0.72f;
    const auto at = [] (float x0, float y0, float ww, float hh) {
        return juce::Rectangle<float> (x0, y0, std::max (0.0f, ww), std::max (0.0f, hh)).toNearestInt();
    };
    const float margin = (small ? 33.0f : 56.0f) * k, split = 0.455f * w, gap = 30.0f * k;
    const float head = std::max (44.0f, 46.0f * k), headTop = std::max (6.0f, 44.0f * k - (head - 46.0f * k));
    float top = std::max (112.0f * k, headTop + head + 8.0f);
    const bool headed = asked == nullptr || ! small; // on a small page what is asked takes the place of the title, and all below stays whole
    chairs.setVisible (headed);
    for (const auto& t : turns) t->setVisible (headed);
    if (asked != nullptr)
    {
        const float strip = std::max (52.0f, 60.0f * k);
        asked->setBounds (at (margin, headed ? top - 8.0f * k : headTop, w - 2.0f * margin, strip));
        if (headed) top += strip + 4.0f * k;
    }
    shelf.setBounds (at (margin, top, split - margin, h - top - 24.0f * k));
    const float each = std::max (52.0f, 76.0f * k), step = each + 10.0f * k;
    const float tall = step * static_cast<float> (card.size() + unread.size());
    const int inner = shelf.getWidth() - (tall > static_cast<float> (shelf.getHeight()) ? 14 : 0);
    cards.setBounds (0, 0, inner, static_cast<int> (std::ceil (tall)));
    float below = 0.0f;
    for (const auto* list : { &card, &unread })
        for (const auto& c : *list)
        {
            c->setBounds (at (0.0f, below, static_cast<float> (inner), each));
            below += step;
        }

    panel = at (split + gap, top, w - margin - split - gap, h - top - 24.0f * k);
    const auto box = panel.toFloat().reduced (32.0f * k, 20.0f * k);
    const float pill = std::max (44.0f, 50.0f * k), big = std::max (52.0f, 84.0f * k);
    begin.setBounds (at (box.getX(), box.getBottom() - big, box.getWidth() * 0.66f, big));
    later.setBounds (at (box.getX() + box.getWidth() * 0.66f + 12.0f * k, box.getBottom() - big, box.getWidth() * 0.34f - 12.0f * k, big));
    const float lengthsTop = box.getBottom() - big - 18.0f * k - pill;
    const float wide =
        lengths.empty()
            ? 0.0f
            : std::min (120.0f * k + 30.0f, (box.getWidth() - 10.0f * k * static_cast<float> (lengths.size() - 1)) / static_cast<float> (lengths.size()));
    float x = box.getX();
    for (const auto& l : lengths)
    {
        l->setBounds (at (x, lengthsTop, wide, pill));
        x += wide + 10.0f * k;
    }
    askTop = lengthsTop - 14.0f * k;
    const float barTall = std::ceil (PhaseBar::heightWithNames (34.0f * k));
    bar.setBounds (at (box.getX(), box.getY() + 108.0f * k, box.getWidth(), barTall));
    bar.setBarHeight (34.0f * k);
    tempoAt = box.getY() + 108.0f * k + barTall + std::max (16.0f, 22.0f * k);
    needTop = tempoAt + 18.0f * k;
    titleWidth = look.widthOf ("Tonight", 40.0f * k, Weight::semiBold) + 20.0f * k;
    const float spare = w - 2.0f * margin - titleWidth, seatWidth = std::min (300.0f * k + 40.0f, 0.4f * spare);
    chairs.setBounds (at (w - margin - seatWidth, headTop, seatWidth, head));
    const auto count = static_cast<float> (turns.size());
    const float word = std::min (150.0f * k + 20.0f, (spare - seatWidth) / std::max (1.0f, count) - 10.0f * k);
    x = w - margin - seatWidth - count * (word + 10.0f * k);
    for (const auto& t : turns)
    {
        t->setBounds (at (x, headTop, word, head));
        x += word + 10.0f * k;
    }
}

void TonightView::paint (juce::Graphics& g)
{
    g.fillAll (look[Token::ground]);
    const float margin = static_cast<float> (shelf.getX());
    g.setColour (look[Token::text]);
    if (chairs.isVisible())
        look.write (g, "Tonight", margin, static_cast<float> (chairs.getY()) + 0.5f * static_cast<float> (chairs.getHeight()) + 14.0f * k, 40.0f * k,
                    Weight::semiBold);
    if (all.empty()) return;
    const auto box = panel.toFloat();
    g.setColour (look[Token::raised]);
    g.fillRoundedRectangle (box, 20.0f * k);
    g.setColour (look[Token::line]);
    g.drawRoundedRectangle (box.reduced (0.5f), 20.0f * k, 1.0f);
    const auto inner = box.reduced (32.0f * k, 20.0f * k);
    g.setColour (look[Token::text]);
    look.writeParagraph (g, utf8 (score().title), { inner.getX(), inner.getY(), inner.getWidth(), 44.0f * k }, 32.0f * k, 1, Weight::semiBold);
    g.setColour (look[Token::soft]);
    look.write (g, look.fit (utf8 (score().about), inner.getWidth(), 54.0f * k, 17.0f * k, std::max (11.0f, 14.0f * k)), inner.getX(),
                inner.getY() + 50.0f * k);
    const auto& line = *all[which].line;
    const double end = line.length() - 1e-3;
    look.write (g,
                "tempo " + fromTo (line.bpmAt (0.0), line.bpmAt (end), " bpm") + ", breath " +
                    fromTo (line.breathsPerMinuteAt (0.0), line.breathsPerMinuteAt (end), " a minute"),
                inner.getX(), tempoAt, std::max (11.0f, 14.0f * k));

    // What is needed, what to know; or what is to be said now.
    juce::StringArray before;
    if (! score().need.empty()) before.add ("At hand: " + joined (score().need) + ".");
    if (! score().cautions.empty()) before.add ("Good to know: " + joined (score().cautions) + ".");
    if (before.isEmpty()) before.add ("Nothing is needed.");
    const float room = askTop - 20.0f * k - needTop;
    g.setColour (look[Token::text]);
    if (room > 40.0f * k)
    {
        look.write (g, notice.isEmpty() ? "Before you start" : "One thing", inner.getX(), needTop + 16.0f * k, 16.0f * k, Weight::semiBold);
        g.setColour (look[notice.isEmpty() ? Token::soft : refusal ? Token::stopText : Token::text]);
        look.write (
            g, look.fit (notice.isEmpty() ? before.joinIntoString (" ") : notice, inner.getWidth(), room - 26.0f * k, 17.0f * k, std::max (11.0f, 13.0f * k)),
            inner.getX(), needTop + 24.0f * k);
    }
    g.setColour (look[Token::text]);
    look.write (g, "How long have you got?", inner.getX(), askTop, 16.0f * k, Weight::semiBold);
}
} // namespace lull::ui

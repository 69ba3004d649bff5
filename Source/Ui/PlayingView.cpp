#include "Ui/PlayingView.h"

#include <cmath>
#include <utility>

#include "Base/Math.h"

namespace lull::ui
{
namespace
{
juce::String percent (double v) { return juce::String (std::lround (v * 100.0)) + " %"; }
} // namespace

double volumeDecibels (double v) noexcept { return v <= 0.0 ? -200.0 : 2.0 * math::decibels (std::min (v, 1.0)); }
double volumePlace (double amplitude) noexcept { return std::sqrt (juce::jlimit (0.0, 1.0, amplitude)); }

PlayingView::PlayingView (Look& l, Wishes w)
    : look (l),
      wishes (std::move (w)),
      back (l),
      bar (l),
      strength (l, "Strength", Token::touch),
      volume (l, "Volume", Token::sound),
      arm (l, "Arm touch", Pill::Kind::main),
      softer (l, "Softer"),
      stay (l, "Stay"),
      notHere (l, "Not here"),
      pause (l, "Pause"),
      more (l, "More"),
      most (l, "Normal"),
      later (l, "Timer"),
      never (l, "No timer"),
      anew (l, "Again"),
      less (l, "Back"),
      stop (l)
{
    setLookAndFeel (&look);
    setTitle ("Playing");
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    setOpaque (true);
    strength.toText = volume.toText = percent;
    strength.setValue (0.5);
    volume.setValue (1.0);
    strength.onChange = [this] (double v) {
        if (wishes.strength != nullptr) wishes.strength (v);
    };
    volume.onChange = [this] (double v) {
        if (wishes.volume != nullptr) wishes.volume (v);
    };
    softer.onClick = [this] { beSofter(); };
    stay.setTitle ("Stay: two minutes more of this");
    stay.onClick = [this] { press (engine::Command::Kind::stay); };
    notHere.setTitle ("Not here: this place is left alone");
    notHere.onClick = [this] { press (engine::Command::Kind::notHere); };
    anew.setTitle ("Again: this from its beginning");
    anew.onClick = [this] { press (engine::Command::Kind::again); };
    more.setTitle ("More: sleep timer, how strong touch may be, this again");
    more.onClick = [this] { turn (true); };
    less.onClick = [this] { turn (false); };
    pause.onClick = [this] {
        if (wishes.pause != nullptr) wishes.pause();
    };
    arm.onClick = [this] {
        if (wishes.arm != nullptr) wishes.arm();
    };
    most.setTitle ("How strong touch may be at most: gentle, normal or strong");
    most.onClick = [this] {
        if (wishes.nextCeiling != nullptr) wishes.nextCeiling();
    };
    later.setTitle ("Sleep timer: fifteen minutes more");
    later.onClick = [this] {
        if (wishes.sleepLater != nullptr) wishes.sleepLater();
    };
    never.onClick = [this] {
        if (wishes.sleepNever != nullptr) wishes.sleepNever();
    };
    stop.onStop = [this] {
        if (wishes.stop != nullptr) wishes.stop();
    };
    stop.onGoOn = [this] {
        if (wishes.goOn != nullptr) wishes.goOn();
    };
    stop.onAgain = [this] {
        if (wishes.again != nullptr) wishes.again();
    };

    int order = 0;
    addAndMakeVisible (stop);
    for (juce::Component* c : std::initializer_list<juce::Component*> { &back, &bar, &strength, &volume, &arm, &softer, &stay, &notHere, &pause, &more, &most,
                                                                        &later, &never, &anew, &less })
    {
        addAndMakeVisible (c);
        c->setExplicitFocusOrder (++order);
    }
    stop.setExplicitFocusOrder (++order);
    addChildComponent (veil);
    addMouseListener (&watch, true);
}

PlayingView::~PlayingView() { setLookAndFeel (nullptr); }

void PlayingView::setTimeline (std::shared_ptr<const session::Timeline> t)
{
    timeline = std::move (t);
    back.setTimeline (timeline);
    bar.setTimeline (timeline);
    touchable = timeline != nullptr && timeline->actuators() > 0;
    shownPhase.clear();
    resized();
    repaint();
}

void PlayingView::setNotice (const juce::String& n, Notice kind)
{
    if (n == notice && kind == noticeKind) return;
    notice = n;
    noticeKind = kind;
    repaint (headline);
}

void PlayingView::setStopped (std::optional<double> since)
{
    stoppedSince = since;
    wake();
    stop.show (since ? StopArea::Face::stopping : StopArea::Face::stop);
    place();
}

void PlayingView::wake()
{
    lastPress = turnedAt = now;
    setDimmed (false);
}

void PlayingView::setDimmed (bool d)
{
    if (dim == d) return;
    dim = d;
    behind = false;
    back.setFaint (d);
    stop.setFaint (d);
    veil.setVisible (d);
    resized();
    repaint();
}

void PlayingView::follow (const engine::Telemetry& t, double time)
{
    now = time;
    if (lastPress < 0.0) lastPress = time;
    const double elapsed = lastFollow < 0.0 ? 0.0 : time - lastFollow;
    lastFollow = time;
    const auto before = newest;
    newest = t;

    if (stoppedSince)
    {
        const double since = time - *stoppedSince;
        stop.show (since < settles                                       ? StopArea::Face::stopping
                   : since < settles + goOnFor && wishes.goOn != nullptr ? StopArea::Face::goOn
                                                                         : StopArea::Face::again);
    }
    if (! dim && time - lastPress > dimsAfter && ! stoppedSince && t.sounding && (! t.paused || t.asleep)) setDimmed (true);

    back.follow (t, elapsed);
    course = courseOf (timeline.get(), t);
    const bool endless = course.endless;
    timed = std::isfinite (t.sleepIn) && ! t.asleep;
    if (dim)
    {
        const double silence = std::min (endless ? t.sleepIn : course.left, t.sleepIn);
        const juce::String m = t.asleep || ! std::isfinite (silence) ? juce::String() : juce::String (static_cast<int> (std::ceil (silence / 60.0 - 1e-6)));
        if (m != minutes)
        {
            minutes = m;
            repaint (minutesBox);
        }
        return;
    }
    bar.setPosition (t.seconds);
    strength.setValue (static_cast<double> (t.strength));
    volume.setValue (volumePlace (static_cast<double> (t.volume)));

    juce::String nowClock = clockText (course.left), nowSide = "left", phase;
    if (t.sounding && course.phase.isNotEmpty())
    {
        phase = course.phase;
        if (t.ended) nowSide = "done";
        else if (t.asleep && ! stoppedSince) nowSide = endless ? "so far, quiet now" : "left, quiet now";
        else if (t.paused && ! stoppedSince) nowSide = endless ? "so far, paused" : "left, paused";
        else if (timed) nowSide = (endless ? "so far\n" : "left\n") + juce::String (t.drowsy ? "fading, quiet in " : "quiet in ") + clockText (t.sleepIn);
        else if (endless) nowSide = "until you stop it\nso far";
        else if (course.next.isNotEmpty()) nowSide = "left\n" + course.next;
    }
    if (nowClock != clock || nowSide != side)
    {
        clock = nowClock;
        side = nowSide;
        repaint (clockBox);
    }
    if (phase != shownPhase || before.asleep != t.asleep)
    {
        shownPhase = phase;
        repaint (headline);
    }
    const bool pausedNow = t.paused && ! stoppedSince;
    pause.setButtonText (pausedNow ? "Go on" : "Pause");
    const bool flowed = std::exchange (flows, wishes.canTouch == nullptr || wishes.canTouch());
    later.setButtonText (timed ? "+15 min" : "Timer");
    if (behind && time - turnedAt > turnsBack) turn (false);
    else if (before.interlock != t.interlock || before.sounding != t.sounding || before.asleep != t.asleep || before.after != t.after ||
             safety::ceilingOf (before.ceiling) != safety::ceilingOf (t.ceiling) || (std::isfinite (before.sleepIn) && ! before.asleep) != timed ||
             flows != flowed)
        place();
}

void PlayingView::changeLevel (Level& l, double by)
{
    l.nudge (by);
    wake();
}

void PlayingView::beSofter()
{
    if (wishes.wish != nullptr) wishes.wish (engine::Command::Kind::softer);
    else changeLevel (strength, -0.1);
}

void PlayingView::press (engine::Command::Kind kind)
{
    if (wishes.wish != nullptr) wishes.wish (kind);
}

void PlayingView::turn (bool toMore)
{
    behind = toMore;
    turnedAt = now;
    place();
}

void PlayingView::skip (int phases)
{
    if (timeline == nullptr || wishes.phase == nullptr) return;
    int to = newest.phase + phases;
    // Back, when the phase has gone on for a while, is to its own start.
    if (phases < 0 && newest.seconds - timeline->phases()[static_cast<std::size_t> (std::max (0, newest.phase))].begin > 3.0) ++to;
    wishes.phase (juce::jlimit (0, static_cast<int> (timeline->phases().size()) - 1, to));
}

bool PlayingView::keyPressed (const juce::KeyPress& key)
{
    wake();
    const auto c = juce::CharacterFunctions::toLowerCase (key.getTextCharacter());
    if (key == juce::KeyPress::escapeKey) stop.onStop();
    else if (key == juce::KeyPress::spaceKey)
    {
        if (wishes.pause != nullptr && ! stoppedSince) wishes.pause();
    }
    else if (key == juce::KeyPress::leftKey) skip (-1);
    else if (key == juce::KeyPress::rightKey) skip (1);
    else if (key == juce::KeyPress::upKey)
    {
        if (touchable) changeLevel (strength, 0.02);
    }
    else if (key == juce::KeyPress::downKey)
    {
        if (touchable) changeLevel (strength, -0.02);
    }
    else if (c == '+' || c == '=') changeLevel (volume, 0.02);
    else if (c == '-') changeLevel (volume, -0.02);
    else if (c == 's')
    {
        if (touchable) beSofter();
    }
    else if (c == 'y' || c == 'r' || c == 'n')
    {
        using Kind = engine::Command::Kind;
        if (wishes.wish != nullptr && ! stoppedSince && (touchable || c != 'n')) wishes.wish (c == 'y' ? Kind::stay : c == 'r' ? Kind::again : Kind::notHere);
    }
    else if (c == 'a')
    {
        if (arm.isVisible() && arm.isEnabled()) wishes.arm();
    }
    else if (c == 'c')
    {
        if (touchable && flows && ! stoppedSince && newest.interlock == safety::Interlock::State::armed && wishes.nextCeiling != nullptr) wishes.nextCeiling();
    }
    else if (key.getTextCharacter() == 'T')
    {
        if (wishes.sleepNever != nullptr) wishes.sleepNever();
    }
    else if (c == 't')
    {
        if (wishes.sleepLater != nullptr && ! newest.asleep) wishes.sleepLater();
    }
    else return false;
    return true;
}
} // namespace lull::ui

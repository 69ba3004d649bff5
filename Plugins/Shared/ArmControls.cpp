#include "Plugins/Shared/ArmControls.h"

#include "Files/Notice.h"
#include "Ui/Course.h"

namespace lull::plugin
{
ArmControls::ArmControls (ui::Look& l, juce::Component& p, Acts a)
    : arm (l, "Arm touch", ui::Pill::Kind::main), most (l, "Normal"), stop (l, "Stop", ui::Pill::Kind::alarm), look (l), parent (p), acts (std::move (a))
{
    arm.setComponentID ("arm");
    most.setComponentID ("most");
    most.setTitle ("How strong touch may be at most: gentle, normal or strong");
    stop.setComponentID ("stop");
    arm.onClick = [this] { armTouch(); };
    most.onClick = [this] { acts.nextCeiling(); };
    stop.onClick = [this] { acts.stopOrGoOn(); };
}

ArmControls::~ArmControls() = default;

void ArmControls::setTrouble (const juce::String& s)
{
    if (s == wrong) return;
    wrong = s;
    acts.said();
}

void ArmControls::armTouch()
{
    const auto outcome = acts.arm();
    setTrouble (outcome.answer == files::Arming::Answer::refused ? juce::String::fromUTF8 (outcome.why.c_str()) : juce::String());
    if (outcome.answer != files::Arming::Answer::notice || notice != nullptr) return;
    const auto text = files::noticeText();
    notice = std::make_unique<ui::NoticeView> (look, parent, juce::String::fromUTF8 (text.data(), static_cast<int> (text.size())), [this] (bool read) {
        juce::MessageManager::callAsync ([this, still = std::weak_ptr<int> (alive), read] {
            if (still.expired()) return;
            notice.reset();
            if (! read) return;
            if (const auto kept = files::acknowledgeNotice(); kept) armTouch();
            else setTrouble (juce::String::fromUTF8 (kept.error().message.c_str()));
        });
    });
}

void ArmControls::follow (const Now& n)
{
    using State = safety::Interlock::State;
    const auto state = n.told.interlock;
    stop.setButtonText (n.held ? "Go on" : "Stop");
    // Once it is on, the same place says how strong it may be.
    most.setVisible (n.touchable && state == State::armed && ! n.told.led);
    most.setButtonText (ui::ceilingText (n.told.ceiling) + " at most");
    arm.setVisible (n.touchable && ! most.isVisible());
    arm.setEnabled (! n.held && ! n.waits && ! n.told.after && state == State::unarmed);
    arm.setButtonText (n.waits || (n.told.led && state == State::armed) ? "Armed" : state == State::arming ? "Touch is rising" : "Arm touch");
}

juce::String ArmControls::sentence (const Now& n) const
{
    if (wrong.isNotEmpty()) return wrong;
    if (n.held) return "Stopped. Touch stays off until it is armed again.";
    if (n.news.isNotEmpty()) return n.news;
    if (! n.touchable) return "Sound only: no chair is chosen.";
    if (n.told.after) return "Touch is over; sound alone goes on.";
    if (n.waits) return "Touch will rise when the host plays.";
    if (n.told.led && n.told.interlock != safety::Interlock::State::unarmed) return "Armed by Lull Guard: wire the chair to what comes out of that.";
    if (n.told.interlock == safety::Interlock::State::unarmed) return "Touch is silent until you arm it here.";
    return {};
}
} // namespace lull::plugin

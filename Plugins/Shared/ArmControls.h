// The three words that every editor has at its foot: Arm touch (or, once it is on, how strong it may be at most) and Stop, what they do, and the
// sentence beside them. What is new is read first, once. The only place from which a plugin's touch can be armed. Message thread.
#pragma once

#include <functional>
#include <memory>

#include "Engine/Command.h"
#include "Files/Arming.h"
#include "Ui/Controls.h"
#include "Ui/NoticeView.h"

namespace lull::plugin
{
class ArmControls
{
public:
    struct Acts
    {
        std::function<files::Arming::Outcome()> arm;
        std::function<void()> nextCeiling, stopOrGoOn;
        std::function<void()> said; // trouble() has changed
    };

    // The words become children of `parent`, which lays them out; it outlives this.
    ArmControls (ui::Look&, juce::Component& parent, Acts);
    ~ArmControls(); // out of line: the notice's view

    ui::Pill arm, most, stop;

    struct Now
    {
        engine::Telemetry told;
        bool held = false;      // stopped by a person
        bool waits = false;     // armed, and rises when something plays
        bool touchable = false; // there is a chair
        juce::String news;      // goes before all but what holds touch back
    };
    void follow (const Now&);
    [[nodiscard]] juce::String sentence (const Now&) const;

    [[nodiscard]] const juce::String& trouble() const noexcept { return wrong; }
    void setTrouble (const juce::String&);

private:
    ui::Look& look;
    juce::Component& parent;
    Acts acts;
    std::unique_ptr<ui::NoticeView> notice;
    juce::String wrong;
    std::shared_ptr<int> alive = std::make_shared<int> (0); // for what is called later

    void armTouch();
};
} // namespace lull::plugin

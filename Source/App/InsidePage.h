// Look inside, in the app: a session's lanes beside its script, to be written, heard and felt from where the cursor stands, and saved. What is being
// written survives a kill; a file that is changed outside is shown. Message thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "App/Drafts.h"
#include "App/Stage.h"
#include "Ui/Inside.h"
#include "Ui/NoticeView.h"
#include "Ui/Strip.h"

namespace lull::app
{
class InsidePage final : public juce::Component
{
public:
    // asked: the device and channels; strength and volume: as they were last.
    InsidePage (ui::Look&, devices::Signals&, Arguments asked, Found, double strength, double volume, std::function<void()> back);
    ~InsidePage() override;

    void tick (double now);
    [[nodiscard]] bool plays() const noexcept { return stage != nullptr; }
    void stop();

    bool keyPressed (const juce::KeyPress&) override; // Esc stops; Ctrl+S saves, Ctrl+Z and Ctrl+Y; Ctrl+Return hears
    void paint (juce::Graphics&) override;
    void resized() override;
    void lookAndFeelChanged() override { inside.themeChanged(); }

private:
    using Time = std::filesystem::file_time_type;

    ui::Look& look;
    devices::Signals& signals;
    Arguments asked;
    Found of; // its text: as it was read or saved last
    std::shared_ptr<const touch::Chair> chair;
    Draft draft;
    std::function<void()> back;
    double strength, volume;

    ui::Inside inside;
    ui::Pill leave, undo, redo, save, hear, arm, halt;
    std::unique_ptr<ui::Strip> strip;
    std::unique_ptr<ui::NoticeView> toRead;
    std::unique_ptr<Stage> stage;
    juce::String words; // at the foot
    bool refusal = false;
    Time seen {};
    double nextLook = 0.0, last = -1.0, silentAt = 0.0;
    float k = 1.0f;

    void say (const juce::String&, bool isRefusal = false);
    void ask (const juce::String& words, const juce::String& yes, std::function<void()> onYes, const juce::String& no, std::function<void()> onNo);
    void answered();
    void later (std::function<void()>);
    void keepDraft();
    void store();
    void write (const std::filesystem::path&);
    void lookOutside();
    void take (std::string text); // what the file says now
    void play();
    void armTouch();
    void endPlay();
    void refresh();
};
} // namespace lull::app

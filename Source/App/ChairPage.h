// The chair, set up in the window: its device, which output moves what on a picture of the back, volts, tones, the person's fit and spots, a test of each zone.
// One question at a time; the lower third is Stop as long as anything can be felt. Message thread; the conversations are those of `lull chair`, `fit` and `spots`.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "App/SetupRun.h"
#include "Devices/DeviceList.h"
#include "Ui/Choice.h"
#include "Ui/TonesView.h"
#include "Ui/ZonesView.h"

namespace lull::app
{
class ChairPage final : public juce::Component
{
public:
    // chair, device: chosen first; empty: none yet. back: to Tonight, with the chair and the device that were chosen here.
    ChairPage (ui::Look&, devices::Signals&, const std::string& chair, const std::string& device,
               std::function<void (const std::string& chair, const std::string& device)> back);
    ~ChairPage() override;

    void tick();
    void stop();
    [[nodiscard]] bool runs() const noexcept { return run != nullptr; }

    bool keyPressed (const juce::KeyPress&) override; // Esc stops; a letter or number of the question answers it; + and -
    void paint (juce::Graphics&) override;
    void resized() override;

private:
    ui::Look& look;
    devices::Signals& signals;
    std::function<void (const std::string&, const std::string&)> back;
    std::vector<std::pair<std::string, std::string>> seats;
    std::vector<devices::DeviceInfo> found;
    devices::ChairFile file;
    std::unique_ptr<SetupRun> run;
    SetupRun::Shown shown;
    std::vector<bool> chosen; // zones, of a question with choices

    ui::ZonesView map;
    ui::TonesView tones;
    ui::Choice chairs, outputs;
    ui::Pill leave, mine, softer, louder, done;
    ui::StopArea stopArea;
    juce::TextEditor typed;
    std::vector<std::unique_ptr<ui::Pill>> begins, answers;
    juce::StringArray words; // when nothing runs
    juce::Rectangle<float> talk;
    float k = 1.0f;

    // Spots drawn on the back by hand: nothing is felt meanwhile. ChairSpots.cpp
    enum class Tool { tight, avoid, away };
    std::optional<Tool> tool; // it is being drawn
    touch::Spots spots;
    void seeSpots();
    void listSpots();
    void beginDrawing();
    void take (Tool);
    void endDrawing();
    void offerTools();
    void place (const text::Point&);

    void fill (const std::string& chair, const std::string& device);
    void choose();
    void makeMine();
    void begin (SetupRun::Conversation);
    void heed();  // another state of the conversation
    void offer(); // its answers
    ui::Pill& answer (const juce::String& word, const juce::String& id, ui::Pill::Kind, std::function<void()>);
    void pressZone (int);
    void say (const std::string&);
    [[nodiscard]] std::string device() const;
    [[nodiscard]] devices::ChairAsk ask() const;
};
} // namespace lull::app

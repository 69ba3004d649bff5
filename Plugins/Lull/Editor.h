// The plugin's window: the session looked into, which one and on which chair, its controls, Arm and Stop. Message thread.
#pragma once

#include "Files/Library.h"
#include "Plugins/Lull/Processor.h"
#include "Plugins/Shared/FootedEditor.h"
#include "Ui/Inside.h"
#include "Ui/Meters.h"

namespace lull::plugin
{
class Editor final : public FootedEditor
{
public:
    explicit Editor (Processor&);
    ~Editor() override;

    bool keyPressed (const juce::KeyPress&) override;

    // What the buttons do.
    void play(); // what is written
    void undo();
    void redo();
    void capture();             // begins, or makes a script of what was kept
    void scaleTo (int percent); // of everything, beside what the host scales by

    void setScaleFactor (float hosts) override;

    ui::Inside inside;

private:
    Processor& processor;
    juce::ComboBox sessions, technique, place, scales, carries;
    ui::Pill undoPill, redoPill, playPill, capturePill, hostTempo;
    ui::Level strength, volume, tempo, breath;
    ui::Meters meters;
    std::unique_ptr<juce::FileChooser> chooser;
    std::vector<files::Entry> library; // the person's own sessions
    juce::String filled;
    Choices shown;
    bool sized = false;
    int carried = -1; // channels of touch that are offered
    float hostScale = 1.0f, peak = 0.0f;
    double sinceHeard = 0.0; // s
    juce::String heard;

    Places layOut (float k, float foot) override;
    void follow (const Instrument::Shown&, double elapsed, bool fresh) override;
    [[nodiscard]] juce::String whileArmed() const override;
    [[nodiscard]] juce::String instead (const ArmControls::Now&) const override;
    void choose (const Choices&) override;
    void resized() override;

    [[nodiscard]] Edits::Step now() const;
    void go (std::optional<Edits::Step>);
    void fill (const Choices&); // the sessions
    void chooseSession();
    void openFile();
    void open (const std::filesystem::path&);
    void saveFile();
    void show (const Choices&, const std::string& draft);
    void listen (const Instrument::Shown&, double elapsed);
    void carry (int id);
    void offerToLearn (const juce::RangedAudioParameter&);
    void bind (ui::Level&, juce::AudioParameterFloat&);
};
} // namespace lull::plugin

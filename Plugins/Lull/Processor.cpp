#include "Plugins/Lull/Processor.h"

#include <cmath>

#include "Plugins/Lull/Editor.h"
#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
constexpr float silentVolume = -60.0f;

juce::AudioParameterFloat* volumeParameter()
{
    using namespace juce;
    const auto decibels = [] (float v, int) { return v <= silentVolume ? String ("off") : String (v, 1) + " dB"; };
    return new AudioParameterFloat (ParameterID { "volume", 1 }, "Sound level", NormalisableRange<float> (silentVolume, 6.0f), 0.0f,
                                    AudioParameterFloatAttributes().withLabel ("dB").withStringFromValueFunction (decibels).withValueFromStringFunction (
                                        [] (const String& s) { return s.trim() == "off" ? silentVolume : s.getFloatValue(); }));
}
} // namespace

Processor::Processor() : TouchProcessor (withOutputs ({}), "the Lull plugin"), volume (volumeParameter())
{
    addParameters ({ volume });
    auto first = onFourZones ({});
    if (! ui::shelvedSessions().empty()) first = withShelved (first, 0);
    if (const auto loaded = instrument.load (first); ! loaded) say (loaded.error().message);
}

Processor::~Processor() = default;

bool Processor::isBusesLayoutSupported (const BusesLayout& layout) const { return layout.inputBuses.isEmpty() && outputsSupported (layout); }

void Processor::prepareToPlay (double r, int block)
{
    TouchProcessor::prepareToPlay (r, block);
    setLatencySamples (0);
}

void Processor::reset()
{
    TouchProcessor::reset();
    hostTime.reset();
}

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    const int frames = buffer.getNumSamples();
    std::optional<HostTime::Said> said;
    if (auto* head = getPlayHead())
        if (const auto position = head->getPosition())
        {
            said.emplace();
            said->playing = position->getIsPlaying() || position->getIsRecording();
            if (const auto f = position->getTimeInSamples()) said->frame = *f;
            if (const auto s = position->getTimeInSeconds()) said->seconds = *s;
        }

    auto turn = turnOf (frames);
    turn.time = hostTime.next (said, frames, rate);
    // A parameter that went through 0 .. 1 and back is 0 dB again.
    const float db = volume->get();
    turn.volume = Decibels { db <= silentVolume ? -200.0 : std::round (static_cast<double> (db) * 1000.0) / 1000.0 };
    instrument.process (outputs (buffer).data(), frames, turn);
}

juce::AudioProcessorEditor* Processor::createEditor() { return new Editor (*this); }

int Processor::getNumPrograms() { return std::max (1, static_cast<int> (ui::shelvedSessions().size())); }

int Processor::getCurrentProgram()
{
    const auto now = instrument.choices().session;
    const auto& all = ui::shelvedSessions();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].id == now) return static_cast<int> (i);
    return 0;
}

void Processor::setCurrentProgram (int i)
{
    const auto& all = ui::shelvedSessions();
    if (i < 0 || i >= static_cast<int> (all.size()) || i == getCurrentProgram()) return;
    if (const auto loaded = instrument.load (withShelved (instrument.choices(), static_cast<std::size_t> (i))); ! loaded) say (loaded.error().message);
}

const juce::String Processor::getProgramName (int i)
{
    const auto& all = ui::shelvedSessions();
    return i >= 0 && i < static_cast<int> (all.size()) ? juce::String::fromUTF8 (all[static_cast<std::size_t> (i)].title.c_str()) : juce::String();
}

void Processor::keep (SavedState& s) const { s.volume = static_cast<double> (volume->get()); }

void Processor::restore (const SavedState& s) { set (*volume, static_cast<float> (s.volume)); }
} // namespace lull::plugin

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter() { return new lull::plugin::Processor(); }

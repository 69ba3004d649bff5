#include "Plugins/Lull/Processor.h"

#include <chrono>
#include <cmath>
#include <cstdio>

#include "Plugins/Lull/Editor.h"
#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
constexpr float silentVolume = -60.0f;

Choices firstChoices()
{
    Choices c;
    if (! ui::shelvedSessions().empty()) c = withShelved (c, 0);
    for (const auto& chair : ui::shelvedChairs())
        if (chair.id == "four-zone")
        {
            c.chair = chair.id;
            c.chairText = std::string (chair.text);
        }
    return c;
}

double monotonicSeconds() noexcept { return std::chrono::duration<double> (std::chrono::steady_clock::now().time_since_epoch()).count(); }

void say (const std::string& what) { std::fprintf (stderr, "Lull: %s\n", what.c_str()); }

void set (juce::RangedAudioParameter& p, float value) { p.setValueNotifyingHost (p.convertTo0to1 (value)); }
} // namespace

juce::AudioProcessor::BusesProperties Processor::buses()
{
    BusesProperties all;
    all.addBus (false, "Main", juce::AudioChannelSet::stereo(), true);
    for (int i = 1; i <= 15; i += 2) all.addBus (false, "Touch " + juce::String (i) + "-" + juce::String (i + 1), juce::AudioChannelSet::stereo(), true);
    return all;
}

Processor::Processor() : juce::AudioProcessor (buses()), clock (monotonicSeconds)
{
    using namespace juce;
    const auto percent = [] (float v, int) { return String (std::lround (v * 100.0f)) + " %"; };
    const auto decibels = [] (float v, int) { return v <= silentVolume ? String ("off") : String (v, 1) + " dB"; };
    addParameter (strength = new AudioParameterFloat (ParameterID { "strength", 1 }, "Strength", NormalisableRange<float> (0.0f, 1.0f), 0.5f,
                                                      AudioParameterFloatAttributes().withStringFromValueFunction (percent).withValueFromStringFunction (
                                                          [] (const String& s) { return s.getFloatValue() / 100.0f; })));
    addParameter (
        volume = new AudioParameterFloat (ParameterID { "volume", 1 }, "Sound level", NormalisableRange<float> (silentVolume, 6.0f), 0.0f,
                                          AudioParameterFloatAttributes().withLabel ("dB").withStringFromValueFunction (decibels).withValueFromStringFunction (
                                              [] (const String& s) { return s.trim() == "off" ? silentVolume : s.getFloatValue(); })));
    addParameter (stopped = new AudioParameterBool (ParameterID { "stop", 1 }, "Stop", false));
    addParameter (bypass = new AudioParameterBool (ParameterID { "bypass", 1 }, "Bypass", false));
    if (const auto loaded = instrument.load (firstChoices()); ! loaded) say (loaded.error().message);
}

Processor::~Processor() = default;

juce::String Processor::choose (const Choices& c)
{
    if (const auto loaded = instrument.load (c); ! loaded) return juce::String::fromUTF8 (loaded.error().message.c_str());
    updateHostDisplay (ChangeDetails().withProgramChanged (true).withNonParameterStateChanged (true));
    return {};
}

void Processor::stop()
{
    set (*stopped, 1.0f);
    instrument.stopTouch();
}

void Processor::goOn() { set (*stopped, 0.0f); }

bool Processor::isBusesLayoutSupported (const BusesLayout& layout) const
{
    if (! layout.inputBuses.isEmpty() || layout.outputBuses.size() != 9 || layout.getMainOutputChannelSet() != juce::AudioChannelSet::stereo()) return false;
    for (const auto& bus : layout.outputBuses)
        if (! bus.isDisabled() && bus != juce::AudioChannelSet::stereo()) return false;
    return true;
}

void Processor::prepareToPlay (double r, int)
{
    if (! std::isfinite (r) || r < 8'000.0 || r > 192'000.0) r = 48'000.0;
    rate = SampleRate { r };
    instrument.prepare (rate);
    setLatencySamples (0);
    reset();
}

void Processor::reset()
{
    hostTime.reset();
    pace.reset();
}

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    const int frames = buffer.getNumSamples();
    std::array<float*, Instrument::channels> out {};
    const int busCount = std::min (getBusCount (false), Instrument::channels / 2);
    for (int b = 0; b < busCount; ++b)
    {
        const auto* bus = getBus (false, b);
        if (! bus->isEnabled()) continue;
        const int first = getChannelIndexInProcessBlockBuffer (false, b, 0);
        for (int c = 0; c < std::min (2, bus->getNumberOfChannels()); ++c)
            if (first + c < buffer.getNumChannels()) out[static_cast<std::size_t> (2 * b + c)] = buffer.getWritePointer (first + c);
    }

    std::optional<HostTime::Said> said;
    if (auto* head = getPlayHead())
        if (const auto position = head->getPosition())
        {
            said.emplace();
            said->playing = position->getIsPlaying() || position->getIsRecording();
            if (const auto f = position->getTimeInSamples()) said->frame = *f;
            if (const auto s = position->getTimeInSeconds()) said->seconds = *s;
        }

    Instrument::Turn turn;
    turn.time = hostTime.next (said, frames, rate);
    turn.gap = pace.next (clock(), frames, rate, isNonRealtime());
    turn.renders = isNonRealtime();
    turn.held = stopped->get() || bypass->get();
    turn.heldFade = Seconds { stopped->get() ? 1.5 : 0.25 };
    turn.strength = static_cast<double> (strength->get());
    // A parameter that went through 0 .. 1 and back is 0 dB again.
    const float db = volume->get();
    turn.volume = Decibels { db <= silentVolume ? -200.0 : std::round (static_cast<double> (db) * 1000.0) / 1000.0 };
    instrument.process (out.data(), frames, turn);
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

void Processor::getStateInformation (juce::MemoryBlock& block)
{
    SavedState s;
    s.choices = instrument.choices();
    s.strength = static_cast<double> (strength->get());
    s.volume = static_cast<double> (volume->get());
    s.bypass = bypass->get();
    s.stopped = stopped->get();
    const auto bytes = write (s);
    block.replaceAll (bytes.data(), bytes.size());
}

void Processor::setStateInformation (const void* data, int size)
{
    auto s = readState (data, size > 0 ? static_cast<std::size_t> (size) : 0);
    if (! s)
    {
        say ("a saved state was refused: " + s.error().message);
        return;
    }
    if (const auto loaded = instrument.load (s->choices, Instrument::From::savedState); ! loaded)
    {
        say ("a saved state was refused: " + loaded.error().message);
        return;
    }
    set (*strength, static_cast<float> (s->strength));
    set (*volume, static_cast<float> (s->volume));
    set (*bypass, s->bypass ? 1.0f : 0.0f);
    set (*stopped, s->stopped ? 1.0f : 0.0f);
}
} // namespace lull::plugin

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter() { return new lull::plugin::Processor(); }

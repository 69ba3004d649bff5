#include "Plugins/Shared/TouchProcessor.h"

#include <chrono>
#include <cmath>
#include <cstdio>

#include "Ui/Shelf.h"

namespace lull::plugin
{
namespace
{
double monotonicSeconds() noexcept { return std::chrono::duration<double> (std::chrono::steady_clock::now().time_since_epoch()).count(); }
} // namespace

void TouchProcessor::say (const std::string& what) { std::fprintf (stderr, "Lull: %s\n", what.c_str()); }

void TouchProcessor::set (juce::RangedAudioParameter& p, float value) { p.setValueNotifyingHost (p.convertTo0to1 (value)); }

Choices TouchProcessor::onFourZones (Choices c)
{
    for (const auto& chair : ui::shelvedChairs())
        if (chair.id == "four-zone")
        {
            c.chair = chair.id;
            c.chairText = std::string (chair.text);
        }
    return c;
}

juce::AudioProcessor::BusesProperties TouchProcessor::withOutputs (BusesProperties all)
{
    all.addBus (false, "Main", juce::AudioChannelSet::stereo(), true);
    for (int i = 1; i <= 15; i += 2) all.addBus (false, "Touch " + juce::String (i) + "-" + juce::String (i + 1), juce::AudioChannelSet::stereo(), true);
    return all;
}

bool TouchProcessor::outputsSupported (const BusesLayout& layout)
{
    if (layout.outputBuses.size() != 9 || layout.getMainOutputChannelSet() != juce::AudioChannelSet::stereo()) return false;
    for (const auto& bus : layout.outputBuses)
        if (! bus.isDisabled() && bus != juce::AudioChannelSet::stereo()) return false;
    return true;
}

TouchProcessor::TouchProcessor (const BusesProperties& buses, std::string who, Instrument::Compile compile, Chain chain)
    : juce::AudioProcessor (buses), instrument (std::move (who), std::move (compile), std::move (chain)), clock (monotonicSeconds)
{}

void TouchProcessor::addParameters (std::initializer_list<juce::RangedAudioParameter*> between, Strength has,
                                    const std::vector<juce::RangedAudioParameter*>& later)
{
    using namespace juce;
    const auto percent = [] (float v, int) { return String (std::lround (v * 100.0f)) + " %"; };
    if (has == Strength::own)
        addParameter (strength = new AudioParameterFloat (ParameterID { "strength", 1 }, "Strength", NormalisableRange<float> (0.0f, 1.0f), 0.5f,
                                                          AudioParameterFloatAttributes().withStringFromValueFunction (percent).withValueFromStringFunction (
                                                              [] (const String& s) { return s.getFloatValue() / 100.0f; })));
    for (auto* p : between) addParameter (p);
    addParameter (stopped = new AudioParameterBool (ParameterID { "stop", 1 }, "Stop", false));
    addParameter (bypass = new AudioParameterBool (ParameterID { "bypass", 1 }, "Bypass", false));
    for (auto* p : later) addParameter (p);
}

juce::String TouchProcessor::choose (const Choices& c)
{
    if (const auto loaded = instrument.load (c); ! loaded) return juce::String::fromUTF8 (loaded.error().message.c_str());
    updateHostDisplay (ChangeDetails().withProgramChanged (true).withNonParameterStateChanged (true));
    return {};
}

void TouchProcessor::stop()
{
    set (*stopped, 1.0f);
    instrument.stopTouch();
}

void TouchProcessor::goOn() { set (*stopped, 0.0f); }

void TouchProcessor::stopOrGoOn()
{
    if (stopped->get()) goOn();
    else stop();
}

void TouchProcessor::setNonRealtime (bool is) noexcept
{
    const bool was = isNonRealtime();
    AudioProcessor::setNonRealtime (is);
    if (was && ! is) instrument.wroteFile(); // hosts say it on the audio thread too
}

void TouchProcessor::prepareToPlay (double r, int)
{
    if (! std::isfinite (r) || r < 8'000.0 || r > 192'000.0) r = 48'000.0;
    rate = SampleRate { r };
    instrument.prepare (rate, pacing());
    reset();
}

namespace
{
// Does act (index, channel of the buffer) for what a direction's buses bring, in their order; a bus that is off keeps its place.
template <class Act>
void everyChannel (juce::AudioProcessor& p, bool input, int channels, const Act& act)
{
    int index = 0;
    for (int b = 0; b < p.getBusCount (input); ++b)
    {
        const auto* bus = p.getBus (input, b);
        const int whole = bus->getDefaultLayout().size();
        for (int c = 0; bus->isEnabled() && c < std::min (whole, bus->getNumberOfChannels()); ++c)
            if (const int at = p.getChannelIndexInProcessBlockBuffer (input, b, c); at < channels && index + c < Instrument::channels)
                act (static_cast<std::size_t> (index + c), at);
        index += whole;
    }
}
} // namespace

TouchProcessor::Pointers TouchProcessor::outputs (juce::AudioBuffer<float>& buffer)
{
    Pointers out {};
    everyChannel (*this, false, buffer.getNumChannels(), [&] (std::size_t i, int c) { out[i] = buffer.getWritePointer (c); });
    return out;
}

TouchProcessor::Incoming TouchProcessor::inputs (const juce::AudioBuffer<float>& buffer)
{
    Incoming in {};
    everyChannel (*this, true, buffer.getNumChannels(), [&] (std::size_t i, int c) { in[i] = buffer.getReadPointer (c); });
    return in;
}

void TouchProcessor::Passing::resize (int frames)
{
    for (auto& d : delayed)
        if (d.size() != static_cast<std::size_t> (frames)) d.assign (static_cast<std::size_t> (frames), 0.0f);
    at %= static_cast<std::size_t> (frames);
}

void TouchProcessor::passMain (Passing& p, const Incoming& in, const Pointers& out, int from, int frames) noexcept
{
    std::size_t next = p.at;
    for (std::size_t c = 0; c < 2; ++c)
    {
        next = p.at;
        for (int i = from; i < from + frames; ++i)
        {
            const float x = in[c] != nullptr ? in[c][i] : 0.0f;
            if (out[c] != nullptr) out[c][i] = p.delayed[c][next];
            p.delayed[c][next] = x;
            if (++next == p.delayed[c].size()) next = 0;
        }
    }
    p.at = next;
}

Instrument::Turn TouchProcessor::turnOf (int frames)
{
    Instrument::Turn turn;
    turn.gap = pace.next (clock(), frames, rate, isNonRealtime());
    turn.renders = isNonRealtime();
    turn.held = stopped->get() || bypass->get();
    turn.stopsAll = stopped->get();
    turn.heldFade = Seconds { stopped->get() ? 1.5 : 0.25 };
    if (strength != nullptr) turn.strength = static_cast<double> (strength->get());
    return turn;
}

void TouchProcessor::getStateInformation (juce::MemoryBlock& block)
{
    SavedState s;
    s.choices = instrument.choices();
    if (strength != nullptr) s.strength = static_cast<double> (strength->get());
    s.bypass = bypass->get();
    s.stopped = stopped->get();
    keep (s);
    const auto bytes = write (s);
    block.replaceAll (bytes.data(), bytes.size());
}

void TouchProcessor::setStateInformation (const void* data, int size)
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
    if (strength != nullptr) set (*strength, static_cast<float> (s->strength));
    restore (*s);
    set (*bypass, s->bypass ? 1.0f : 0.0f);
    set (*stopped, s->stopped ? 1.0f : 0.0f);
}
} // namespace lull::plugin

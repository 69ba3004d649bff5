#include "Plugins/Lull/Processor.h"

#include <cmath>
#include <mutex>

#include "Plugins/Lull/Editor.h"
#include "Ui/Shelf.h"

namespace lull::plugin
{
Processor::Processor() : TouchProcessor (withOutputs ({}), "the Lull plugin")
{
    addParameters ({ is.volume }, Strength::own, is.later());
    keys.setParameters (turned());
    auto first = onFourZones ({});
    if (! ui::shelvedSessions().empty()) first = withShelved (first, 0);
    if (const auto loaded = instrument.load (first); ! loaded) say (loaded.error().message);
    startTimerHz (20);
}

Processor::~Processor() { stopTimer(); }

std::vector<juce::RangedAudioParameter*> Processor::turned() const
{
    return { strength, is.volume, is.touch, is.tempo, is.breath, is.technique, is.place, is.speed, is.carrier };
}

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

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi)
{
    const int frames = buffer.getNumSamples();
    std::optional<HostTime::Said> said;
    std::optional<double> ppq, bpm;
    if (auto* head = getPlayHead())
        if (const auto position = head->getPosition())
        {
            said.emplace();
            said->playing = position->getIsPlaying() || position->getIsRecording();
            if (const auto f = position->getTimeInSamples()) said->frame = *f;
            if (const auto s = position->getTimeInSeconds()) said->seconds = *s;
            if (const auto beat = position->getPpqPosition()) ppq = *beat;
            if (const auto t = position->getBpm()) bpm = *t;
        }

    auto turn = turnOf (frames);
    turn.time = hostTime.next (said, frames, rate);
    turn.volume = is.soundLevel();
    turn.touch = is.touchLevel();
    turn.pacing = is.pacing();
    turn.played = is.played();
    if (ppq && bpm) turn.beats = HostBeats::believed (static_cast<double> (turn.time.frame) / rate.value, *ppq, *bpm);
    instrument.starts (turn.time.frame);
    keys.play (midi, instrument);
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

void Processor::keepDraft (const std::string& text)
{
    const std::lock_guard lock (desk);
    written = text.size() <= longestScript ? text : std::string();
}

std::string Processor::draft() const
{
    const std::lock_guard lock (desk);
    return written;
}

void Processor::keepWindow (const Window& w)
{
    const std::lock_guard lock (desk);
    frame = w;
}

Window Processor::window() const
{
    const std::lock_guard lock (desk);
    return frame;
}

void Processor::keep (SavedState& s) const
{
    s.draft = draft();
    const auto w = window();
    s.width = w.width;
    s.height = w.height;
    s.percent = w.percent;
    s.volume = static_cast<double> (is.volume->get());
    for (auto* p : is.later())
        if (p->getValue() < p->getDefaultValue() || p->getValue() > p->getDefaultValue())
            s.values[p->getParameterID().toStdString()] = static_cast<double> (p->convertFrom0to1 (p->getValue()));
    const auto all = turned();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const int c = keys.controllerOf (static_cast<int> (i)); c >= 0) s.controllers[all[i]->getParameterID().toStdString()] = c;
}

void Processor::restore (const SavedState& s)
{
    restored = true;
    keepDraft (s.draft);
    keepWindow (Window { s.width, s.height, s.percent }.within());
    set (*is.volume, static_cast<float> (s.volume));
    for (auto* p : is.later())
    {
        const auto at = s.values.find (p->getParameterID().toStdString());
        if (at == s.values.end()) p->setValueNotifyingHost (p->getDefaultValue());
        else set (*p, static_cast<float> (at->second));
    }
    for (int c = 0; c < Keys::controllers; ++c) keys.assign (c, -1);
    const auto all = turned();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (const auto at = s.controllers.find (all[i]->getParameterID().toStdString()); at != s.controllers.end())
            keys.assign (at->second, static_cast<int> (i));
}
} // namespace lull::plugin

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter() { return new lull::plugin::Processor(); }

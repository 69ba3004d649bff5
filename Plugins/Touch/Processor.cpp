#include "Plugins/Touch/Processor.h"

#include <algorithm>
#include <cmath>

#include "Plugins/Touch/Editor.h"

namespace lull::follow
{
namespace
{
constexpr float loudest = 2.0f; // what is beyond it is a mistake, and must not deafen the follower for long
} // namespace

juce::AudioProcessor::BusesProperties Processor::buses()
{
    BusesProperties all;
    all.addBus (true, "Main", juce::AudioChannelSet::stereo(), true);
    all.addBus (true, "Sidechain", juce::AudioChannelSet::stereo(), false);
    return withOutputs (all);
}

Processor::Processor() : Processor (std::make_shared<plugin::Feed>()) {}

Processor::Processor (std::shared_ptr<plugin::Feed> f)
    : TouchProcessor (buses(), "Lull Touch",
                      [f] (const plugin::Choices& c, std::shared_ptr<const touch::Chair> chair) { return plugin::followed (f, c.script, std::move (chair)); }),
      sidechain (new juce::AudioParameterBool (juce::ParameterID { "sidechain", 1 }, "By the sidechain", false)),
      feed (std::move (f))
{
    addParameters ({ sidechain });
    setLatencySamples (plugin::Feed::delay (SampleRate { 48'000.0 })); // hosts ask before they prepare
    auto first = onFourZones ({});
    first.session = "what comes in";
    first.script = places.front();
    if (const auto loaded = instrument.load (first); ! loaded) say (loaded.error().message);
}

Processor::~Processor() = default;

bool Processor::isBusesLayoutSupported (const BusesLayout& layout) const
{
    const auto stereo = juce::AudioChannelSet::stereo();
    return layout.inputBuses.size() == 2 && layout.inputBuses[0] == stereo && (layout.inputBuses[1].isDisabled() || layout.inputBuses[1] == stereo) &&
           outputsSupported (layout);
}

void Processor::prepareToPlay (double r, int block)
{
    TouchProcessor::prepareToPlay (r, block);
    const int late = plugin::Feed::delay (rate);
    passing.resize (late);
    for (auto& h : heard) h.resize (static_cast<std::size_t> (plugin::Feed::most));
    setLatencySamples (late);
}

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    pass (passing, buffer, plugin::feedLasts, plugin::Feed::most, [this] (const Incoming& in, int from, int frames, Frame session) {
        const std::size_t first = sidechain->get() && in[2] != nullptr && in[3] != nullptr ? 2 : 0;
        for (std::size_t c = 0; c < 2; ++c)
            for (int i = 0; i < frames; ++i)
            {
                const float x = in[first + c] != nullptr ? in[first + c][from + i] : 0.0f;
                heard[c][static_cast<std::size_t> (i)] = std::isfinite (x) ? std::clamp (x, -loudest, loudest) : 0.0f;
            }
        feed->push (heard[0].data(), heard[1].data(), frames, session);
    });
}

juce::AudioProcessorEditor* Processor::createEditor() { return new Editor (*this); }
} // namespace lull::follow

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter() { return new lull::follow::Processor(); }

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
    const auto late = static_cast<std::size_t> (plugin::Feed::delay (rate));
    for (auto& d : delayed)
        if (d.size() != late) d.assign (late, 0.0f);
    at %= late;
    for (auto& h : heard) h.resize (static_cast<std::size_t> (plugin::Feed::most));
    setLatencySamples (static_cast<int> (late));
}

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    const int frames = buffer.getNumSamples();
    auto turn = turnOf (frames);
    const auto out = outputs (buffer);
    const auto in = inputs (buffer);
    const std::size_t from = sidechain->get() && in[2] != nullptr && in[3] != nullptr ? 2 : 0;
    const auto lasts = static_cast<Frame> (plugin::feedLasts * 0.99 * rate.value) / quantum * quantum;

    for (int done = 0; done < frames;)
    {
        if (position >= lasts) position = 0; // from the start, where touch comes back by its ramp
        const int n = static_cast<int> (std::min<Frame> (std::min (frames - done, plugin::Feed::most), lasts - position));
        for (std::size_t c = 0; c < 2; ++c)
            for (int i = 0; i < n; ++i)
            {
                const float x = in[from + c] != nullptr ? in[from + c][done + i] : 0.0f;
                heard[c][static_cast<std::size_t> (i)] = std::isfinite (x) ? std::clamp (x, -loudest, loudest) : 0.0f;
            }
        feed->push (heard[0].data(), heard[1].data(), n, position);
        passMain (delayed, at, in, out, done, n);
        auto to = out;
        to[0] = to[1] = nullptr;
        for (auto& p : to)
            if (p != nullptr) p += done;
        turn.time = { true, position };
        instrument.process (to.data(), n, turn);
        turn.gap = {};
        position += n;
        done += n;
    }
}

juce::AudioProcessorEditor* Processor::createEditor() { return new Editor (*this); }
} // namespace lull::follow

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter() { return new lull::follow::Processor(); }

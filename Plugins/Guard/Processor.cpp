#include "Plugins/Guard/Processor.h"

#include <algorithm>
#include <cmath>

#include "Base/LookAhead.h"
#include "Plugins/Guard/Editor.h"

namespace lull::guarding
{
namespace
{
constexpr double lasts = 12.0 * 3600.0; // s, of the session that says nothing

// It says nothing: what is guarded comes from outside.
Result<std::shared_ptr<const session::Timeline>> silence (std::shared_ptr<const touch::Chair> chair)
{
    auto score = session::readScore ("guard", "session: 1\ntitle: What comes in\nphases:\n  - { name: Now, for: 1 h, fade: 0 s }\n");
    if (! score) return fail (score.error().front().message);
    score->phases.front().length = lasts;
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), std::move (chair), 1);
}
} // namespace

// The last frames that came in, by frame and lane. The audio thread's alone.
class Through final : public engine::Carried
{
public:
    static constexpr int most = 4'096; // frames at once

    void push (const std::array<const float*, maxLanes>& in, int from, int frames, Frame session) noexcept
    {
        offset = written - session;
        for (std::size_t k = 0; k < maxLanes; ++k)
            for (int i = 0; i < frames; ++i)
                ring[static_cast<std::size_t> ((written + i) & (size - 1)) * maxLanes + k] = in[k] != nullptr ? in[k][from + i] : 0.0f;
        written += frames;
    }

    void setDelay (int frames) noexcept { late = frames; } // before it is heard

    void add (Frame session, TouchQuantum& touch) noexcept override
    {
        for (int i = 0; i < quantum; ++i)
        {
            const Frame now = session + i - late + offset;
            if (session + i < late || now < std::max<Frame> (0, written - size) || now >= written) continue;
            const float* from = ring.data() + static_cast<std::size_t> (now & (size - 1)) * maxLanes;
            float* to = touch.frame (i);
            for (std::size_t k = 0; k < maxLanes; ++k) to[k] += from[k];
        }
    }

private:
    static constexpr Frame size = 8'192; // frames, a power of two: beyond the greatest delay and block
    std::vector<float> ring = std::vector<float> (static_cast<std::size_t> (size) * maxLanes, 0.0f);
    Frame written = 0, offset = 0;
    int late = 0;
};

// One bus, unlike the others' nine: Ardour takes a plugin whose first bus is stereo for a stereo one, and puts nine of them on such a track.
juce::AudioProcessor::BusesProperties Processor::buses()
{
    const auto all = juce::AudioChannelSet::discreteChannels (plugin::Instrument::channels);
    return BusesProperties().withInput ("Sound and touch", all).withOutput ("Sound and touch", all);
}

int Processor::delay (SampleRate rate) noexcept { return lookAheadFrames (rate) + quantum; }

Processor::Processor() : Processor (std::make_shared<Through>()) {}

Processor::Processor (std::shared_ptr<Through> t)
    : TouchProcessor (buses(), "Lull Guard", [] (const plugin::Choices&, std::shared_ptr<const touch::Chair> chair) { return silence (std::move (chair)); },
                      { t, true }),
      through (std::move (t))
{
    addParameters ({}, Strength::none);
    setLatencySamples (delay (SampleRate { 48'000.0 })); // hosts ask before they prepare
    auto first = onFourZones ({});
    first.session = "what comes in";
    if (const auto loaded = instrument.load (first); ! loaded) say (loaded.error().message);
}

Processor::~Processor() = default;

// As wide as the track is: left, right, and as much touch as there is room for.
bool Processor::isBusesLayoutSupported (const BusesLayout& layout) const
{
    if (layout.inputBuses.size() != 1 || layout.outputBuses.size() != 1) return false;
    const int channels = layout.inputBuses[0].size();
    return channels == layout.outputBuses[0].size() && channels >= 3 && channels <= plugin::Instrument::channels;
}

void Processor::prepareToPlay (double r, int block)
{
    TouchProcessor::prepareToPlay (r, block);
    const int late = delay (rate);
    passing.resize (late);
    through->setDelay (late);
    setLatencySamples (late);
}

void Processor::processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer&)
{
    pass (passing, buffer, lasts, Through::most, [this] (const Incoming& in, int from, int frames, Frame session) {
        std::array<const float*, maxLanes> touch {};
        std::copy (in.begin() + 2, in.begin() + 2 + maxLanes, touch.begin());
        through->push (touch, from, frames, session);
    });
}

juce::AudioProcessorEditor* Processor::createEditor() { return new Editor (*this); }
} // namespace lull::guarding

juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter() { return new lull::guarding::Processor(); }

// A host for tests: a playhead that is moved by hand, blocks of any size, and what came out of every channel.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <juce_audio_processors/juce_audio_processors.h>

#include "Base/Units.h"
#include "Session/Timeline.h"

namespace lull::test
{
// JUCE's message manager for the whole test program, ended before the program's static objects are; on the main thread.
void startJuce();

// Its host's formats, as long as JUCE runs.
juce::AudioPluginFormatManager& formats();

// The built plugin in that host, "VST3" or "LV2"; the test fails where there is none. vst3: another one's library.
[[nodiscard]] std::unique_ptr<juce::AudioPluginInstance> loadPlugin (const std::string& format, const std::string& vst3 = {});

class Head final : public juce::AudioPlayHead
{
public:
    bool playing = true, speaks = true;
    lull::Frame frame = 0;
    double rate = 48'000.0;
    std::optional<lull::Curve> tempo; // bpm; none: it says nothing of beats
    juce::Optional<PositionInfo> getPosition() const override;
};

using Channels = std::vector<std::vector<float>>;

// Plays `frames` in blocks of `block` from where the head is, moving it when it plays. 18 channels.
// `in` brings the inputs, channel and frame from 0; without it they hold what must be overwritten.
// `midi`: what has been put there goes into the first block.
[[nodiscard]] Channels run (juce::AudioProcessor&, Head&, int frames, int block = 512, const std::function<float (int, int)>& in = {},
                            juce::MidiBuffer midi = {});

// A hand on the mouse over a button of that id: down and up.
void press (juce::Component& parent, const juce::String& id);

// Ready to play at 48 kHz, following the head, said to be offline so that a busy machine makes no gaps.
void ready (juce::AudioProcessor&, Head&, double rate = 48'000.0, int block = 512);

// What the Renderer gives: left, right, touch_1 ... of a shipped session on a shipped chair.
[[nodiscard]] Channels rendered (const std::string& session, const std::string& chair, double seconds, double rate = 48'000.0, double from = 0.0);

[[nodiscard]] Channels rendered (const std::shared_ptr<const session::Timeline>&, double seconds, double rate = 48'000.0, double from = 0.0);

// First index at which two channels differ, or -1.
[[nodiscard]] long firstDifference (const std::vector<float>&, const std::vector<float>&, std::size_t from = 0);
[[nodiscard]] float greatest (const std::vector<float>&);
} // namespace lull::test

// The plugin as a host sees it: the bundles that are installed, in JUCE's own host.
#include "Catch.h"

#include "Host.h"

using namespace lull;

namespace
{
juce::AudioProcessorParameter* parameter (juce::AudioProcessor& p, const juce::String& name)
{
    for (auto* q : p.getParameters())
        if (q->getName (64) == name) return q;
    return nullptr;
}

juce::MemoryBlock saved (juce::AudioProcessor& p)
{
    juce::MemoryBlock b;
    p.getStateInformation (b);
    return b;
}
} // namespace

TEST_CASE ("the plugin loads as VST3 and as LV2 with eighteen outputs and few parameters")
{
    for (const std::string format : { "VST3", "LV2" })
    {
        INFO (format);
        auto plugin = test::loadPlugin (format);
        plugin->enableAllBuses();
        CHECK (plugin->getTotalNumInputChannels() == 0);
        CHECK (plugin->getTotalNumOutputChannels() == 18);
        CHECK (plugin->getLatencySamples() == 0);
        for (const auto* name : { "Strength", "Sound level", "Stop", "Bypass", "Touch level", "Tempo", "Host tempo", "Breath", "Keys: technique", "Keys: place",
                                  "Keys: speed", "Keys: carrier" })
        {
            INFO (name);
            CHECK (parameter (*plugin, name) != nullptr);
        }
        CHECK (plugin->getParameters().size() <= 14); // no fake MIDI controllers
    }
}

TEST_CASE ("what a host records on Main is what the Renderer gives, sample for sample, and touch is digital silence")
{
    const auto truth = test::rendered ("bedtime", "", 6.0);
    for (const std::string format : { "VST3", "LV2" })
    {
        INFO (format);
        auto plugin = test::loadPlugin (format);
        test::Head head;
        test::ready (*plugin, head);
        head.playing = false;
        const auto before = test::run (*plugin, head, 4'800, 480);
        for (const auto& channel : before) CHECK (test::greatest (channel) == 0.0f);
        head.playing = true;
        const auto got = test::run (*plugin, head, 6 * 48'000, 480);
        CHECK (test::firstDifference (got[0], truth[0]) == -1);
        CHECK (test::firstDifference (got[1], truth[1]) == -1);
        CHECK (test::greatest (got[0]) > 0.001f);
        for (std::size_t c = 2; c < 18; ++c) CHECK (test::greatest (got[c]) == 0.0f);
    }
}

TEST_CASE ("a project's state is the same after it was loaded and saved again")
{
    for (const std::string format : { "VST3", "LV2" })
    {
        INFO (format);
        auto first = test::loadPlugin (format), second = test::loadPlugin (format);
        parameter (*first, "Strength")->setValueNotifyingHost (0.25f);
        parameter (*first, "Sound level")->setValueNotifyingHost (0.5f);
        test::Head head;
        test::ready (*first, head);
        test::ready (*second, head);
        (void)test::run (*first, head, 4'096);
        const auto state = saved (*first);
        CHECK (state != saved (*second));
        second->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
        (void)test::run (*second, head, 4'096);
        CHECK (saved (*second) == state);
        CHECK (parameter (*second, "Strength")->getValue() == Approx (0.25f));
    }
}

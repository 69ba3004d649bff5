// Lull Touch: what comes in goes out as it was, and is felt with it.
#include "Catch.h"

#include <cmath>

#include "AudioThread/Forbidden.h"
#include "Faces/Host.h"
#include "Plugins/Touch/Editor.h"
#include "Plugins/Touch/Processor.h"

using namespace lull;
using follow::Processor;

namespace
{
constexpr double rate = 48'000.0;

// A drum of 55 Hz, twice a second, beside a voice-like tone; the right side is silent.
float drum (int i)
{
    const double t = i / rate, since = std::fmod (t, 0.5);
    return static_cast<float> (0.5 * std::exp (-since / 0.05) * std::sin (2.0 * M_PI * 55.0 * since) + 0.02 * std::sin (2.0 * M_PI * 700.0 * t));
}

struct Rig
{
    Rig()
    {
        test::startJuce();
        processor = std::make_unique<Processor>();
        test::ready (*processor, head);
        editor.reset (processor->createEditor());
    }
    ~Rig() { editor.reset(); }

    // main and sidechain: what comes in on both channels of each, by the frame since the beginning.
    test::Channels play (double seconds, const std::function<float (int)>& main, const std::function<float (int)>& side, int block = 512)
    {
        const int n = static_cast<int> (seconds * rate), from = played;
        played += n;
        return test::run (*processor, head, n, block, [&] (int c, int i) { return c < 2 ? main (from + i) : c < 4 ? side (from + i) : 0.7f; });
    }

    test::Head head;
    std::unique_ptr<Processor> processor;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
    int played = 0;
};

float silence (int) { return 0.0f; }

float touchIn (const test::Channels& all)
{
    float most = 0.0f;
    for (std::size_t c = 2; c < all.size(); ++c) most = std::max (most, test::greatest (all[c]));
    return most;
}

// Power of the first four touch channels over 5 ms each.
std::vector<double> power (const test::Channels& c, std::size_t from, std::size_t to)
{
    const std::size_t step = 240;
    std::vector<double> out (c[0].size() / step);
    for (std::size_t k = from; k < to; ++k)
        for (std::size_t i = 0; i < out.size() * step; ++i) out[i / step] += static_cast<double> (c[k][i]) * static_cast<double> (c[k][i]);
    return out;
}
} // namespace

TEST_CASE ("Lull Touch loads as VST3 and as LV2: four channels in, eighteen out, and its latency told")
{
    for (const std::string format : { "VST3", "LV2" })
    {
        INFO (format);
        auto plugin = test::loadPlugin (format);
        test::Head head;
        test::ready (*plugin, head);
        CHECK (plugin->getName() == "Lull Touch");
        CHECK (plugin->getTotalNumInputChannels() == 4);
        CHECK (plugin->getTotalNumOutputChannels() == 18);
        const auto out = test::run (*plugin, head, 9'600, 480, [] (int c, int i) { return c < 2 ? drum (i) : 0.0f; });
        CHECK (plugin->getLatencySamples() == 256 + 480 + 32);
        for (int i = 768; i < 9'600; ++i) REQUIRE (out[0][static_cast<std::size_t> (i)] == drum (i - 768));
        CHECK (touchIn (out) == 0.0f); // nobody armed it
    }
}

TEST_CASE ("what comes in goes out as it was, so much later as the host is told, in blocks of any size and at any rate, stopped and bypassed too")
{
    for (const double r : { 8'000.0, 44'100.0, 96'000.0, 192'000.0 })
    {
        Rig rig;
        rig.processor->setNonRealtime (true);
        rig.processor->prepareToPlay (r, 512);
        const int late = rig.processor->getLatencySamples();
        CHECK (late == plugin::Feed::delay (SampleRate { r }));
        std::vector<float> got;
        int i = 0;
        for (const int block : { 1, 7, 0, 64, 480, 4'096, 8'192, 9'001, 31, 512 })
        {
            if (block == 31) rig.processor->stop();
            if (block == 512) rig.processor->bypass->setValueNotifyingHost (1.0f);
            const int from = i;
            const auto out = test::run (*rig.processor, rig.head, block, std::max (1, block), [&] (int c, int k) {
                return c == 0 ? drum (from + k) : c == 1 ? 0.25f : 0.0f;
            });
            got.insert (got.end(), out[0].begin(), out[0].end());
            i += block;
        }
        for (int k = 0; k < i; ++k) REQUIRE (got[static_cast<std::size_t> (k)] == (k < late ? 0.0f : drum (k - late)));
    }
}

TEST_CASE ("armed by the editor's button it is felt as it sounds, with it, and only where there is a chair")
{
    Rig rig;
    (void)rig.play (1.0, drum, silence);
    test::press (*rig.editor, "arm");
    (void)rig.play (32.0, drum, silence, 479);
    const auto out = rig.play (6.0, drum, silence, 333);
    for (std::size_t c = 6; c < 18; ++c) CHECK (test::greatest (out[c]) == 0.0f);
    CHECK (touchIn (out) > 0.02f);
    CHECK (touchIn (out) <= 1.0f);

    // Felt and heard rise together: the best fit of the two is within 15 ms.
    const auto heard = power (out, 0, 1), felt = power (out, 2, 6);
    double best = -1.0;
    int lag = 0;
    for (int d = -40; d <= 40; ++d)
    {
        double sum = 0.0;
        for (int i = 50; i + 50 < static_cast<int> (heard.size()); ++i)
            sum += std::sqrt (heard[static_cast<std::size_t> (i)]) * std::sqrt (felt[static_cast<std::size_t> (i + d)]);
        if (sum > best) best = sum, lag = d;
    }
    INFO ("felt " << 5 * lag << " ms after it is heard");
    CHECK (std::abs (lag) <= 3);

    test::press (*rig.editor, "stop");
    (void)rig.play (0.05, drum, silence);
    const auto after = rig.play (1.0, drum, silence);
    CHECK (touchIn (after) == 0.0f);
    CHECK (test::greatest (after[0]) > 0.1f);
}

TEST_CASE ("it goes by the sidechain when it is told to")
{
    Rig rig;
    test::press (*rig.editor, "arm");
    (void)rig.play (31.0, silence, drum);
    CHECK (touchIn (rig.play (2.0, silence, drum)) < 1e-4f);
    rig.processor->sidechain->setValueNotifyingHost (1.0f);
    (void)rig.play (4.0, silence, drum);
    const auto out = rig.play (2.0, silence, drum);
    CHECK (touchIn (out) > 0.02f);
    CHECK (test::greatest (out[0]) == 0.0f); // Main is Main
}

TEST_CASE ("its state brings back chair, place and values, byte for byte, and never that it was armed; a broken one changes nothing")
{
    Rig first, second;
    auto c = first.processor->instrument.choices();
    c.script = "shoulders";
    CHECK (first.processor->choose (c).isEmpty());
    first.processor->strength->setValueNotifyingHost (0.25f);
    first.processor->sidechain->setValueNotifyingHost (1.0f);
    test::press (*first.editor, "arm");
    juce::MemoryBlock state, again;
    first.processor->getStateInformation (state);
    second.processor->setStateInformation (state.getData(), static_cast<int> (state.getSize()));
    second.processor->getStateInformation (again);
    CHECK (again == state);
    CHECK (second.processor->instrument.choices().script == "shoulders");
    CHECK (second.processor->sidechain->get());
    (void)second.play (31.0, drum, drum);
    CHECK (touchIn (second.play (1.0, drum, drum)) == 0.0f);
    for (std::size_t cut = 0; cut < state.getSize(); cut += 97) second.processor->setStateInformation (state.getData(), static_cast<int> (cut));
    again.reset();
    second.processor->getStateInformation (again);
    CHECK (again == state);
    CHECK (second.processor
               ->choose ([&] {
                   c.script = "moon";
                   return c;
               }())
               .isNotEmpty());
    CHECK (second.processor->instrument.choices().script == "shoulders");
}

TEST_CASE ("nothing that comes in does harm, and no block allocates, locks or waits")
{
    Rig rig;
    test::press (*rig.editor, "arm");
    juce::MidiBuffer midi;
    juce::AudioBuffer<float> buffer (18, 512);
    int calls = 0;
    std::string first;
    const float nasty[] { std::nanf (""), INFINITY, -INFINITY, 1e30f, 1e-42f, 4.0f };
    for (int block = 0; block < 4'000; ++block)
    {
        for (int k = 0; k < 4; ++k)
            for (int i = 0; i < 512; ++i) buffer.setSample (k, i, block % 50 == 7 ? nasty[(block / 50 + i) % 6] : drum (block * 512 + i));
        const Forbidden forbidden;
        rig.processor->processBlock (buffer, midi);
        calls += forbidden.calls();
        if (first.empty()) first = forbidden.first();
        for (int k = 2; k < 18; ++k)
            for (int i = 0; i < 512; i += 31) REQUIRE (std::abs (buffer.getSample (k, i)) <= 1.0f);
    }
    INFO ("the first was " << first);
    CHECK (calls == 0);
    // And soon afterwards it is felt as ever.
    (void)rig.play (20.0, drum, silence);
    const auto out = rig.play (2.0, drum, silence);
    CHECK (touchIn (out) > 0.02f);
}

// Lull Guard: what comes in goes out within the limits, when it is armed here, and not otherwise.
#include "Catch.h"

#include <cmath>

#include "AudioThread/Forbidden.h"
#include "Engine/Renderer.h"
#include "Faces/Host.h"
#include "Faces/Screen.h"
#include "Plugins/Guard/Editor.h"
#include "Plugins/Guard/Processor.h"

using namespace lull;
using guarding::Processor;

namespace
{
constexpr double rate = 48'000.0;

float hum (int i, double gain) { return static_cast<float> (gain * std::sin (2.0 * M_PI * 45.0 * i / rate)); }

struct Rig
{
    Rig()
    {
        test::startJuce();
        processor = std::make_unique<Processor>();
        test::ready (*processor, head);
        editor.reset (processor->createEditor());
        limits = engine::limitsOf (processor->instrument.timeline()->chair());
    }
    ~Rig() { editor.reset(); }

    // Main: a ramp that never repeats; touch 1 .. 4: a hum; the others: noise that has no actuator.
    test::Channels play (double seconds, double gain, int block = 512)
    {
        const int n = static_cast<int> (seconds * rate), from = played;
        played += n;
        return test::run (*processor, head, n, block, [&] (int c, int i) { return c < 2 ? main (from + i) : c < 6 ? hum (from + i, gain) : 0.9f; });
    }
    static float main (int i) { return static_cast<float> (i % 65'536) / 65'536.0f; }

    test::Head head;
    std::unique_ptr<Processor> processor;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
    safety::Limits limits;
    int played = 0;
};

double rms (const std::vector<float>& x, std::size_t from, std::size_t to)
{
    double sum = 0.0;
    for (std::size_t i = from; i < to; ++i) sum += static_cast<double> (x[i]) * static_cast<double> (x[i]);
    return std::sqrt (sum / static_cast<double> (to - from));
}
} // namespace

TEST_CASE ("Lull Guard loads as VST3 and as LV2: eighteen in, eighteen out, its look-ahead told, Main untouched and touch silent")
{
    for (const std::string format : { "VST3", "LV2" })
    {
        INFO (format);
        auto plugin = test::loadPlugin (format);
        test::Head head;
        test::ready (*plugin, head);
        CHECK (plugin->getName() == "Lull Guard");
        CHECK (plugin->getTotalNumInputChannels() == 18);
        CHECK (plugin->getTotalNumOutputChannels() == 18);
        const auto out = test::run (*plugin, head, 9'600, 480, [] (int c, int i) { return c < 2 ? Rig::main (i) : hum (i, 0.5); });
        CHECK (plugin->getLatencySamples() == 256 + 32);
        for (int i = 288; i < 9'600; ++i) REQUIRE (out[0][static_cast<std::size_t> (i)] == Rig::main (i - 288));
        for (std::size_t c = 2; c < 18; ++c) CHECK (test::greatest (out[c]) == 0.0f);
    }
}

TEST_CASE ("armed, what is within the limits goes through at the person's ceiling and as late as the host is told; what is not is kept to them")
{
    Rig rig;
    test::press (*rig.editor, "arm");
    (void)rig.play (31.0, 0.05, 479);
    const int late = rig.processor->getLatencySamples(), from = rig.played;
    const auto quiet = rig.play (2.0, 0.05);
    // A normal ceiling is half of everything; a guard's filters turn the phase, so levels are compared, and the time by the middle of a pause below.
    for (std::size_t c = 2; c < 6; ++c) CHECK (rms (quiet[c], 0, 96'000) == Approx (0.5 * 0.05 / std::sqrt (2.0)).epsilon (0.05));
    for (std::size_t c = 6; c < 18; ++c) CHECK (test::greatest (quiet[c]) == 0.0f);
    for (int i = 0; i < 1'000; ++i) REQUIRE (quiet[0][static_cast<std::size_t> (i)] == Rig::main (from + i - late));

    const auto loud = rig.play (20.0, 1.0);
    for (std::size_t c = 2; c < 6; ++c)
    {
        CHECK (test::greatest (loud[c]) <= rig.limits.peak[c - 2]);
        for (std::size_t at = 0; at + 48'000 < loud[c].size(); at += 4'800)
            CHECK (rms (loud[c], at, at + 48'000) <= 1.02 * static_cast<double> (rig.limits.rms[c - 2]));
    }
    test::press (*rig.editor, "stop");
    (void)rig.play (0.03, 1.0);
    const auto after = rig.play (1.0, 1.0);
    for (std::size_t c = 2; c < 18; ++c) CHECK (test::greatest (after[c]) == 0.0f);
}

TEST_CASE ("a hum that stops is felt to stop as late as the host is told, in blocks of any size")
{
    double before = 0.0;
    for (const int block : { 32, 37, 512, 4'000 })
    {
        Rig rig;
        test::press (*rig.editor, "arm");
        (void)rig.play (31.0, 0.1);
        const int n = 48'000, stops = 20'000;
        const auto out = test::run (*rig.processor, rig.head, n, block,
                                    [&] (int c, int i) { return c == 2 && i < stops && i > stops - 1'067 ? hum (i - stops, 0.1) : 0.0f; });
        // The middle of the burst's power.
        double power = 0.0, middle = 0.0;
        for (int i = 12'000; i < n; ++i)
        {
            const double p = static_cast<double> (out[2][static_cast<std::size_t> (i)]) * static_cast<double> (out[2][static_cast<std::size_t> (i)]);
            power += p;
            middle += p * i;
        }
        const double late = middle / power - (stops - 533.0);
        INFO ("blocks of " << block);
        CHECK (late > rig.processor->getLatencySamples());
        CHECK (late < rig.processor->getLatencySamples() + 960.0); // and what its filters, of fourth order at 20 and 80 Hz, take at 45 Hz
        CHECK (late == Approx (before > 0.0 ? before : late).margin (0.01));
        before = late;
    }
}

TEST_CASE ("one that guards arms what feeds it, and one stop is everybody's")
{
    // Two programs' worth of Players on one chair in this one: by the chair's memory alone, as three libraries would.
    Rig guard, other;
    test::press (*guard.editor, "arm");
    (void)guard.play (1.0, 0.1);
    CHECK (guard.processor->instrument.shown().told.interlock == safety::Interlock::State::arming);
    (void)other.play (1.0, 0.1); // another guard is armed by its own button only
    CHECK (other.processor->instrument.shown().told.interlock == safety::Interlock::State::unarmed);
    test::press (*other.editor, "arm");
    (void)guard.play (31.0, 0.1);
    (void)other.play (31.0, 0.1);
    CHECK (guard.processor->instrument.shown().told.interlock == safety::Interlock::State::armed);
    CHECK (other.processor->instrument.shown().told.interlock == safety::Interlock::State::armed);

    // Together within one chair's limits, in phase too.
    double worst = 0.0;
    for (int i = 0; i < 40; ++i)
    {
        const auto a = guard.play (0.25, 1.0), b = other.play (0.25, 1.0);
        for (std::size_t k = 0; k < a[2].size(); ++k)
            worst = std::max (worst, static_cast<double> (std::abs (a[2][k] + b[2][k])) / static_cast<double> (guard.limits.peak[0]));
    }
    CHECK (worst <= 1.0);
    CHECK (worst > 0.2);

    test::press (*other.editor, "stop");
    (void)guard.play (0.05, 1.0);
    const auto after = guard.play (0.5, 1.0);
    CHECK (test::greatest (after[2]) == 0.0f);
    CHECK (guard.processor->instrument.shown().told.interlock == safety::Interlock::State::unarmed);
}

TEST_CASE ("a generator that nobody armed flows into the Guard that is armed, and no longer than that")
{
    Rig guard;
    auto lull = test::loadPlugin ("VST3", LULL_GENERATOR_VST3);
    test::Head head;
    head.frame = 150 * 48'000; // Bedtime kneads
    test::ready (*lull, head);
    // What one gives goes into the other, as a host wires them.
    const auto play = [&] (double seconds) {
        const int n = static_cast<int> (seconds * rate);
        const auto made = test::run (*lull, head, n);
        return std::pair { made, test::run (*guard.processor, guard.head, n, 512,
                                            [&] (int c, int i) { return made[static_cast<std::size_t> (c)][static_cast<std::size_t> (i)]; }) };
    };
    const auto touch = [] (const test::Channels& c) {
        float most = 0.0f;
        for (std::size_t k = 2; k < c.size(); ++k) most = std::max (most, test::greatest (c[k]));
        return most;
    };
    auto [made, out] = play (3.0);
    CHECK (touch (made) == 0.0f);
    CHECK (touch (out) == 0.0f);
    test::press (*guard.editor, "arm");
    (void)play (32.0);
    std::tie (made, out) = play (10.0);
    CHECK (touch (made) > 0.004f);
    CHECK (touch (out) > 0.002f);
    // The person's ceiling is the Guard's alone: half of what the generator makes, by power.
    double in = 0.0, through = 0.0;
    for (std::size_t c = 2; c < 6; ++c) in += std::pow (rms (made[c], 0, 480'000), 2.0), through += std::pow (rms (out[c], 0, 480'000), 2.0);
    CHECK (std::sqrt (through / in) == Approx (0.5).margin (0.08));
    test::press (*guard.editor, "stop");
    (void)play (0.1);
    std::tie (made, out) = play (1.0);
    CHECK (touch (made) == 0.0f);
    CHECK (touch (out) == 0.0f);
    CHECK (test::greatest (made[0]) > 0.001f); // its sound goes on
}

TEST_CASE ("no block allocates, locks or waits, and nothing that comes in does harm")
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
        for (int k = 0; k < 18; ++k)
            for (int i = 0; i < 512; ++i) buffer.setSample (k, i, block % 50 == 7 ? nasty[(block / 50 + i) % 6] : hum (block * 512 + i, 0.3));
        const Forbidden forbidden;
        rig.processor->processBlock (buffer, midi);
        calls += forbidden.calls();
        if (first.empty()) first = forbidden.first();
        for (int k = 2; k < 6; ++k)
            for (int i = 0; i < 512; i += 31) REQUIRE (std::abs (buffer.getSample (k, i)) <= rig.limits.peak[static_cast<std::size_t> (k - 2)]);
    }
    INFO ("the first was " << first);
    CHECK (calls == 0);
}

TEST_CASE ("its window shows what goes to each actuator, at its sizes")
{
    Rig rig;
    test::press (*rig.editor, "arm");
    (void)rig.play (31.0, 0.3);
    auto& editor = dynamic_cast<guarding::Editor&> (*rig.editor);
    ui::Meters meters { ui::Look (ui::shippedThemes().front()) };
    meters.setChair (std::shared_ptr<const touch::Chair> (rig.processor->instrument.timeline(), rig.processor->instrument.timeline()->chair()));
    meters.follow (rig.processor->instrument.shown().told);
    CHECK (meters.row (0).level.endsWith (" dB"));
    CHECK (meters.row (0).permille > 500);
    CHECK (meters.row (0).name.isNotEmpty());
    for (const auto& [w, h, name] :
         { std::tuple { 560, 400, "guard-small" }, std::tuple { 720, 560, "guard-editor" }, std::tuple { 1440, 1120, "guard-large" } })
    {
        editor.setSize (w, h);
        const auto image = test::draw (editor, name);
        CHECK (test::light (image, image.getBounds()) < 0.05);
        for (auto* a : editor.getChildren())
            for (auto* b : editor.getChildren())
                if (a != b && a->isVisible() && b->isVisible() && dynamic_cast<juce::ResizableCornerComponent*> (a) == nullptr &&
                    dynamic_cast<juce::ResizableCornerComponent*> (b) == nullptr)
                    CHECK (a->getBounds().getIntersection (b->getBounds()).isEmpty());
    }
}

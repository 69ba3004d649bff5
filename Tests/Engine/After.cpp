// What follows the last phase, as it is played and rendered: sound alone, for a night.
#include "Engine/Scripts.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>

#include <unistd.h>

#include "Dsp/LoudnessMeter.h"

using namespace lull;
using namespace lull::test;
using State = safety::Interlock::State;

namespace
{
constexpr double endless = std::numeric_limits<double>::infinity();

std::shared_ptr<const session::Timeline> followed (double then, const std::string& chair = "four-zone")
{
    static const std::string text =
        "session: 1\ntitle: T\nsounds: { sea: { kind: ocean, level: -32 LUFS } }\nphases:\n"
        "  - { name: A, for: 40 s, fade: 1 s, sound: { sea: {} }, touch: [ { stroke: petrissage, strength: 80%, place: upper back } ] }\n"
        "then: { sound: sea, until: stopped }\n";
    return std::make_shared<const session::Timeline> (scoreOf (text), chairOf (chair), 7, then);
}
} // namespace

TEST_CASE ("with the last phase touch is over: let down, and armed by nothing while sound goes on")
{
    const SampleRate rate { 48'000.0 };
    const auto timeline = followed (endless);
    engine::Player player (engine::limitsOf (timeline->chair()), rate);
    player.play (std::make_unique<engine::Performance> (timeline, rate));
    const auto seconds = [&] (double s) { return playThrough (player, 6, static_cast<Frame> (s * rate.value), [] (int) { return 256; }); };
    CHECK (player.interlock().arm());
    CHECK (touchPeak (seconds (39.0)) > 0.01);
    CHECK (player.telemetry().interlock == State::armed);
    (void)seconds (1.1);
    CHECK (player.telemetry().after);
    CHECK_FALSE (player.telemetry().ended);
    CHECK (player.telemetry().interlock == State::unarmed);
    CHECK_FALSE (player.interlock().arm());
    const auto after = seconds (5.0);
    CHECK (touchPeak (after) == 0.0);
    CHECK (peakOf (after[0]) > 1e-3);
    CHECK (player.telemetry().interlock == State::unarmed);

    // Back in the session it is a deliberate act again, never by itself.
    player.play (std::make_unique<engine::Performance> (timeline, rate, static_cast<Frame> (5.0 * rate.value)));
    CHECK (touchPeak (seconds (2.0)) == 0.0);
    CHECK (player.interlock().arm());
    CHECK (touchPeak (seconds (3.0)) > 0.0);
}

TEST_CASE ("what is rendered has what follows to its end, and the session before it is played the same")
{
    engine::RenderOptions options;
    options.rate = SampleRate { 8'000.0 };
    const auto whole = renderAll (followed (60.0, ""), options), none = renderAll (followed (0.0, ""), options);
    REQUIRE (whole[0].size() == 100 * 8'000);
    REQUIRE (none[0].size() == 40 * 8'000);
    for (std::size_t i = 0; i < 39 * 8'000; ++i) REQUIRE (whole[0][i] == none[0][i]);
    CHECK (peakOf (whole[0], 41 * 8'000, 90 * 8'000) > 1e-3);
    CHECK (std::abs (whole[0].back()) < 1e-6f);
}

TEST_CASE ("eight hours of the sea after a session do not drift: neither level nor DC nor memory", "[.][all]")
{
    const SampleRate rate { 48'000.0 };
    constexpr int hours = 8;
    const auto memory = [] { // resident, MiB
        std::ifstream in ("/proc/self/statm");
        long all = 0, resident = 0;
        in >> all >> resident;
        return static_cast<double> (resident) * static_cast<double> (sysconf (_SC_PAGESIZE)) / 1048576.0;
    };
    engine::RenderOptions options;
    options.rate = rate;
    options.from = 40.0 + 90.0; // there
    options.to = options.from + 3600.0 * hours;
    options.block = 48'000;

    std::array<double, hours> loudness {}, resident {};
    std::array<std::array<double, 2>, hours> mean {};
    auto meter = std::make_unique<dsp::LoudnessMeter> (rate);
    double peak = 0.0;
    long second = 0;
    engine::render (followed (endless, ""), options, [&] (const float* const* c, int, int frames) {
        const auto hour = static_cast<std::size_t> (second / 3600);
        meter->add (c[0], c[1], frames);
        for (std::size_t e = 0; e < 2; ++e)
            for (int i = 0; i < frames; ++i)
            {
                mean[hour][e] += static_cast<double> (c[e][i]) / (3600.0 * rate.value);
                peak = std::max (peak, std::abs (static_cast<double> (c[e][i])));
            }
        if (++second % 3600 == 0)
        {
            loudness[hour] = meter->integrated();
            resident[hour] = memory();
            meter = std::make_unique<dsp::LoudnessMeter> (rate);
        }
        return true;
    });
    CHECK (second == 3600 * hours);
    CHECK (peak < 0.5);
    for (std::size_t h = 0; h < hours; ++h)
    {
        INFO (h << ": " << loudness[h] << " LUFS, " << mean[h][0] << ", " << resident[h] << " MiB");
        CHECK (loudness[h] == Approx (loudness[0]).margin (0.3));
        CHECK (std::abs (mean[h][0]) < 1e-6); // of full scale
        CHECK (std::abs (mean[h][1]) < 1e-6);
        CHECK (resident[h] < resident[0] + 1.0);
    }
}

// What follows the last phase, as it is played and rendered: sound alone, for a night.
#include "Engine/Scripts.h"

#include <limits>

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

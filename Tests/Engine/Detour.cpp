// What a person wishes while it plays: stay, again, not here, softer; each crosses over, none is a jump.
#include "Engine/Detour.h"

#include "Engine/Live.h"

using namespace lull;
using namespace lull::test;
using Kind = engine::Command::Kind;

namespace
{
const char* const course = R"(
session: 1
title: Course
sounds: { hush: { kind: pink, level: -32 LUFS } }
phases:
  - { name: Knead, for: 40 s, fade: 2 s, sound: { hush: {} }, touch: [ { stroke: petrissage, strength: 70%, place: upper back } ] }
  - { name: Rub, for: 40 s, fade: 2 s, sound: { hush: {} }, touch: [ { stroke: friction, strength: 70%, place: upper back } ] }
)";

// A face: builds what the Player noted, `late` seconds after it was to be there.
struct Face
{
    std::shared_ptr<const session::Timeline> line = timelineOf (course);
    engine::Player player { engine::limitsOf (line->chair()), liveRate };
    std::string words;
    Channels all = Channels (liveChannels);

    Face (double from = 0.0)
    {
        player.play (std::make_unique<engine::Performance> (line, liveRate, static_cast<Frame> (from * liveRate.value)));
        CHECK (player.interlock().arm());
    }
    void play (double s)
    {
        const auto more = playThrough (player, liveChannels, static_cast<Frame> (s * liveRate.value), [] (int) { return 256; });
        for (std::size_t c = 0; c < all.size(); ++c) all[c].insert (all[c].end(), more[c].begin(), more[c].end());
    }
    void say (Kind k, double value = 0.0, double late = 0.0)
    {
        player.send (engine::Lane::ui, { k, 0, value });
        play (0.02);
        for (const auto& wish : player.takeLog())
        {
            auto detour = engine::detourOf (line, wish, liveRate);
            if (! detour) continue;
            words = detour->words;
            if (detour->timeline == nullptr) continue;
            line = detour->timeline;
            if (late > 0.0) play (late);
            auto p = std::make_unique<engine::Performance> (line, liveRate, static_cast<Frame> (detour->seconds * liveRate.value));
            p->enters (detour->entrance);
            player.play (std::move (p));
        }
    }
    [[nodiscard]] double seconds() { return player.telemetry().seconds; }
};

// Rms of all touch, or of one channel, over 100 ms each.
std::vector<double> envelope (const Channels& c, std::size_t only = 0)
{
    std::vector<double> out;
    const std::size_t step = at (0.1);
    for (std::size_t i = 0; i + step <= c[0].size(); i += step)
    {
        double sum = 0.0;
        for (std::size_t k = only > 0 ? only : 2; k < (only > 0 ? only + 1 : c.size()); ++k)
            for (std::size_t j = i; j < i + step; ++j) sum += static_cast<double> (c[k][j]) * static_cast<double> (c[k][j]);
        out.push_back (std::sqrt (sum / static_cast<double> (step)));
    }
    return out;
}
double loudest (const std::vector<double>& e, double from, double to)
{
    return *std::max_element (e.begin() + static_cast<std::ptrdiff_t> (10.0 * from), e.begin() + static_cast<std::ptrdiff_t> (10.0 * to));
}
} // namespace

TEST_CASE ("stay: sound and touch go on to the sample where it is wished, and the technique stays so much longer")
{
    for (const double late : { 0.0, 1.0 }) // built in time, and long after it was to be there
    {
        Face plain, stays;
        plain.play (34.02 + late);
        stays.play (34.0);
        stays.say (Kind::stay, 60.0, late);
        CHECK (stays.words == "A minute more of petrissage.");
        plain.play (3.0);
        stays.play (3.0);
        // Until 37 s the script is the same everywhere but for what would come next; neither heard nor felt.
        for (std::size_t c = 0; c < plain.all.size(); ++c)
        {
            double worst = 0.0;
            for (std::size_t i = 0; i < at (35.0); ++i)
                worst = std::max (worst, std::abs (static_cast<double> (plain.all[c][i]) - static_cast<double> (stays.all[c][i])));
            CHECK (worst < 1e-6);
        }
        stays.play (66.0 - late);
        plain.play (66.0 - late);
        CHECK (stays.player.telemetry().phase == 1);
        CHECK (stays.seconds() == Approx (103.0).margin (0.1));
        CHECK (plain.player.telemetry().ended);
        // As strong at 60 s as at 20 s (the ramp of arming is over by 30 s), and never a gap.
        const auto e = envelope (stays.all);
        CHECK (loudest (e, 60.0, 64.0) == Approx (loudest (e, 31.0, 34.0)).epsilon (0.05));
        for (double s = 31.0; s < 95.0; s += 1.0) CHECK (loudest (e, s, s + 1.5) > 0.5 * loudest (e, 31.0, 34.0));
        CHECK (stays.player.interlock().state() == safety::Interlock::State::armed);
    }
}

TEST_CASE ("wishes at the same frames make the same samples")
{
    const auto played = [] {
        Face f;
        f.play (20.0);
        f.say (Kind::stay, 10.0);
        f.play (3.0);
        f.say (Kind::notHere, 1.0);
        f.play (3.0);
        f.say (Kind::again);
        f.play (3.0);
        return f.all;
    };
    CHECK (played() == played());
}

TEST_CASE ("again: back to where this technique began, across, with no step and no loss of touch")
{
    Face f;
    f.play (60.0);
    const double before = largestStep (f.all[0]);
    f.say (Kind::again);
    CHECK (f.words == "Rub once more.");
    f.play (0.5);
    CHECK (f.seconds() == Approx (41.5).margin (0.05));
    CHECK (f.player.interlock().state() == safety::Interlock::State::armed);
    f.play (6.0);
    CHECK (largestStep (f.all[0]) < 1.3 * before);
    const auto e = envelope (f.all);
    for (double s = 50.0; s < 65.0; s += 0.5) CHECK (loudest (e, s, s + 1.5) > 0.5 * loudest (e, 50.0, 60.0));
    CHECK (f.player.telemetry().dropped == 0);
}

TEST_CASE ("not here: the place that is felt most is left out for what is felt there, within a second and a half, and the others go on")
{
    Face f;
    f.play (32.0);
    const auto rms = f.player.telemetry().touch.rms30ms;
    const auto most = static_cast<std::size_t> (std::max_element (rms.begin(), rms.begin() + 4) - rms.begin());
    f.say (Kind::notHere, -1.0);
    CHECK (f.words.rfind ("No petrissage at ", 0) == 0);
    f.play (5.0);
    const auto silent = envelope (f.all, 2 + most);
    CHECK (loudest (silent, 30.0, 32.0) > 0.01);
    CHECK (loudest (silent, 34.0, 37.0) < 1e-6);
    CHECK (loudest (envelope (f.all), 34.0, 37.0) > 0.3 * loudest (envelope (f.all), 28.0, 32.0));
    // The next technique is wanted there.
    f.play (10.0);
    CHECK (loudest (envelope (f.all, 2 + most), 43.0, 46.0) > 0.01);
    f.say (Kind::notHere, 99.0);
    CHECK (f.words == "Nothing is touched right now.");
}

TEST_CASE ("softer: a fifth less of the listener's strength, never to nothing, and the face hears of it")
{
    Live live;
    live.player.setStrength (0.5);
    live.seconds (1.0);
    for (int i = 0; i < 20; ++i)
    {
        live.say (Kind::softer);
        live.seconds (0.1);
        if (i == 0) CHECK (live.player.telemetry().strength == Approx (0.4));
    }
    CHECK (live.player.telemetry().strength == Approx (0.05));
    double told = 1.0;
    for (const auto& l : live.player.takeLog())
        if (l.what == engine::Logged::What::softer) told = l.value;
    CHECK (told == Approx (0.05));
    // Who wants less than that has it.
    live.player.setStrength (0.02);
    live.seconds (0.1);
    live.say (Kind::softer);
    live.seconds (0.1);
    CHECK (live.player.telemetry().strength == Approx (0.02));
}

TEST_CASE ("a wish while it stands is done where it stands; a seek meanwhile wins")
{
    Face f;
    f.play (20.0);
    f.player.send (engine::Lane::ui, { Kind::pause, 0 });
    f.play (1.0);
    const double stood = f.seconds();
    f.say (Kind::stay, 10.0);
    f.play (1.0);
    CHECK (f.player.telemetry().paused);
    CHECK (f.seconds() == Approx (stood).margin (0.05));
    CHECK (f.player.telemetry().length == Approx (90.0));
    f.player.send (engine::Lane::ui, { Kind::resume, 0 });
    f.play (1.0);
    CHECK (f.seconds() == Approx (stood + 1.0).margin (0.1));

    f.say (Kind::stay, 10.0);
    f.player.play (std::make_unique<engine::Performance> (f.line, liveRate, static_cast<Frame> (70.0 * liveRate.value)));
    f.play (2.0);
    CHECK (f.seconds() == Approx (72.0).margin (0.3));
}

TEST_CASE ("an hour in all is stayed, and nothing where the session is over")
{
    Face f;
    f.play (2.0);
    f.say (Kind::stay, 3590.0);
    f.play (1.0);
    CHECK (f.line->length() == Approx (80.0 + 3590.0));
    f.say (Kind::stay, 60.0);
    CHECK (f.words == "It has stayed for an hour; it goes on now.");
    CHECK (f.line->length() == Approx (80.0 + 3590.0));
}

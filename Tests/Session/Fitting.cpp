#include "Catch.h"

#include "Session/Texts.h"

using namespace lull;
using namespace lull::test;

namespace
{
const char* const plain = "session: 1\ntitle: Fit\nsounds:\n  sea: { kind: ocean, level: [ 0 s -50 LUFS, 30 s -30 LUFS ] }\nphases:\n"
                          "  - { name: A, for: 4 min, at least: 3 min, sound: { sea: {} } }\n"
                          "  - { name: Link, for: 30 s, link: yes }\n"
                          "  - name: B\n"
                          "    for: 10 min\n"
                          "    at most: 15 min\n"
                          "    tempo: 60 bpm -> 50 bpm\n"
                          "    sound: { sea: { level: -40 LUFS -> -30 LUFS } }\n"
                          "    touch: [ { stroke: effleurage, strength: [ 0 s 15%, 2 min 35%, end 20% ] } ]\n"
                          "  - { name: C, for: 90 s, fixed: yes }\n";

std::vector<double> lengthsOf (const session::Score& score)
{
    std::vector<double> all;
    for (const auto& p : score.phases) all.push_back (p.length);
    return all;
}

void checkLengths (double total, const std::vector<double>& wanted)
{
    const auto fit = session::fitted (scoreOf (plain), total);
    INFO (total);
    REQUIRE (fit);
    const auto lengths = lengthsOf (*fit);
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK (lengths[i] == Approx (wanted[i]).epsilon (1e-12));
    CHECK (fit->length() == Approx (total).epsilon (1e-12));
}
} // namespace

TEST_CASE ("a session fitted to a length stretches what may stretch, all by one factor, within its limits")
{
    checkLengths (16 * 60.0, { 240.0, 30.0, 600.0, 90.0 });        // its own length
    checkLengths (14 * 60.0 + 36.0, { 216.0, 30.0, 540.0, 90.0 }); // k = 0.9
    checkLengths (10 * 60.0, { 180.0, 30.0, 300.0, 90.0 });        // A stands on its floor
    checkLengths (30 * 60.0, { 780.0, 30.0, 900.0, 90.0 });        // B stands under its ceiling
}

TEST_CASE ("the sum is the length that was asked for, at every length that is possible")
{
    for (const auto& script : shippedSessions())
    {
        const auto score = scoreOf (script.text);
        int fits = 0;
        for (double seconds = 30.0; seconds <= 5400.0; seconds += 97.3)
        {
            const auto fit = session::fitted (score, seconds);
            if (! fit)
            {
                CHECK (fit.error().kind == Error::Kind::usage);
                continue;
            }
            ++fits;
            CHECK (fit->length() == Approx (seconds).epsilon (1e-12));
            for (std::size_t i = 0; i < score.phases.size(); ++i)
            {
                const auto &was = score.phases[i], &is = fit->phases[i];
                if (was.link || was.fixed) CHECK (is.length == was.length);
                if (was.atLeast) CHECK (is.length >= *was.atLeast - 1e-9);
                if (was.atMost) CHECK (is.length <= *was.atMost + 1e-9);
                CHECK (is.length > 0.0);
            }
        }
        INFO (script.name);
        CHECK (fits > 10);
    }
}

TEST_CASE ("a length that is not possible names the nearest that is")
{
    const auto score = scoreOf (plain);
    const auto tooLong = session::fitted (
        scoreOf ("session: 1\ntitle: Short\nphases: [ { name: A, for: 3 min, at most: 4 min }, { name: B, for: 1 min, fixed: yes } ]\n"), 600.0);
    REQUIRE_FALSE (tooLong);
    CHECK (tooLong.error().message == "\"Short\" cannot last that long; the nearest length is 5:00");
    CHECK (tooLong.error().kind == Error::Kind::usage);

    const auto tooShort = session::fitted (score, 120.0);
    REQUIRE_FALSE (tooShort);
    CHECK (tooShort.error().message == "\"Fit\" cannot last that short; the nearest length is 5:01"); // 3 min + 30 s + 0.5 s + 90 s
    CHECK (session::fitted (score, 301.0));

    for (double wrong : { 0.0, -5.0, 5401.0, 1e300, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity() })
        CHECK_FALSE (session::fitted (score, wrong));
    const auto fixed = scoreOf ("session: 1\ntitle: Fixed\nphases: [ { name: A, for: 3.5 s, fixed: yes } ]\n");
    CHECK (session::fitted (fixed, 3.5));
    CHECK_FALSE (session::fitted (fixed, 4.0));
}

TEST_CASE ("ramps keep their ends and points keep their place within a phase that stretches")
{
    const auto fit = session::fitted (scoreOf (plain), 10 * 60.0);
    REQUIRE (fit);
    const auto& b = fit->phases[2]; // half as long
    CHECK (b.tempo->first() == 60.0);
    CHECK (b.tempo->last() == 50.0);
    CHECK (b.tempo->points.back().end);
    const auto& strength = b.touch[0].values.ramp ("strength");
    CHECK (strength.points[1].seconds == Approx (60.0));
    CHECK (strength.points[2].end);
    CHECK (strength.over (0.0, b.length).value (60.0) == Approx (0.35));
    // A layer's own points are stretched with the phase that it sounds in.
    REQUIRE (fit->phases[0].sound[0].level);
    CHECK (fit->phases[0].sound[0].level->points[1].seconds == Approx (30.0 * 180.0 / 240.0));
}

TEST_CASE ("a session for sleep is not stretched into more tapping than sleep allows")
{
    const auto score = scoreOf ("session: 1\ntitle: Night\nfor sleep: yes\nphases:\n  - { name: A, for: 90 s, touch: [ { stroke: tapotement, "
                                "strength: 20% } ] }\n  - { name: B, for: 6 min }\n");
    CHECK (session::fitted (score, 600.0));
    CHECK_FALSE (session::fitted (score, 601.0));
}

TEST_CASE ("the length that a refusal names is accepted as it is written there")
{
    const auto named = [] (const session::Score& score, double seconds) {
        const auto fit = session::fitted (score, seconds);
        REQUIRE_FALSE (fit);
        const auto& message = fit.error().message;
        const std::string before = "the nearest length is ";
        INFO (message);
        REQUIRE (message.find (before) != std::string::npos);
        const auto length = message.substr (message.find (before) + before.size());
        const auto read = text::parseTime (length);
        REQUIRE (read);
        CHECK (session::fitted (score, *read));
        return length;
    };
    const auto fixed = [] (const std::string& length) {
        return scoreOf ("session: 1\ntitle: F\nphases: [ { name: A, for: " + length + ", fixed: yes }, { name: B, for: 1 s, fixed: yes } ]\n");
    };
    for (double seconds : { 1.0, 5400.0, std::numeric_limits<double>::quiet_NaN() })
    {
        CHECK (named (fixed ("3.5 s"), seconds) == "0:04.5");
        CHECK (named (fixed ("0.7 s"), seconds) == "0:01.7");
        CHECK (named (fixed ("62.0625 min"), seconds) == "1:02:04.75");
        CHECK (named (fixed ("1.00000004 s"), seconds) == "0:02");
        CHECK (named (fixed ("1.0000004 s"), seconds) == "0:02");
        CHECK (named (fixed ("1.12345678 s"), seconds).starts_with ("0:02.12345"));
    }

    // Tapping that grows too long, that ends too late in a shorter session, and that does so at the shortest length that the phases allow.
    const std::string night = "session: 1\ntitle: Night\nfor sleep: yes\nphases:\n", taps = "touch: [ { stroke: tapotement, strength: 20% } ] }\n";
    CHECK (named (scoreOf (night + "  - { name: A, for: 90 s, " + taps + "  - { name: B, for: 6 min }\n"), 900.0) == "10:00");
    CHECK (named (scoreOf (night + "  - { name: A, for: 70 s, " + taps + "  - { name: B, for: 6 min }\n"), 900.0) == "12:17");
    const auto late =
        scoreOf (night + "  - { name: A, for: 100 s, fixed: yes }\n  - { name: B, for: 20 s, fixed: yes, " + taps + "  - { name: C, for: 6 min }\n");
    CHECK (named (late, 150.0) == "3:00");
    CHECK (named (late, 60.0) == "3:00");
    CHECK (named (scoreOf (night + "  - { name: A, for: 100.25 s, fixed: yes, at most: 101 s }\n  - { name: B, for: 20 s, fixed: yes, " + taps +
                           "  - { name: C, for: 6 min, at most: 6 min }\n"),
                  150.0) == "3:01");
}

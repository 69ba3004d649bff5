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

TEST_CASE ("ramps of level and strength keep their ends and points keep their place within a phase that stretches")
{
    const auto fit = session::fitted (scoreOf (plain), 10 * 60.0);
    REQUIRE (fit);
    const auto& b = fit->phases[2]; // half as long
    const auto& strength = b.touch[0].values.ramp ("strength");
    CHECK (strength.points[1].seconds == Approx (60.0));
    CHECK (strength.points[2].end);
    CHECK (strength.over (0.0, b.length).value (60.0) == Approx (0.35));
    // A layer's own points are stretched with the phase that it sounds in.
    REQUIRE (fit->phases[0].sound[0].level);
    CHECK (fit->phases[0].sound[0].level->points[1].seconds == Approx (30.0 * 180.0 / 240.0));
}

namespace
{
session::Score tempoScore (const std::string& phases) { return scoreOf ("session: 1\ntitle: Tempo\ntempo: 72 bpm\nphases:\n" + phases); }

void checkTempo (const session::Score& score, double seconds, const std::vector<std::pair<double, double>>& wanted)
{
    const auto fit = session::fitted (score, seconds);
    INFO (seconds);
    REQUIRE (fit);
    std::vector<std::pair<double, double>> found;
    for (const auto& p : fit->phases)
        if (p.tempo) found.emplace_back (p.tempo->first(), p.tempo->last());
    REQUIRE (found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i)
    {
        CHECK (found[i].first == Approx (wanted[i].first).epsilon (1e-9));
        CHECK (found[i].second == Approx (wanted[i].second).epsilon (1e-9));
    }
}
} // namespace

TEST_CASE ("a session made shorter changes its tempo no faster than 1 bpm a minute, and comes to the tempo it was going for as soon as that allows")
{
    const auto score = tempoScore (
        "  - { name: A, for: 12 min, tempo: 72 bpm -> 60 bpm }\n  - { name: B, for: 6 min }\n  - { name: C, for: 12 min, tempo: 60 bpm -> 56 bpm }\n");
    checkTempo (score, 30 * 60.0, { { 72, 60 }, { 60, 56 } });
    checkTempo (score, 60 * 60.0, { { 72, 60 }, { 60, 56 } }); // slower anyway
    checkTempo (score, 20 * 60.0, { { 72, 64 }, { 64, 56 } }); // 8 min each: the second ramp is on its way from where the first stopped
    checkTempo (score, 15 * 60.0, { { 72, 66 }, { 66, 60 } }); // 6 min each
}

TEST_CASE ("what the script itself wrote as faster, as a step, or as a curve stays so when it is shortened")
{
    const auto fast = tempoScore ("  - { name: A, for: 4 min, tempo: 72 bpm -> 64 bpm }\n"); // 2 bpm a minute
    checkTempo (fast, 120.0, { { 72, 68 } });
    const auto stepped = tempoScore ("  - { name: A, for: 8 min, tempo: 72 bpm -> 64 bpm }\n  - { name: B, for: 8 min, tempo: 90 bpm -> 88 bpm }\n"
                                     "  - { name: C, for: 8 min, tempo: 87 bpm -> 80 bpm }\n");
    checkTempo (stepped, 12 * 60.0, { { 72, 68 }, { 90, 88 }, { 87, 83 } });
    for (const auto* shape : { "smooth", "exp" })
    {
        const auto curved =
            session::fitted (tempoScore (std::string ("  - { name: A, for: 20 min, tempo: 72 bpm -> 60 bpm ") + shape + " }\n"), 6 * 60.0).value();
        const auto tempo = curved.phases[0].tempo->over (0.0, 360.0);
        double steepest = 0.0;
        for (double t = 0.0; t < 360.0; t += 1.0) steepest = std::max (steepest, std::abs (tempo.value (t + 1.0) - tempo.value (t)));
        INFO (shape);
        CHECK (steepest <= 1.0 / 60.0 + 1e-6);
        CHECK (steepest > 0.9 / 60.0);
    }
    // There and back again: only the height of it gives way.
    const auto hill = session::fitted (tempoScore ("  - { name: A, for: 20 min, tempo: [ 0 s 72 bpm, 10 min 80 bpm, end 72 bpm ] }\n"), 10 * 60.0).value();
    CHECK (hill.phases[0].tempo->greatest() == Approx (77.0));
    CHECK (hill.phases[0].tempo->last() == Approx (72.0));
}

TEST_CASE ("no shipped session hurries, however short it is made")
{
    for (const auto& script : shippedSessions())
    {
        const auto score = scoreOf (script.text);
        for (double seconds = 60.0; seconds < score.length(); seconds += 45.0)
        {
            const auto fit = session::fitted (score, seconds);
            if (! fit) continue;
            double bpm = fit->tempo.last();
            for (const auto& p : fit->phases)
            {
                if (! p.tempo) continue;
                const auto tempo = p.tempo->over (0.0, p.length);
                INFO (script.name << " in " << seconds << " s, " << p.name);
                CHECK (std::abs (p.tempo->first() - bpm) < 2.0);
                for (double t = 0.0; t + 1.0 <= p.length; t += 1.0) REQUIRE (std::abs (tempo.value (t + 1.0) - tempo.value (t)) <= 1.0 / 60.0 + 1e-6);
                bpm = p.tempo->last();
            }
        }
    }
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

// What follows a session: its words, its length from a clock, and its levels on the timeline.
#include "Catch.h"

#include <cmath>
#include <cstdlib>

#include "Session/After.h"
#include "Session/Timeline.h"

using namespace lull;
using Until = session::Then::Until;

namespace
{
std::shared_ptr<const session::Score> score (const std::string& sleep, const std::string& then)
{
    const std::string text = "session: 1\ntitle: T\nfor sleep: " + sleep +
                             "\nsounds:\n  sea: { kind: pink, level: -30 LUFS }\n  low: { kind: pink, level: -40 LUFS }\n"
                             "  for later: { kind: pink, level: -36 LUFS }\nphases:\n  - { name: A, for: 10 min, sound: { sea: {} } }\n" +
                             then;
    auto s = session::readScore ("t.lull.yaml", text);
    REQUIRE (s.has_value());
    return std::make_shared<const session::Score> (std::move (*s));
}

double loudness (const session::SoundLayer& l, double t) { return 20.0 * std::log10 (l.gain (t)) + l.kind->loudness (l.values); }

// Times of day in a zone of its own, put back afterwards.
struct Zone
{
    std::string before = std::getenv ("TZ") != nullptr ? std::getenv ("TZ") : "";
    bool had = std::getenv ("TZ") != nullptr;
    explicit Zone (const char* name)
    {
        setenv ("TZ", name, 1);
        tzset();
    }
    ~Zone()
    {
        if (had) setenv ("TZ", before.c_str(), 1);
        else unsetenv ("TZ");
        tzset();
    }
};
constexpr auto berlin = "CET-1CEST,M3.5.0,M10.5.0/3"; // needs no files
} // namespace

TEST_CASE ("what follows is said in words, and its words are read again as the same")
{
    const auto s = score ("no", "then: { sound: low, for: 40 min, level: -50 LUFS }\n");
    const auto parsed = [&] (std::string_view words) {
        auto then = session::parseThen (*s, words);
        INFO (words);
        REQUIRE (then.has_value());
        return *then;
    };
    CHECK_FALSE (parsed ("off"));
    CHECK (parsed ("script")->value == 2400.0);
    for (const auto* words : { "sea until 7:00", "low for 40 min", "sea, low until stopped", "for later for 90 s", "for later until 23:59" })
        CHECK (session::thenText (*s, *parsed (words)) == words);
    CHECK (parsed ("sea for 40m")->value == 2400.0);
    CHECK (parsed ("sea")->until == Until::stopped);
    CHECK (parsed ("until 7:00")->layers == std::vector<std::size_t> { 1 }); // the script's own
    CHECK (parsed ("sea until 7:00")->level == -50.0);

    const auto refusal = [&] (std::string_view words) {
        const auto then = session::parseThen (*s, words);
        REQUIRE_FALSE (then.has_value());
        CHECK (then.error().kind == Error::Kind::usage);
        return then.error().message;
    };
    CHECK (refusal ("see until 7:00") == "\"see\" is not one of the sounds of \"T\"; did you mean \"sea\"?");
    CHECK (refusal ("sea until 25:00").find ("time of day") != std::string::npos);
    CHECK (refusal ("sea for 13 h").find ("12 h") != std::string::npos);
    CHECK (refusal ("sea for 0 s").find ("not from 1 s") != std::string::npos);
    CHECK_FALSE (session::parseThen (*score ("no", ""), "until 7:00").has_value());
}

TEST_CASE ("a time of day is the next one, also over the nights in which the clocks change")
{
    const Zone zone (berlin);
    // 2026-11-26 22:00 CET; 2026-03-28 and 2026-10-24 23:00, before the changes.
    CHECK (session::secondsUntil (7 * 3600.0, 1'795'726'800) == 9 * 3600.0);
    CHECK (session::secondsUntil (22 * 3600.0, 1'795'726'800) == 24 * 3600.0); // not now
    CHECK (session::secondsUntil (23 * 3600.0, 1'795'726'800) == 3600.0);
    CHECK (session::secondsUntil (7 * 3600.0, 1'774'735'200) == 7 * 3600.0);
    CHECK (session::secondsUntil (7 * 3600.0, 1'792'875'600) == 9 * 3600.0);

    session::Then then;
    then.until = Until::clock;
    then.value = 7 * 3600.0;
    CHECK (session::thenLength (then, 1800.0, 0.0, 1'795'726'800) == 8.5 * 3600.0);
    CHECK (session::thenLength (then, 1800.0, 600.0, 1'795'726'800) == Approx (9 * 3600.0 - 1200.0));
    then.value = 22.25 * 3600.0;
    CHECK (session::thenLength (then, 1800.0, 0.0, 1'795'726'800) == 0.0); // over before the session is
    then.until = Until::stopped;
    CHECK (std::isinf (session::thenLength (then, 1800.0, 0.0, 1'795'726'800)));
}

TEST_CASE ("after a session for sleep sound rises out of silence so slowly that nobody is woken, and falls so at its end")
{
    const session::Timeline t (score ("yes", "then: { sound: [ sea, low ], for: 1 h }\n"), nullptr, 1, 3600.0);
    CHECK (t.length() == 600.0);
    CHECK (t.whole() == 4200.0);
    CHECK_FALSE (t.after (599.9));
    CHECK (t.after (600.0));
    const session::Timeline alone (score ("yes", ""), nullptr, 1);
    for (double s = 0.0; s <= 600.0; s += 7.5) CHECK (t.sounds()[0].gain (s) == alone.sounds()[0].gain (s)); // the session is what it was
    const auto sum = [&] (double s) {
        return 10.0 * std::log10 (std::pow (10.0, 0.1 * loudness (t.sounds()[0], s)) + std::pow (10.0, 0.1 * loudness (t.sounds()[1], s)));
    };
    CHECK (t.sounds()[0].gain (600.0) == 0.0);
    CHECK (sum (2000.0) == Approx (session::Then::bedroom).margin (1e-9));
    CHECK (loudness (t.sounds()[0], 2000.0) - loudness (t.sounds()[1], 2000.0) == Approx (10.0)); // their balance
    for (double s = 608.0; s < 690.0; s += 1.0) CHECK ((sum (s + 3.0) - sum (s) >= -1e-9 && sum (s + 3.0) - sum (s) < 2.0));
    CHECK (sum (608.0) < -70.0);
    for (double s = 4140.0; s < 4188.0; s += 1.0) CHECK ((sum (s) - sum (s + 3.0) > 1.0 && sum (s) - sum (s + 3.0) < 2.0));
    CHECK (t.sounds()[0].gain (4200.0) == 0.0);
    CHECK (t.sounds()[0].gain (4201.0) == 0.0);
}

TEST_CASE ("after any other session a layer that goes on glides from where it was, and another crosses with what ends")
{
    const session::Timeline t (score ("no", "then: { sound: [ sea ], until: stopped }\n"), nullptr, 1, std::numeric_limits<double>::infinity());
    const auto& sea = t.sounds()[0];
    CHECK (t.endless());
    CHECK (t.wholeFrames (SampleRate { 48'000.0 }) == Frame { 1 } << 62);
    CHECK (loudness (sea, 600.0) == Approx (-30.0));
    for (double s = 596.0; s < 690.0; s += 1.0) CHECK (std::abs (loudness (sea, s + 1.0) - loudness (sea, s)) < 0.25);
    for (double s : { 690.0, 3600.0, 12 * 3600.0, 1e6 }) CHECK (loudness (sea, s) == Approx (-45.0));

    const session::Timeline u (score ("no", "then: { sound: [ low ], until: stopped }\n"), nullptr, 1, 1e5);
    for (double s = 596.0; s <= 604.0; s += 0.5)
    {
        const double out = u.sounds()[0].gain (s) / u.sounds()[0].gain (500.0), in = u.sounds()[1].gain (s) / u.sounds()[1].gain (1000.0);
        CHECK (out * out + in * in == Approx (1.0).margin (1e-9));
    }
    CHECK (u.sounds()[0].gain (604.5) == 0.0);
}

TEST_CASE ("nothing follows unless it is asked for, and nothing follows a score without it")
{
    const session::Timeline t (score ("no", "then: { sound: sea, until: stopped }\n"), nullptr, 1);
    CHECK (t.whole() == t.length());
    CHECK_FALSE (t.after (1e6));
    const session::Timeline u (score ("no", ""), nullptr, 1, 3600.0);
    CHECK (u.then() == 0.0);
    CHECK (u.sounds()[0].gain (600.0) == 0.0);
}

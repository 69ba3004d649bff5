#include "Catch.h"

#include <cmath>

#include "Session/Speech.h"
#include "Session/Texts.h"
#include "Session/Timeline.h"

using namespace lull;
using namespace lull::test;
using session::Telling;

namespace
{
// Six phases of a minute, each with a line.
std::string sixMinutes (const std::string& head, const std::string& ofFifth = {}, const std::string& ofLast = {})
{
    std::string text = "session: 1\ntitle: T\n" + head + "sounds:\n  sea: { kind: ocean, level: -32 LUFS }\n  hush: { kind: pink, level: -32 LUFS }\nphases:\n";
    for (int i = 1; i <= 6; ++i)
        text += "  - { name: P" + std::to_string (i) + ", for: 1 min, say: Line " + std::to_string (i) +
                (i == 5   ? ofFifth
                 : i == 6 ? ofLast
                          : "") +
                ", sound: { sea: { level: -40 LUFS -> -34 LUFS }, hush: { level: -50 LUFS } } }\n";
    return text;
}

std::string spokenIn (const session::Score& score)
{
    std::string phases;
    for (const auto& line : session::linesOf (score)) phases += std::to_string (line.phase + 1);
    return phases;
}

// Says every line as a tone of so many seconds.
struct Tone final : session::Speaker
{
    double seconds;
    std::string refusal, remark;
    int asked = 0;
    explicit Tone (double s) : seconds (s) {}
    Result<session::Take> speak (const session::Line&) override
    {
        ++asked;
        if (! refusal.empty()) return fail (refusal);
        session::Take take { 8'000.0, std::vector<float> (static_cast<std::size_t> (seconds * 8'000.0)), remark };
        for (std::size_t i = 0; i < take.samples.size(); ++i) take.samples[i] = static_cast<float> (0.3 * std::sin (0.35 * static_cast<double> (i)));
        return take;
    }
};
} // namespace

TEST_CASE ("lines are shown unless the script asks for more or less")
{
    CHECK (spokenIn (scoreOf (sixMinutes (""))).empty());
    const auto silent = scoreOf (sixMinutes ("voice: off\n"));
    CHECK (spokenIn (silent).empty());
    const auto shown = [] (const session::Score& s) {
        const session::Timeline line (std::make_shared<const session::Score> (s), nullptr, 1);
        std::string all;
        for (const auto& p : line.phases()) all += p.say;
        return all;
    };
    CHECK (shown (silent).empty());
    CHECK (shown (scoreOf (sixMinutes (""))) == "Line 1Line 2Line 3Line 4Line 5Line 6");
    CHECK (shown (scoreOf (sixMinutes ("voice: spoken\n", ", voice: off"))) == "Line 1Line 2Line 3Line 4Line 6");
}

TEST_CASE ("nothing is spoken on the way into sleep, and before it only what asks for it; else only the last phase has to ask")
{
    const std::string sleep = "for sleep: yes\nvoice: spoken\n";
    CHECK (spokenIn (scoreOf (sixMinutes (sleep))) == "12"); // the third minute begins after the first third
    CHECK (spokenIn (scoreOf (sixMinutes (sleep, ", voice: spoken", ", voice: spoken"))) == "12");
    auto asking = scoreOf (sixMinutes (sleep));
    asking.phases[3].telling = Telling::spoken;
    CHECK (spokenIn (asking) == "124");
    asking.telling = Telling::text;
    CHECK (spokenIn (asking) == "4");

    CHECK (spokenIn (scoreOf (sixMinutes ("voice: spoken\n"))) == "12345");
    CHECK (spokenIn (scoreOf (sixMinutes ("voice: spoken\n", ", voice: text", ", voice: spoken"))) == "12346");
    CHECK (spokenIn (scoreOf ("session: 1\ntitle: T\nvoice: spoken\nphases: [ { name: A, for: 1 min, say: Hm. } ]\n")) == "1");
}

TEST_CASE ("a listener may ask for less than the script says, and for more where it says nothing against it")
{
    const auto score = scoreOf (sixMinutes ("", ", voice: text", ", voice: spoken"));
    CHECK (spokenIn (score) == "6");
    CHECK (spokenIn (session::told (score, Telling::spoken)) == "12346");
    CHECK (spokenIn (session::told (score, Telling::text)).empty());
    const session::Timeline off (std::make_shared<const session::Score> (session::told (score, Telling::off)), nullptr, 1);
    for (const auto& p : off.phases()) CHECK (p.say.empty());
    for (const auto t : { Telling::off, Telling::text, Telling::spoken }) CHECK (session::tellingFrom (session::toText (t)) == t);
    CHECK_FALSE (session::tellingFrom ("loud"));
}

TEST_CASE ("a line lies between the fades of its phase, two seconds into it, so far above the sounds there as the script says")
{
    auto score = scoreOf (sixMinutes ("voice: spoken\nvoice level: 6 dB\nlanguage: de\n", ", fade: 1 s, recording: five.flac"));
    const auto lines = session::linesOf (score);
    REQUIRE (lines.size() == 5);
    CHECK (lines[0].from == 8.0); // the session's own fade lies inside it
    CHECK (lines[0].to == 56.0);
    CHECK (lines[1].from == 64.0);
    CHECK (lines[3].to == 239.5); // half of the next one's
    CHECK (lines[4].from == 242.0);
    CHECK (lines[4].to == 296.0);
    CHECK (lines[4].text == "Line 5");
    CHECK (lines[4].recording == "five.flac");
    CHECK (lines[4].language == "de");
    const double sea = -40.0 + 6.0 * 2.0 / 60.0, sounds = 10.0 * std::log10 (std::pow (10.0, 0.1 * sea) + std::pow (10.0, -5.0));
    CHECK (lines[4].level == Approx (sounds + 6.0).margin (1e-9));

    // No quieter than above -44 LUFS, whatever the sounds are; and before sleep ended at two thirds.
    for (auto& p : score.phases) p.sound.clear();
    CHECK (session::linesOf (score)[0].level == -38.0);
    score.forSleep = true;
    score.phases[3].telling = Telling::spoken;
    const auto before = session::linesOf (score);
    REQUIRE (before.size() == 3);
    CHECK (before[2].to == 239.5);
    score.phases[5].length = 20.0;
    CHECK (session::linesOf (score)[2].to == Approx (640.0 / 3.0).margin (1e-9));
}

TEST_CASE ("everything else gives way to a voice smoothly, by 5 dB, and comes back")
{
    session::Speech speech;
    speech.parts.push_back ({ 10.0, 14.0, {} });
    speech.parts.push_back ({ 15.0, 20.0, {} }); // begins while the first still comes back
    const auto decibels = [&] (double t) { return 20.0 * std::log10 (speech.others (t)); };
    for (double t : { 0.0, 9.4, 21.8, 100.0 }) CHECK (speech.others (t) == 1.0);
    for (double t : { 10.0, 12.0, 14.0, 15.0, 20.0 }) CHECK (decibels (t) == Approx (-5.0).margin (1e-9));
    CHECK (decibels (9.7) == Approx (-2.5).margin (1e-9));
    CHECK (decibels (20.9) == Approx (-2.5).margin (1e-9));
    for (double t = 9.0; t < 22.5; t += 0.001) CHECK (std::abs (decibels (t + 0.001) - decibels (t)) < 0.0126); // 1.5 x 5 dB in 0.6 s at most
    CHECK (decibels (14.4) > -5.0);
}

TEST_CASE ("what is spoken begins where its line lies and lasts as long as its words")
{
    const auto score = scoreOf (sixMinutes ("voice: spoken\n"));
    Tone tone (3.0);
    const auto spoken = session::speak (score, tone);
    CHECK (spoken.notices.empty());
    REQUIRE (spoken.speech != nullptr);
    REQUIRE (spoken.speech->parts.size() == 5);
    for (std::size_t i = 0; i < 5; ++i)
    {
        const auto& part = spoken.speech->parts[i];
        CHECK (part.begin == session::linesOf (score)[i].from);
        CHECK (part.end - part.begin == Approx (3.0).margin (0.02));
        CHECK (static_cast<double> (part.sound.left.size()) / sound::Utterance::rate == Approx (3.0 + sound::Utterance::tail).margin (0.02));
    }
    CHECK (session::speak (scoreOf (sixMinutes ("")), tone).speech == nullptr);
    CHECK (tone.asked == 5); // nobody is asked for what is only shown
}

TEST_CASE ("a line that cannot be spoken is shown, and why is told once")
{
    const auto score = scoreOf (sixMinutes ("voice: spoken\n"));
    Tone tone (1.0);
    tone.refusal = "nobody is here";
    auto spoken = session::speak (score, tone);
    CHECK (spoken.speech == nullptr);
    CHECK (spoken.notices == std::vector<std::string> { "nobody is here" });

    tone.refusal.clear();
    tone.remark = "cut short";
    spoken = session::speak (score, tone);
    CHECK (spoken.speech->parts.size() == 5);
    CHECK (spoken.notices == std::vector<std::string> { "cut short" });

    Tone silence (0.0);
    CHECK (session::speak (score, silence).notices.size() == 5);
    CHECK (session::speak (score, silence).notices[0] == "\"P1\" is not spoken: nothing is heard of its line");
    Tone slow (50.0);
    spoken = session::speak (score, slow);
    CHECK (spoken.notices[0] == "\"P1\" is not spoken: its line takes 50.0 s, and the phase has 48.0 s for it between its fades");
    CHECK (spoken.speech->parts.size() == 4); // from the second on there are 52 s
    Tone endless (61.0);
    CHECK (session::speak (score, endless).notices[0] == "\"P1\" is not spoken: its line takes more than 60 s");

    // All lines together stay within what is kept in memory.
    std::string many = "session: 1\ntitle: T\nvoice: spoken\nphases:\n";
    for (int i = 0; i < 9; ++i) many += "  - { name: P" + std::to_string (i) + ", for: 1 min, say: A. }\n";
    Tone long50 (45.0);
    spoken = session::speak (scoreOf (many), long50);
    CHECK (spoken.speech->parts.size() == 6);
    REQUIRE (spoken.notices.size() == 2);
    CHECK (spoken.notices[0] == "\"P6\" is not spoken: all lines together take more than 5 min");
}

TEST_CASE ("a session that is made shorter is spoken where its lines still fit")
{
    const auto score = scoreOf (sixMinutes ("voice: spoken\n"));
    Tone tone (6.0);
    const auto shorter = session::fitted (score, 75.0); // 12.5 s a phase, fades of 3.1 s
    REQUIRE (shorter);
    const auto spoken = session::speak (*shorter, tone);
    REQUIRE (spoken.speech != nullptr);
    CHECK (spoken.speech->parts.size() == 5);
    const auto shortest = session::speak (*session::fitted (score, 48.0), tone); // 8 s a phase
    CHECK (shortest.speech == nullptr);
    CHECK (shortest.notices.size() == 5);
}

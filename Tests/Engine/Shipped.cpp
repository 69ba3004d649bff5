// Every shipped session on every shipped chair: finite, no click, under every ceiling, guard and limiter silent. The always tier takes the short
// sessions whole and of the long ones the beginning and what lies around their tapping; [all] takes every one whole, and other rates on other chairs.
#include "Engine/Scripts.h"
#include "Engine/Treble.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "Base/Simd.h"
#include "Base/Math.h"
#include "Dsp/LoudnessMeter.h"
#include "Engine/LastStage.h"

using namespace lull;
using namespace lull::test;

namespace
{
std::vector<std::string> filesIn (const std::string& folder, const std::string& ending)
{
    std::vector<std::string> all;
    for (const auto& f : std::filesystem::directory_iterator (std::string (LULL_ROOT) + "/" + folder))
        if (const auto n = f.path().filename().string(); n.size() > ending.size() && n.substr (n.size() - ending.size()) == ending)
            all.push_back (f.path().string());
    std::sort (all.begin(), all.end());
    return all;
}

// How far, in dB, the loudest short window stands above the half second around it; windows softer than -120 dBFS do not count.
double splatterOf (const std::vector<double>& power, std::size_t around)
{
    double worst = 0.0;
    std::vector<double> sums { 0.0 };
    for (double p : power) sums.push_back (sums.back() + p);
    for (std::size_t w = 0; w < power.size(); ++w)
    {
        const std::size_t from = w > around ? w - around : 0, to = std::min (power.size(), w + around + 1);
        const double rest = std::max (1e-12, (sums[to] - sums[from] - power[w]) / static_cast<double> (std::max<std::size_t> (1, to - from - 1)));
        worst = std::max (worst, 10.0 * std::log10 (std::max (power[w], 1e-12) / rest));
    }
    return worst;
}

struct Findings
{
    bool finite = true, underCeiling = true, sounding = false, touching = false;
    double guardActedAt = -1.0, limiterActedAt = -1.0, firstTouch = -1.0; // s
    double step = 0.0, truePeak = 0.0;                                    // of touch, re ceiling; dBTP
    double soundStep = 0.0;                                               // between two samples of one ear
    double splatter = 0.0;                                                // dB, of sound above 15 kHz
    double hum = -200.0;                                                  // dB re ceiling: the strongest 5 ms of touch above 1 kHz
};

// Runs performance and last stage by hand, so that gains can be watched. `click`: added to one sample of sound and of touch, to see that it is found.
Findings watch (const std::shared_ptr<const session::Timeline>& timeline, SampleRate rate, double from, double to, float click = 0.0f)
{
    Findings found;
    const FlushDenormals flush;
    const auto limits = engine::limitsOf (timeline->chair());
    engine::Performance performance (timeline, rate, static_cast<Frame> (from * rate.value));
    safety::BodyMemory hot; // as after a restart
    engine::LastStage last (limits, rate, hot);
    last.prime (performance, {}, 1.0f);
    std::array<float, quantum> one;
    one.fill (1.0f);
    StereoQuantum sound;
    TouchQuantum touch;
    dsp::LoudnessMeter meter (rate);
    const auto n = static_cast<Frame> ((to - from) * rate.value / quantum);
    std::array<float, maxLanes> before {};
    std::array<float, 2> earBefore { std::nanf (""), std::nanf ("") };
    Above<2> shrill (15'000.0, rate.value);
    Above<laneStep> buzz (1'000.0, rate.value);
    const auto window = static_cast<Frame> (0.005 * rate.value / quantum + 1.0); // quanta
    std::array<std::vector<double>, 2> treble;
    REQUIRE (limits.actuators <= laneStep);
    for (Frame q = 0; q < n; ++q)
    {
        performance.render ({}, sound, touch);
        last.process (sound, touch, { 1.0, 1.0 }, one);
        if (q == n / 2)
        {
            sound.left[7] += click;
            touch.frame (7)[0] += click * limits.peak[0];
        }
        const double now = from + static_cast<double> (q * quantum) / rate.value;
        meter.add (sound.left.data(), sound.right.data(), quantum);
        for (int i = 0; i < quantum; ++i)
        {
            const auto f = static_cast<std::size_t> (i);
            const std::array<float, 2> ears { sound.left[f], sound.right[f] };
            shrill.add (ears.data());
            buzz.add (touch.frame (i));
            for (std::size_t e = 0; e < 2; ++e)
            {
                found.soundStep = std::fmax (found.soundStep, static_cast<double> (std::abs (ears[e] - earBefore[e])));
                earBefore[e] = ears[e];
            }
            found.finite = found.finite && std::isfinite (sound.left[f]) && std::isfinite (sound.right[f]);
            found.sounding = found.sounding || std::abs (sound.left[f]) > 1e-4f;
            for (int k = 0; k < limits.actuators; ++k)
            {
                const auto lane = static_cast<std::size_t> (k);
                const float x = touch.frame (i)[k];
                found.finite = found.finite && std::isfinite (x);
                found.underCeiling = found.underCeiling && std::abs (x) <= limits.peak[lane];
                if (std::abs (x) > 1e-4f)
                {
                    found.touching = true;
                    if (found.firstTouch < 0.0) found.firstTouch = now;
                }
                found.step = std::max (found.step, static_cast<double> (std::abs (x - before[lane]) / limits.peak[lane]));
                before[lane] = x;
            }
        }
        if ((q + 1) % window == 0)
        {
            const auto sharp = shrill.power (static_cast<int> (window) * quantum);
            for (std::size_t e = 0; e < 2; ++e) treble[e].push_back (sharp[e]);
            const auto high = buzz.power (static_cast<int> (window) * quantum);
            for (int k = 0; k < limits.actuators; ++k)
                found.hum = std::max (found.hum, 10.0 * std::log10 (high[static_cast<std::size_t> (k)] + 1e-20) -
                                                     20.0 * std::log10 (static_cast<double> (limits.peak[static_cast<std::size_t> (k)])));
        }
        for (int k = 0; k < limits.actuators; ++k)
            if (last.touchMeters().gain[static_cast<std::size_t> (k)] != 1.0f && found.firstTouch >= 0.0 && now > found.firstTouch + 10.0 &&
                found.guardActedAt < 0.0)
                found.guardActedAt = now;
        if (last.limiterGain() != 1.0f && found.limiterActedAt < 0.0) found.limiterActedAt = now;
    }
    for (const auto& t : treble) found.splatter = std::max (found.splatter, splatterOf (t, 50));
    found.truePeak = meter.truePeak();
    return found;
}

void judge (const Findings& f, double rate, bool drops = false)
{
    CHECK (f.finite);
    CHECK (f.underCeiling);
    CHECK (f.sounding);
    CHECK (f.guardActedAt == -1.0);
    CHECK (f.limiterActedAt == -1.0);
    CHECK (f.truePeak <= -1.0);
    // A carrier of at most 120 Hz at the ceiling moves this far in a sample; a click would move further.
    CHECK (f.step <= 2.0 * 3.1416 * 120.0 / rate);
    // Spray and bubbles of the sea move by 0.11, and stand 6 dB out of their own treble; tones by less. The nearest of a thousand drops of rain: 0.28.
    CHECK (f.soundStep <= (drops ? 0.35 : 0.2));
    CHECK (f.splatter <= 10.0);
    // What the guard's low-pass leaves of anything, and float's own noise, is below -118 dB; while the permitted level rises, -94. Gains that act too fast would show here.
    CHECK (f.hum <= -90.0);
}

bool rains (const session::Timeline& t)
{
    return std::any_of (t.sounds().begin(), t.sounds().end(), [] (const auto& layer) { return layer.kind->name == "rain"; });
}
} // namespace

TEST_CASE ("shipped sessions on shipped chairs are finite, smooth, under every ceiling, and leave guard and limiter silent")
{
    std::size_t turn = 0;
    for (const auto& session : filesIn ("Sessions", ".lull.yaml"))
    {
        const auto chairs = filesIn ("Assets/Chairs", ".yaml");
        const auto first = timelineOf (fileText (session), "four-zone");
        const double length = first->length();
        const auto begins = [&] (const std::string& id, double from, double to) {
            INFO (session << " on " << id << " from " << from << " s");
            const auto f = watch (timelineOf (fileText (session), id), SampleRate { 48'000 }, from, to);
            judge (f, 48'000.0, rains (*first));
            return f;
        };
        const auto id = [] (const std::string& chair) { return std::filesystem::path (chair).stem().string(); };
        // A short session whole on every chair. Of a long one the beginning on one of them, which is another for every session.
        if (length < 91.0)
        {
            for (const auto& chair : chairs) CHECK (begins (id (chair), 0.0, length).touching);
            continue;
        }
        begins (id (chairs[turn++ % chairs.size()]), 0.0, 60.0);
        if (first->touches().empty()) continue;
        // From 20 s before the first tap: a link, the tapping and the link after it; without taps, where kneading or strokes begin.
        auto from = std::find_if (first->touches().begin(), first->touches().end(), [] (const auto& t) { return t.kind->pulsed; });
        if (from == first->touches().end()) from = first->touches().begin();
        const double at = std::max (0.0, from->begin - 20.0);
        CHECK (begins ("four-zone", at, at + 70.0).touching);
    }
}

TEST_CASE ("a click of one sample in a shipped session is found, in sound and in touch")
{
    const auto timeline = timelineOf (fileText (std::string (LULL_ROOT) + "/Sessions/desk-break.lull.yaml"));
    const auto with = [&] (float click) { return watch (timeline, SampleRate { 48'000 }, 60.0, 64.0, click); };
    judge (with (0.0f), 48'000.0);
    CHECK (with (0.01f).hum > -90.0);
    const auto clicked = with (0.3f);
    CHECK (clicked.splatter > 10.0);
    CHECK (clicked.soundStep > 0.2);
}

TEST_CASE ("shipped sessions whole on one chair, and wherever a technique begins on every other, at two rates more", "[.][all]")
{
    const auto chairs = filesIn ("Assets/Chairs", ".yaml");
    std::size_t turn = 0;
    for (const auto& session : filesIn ("Sessions", ".lull.yaml"))
        for (const auto& chair : chairs)
        {
            const auto id = std::filesystem::path (chair).stem().string();
            const auto timeline = timelineOf (fileText (session), id);
            const auto heard = [&] (double rate, double from, double to) {
                INFO (session << " on " << id << " at " << rate << " from " << from << " s");
                const auto f = watch (timeline, SampleRate { rate }, from, to);
                judge (f, rate, rains (*timeline));
                return f.touching;
            };
            if (id == "eight-zone")
            {
                CHECK (heard (48'000.0, 0.0, timeline->length()) == ! timeline->touches().empty());
                continue;
            }
            const double rate = turn++ % 2 == 0 ? 44'100.0 : 96'000.0;
            std::set<std::string_view> known;
            for (const auto& layer : timeline->touches())
                if (known.insert (layer.kind->name).second)
                    CHECK (heard (rate, std::max (0.0, layer.begin - 20.0), std::min (timeline->length(), layer.begin + 40.0)));
        }
}

TEST_CASE ("a session for sleep ends in a silence no one is woken by")
{
    for (const auto& session : filesIn ("Sessions", ".lull.yaml"))
    {
        const auto timeline = timelineOf (fileText (session), "four-zone");
        if (! timeline->score().forSleep) continue;
        INFO (session);
        // Loudness of the liveliest minute stands for the session's; [all] in the command line's tests measures it whole.
        const auto loudness = [&] (double from, double to) {
            engine::RenderOptions options;
            options.from = from;
            options.to = to;
            dsp::LoudnessMeter meter (options.rate);
            engine::render (timeline, options, [&] (const float* const* c, int, int n) {
                meter.add (c[0], c[1], n);
                return true;
            });
            return meter.integrated();
        };
        const double length = timeline->length();
        const double body = loudness (0.3 * length, 0.3 * length + 60.0);
        CHECK (loudness (length - 60.0, length) <= body - 24.0);
        CHECK (loudness (length - 20.0, length) <= -70.0);
        double before = 0.0;
        for (double t = length - 60.0; t < length - 5.0; t += 10.0)
        {
            engine::RenderOptions options;
            options.from = t;
            options.to = t + 10.0;
            double sum = 0.0;
            engine::render (timeline, options, [&] (const float* const* c, int, int n) {
                for (int i = 0; i < n; ++i) sum += static_cast<double> (c[0][i]) * static_cast<double> (c[0][i]);
                return true;
            });
            if (before > 0.0) CHECK (sum <= before);
            before = sum;
        }
    }
}

// Every shipped session on every shipped chair: finite, no click, under every ceiling, guard and limiter silent. The always tier takes the short
// sessions whole and the long ones from before their liveliest change; [all] takes everything whole at three rates.
#include "Engine/Scripts.h"

#include <algorithm>
#include <filesystem>

#include "Base/Simd.h"
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

struct Findings
{
    bool finite = true, underCeiling = true, sounding = false, touching = false;
    double guardActedAt = -1.0, limiterActedAt = -1.0, firstTouch = -1.0; // s
    double step = 0.0, truePeak = 0.0;
};

// Runs performance and last stage by hand, so that gains can be watched.
Findings watch (const std::shared_ptr<const session::Timeline>& timeline, SampleRate rate, double from, double to)
{
    Findings found;
    const FlushDenormals flush;
    const auto limits = engine::limitsOf (timeline->chair());
    engine::Performance performance (timeline, rate, static_cast<Frame> (from * rate.value));
    engine::LastStage last (limits, rate);
    last.prime (performance, {}, 1.0f);
    std::array<float, quantum> one;
    one.fill (1.0f);
    StereoQuantum sound;
    TouchQuantum touch;
    dsp::LoudnessMeter meter (rate);
    const auto n = static_cast<Frame> ((to - from) * rate.value / quantum);
    std::array<float, maxLanes> before {};
    for (Frame q = 0; q < n; ++q)
    {
        performance.render ({}, sound, touch);
        last.process (sound, touch, { 1.0, 1.0 }, one);
        const double now = from + static_cast<double> (q * quantum) / rate.value;
        meter.add (sound.left.data(), sound.right.data(), quantum);
        for (int i = 0; i < quantum; ++i)
        {
            const auto f = static_cast<std::size_t> (i);
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
        for (int k = 0; k < limits.actuators; ++k)
            if (last.touchMeters().gain[static_cast<std::size_t> (k)] != 1.0f && found.firstTouch >= 0.0 && now > found.firstTouch + 10.0 && found.guardActedAt < 0.0)
                found.guardActedAt = now;
        if (last.limiterGain() != 1.0f && found.limiterActedAt < 0.0) found.limiterActedAt = now;
    }
    found.truePeak = meter.truePeak();
    return found;
}

void judge (const Findings& f, double rate)
{
    CHECK (f.finite);
    CHECK (f.underCeiling);
    CHECK (f.sounding);
    CHECK (f.guardActedAt == -1.0);
    CHECK (f.limiterActedAt == -1.0);
    CHECK (f.truePeak <= -1.0);
    // A carrier of at most 120 Hz at the ceiling moves this far in a sample; a click would move further.
    CHECK (f.step <= 2.0 * 3.1416 * 120.0 / rate);
}
} // namespace

TEST_CASE ("shipped sessions on shipped chairs are finite, smooth, under every ceiling, and leave guard and limiter silent")
{
    for (const auto& session : filesIn ("Sessions", ".lull.yaml"))
        for (const auto& chair : filesIn ("Assets/Chairs", ".yaml"))
        {
            const auto id = std::filesystem::path (chair).stem().string();
            INFO (session << " on " << id);
            const auto timeline = timelineOf (fileText (session), id);
            const double length = timeline->length();
            const auto f = watch (timeline, SampleRate { 48'000 }, 0.0, std::min (length, 90.0));
            judge (f, 48'000.0);
            if (length < 91.0) CHECK (f.touching);
            if (id == "four-zone" && length > 91.0) judge (watch (timeline, SampleRate { 48'000 }, 0.4 * length, 0.4 * length + 60.0), 48'000.0);
        }
}

TEST_CASE ("shipped sessions whole, on every chair, at three rates", "[.][all]")
{
    for (const auto& session : filesIn ("Sessions", ".lull.yaml"))
        for (const auto& chair : filesIn ("Assets/Chairs", ".yaml"))
            for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
            {
                const auto id = std::filesystem::path (chair).stem().string();
                INFO (session << " on " << id << " at " << rate);
                const auto timeline = timelineOf (fileText (session), id);
                const auto f = watch (timeline, SampleRate { rate }, 0.0, timeline->length());
                judge (f, rate);
                CHECK (f.touching);
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
        const auto loudness = [&] (double from, double to)
        {
            engine::RenderOptions options;
            options.from = from;
            options.to = to;
            dsp::LoudnessMeter meter (options.rate);
            engine::render (timeline, options, [&] (const float* const* c, int, int n) { meter.add (c[0], c[1], n); return true; });
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
            engine::render (timeline, options, [&] (const float* const* c, int, int n)
            {
                for (int i = 0; i < n; ++i) sum += static_cast<double> (c[0][i]) * static_cast<double> (c[0][i]);
                return true;
            });
            if (before > 0.0) CHECK (sum <= before);
            before = sum;
        }
    }
}

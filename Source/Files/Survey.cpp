#include "Files/Survey.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Dsp/LoudnessMeter.h"
#include "Engine/Renderer.h"
#include "Files/Bytes.h"
#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"

namespace lull::files
{
namespace
{
constexpr std::size_t mostPoints = 8192;
constexpr std::string_view magic = "lull survey 2\n";

// Rms of each actuator and loudness, a point at a time.
class Course
{
public:
    Course (Survey& s, Frame framesPerPoint, int actuators) : out (s), point (framesPerPoint), sums (static_cast<std::size_t> (actuators)) {}

    void add (const dsp::LoudnessMeter& meter, const float* const* touch, int frames)
    {
        for (int i = 0; i < frames; ++i)
        {
            for (std::size_t a = 0; a < sums.size(); ++a)
            {
                const double x = static_cast<double> (touch[a][i]);
                sums[a] += x * x;
                out.touchPeak[a] = std::max (out.touchPeak[a], std::abs (x));
            }
            if (++filled == point) close (meter);
        }
    }

    void close (const dsp::LoudnessMeter& meter)
    {
        if (filled == 0) return;
        out.loudness.push_back (static_cast<float> (meter.shortTerm()));
        for (std::size_t a = 0; a < sums.size(); ++a)
        {
            out.touch[a].push_back (static_cast<float> (std::sqrt (sums[a] / static_cast<double> (filled))));
            sums[a] = 0.0;
        }
        filled = 0;
    }

private:
    Survey& out;
    Frame point, filled = 0;
    std::vector<double> sums;
};

// The loudness of the last minute in blocks of 10 s: a meter's momentary value each 400 ms, read where the next one begins, covers every frame once.
class LastMinute
{
public:
    LastMinute (Frame all, double rate) : block (static_cast<Frame> (0.4 * rate)), next (all - blocks * block + block)
    {
        while (next < block) next += block; // a shorter session
    }

    // Frames until a value is to be read.
    [[nodiscard]] Frame untilNext (Frame done) const noexcept { return next - done; }

    void reached (Frame done, const dsp::LoudnessMeter& meter)
    {
        if (done != next) return;
        next += block;
        const double lufs = meter.momentary();
        powers.push_back (std::isfinite (lufs) ? math::pow (10.0, lufs / 10.0) : 0.0);
    }

    [[nodiscard]] std::vector<float> tens() const
    {
        std::vector<float> list;
        for (std::size_t from = powers.size() % blocksInTen; from < powers.size(); from += blocksInTen)
        {
            double sum = 0.0;
            for (std::size_t i = from; i < from + blocksInTen; ++i) sum += powers[i];
            list.push_back (static_cast<float> (math::decibels (sum / blocksInTen) / 2.0)); // of power
        }
        return list;
    }

private:
    static constexpr Frame blocks = 150;
    static constexpr std::size_t blocksInTen = 25;
    Frame block, next;
    std::vector<double> powers;
};

class Hash // FNV-1a of 128 bits, in two halves with unlike starts
{
public:
    void add (std::string_view text)
    {
        for (char c : text)
        {
            a = (a ^ static_cast<unsigned char> (c)) * 1099511628211ull;
            b = (b ^ static_cast<unsigned char> (c)) * 1099511628211ull + (b >> 29);
        }
        number (static_cast<double> (text.size()));
    }
    void number (double v)
    {
        const auto bits = std::bit_cast<std::uint64_t> (v);
        for (int i = 0; i < 64; i += 8)
        {
            a = (a ^ (bits >> i & 255u)) * 1099511628211ull;
            b = (b ^ (bits >> i & 255u)) * 1099511628211ull + (b >> 29);
        }
    }
    [[nodiscard]] std::string text() const { return fmt::format ("{:016x}{:016x}", a, b); }

private:
    std::uint64_t a = 14695981039346656037ull, b = 7809847782465536322ull;
};

void putDouble (std::string& out, double v) { put64 (out, std::bit_cast<std::uint64_t> (v)); }
void putFloats (std::string& out, const std::vector<float>& list)
{
    put32 (out, static_cast<std::uint32_t> (list.size()));
    for (float v : list) put32 (out, std::bit_cast<std::uint32_t> (v));
}

// Reads what was put; good() turns false at the first thing that does not fit.
class Taker
{
public:
    explicit Taker (std::string_view bytes) : in (bytes) {}
    double number() { return take (8) ? std::bit_cast<double> (get64 (in, at - 8)) : 0.0; }
    std::size_t count (std::size_t most)
    {
        const std::size_t n = take (4) ? get32 (in, at - 4) : 0;
        ok = ok && n <= most;
        return ok ? n : 0;
    }
    std::vector<float> floats()
    {
        std::vector<float> list (count (mostPoints));
        for (float& v : list) v = take (4) ? std::bit_cast<float> (get32 (in, at - 4)) : 0.0f;
        return list;
    }
    [[nodiscard]] bool good() const noexcept { return ok && at == in.size(); }

private:
    std::string_view in;
    std::size_t at = 0;
    bool ok = true;

    bool take (std::size_t n)
    {
        ok = ok && in.size() - at >= n;
        if (ok) at += n;
        return ok;
    }
};

std::filesystem::path folder() { return cacheHome() / "survey"; }
} // namespace

std::optional<Survey> survey (const std::shared_ptr<const session::Timeline>& timeline, double strength, int threads,
                              const std::function<bool (double)>& progress)
{
    engine::RenderOptions options;
    options.threads = threads;
    options.strength = strength;
    const double rate = options.rate.value;
    const Frame all = timeline->frames (options.rate);

    Survey found;
    // 20 ms show every tap; longer sessions are drawn coarser.
    const Frame point = std::max<Frame> (static_cast<Frame> (0.02 * rate), (all + static_cast<Frame> (mostPoints) - 1) / static_cast<Frame> (mostPoints));
    found.step = static_cast<double> (point) / rate;
    const auto actuators = static_cast<std::size_t> (timeline->actuators());
    found.touchPeak.assign (actuators, 0.0);
    found.touch.resize (actuators);

    dsp::LoudnessMeter meter (options.rate);
    Course course (found, point, timeline->actuators());
    LastMinute lastMinute (all, rate);
    Frame done = 0;
    // The meter's short-term value must be that of the point's end.
    options.block = static_cast<int> (std::min<Frame> (point, 4096));
    Frame untilPoint = point;
    engine::RenderReport report;
    const Frame handedOut = engine::render (
        timeline, options,
        [&] (const float* const* channels, int, int frames) {
            std::vector<const float*> at (channels, channels + 2 + actuators);
            for (int left = frames; left > 0;)
            {
                const int n = static_cast<int> (std::min<Frame> ({ left, untilPoint, lastMinute.untilNext (done) }));
                meter.add (at[0], at[1], n);
                course.add (meter, at.data() + 2, n);
                for (auto& p : at) p += n;
                left -= n;
                untilPoint = untilPoint == n ? point : untilPoint - n;
                done += n;
                lastMinute.reached (done, meter);
            }
            return progress == nullptr || progress (static_cast<double> (done) / static_cast<double> (std::max<Frame> (1, all)));
        },
        &report);
    if (handedOut < all) return std::nullopt;
    course.close (meter);
    found.lastMinute = lastMinute.tens();
    found.integrated = meter.integrated();
    found.greatestShortTerm = meter.greatestShortTerm();
    found.truePeak = meter.truePeak();
    found.limiterGain = static_cast<double> (report.limiterGain);
    found.guardGain = static_cast<double> (report.guardGain);
    return found;
}

std::string surveyKey (const session::Timeline& timeline, std::uint64_t seed, double strength, std::string_view version)
{
    Hash h;
    h.add (version);
    h.add (timeline.score().text);
    h.number (static_cast<double> (seed >> 32));
    h.number (static_cast<double> (seed & 0xFFFF'FFFF));
    h.number (strength);
    for (const auto& p : timeline.phases()) h.number (p.begin), h.number (p.end);
    if (const auto* speech = timeline.speech())
        for (const auto& p : speech->parts)
        {
            h.number (p.begin);
            for (const auto* ear : { &p.sound.left, &p.sound.right }) h.add ({ reinterpret_cast<const char*> (ear->data()), ear->size() * sizeof (float) });
        }
    for (const auto& t : timeline.touches()) h.add (t.name), h.add (t.phase);
    if (const touch::Chair* chair = timeline.chair())
    {
        for (const auto& a : chair->actuators)
        {
            for (double v : { a.bandLow, a.bandHigh, a.trim, a.inverted ? -1.0 : 1.0 }) h.number (v);
            for (const auto& v : { a.ohms, a.watts, a.resonance, a.q, a.voltsAtFullScale }) h.number (v.value_or (-1.0));
            for (const auto& p : a.response) h.number (p.hertz), h.number (p.decibels);
        }
        for (const auto& z : chair->zones)
        {
            for (double v : { static_cast<double> (z.surface), z.x, z.y, z.reach, static_cast<double> (z.whole), static_cast<double> (z.actuator) })
                h.number (v);
            for (const auto& w : z.without) h.add (w);
        }
    }
    return h.text();
}

std::optional<Survey> recall (const std::string& key)
{
    const auto text = readText (folder() / key, 4 * 1024 * 1024);
    if (! text || ! text->starts_with (magic)) return std::nullopt;
    Taker take (std::string_view (*text).substr (magic.size()));
    Survey s;
    for (double* v : { &s.integrated, &s.greatestShortTerm, &s.truePeak, &s.limiterGain, &s.guardGain, &s.step }) *v = take.number();
    s.touchPeak.resize (take.count (maxLanes));
    for (double& v : s.touchPeak) v = take.number();
    s.touch.resize (s.touchPeak.size());
    s.lastMinute = take.floats();
    s.loudness = take.floats();
    for (auto& list : s.touch) list = take.floats();
    if (! take.good() || ! (s.step > 0.0)) return std::nullopt;
    return s;
}

void remember (const std::string& key, const Survey& s)
{
    std::error_code failed;
    std::filesystem::create_directories (folder(), failed);
    if (failed) return;
    std::string out (magic);
    for (double v : { s.integrated, s.greatestShortTerm, s.truePeak, s.limiterGain, s.guardGain, s.step }) putDouble (out, v);
    put32 (out, static_cast<std::uint32_t> (s.touchPeak.size()));
    for (double v : s.touchPeak) putDouble (out, v);
    putFloats (out, s.lastMinute);
    putFloats (out, s.loudness);
    for (const auto& list : s.touch) putFloats (out, list);
    if (auto file = WholeFile::create (folder() / key); file && file->write (out.data(), out.size())) (void)file->keep();
}
} // namespace lull::files

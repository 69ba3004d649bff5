// Blind: a classifier that knows what massage is (figures.md 1.3) and nothing of our code names every technique from its waveforms alone. And one script on chairs
// of 1 to 16 actuators keeps its rhythm and its power.
#include <algorithm>
#include <numeric>

#include "Catch.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

namespace
{
struct Line
{
    double hertz = 0.0, share = 0.0; // of all that moves, summed over the zones
};

// A level without what moves more slowly than `hertz`: less its own mean over so long.
std::vector<double> quick (const std::vector<double>& v, double hertz)
{
    const auto half = static_cast<std::ptrdiff_t> (0.5 / hertz / Trace::window), n = static_cast<std::ptrdiff_t> (v.size());
    std::vector<double> sums { 0.0 }, out;
    for (const double x : v) sums.push_back (sums.back() + x);
    for (std::ptrdiff_t i = 0; i < n; ++i)
    {
        const auto from = std::max<std::ptrdiff_t> (0, i - half), to = std::min (n, i + half + 1);
        out.push_back (v[static_cast<std::size_t> (i)] -
                       (sums[static_cast<std::size_t> (to)] - sums[static_cast<std::size_t> (from)]) / static_cast<double> (to - from));
    }
    return out;
}

// The power of a frequency (Goertzel).
double powerAt (const std::vector<double>& v, double hertz)
{
    const double turn = 2.0 * std::cos (2.0 * math::pi * hertz * Trace::window);
    double a = 0.0, b = 0.0;
    for (const double x : v)
    {
        const double c = x + turn * a - b;
        b = a;
        a = c;
    }
    const auto n = static_cast<double> (v.size());
    return 2.0 * (a * a + b * b - turn * a * b) / (n * n);
}

// The strongest line between two frequencies in how the zones' levels move, as a share of all that moves as fast or faster than `slowest`.
Line strongest (const Trace& t, double low, double high, double slowest)
{
    const double seconds = static_cast<double> (t.level.size()) * Trace::window;
    std::vector<std::vector<double>> zones;
    double all = 0.0;
    for (const auto& zone : t.zone)
    {
        zones.push_back (quick (zone, slowest));
        for (const double v : zones.back()) all += v * v / static_cast<double> (zone.size());
    }
    Line best;
    for (double f = low; f <= high; f += 0.35 / seconds)
    {
        double power = 0.0;
        for (const auto& zone : zones) power += powerAt (zone, f);
        if (power / all > best.share) best = { f, power / all };
    }
    return best;
}

struct Contacts
{
    double silent = 0.0;   // share of the time
    double length = 0.0;   // s, of a touch between two silences, half of them longer
    double travel = 0.0;   // cm, that the middle of the power moves within one, half of them more
    std::size_t count = 0; // whole ones
};

Contacts contactsOf (const Trace& t)
{
    const double most = *std::max_element (t.level.begin(), t.level.end());
    Contacts c;
    std::vector<double> lengths, travels;
    for (std::size_t i = 0; i < t.level.size();)
    {
        if (t.level[i] < 0.04 * most)
        {
            c.silent += 1.0 / static_cast<double> (t.level.size());
            ++i;
            continue;
        }
        std::size_t end = i;
        double low = 1e9, high = -1e9, left = 1e9, right = -1e9;
        for (; end < t.level.size() && t.level[end] >= 0.04 * most; ++end)
            if (t.level[end] > 0.2 * most)
            {
                low = std::min (low, t.y[end]), high = std::max (high, t.y[end]);
                left = std::min (left, t.x[end]), right = std::max (right, t.x[end]);
            }
        lengths.push_back (static_cast<double> (end - i) * Trace::window);
        travels.push_back (std::max (high - low, right - left));
        i = end;
    }
    std::sort (lengths.begin(), lengths.end());
    std::sort (travels.begin(), travels.end());
    c.count = lengths.size();
    if (! lengths.empty()) c.length = lengths[lengths.size() / 2], c.travel = travels[travels.size() / 2];
    return c;
}

// Bursts in a second: rises above half of the loudest from below a fifth, in windows of 5 ms.
double bursts (const std::vector<std::vector<float>>& w)
{
    constexpr std::size_t step = 40;
    std::vector<double> level;
    for (std::size_t at = 0; at + step <= w[0].size(); at += step)
    {
        double p = 0.0;
        for (const auto& zone : w)
            for (std::size_t i = at; i < at + step; ++i) p += static_cast<double> (zone[i]) * static_cast<double> (zone[i]);
        level.push_back (std::sqrt (p));
    }
    const double most = *std::max_element (level.begin(), level.end());
    double n = 0.0;
    bool high = false;
    for (const double v : level)
    {
        if (! high && v > 0.3 * most) n += 1.0, high = true;
        else if (v < 0.1 * most) high = false;
    }
    return n / (static_cast<double> (w[0].size()) / Trace::rate);
}

std::string named (const Chair& c, const std::vector<std::vector<float>>& w)
{
    const auto t = traceOf (c, w);
    const auto contact = contactsOf (t);
    const double seconds = static_cast<double> (t.level.size()) * Trace::window;
    const double mean = std::accumulate (t.level.begin(), t.level.end(), 0.0) / static_cast<double> (t.level.size());
    // Bursts of 30 ms, four to ten a second.
    if (contact.silent > 0.4 && contact.length < 0.1 && bursts (w) >= 3.5) return "tapotement";
    // A tremor that never lets go.
    if (const auto tremor = strongest (t, 3.0, 14.0, 1.5); tremor.share > 0.25 && contact.silent < 0.01) return "vibration";
    // Ramps of 5 s around holds of 30 s and more stay where they are; the clock of a stretch goes out and comes back.
    if (contact.length >= 25.0 && contact.silent > 0.02) return contact.travel > 5.0 ? "stretch" : "pressure";
    // Strokes of several seconds over the back, with gaps of more than 400 ms between.
    if (contact.silent > 0.02 && contact.length >= 1.5 && contact.travel > 4.0) return "effleurage";
    // Swells with the breath, 4.5 to 6.5 a minute, everywhere at once.
    for (double f = 0.075; f <= 0.109; f += 0.002)
        if (swing (t.level, f, 0.0, seconds) > 0.2 * mean) return "vibroacoustic";
    // Kneading 0.3 to 0.8 Hz, whatever comes twice as often with it; 60 to 70 a minute; rocking a quarter of a hertz; and many points that nothing beats time to.
    if (strongest (t, 0.3, 0.85, 0.15).share > 0.1) return "petrissage";
    if (strongest (t, 0.95, 1.25, 0.3).share + strongest (t, 1.9, 2.5, 0.3).share > 0.3) return "friction"; // across is pressed twice a round
    if (strongest (t, 0.15, 0.3, 0.1).share < 0.3) return "acupressure";
    return "rocking";
}
} // namespace

TEST_CASE ("from its waveforms alone every technique is told apart, on chairs of four and eight zones")
{
    for (const auto* id : { "four-zone", "eight-zone" })
        for (const char* line : { "effleurage",
                                  "effleurage speed: 3 cm/s",
                                  "effleurage path: circle",
                                  "effleurage path: eight",
                                  "petrissage",
                                  "petrissage rate: 0.4 Hz",
                                  "petrissage variant: squeeze",
                                  "petrissage variant: wring",
                                  "friction",
                                  "friction variant: cross",
                                  "tapotement",
                                  "tapotement variant: cupping",
                                  "tapotement variant: beating",
                                  "tapotement variant: pincement",
                                  "tapotement rate: 8 Hz",
                                  "pressure",
                                  "pressure hold: 60 s",
                                  "stretch",
                                  "stretch path: down",
                                  "acupressure",
                                  "rocking",
                                  "rocking path: along",
                                  "vibration",
                                  "vibration path: still",
                                  "vibroacoustic",
                                  "vibroacoustic carrier: 60 Hz, scan: 4 Hz" })
        {
            const std::string words (line), kind = words.substr (0, words.find (' '));
            const auto c = chair (id);
            const std::string map = words.size() > kind.size() ? words.substr (kind.size() + 1) : "";
            const auto s = setting (c, kind, map, 0.0, 240.0, Curve (60.0), Trace::rate);
            INFO (id << " " << line);
            CHECK (named (c, waveforms (c, kind, s, 0.0, kind == "pressure" || kind == "stretch" ? 150.0 : 40.0)) == kind);
        }
}

TEST_CASE ("one script keeps its rhythm and its power on 1, 2, 4, 8 and 16 actuators")
{
    std::vector<text::Point> many;
    for (int r = 0; r < 4; ++r)
        for (const double x : { -14.0, -5.0, 5.0, 14.0 }) many.push_back ({ x, 34.0 + 8.0 * r });
    std::vector<Chair> chairs;
    for (const auto* id : { "one-shaker", "two-zone", "four-zone", "eight-zone" }) chairs.push_back (chair (id));
    chairs.push_back (chairAt (many));
    struct Rhythm
    {
        const char *kind, *map;
        double low, high; // Hz, where it beats
    };
    for (const auto& r : { Rhythm { "effleurage", "speed: 5 cm/s, lift: 1 s", 0.1, 0.3 }, Rhythm { "petrissage", "sides: both, path: still", 0.3, 0.8 },
                           Rhythm { "petrissage", "path: still", 0.3, 0.8 }, Rhythm { "friction", "stay: 60 s", 0.8, 1.5 }, Rhythm { "rocking", "", 0.15, 0.3 },
                           Rhythm { "vibration", "path: still", 5.0, 12.0 }, Rhythm { "vibroacoustic", "scan: 0 Hz", 0.08, 0.12 } })
    {
        std::vector<double> beats, power;
        for (const auto& c : chairs)
        {
            const auto t = played (c, r.kind, std::string ("carrier: 60 Hz, place: upper back") + (*r.map != '\0' ? ", " : "") + r.map, 60.0);
            beats.push_back (strongest (t, r.low, r.high, 0.5 * r.low).hertz);
            double sum = 0.0;
            for (const double v : t.level) sum += v * v;
            power.push_back (10.0 * std::log10 (sum / static_cast<double> (t.level.size())));
        }
        INFO (r.kind << " " << r.map << ": dB " << Catch::StringMaker<std::vector<double>>::convert (power));
        for (const double b : beats) CHECK (b == Approx (beats[2]).epsilon (0.02));
        // On one place both hands are one, and a way along the back is felt in time, its far end 6 dB softer.
        for (std::size_t i = 0; i < power.size(); ++i) CHECK (std::abs (power[i] - power[3]) < (i == 0 ? 6.5 : i == 1 ? 4.0 : 1.5));
    }
}

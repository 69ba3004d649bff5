#include "Catch.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "Bench.h"
#include "Touch/Place.h"

using namespace lull;
using namespace lull::touch;
using test::chairAt;

namespace
{
// What a waveform alone tells: how often it is on, how fast it swells, how much of the time, and whether its middle moves.
struct Figures
{
    double duty;   // share of 5 ms windows above a fifth of the loudest
    double onsets; // a second, of the strongest channel
    double travel; // cm: how far the power's middle moves, averaged over 0.25 s
};

Figures figuresOf (const Chair& c, const std::vector<std::vector<float>>& w, double rate, double seconds)
{
    const auto step = static_cast<std::size_t> (0.02 * rate);
    std::vector<std::vector<double>> power (w.size());
    std::vector<double> total;
    for (std::size_t at = 0; at + step <= w[0].size(); at += step)
    {
        double sum = 0.0;
        for (std::size_t k = 0; k < w.size(); ++k)
        {
            double p = 0.0;
            for (std::size_t i = at; i < at + step; ++i) p += static_cast<double> (w[k][i] * w[k][i]);
            power[k].push_back (p);
            sum += p;
        }
        total.push_back (sum);
    }
    const double most = *std::max_element (total.begin(), total.end());
    double on = 0.0, onsets = 0.0;
    bool high = false;
    for (const double p : total)
    {
        if (p > 0.04 * most) on += 1.0;
        if (! high && p > 0.12 * most)
        {
            onsets += 1.0;
            high = true;
        }
        if (p < 0.04 * most) high = false;
    }
    double least = 1e9, greatest = -1e9;
    for (std::size_t at = 0; at + 50 <= total.size(); at += 25)
    {
        double y = 0.0, p = 0.0;
        for (const auto& z : c.zones)
            for (std::size_t i = at; i < at + 50; ++i)
            {
                y += z.y * power[static_cast<std::size_t> (z.actuator)][i];
                p += power[static_cast<std::size_t> (z.actuator)][i];
            }
        if (p > 1e-3 * most)
        {
            least = std::min (least, y / p);
            greatest = std::max (greatest, y / p);
        }
    }
    return { on / static_cast<double> (total.size()), onsets / seconds, greatest - least };
}
} // namespace

TEST_CASE ("each technique is told apart from its waveform alone")
{
    for (const auto* id : { "one-shaker", "two-zone", "four-zone", "eight-zone" })
    {
        const auto c = test::chair (id);
        const double rate = 8'000.0;
        const auto figures = [&] (const char* kind, const char* map) {
            return figuresOf (c, test::waveforms (c, kind, test::setting (c, kind, map, 0.0, 60.0, Curve (60.0), rate), 0.0, 24.0), rate, 24.0);
        };
        const auto stroke = figures ("effleurage", ""), knead = figures ("petrissage", "sides: both, path: still"),
                   hacking = figures ("tapotement", "place: shoulders"), cup = figures ("tapotement", "place: shoulders, variant: cupping, rate: 4 per beat");
        INFO (id);
        CHECK (stroke.onsets == Approx (3.0 / 24.0).margin (0.01));
        CHECK (stroke.duty > 0.8);
        CHECK (knead.onsets == Approx (0.5).margin (0.05));
        CHECK (knead.duty > 0.5);
        CHECK (knead.duty < 0.8);
        CHECK (hacking.onsets == Approx (5.0).margin (0.1));
        CHECK (hacking.duty < 0.25);
        CHECK (cup.onsets == Approx (4.0).margin (0.1));
        CHECK (cup.duty < 0.25);
        if (c.actuators.size() > 2) // a place above another
        {
            CHECK (stroke.travel > 11.0);
            CHECK (knead.travel < 4.0);
        }
    }
}

TEST_CASE ("positions are exact at once: a technique has no memory")
{
    const auto c = test::chair ("eight-zone");
    for (const auto* k : techniqueKinds())
    {
        const auto s = test::setting (c, k->name, "", 0.0, 60.0);
        const auto whole = test::waveforms (c, k->name, s, 0.0, 5.0), late = test::waveforms (c, k->name, s, 4.5, 5.0);
        const auto from = static_cast<std::size_t> (4.5 * 48'000.0) / quantum * quantum;
        for (std::size_t n = 0; n < whole.size(); ++n) CHECK (std::memcmp (late[n].data(), whole[n].data() + from, late[n].size() * sizeof (float)) == 0);
    }
}

TEST_CASE ("nothing clicks: waveforms bend no more sharply than their own carriers")
{
    for (const auto* id : { "one-shaker", "two-zone", "four-zone", "eight-zone" })
        for (const char* map : { "effleurage",
                                 "effleurage speed: 30 cm/s",
                                 "effleurage path: circle",
                                 "effleurage path: eight, speed: 8 cm/s",
                                 "effleurage path: spiral, speed: 8 cm/s",
                                 "effleurage path: fan, speed: 8 cm/s",
                                 "stretch move: 3 s, hold: 5 s",
                                 "acupressure",
                                 "rocking",
                                 "rocking path: along",
                                 "vibration",
                                 "vibration sides: alternate",
                                 "vibroacoustic",
                                 "vibroacoustic travel: up, pulse: 4 s",
                                 "petrissage",
                                 "petrissage variant: wring",
                                 "petrissage variant: squeeze",
                                 "petrissage path: wander",
                                 "friction",
                                 "friction variant: cross",
                                 "friction sides: alternate",
                                 "pressure",
                                 "tapotement variant: cupping",
                                 "tapotement" })
        {
            const auto c = test::chair (id);
            const std::string line (map);
            const auto kind = line.substr (0, line.find (' '));
            const auto rest = line.find (' ') == std::string::npos ? std::string() : line.substr (line.find (' ') + 1);
            const auto s = test::setting (c, kind, rest, 0.0, 60.0);
            // Second difference: a sine of peak 1.5 at 60 Hz has (2 pi f / rate)^2 = 6e-5 x 1.5; a corner of slope has more.
            double sharpest = 0.0;
            for (const auto& w : test::waveforms (c, kind, s, 0.0, kind == "effleurage" ? 8.2 : kind == "petrissage" ? 2.1 : 1.1))
                for (std::size_t i = 2; i < w.size(); ++i)
                    sharpest =
                        std::max (sharpest, std::abs (static_cast<double> (w[i]) - 2.0 * static_cast<double> (w[i - 1]) + static_cast<double> (w[i - 2])));
            INFO (id << " " << map);
            CHECK (sharpest < (kind == "tapotement" ? 2.5e-3 : 4e-4));
        }
}

TEST_CASE ("chairs say what they cannot do and what is done instead")
{
    const auto say = [] (const Chair& c, const char* kind, const char* map) {
        return findTechniqueKind (kind)->substitutions (test::setting (c, kind, map, 0.0, 60.0));
    };
    const auto one = test::chair ("one-shaker"), two = test::chair ("two-zone"), four = test::chair ("four-zone"), eight = test::chair ("eight-zone");
    CHECK (say (eight, "effleurage", "").empty());
    CHECK (say (four, "petrissage", "").empty());
    CHECK (say (one, "effleurage", "") ==
           std::vector<std::string> { "no two places one above the other: the way along the back is felt in time, the far end 6 dB softer",
                                      "left and right are one place: both hands are felt as one" });
    CHECK (say (one, "tapotement", "") == std::vector<std::string> { "tapping is felt over the whole back, spine and kidneys too: it stays soft",
                                                                     "left and right are one place: the right hand is 6 dB softer" });
    CHECK (say (two, "effleurage", "carrier: 120 Hz") ==
           std::vector<std::string> { "no two places one above the other: the way along the back is felt in time, the far end 6 dB softer",
                                      "left and right play 60 Hz for 120 Hz: moved by octaves into the band" });
    CHECK (say (eight, "tapotement", "place: mid back") == std::vector<std::string> { "left waist and right waist stay still: over the kidneys" });
    CHECK (say (four, "effleurage", "place: left lower back, speed: 12 cm/s") ==
           std::vector<std::string> { "left lower back is partly beyond this chair's reach: felt from 0% to 99%",
                                      "the way is beyond the outermost places: strokes are felt standing still",
                                      "brisk: faster than 10 cm/s is felt as less pleasant" });
    auto narrow = four;
    for (auto& a : narrow.actuators)
    {
        a.bandLow = 150.0;
        a.bandHigh = 235.0;
    }
    narrow.actuators[0].resonance = 175.0;
    narrow.actuators.resize (2);
    narrow.zones.resize (2);
    CHECK (say (narrow, "petrissage", "place: shoulders, carrier: 40 Hz").size() == 2);
    CHECK (say (narrow, "petrissage", "place: shoulders, carrier: 40 Hz")[0] ==
           "upper left plays 175 Hz for 40 Hz: less than an octave of band, so its own resonance");
    auto seat = two;
    for (auto& z : seat.zones) z.surface = Surface::seat;
    CHECK (say (seat, "effleurage", "")[0] == "this chair has no zone at the back: upper back is felt at the seat");
    auto middle = chairAt ({ { 0.0, 44.0 } });
    CHECK (say (middle, "tapotement", "") == std::vector<std::string> { "z1 stays still: over the spine", "nothing is felt" });
}

TEST_CASE ("every value that a field allows gives finite waveforms below the ceiling")
{
    const Stream random (99);
    std::uint64_t n = 0;
    for (int round = 0; round < 40; ++round)
        for (const auto* k : techniqueKinds())
        {
            text::FieldTable table = commonFields();
            for (const auto& f : k->fields) table.push_back (f);
            std::string map;
            for (const auto& f : table)
            {
                if (f.key == "sound")
                {
                    map += std::string (map.empty() ? "" : ", ") + "sound: sea";
                    continue;
                }
                if (f.key == "name" || (! f.required && random.unit (n++) < 0.3)) continue;
                std::string v;
                if (f.kind == text::Field::Kind::word || (f.kind == text::Field::Kind::place && random.unit (n++) < 0.7))
                    v = f.words[random.bits (n++) % f.words.size()];
                else if (f.kind == text::Field::Kind::points)
                {
                    for (auto left = 2 + random.bits (n++) % 5; left > 0; --left, n += 2)
                        v += (v.empty() ? "[ { x: " : ", { x: ") + std::to_string (static_cast<int> (25.0 * random.sign (n))) +
                             " cm, y: " + std::to_string (static_cast<int> (72.0 * random.unit (n + 1))) + " cm }";
                    v += " ]";
                }
                else if (f.kind == text::Field::Kind::place)
                {
                    const double x = random.sign (n++) * 30.0, y = random.unit (n++) * 75.0;
                    v = "{ x: " + std::to_string (static_cast<int> (x)) + " cm, y: " + std::to_string (static_cast<int> (y)) + " cm }";
                }
                else
                {
                    const auto& r = f.ranges[random.bits (n++) % f.ranges.size()];
                    const double u = random.unit (n++);
                    v = text::toText (text::Quantity { u < 0.2 ? r.least : u > 0.8 ? r.greatest : r.least + u * (r.greatest - r.least), r.measure });
                }
                map += (map.empty() ? "" : ", ") + f.key + ": " + v;
            }
            Chair c = chairAt ({ { random.sign (n) * 20.0, random.unit (n + 1) * 70.0 },
                                 { random.sign (n + 2) * 20.0, random.unit (n + 3) * 70.0 },
                                 { random.sign (n + 4) * 20.0, random.unit (n + 5) * 70.0 } },
                               10.0 + 100.0 * random.unit (n + 6), 120.0 + 100.0 * random.unit (n + 7));
            n += 8;
            INFO (k->name << " { " << map << " }");
            auto s = test::setting (c, k->name, map, 100.0, 160.0, Curve (20.0 + 200.0 * random.unit (n)), random.unit (n + 1) < 0.5 ? 44'100.0 : 192'000.0);
            n += 2;
            float most = 0.0f;
            bool finite = true;
            for (const double at : { 97.0, 130.0, 158.0 })
                for (const auto& w : test::waveforms (c, k->name, s, at, at + 0.1))
                    for (const float x : w)
                    {
                        most = std::max (most, std::abs (x));
                        finite = finite && std::isfinite (x);
                    }
            REQUIRE (finite);
            REQUIRE (most < 1.9952f);
            (void)k->substitutions (s);
        }
}

TEST_CASE ("places are where the body has them")
{
    const auto place = [] (const std::string& v) { return placeOf (*test::values ("effleurage", "strength: 1%, place: " + v).find ("place")); };
    CHECK (place ("upper back").region.y0 == 36.0);
    CHECK (place ("upper back").region.y1 == 56.0);
    CHECK (place ("left shoulders").side == Side::left);
    CHECK (place ("left shoulders").region.x0 == 6.0);
    CHECK (place ("right neck").neck());
    CHECK_FALSE (place ("between blades").neck());
    const auto point = place ("{ x: -8 cm, y: 44.5 cm }");
    CHECK (point.side == Side::left);
    CHECK (point.point);
    CHECK (point.region.x1 == 8.0);
    CHECK (point.name == "x -8 cm, y 44.5 cm");
    CHECK (placeNames().size() == 19);
    CHECK (maskOver (1.0, 40.0) == "the spine");
    CHECK (maskOver (-5.0, 24.0) == "the kidneys");
    CHECK (maskOver (-5.0, 66.0) == "the neck");
    CHECK (maskOver (9.0, 44.0).empty());
    for (const auto& r : { Region { 2, 18, 22, 36 }, Region { 2, 18, 8, 22 }, Region { 4, 8, 20, 28 }, Region { 0, 0, 40, 40 }, Region { 5, 5, 25, 25 },
                           Region { 1, 6, 60, 72 }, Region { 3, 9, 10, 32 } })
    {
        const auto clear = clearOfMasks (r);
        CHECK (clear.x0 <= clear.x1);
        CHECK (clear.y0 <= clear.y1);
        const bool over = clear.x0 < kidneys.x1 && clear.x1 > kidneys.x0 && clear.y0 < kidneys.y1 && clear.y1 > kidneys.y0;
        CHECK_FALSE (over);
        CHECK (clear.x0 >= spine.x1);
        CHECK (clear.y1 <= neckFrom);
    }
}

#include "Catch.h"

#include <algorithm>
#include <cmath>

#include "Bench.h"
#include "Touch/Ring.h"

using namespace lull;
using namespace lull::touch;

namespace
{
Burst decaying (double hertz, double tau)
{
    Burst x (2'000);
    for (std::size_t i = 0; i < x.size(); ++i)
    {
        const double t = static_cast<double> (i) / ringRate;
        x[i] = std::exp (-t / tau) * std::sin (6.283185307179586 * hertz * t);
    }
    return x;
}

Chair two (std::optional<double> resonance, std::optional<double> q)
{
    Chair c = test::chair ("two-zone");
    c.actuators[0].resonance = resonance;
    c.actuators[0].q = q;
    return c;
}

// Of less than an octave: it plays its resonance, which nothing may take away.
Chair narrow (std::optional<double> resonance, std::optional<double> q)
{
    Chair c = two (resonance, q);
    c.actuators[0].bandLow = 36.0;
    c.actuators[0].bandHigh = 70.0;
    return c;
}

std::vector<std::string> said (const Chair& c, const std::string& map)
{
    std::vector<std::string> lines;
    for (const auto& line : findTechniqueKind ("tapotement")->substitutions (test::setting (c, "tapotement", "place: shoulders, " + map, 0.0, 60.0)))
        if (line.find ("unfit") != std::string::npos) lines.push_back (line);
    return lines;
}
} // namespace

TEST_CASE ("the width of a burst is how long its envelope stays within 10 dB")
{
    for (const double tau : { 0.02, 0.05 })
        for (const double hertz : { 40.0, 120.0 }) CHECK (widthOf (decaying (hertz, tau)) == Approx (tau * std::log (std::sqrt (10.0))).margin (0.35 / hertz));
    CHECK (widthOf (Burst (100, 0.0)) == 0.0);
    CHECK (widthOf ({}) == 0.0);
}

TEST_CASE ("a narrow actuator that rings on after a tap is called unfit for that variant; one that is damped is not, nor one that can be braked")
{
    const auto lines = said (narrow (50.0, 12.0), "variant: hacking");
    REQUIRE (lines.size() == 1);
    CHECK (lines[0].substr (0, 37) == "left is unfit for hacking: a tap ring");
    // The envelope of a 2-pole resonance falls by 10 dB in Q ln 10 / (2 pi f): 88 ms here, after a burst that is itself some 20.
    const double ms = std::stod (lines[0].substr (lines[0].find (" for ", 25) + 5));
    CHECK (ms > 88.0);
    CHECK (ms < 120.0);
    for (const char* variant : { "hacking", "cupping", "beating", "pincement" })
    {
        INFO (variant);
        const std::string map = std::string ("variant: ") + variant;
        CHECK (said (narrow (50.0, 12.0), map).size() == 1);
        // Evened out it is as short as the guard's own filters let it be; a soft cup of 36 ms has nothing to spare there.
        for (const auto& c : { two (50.0, 12.0), two (35.0, 0.7) })
            for (const auto& line : said (c, map))
            {
                CHECK (std::string_view (variant) == "cupping");
                CHECK (std::stod (line.substr (line.find (" for ", 25) + 5)) < 46.0);
            }
        // Nothing is known, so nothing is said.
        CHECK (said (narrow (std::nullopt, std::nullopt), map).empty());
        CHECK (said (narrow (50.0, std::nullopt), map).empty());
        CHECK (said (narrow (std::nullopt, 12.0), map).empty());
    }
    CHECK (said (narrow (40.0, 100.0), "variant: hacking") == std::vector<std::string> { "left is unfit for hacking: a tap rings far too long there" });
    auto both = narrow (50.0, 12.0);
    both.actuators[1] = both.actuators[0];
    both.actuators[1].name = "right";
    REQUIRE (said (both, "variant: beating").size() == 1);
    CHECK (said (both, "variant: beating")[0].substr (0, 37) == "left and right are unfit for beating:");
    // Who does not tap is not spoken of.
    both.zones[1].without = { "tapotement" };
    REQUIRE (said (both, "variant: beating").size() == 1);
    CHECK (said (both, "variant: beating")[0].substr (0, 12) == "left is unfi");
}

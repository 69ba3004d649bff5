// The field of one hand, sampled by a chair: which actuators are felt, and how strongly, for a hand at a point of the back.
// Built and asked off the audio thread (Patch tabulates it for the quantum). Immutable.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Quantum.h"
#include "Touch/Chair.h"
#include "Touch/Place.h"

namespace lull::touch
{
// The size of what touches: full power within `core` of its middle, then falling to 1/e over `edge`. cm.
struct Hand
{
    double core = 0.0, edge = 0.0;
};

// palm, fingertips, knuckles or thumb; anything else is a palm.
[[nodiscard]] Hand handOf (std::string_view with) noexcept;

using LanePowers = std::array<double, maxLanes>;

class Field
{
public:
    // Zones that mask `technique` are left out, and those at a spot that the person avoids (hands lift over it); `pulsed` also leaves out those over the spine, the kidneys and on the neck, and softens what is
    // felt over the whole back, which has them in it.
    Field (const Chair&, Hand, std::string_view technique, bool pulsed);

    // Writes the power of each lane for a hand at (x, y), cm; lanes beyond the chair's actuators are 0. Within reach the powers of the
    // actuators sum to 1 (one with several zones asks for the greatest of theirs) and their centroid is the hand itself; beyond it the hand stays at the nearest zones and fades with distance
    // (coverage). An axis without two places is left out of the distance. On the neck the power is a quarter (gentle only).
    // Zones felt over the whole surface get the sum, of pulses a quarter. `lambda` is where the last search ended: pass the same pair for neighbouring points.
    void power (double x, double y, LanePowers& out, std::array<double, 2>& lambda) const noexcept;

    // How much of a hand here is felt, 0 .. 1 in power, the neck's gentleness left out.
    [[nodiscard]] double coverage (double x, double y) const noexcept;

    [[nodiscard]] bool across() const noexcept { return hasX; }    // two places side by side
    [[nodiscard]] bool along() const noexcept { return hasY; }     // two places one above the other
    [[nodiscard]] bool softened() const noexcept { return soft; }  // pulses felt over the whole back
    [[nodiscard]] bool sparing() const noexcept { return spares; } // there is a spot to avoid, and an actuator that is felt everywhere
    // Where a hand here is felt: itself within reach, else nearer to the places there are. On an axis without two places it is its own.
    [[nodiscard]] text::Point feltAt (double x, double y) const noexcept;

    // The places there are on each axis: as many lines as are told apart, ascending, cm. Empty where there are no two.
    [[nodiscard]] std::vector<double> columns() const;
    [[nodiscard]] std::vector<double> rows() const;

    [[nodiscard]] bool uses (int lane) const noexcept;
    [[nodiscard]] bool silent() const noexcept { return sites.empty() && wholes.empty(); }
    [[nodiscard]] double midX() const noexcept { return meanX; } // of the places there are, cm
    [[nodiscard]] double midY() const noexcept { return meanY; }

    // The surface that stands in for the back when the chair has no zone there, or back.
    [[nodiscard]] Surface surface() const noexcept { return felt; }

    struct Masked
    {
        std::string zone;
        std::string_view why;
    }; // why: "the spine", "a spot to avoid", "the same actuator" (as a zone that is left out), or empty: the chair's own wish
    [[nodiscard]] const std::vector<Masked>& masked() const noexcept { return left; }

private:
    struct Site
    {
        double x, y, reach, sigma;
        int lane;
    };
    struct Share
    {
        double power[32];
        double x, y, reach;
    }; // of the sites; their centroid and mean reach

    Hand hand;
    std::vector<Site> sites;
    std::vector<int> wholes; // lanes felt over the whole surface
    std::vector<Masked> left;
    Surface felt = Surface::back;
    bool hasX = false, hasY = false, soft = false, spares = false;
    double meanX = 0.0, meanY = 0.0;

    void share (double x, double y, Share& out, std::array<double, 2>& lambda) const noexcept;
    std::vector<text::Point> avoid;
    [[nodiscard]] double sparingAt (double x, double y) const noexcept;
    [[nodiscard]] double covered (double x, double y, const Share&) const noexcept;
};
} // namespace lull::touch

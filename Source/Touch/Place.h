// Where on the body: the names a script uses, in centimetres of a back of 60 cm (session-script.md, "Place"). Immutable; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "Text/Fields.h"
#include "Touch/Chair.h"

namespace lull::touch
{
// A rectangle that is mirrored about the spine: x is counted outwards from it. On one side only when the script says so.
struct Region
{
    double x0 = 0.0, x1 = 0.0, y0 = 0.0, y1 = 0.0; // cm, x0 <= x1 and y0 <= y1

    [[nodiscard]] double width() const noexcept { return x1 - x0; }
    [[nodiscard]] double height() const noexcept { return y1 - y0; }
    [[nodiscard]] double midX() const noexcept { return 0.5 * (x0 + x1); }
    [[nodiscard]] double midY() const noexcept { return 0.5 * (y0 + y1); }
    [[nodiscard]] bool holds (double x, double y) const noexcept; // either side; edges belong to it
};

enum class Side { both, left, right };

struct Place
{
    std::string name; // as the script says it; "x 8 cm, y 44 cm" for a point
    Side side = Side::both;
    Region region; // a point: no extent
    bool point = false;

    [[nodiscard]] bool neck() const noexcept { return region.y1 > 60.0; }
};

// A place that every person has elsewhere: the timeline puts a person's tight spots there one after another, and the upper back where none are known.
inline constexpr std::string_view mySpots = "my spots";

// The words that `place:` takes: neck, shoulders, between blades, upper back, mid back, lower back; each also with left or right before it; my spots.
[[nodiscard]] const std::vector<std::string>& placeNames();

// A value of a field of kind `place`. Unknown words (which a reader has refused) give the upper back.
[[nodiscard]] Place placeOf (const text::Value&);

// Over the spine or the kidneys tapping is masked, and the neck is gentle only (figures.md 1.2).
inline constexpr Region spine { 0.0, 2.0, -5.0, 72.0 };
inline constexpr Region kidneys { 3.0, 10.0, 18.0, 30.0 };
inline constexpr double neckFrom = 60.0; // cm

// Empty, or over what a zone at this point lies: "the spine", "the kidneys", "the neck".
[[nodiscard]] std::string_view maskOver (double x, double y) noexcept;

// The nearest part of a region that is clear of spine, kidneys and neck: outwards where there is room, else up or down.
[[nodiscard]] Region clearOfMasks (Region) noexcept;
} // namespace lull::touch

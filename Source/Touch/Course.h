// The way of a stroke over the back: a curve by its length, in centimetres, x counted outwards from the spine. Built off the audio thread; at() on it.
#pragma once

#include <cstdint>
#include <vector>

#include "Text/Fields.h"
#include "Touch/Place.h"

namespace lull::touch
{
class Course
{
public:
    // up, down: straight along the back in the middle of the place; beside: up beside the spine; out: straight outwards; circle: up beside the spine and down
    // outside; eight: two of them, one above the other; spiral: from the middle round and outwards; fan: one stroke after another from the foot of the place,
    // upwards first and further out each time; free: from point to point.
    enum class Path { up, down, beside, out, circle, eight, spiral, fan, free };

    // By the fields `path` (a word) and `way` (points; it goes first). A single point as place gets a little room around it.
    Course (const text::Values&, const Place&);

    struct At
    {
        double x = 0.0, y = 0.0; // cm
        double rise = 0.0;       // -1 .. 1: how much of the motion is upwards
    };

    // Where a hand is after so many cm of stroke `number`, from 0 to length(). Audio thread.
    [[nodiscard]] At at (double gone, std::int64_t number) const noexcept;

    [[nodiscard]] double length() const noexcept { return whole; } // cm, of every stroke
    [[nodiscard]] bool closed() const noexcept { return path == Path::circle || path == Path::eight; }
    [[nodiscard]] bool straight() const noexcept { return kind == Kind::line; }
    [[nodiscard]] const Region& bounds() const noexcept { return around; }      // where hands come
    [[nodiscard]] bool along() const noexcept { return around.height() > 0.5; } // it uses that axis
    [[nodiscard]] bool outward() const noexcept { return around.width() > 0.5; }
    [[nodiscard]] std::int64_t rays() const noexcept { return kind == Kind::rays ? fanned : 1; } // strokes until the way is the same again

private:
    static constexpr std::int64_t fanned = 5;
    enum class Kind { line, ring, rays, table };

    Path path = Path::up;
    Kind kind = Kind::line;
    double whole = 1.0;
    Region around;
    double fromX = 0.0, fromY = 0.0, toX = 0.0, toY = 0.0; // line; rays: their foot
    double radius = 0.0;
    std::vector<At> table; // evenly spaced along the way, both ends among them

    void line (double x0, double y0, double x1, double y1);
    void follow (const std::vector<text::Point>&); // a polyline, made even
};
} // namespace lull::touch

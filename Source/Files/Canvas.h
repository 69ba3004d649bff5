// A page to draw on, PNG or SVG, and the night palette (window.md). Private to Files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <cairo.h>

namespace lull::files
{
struct Colour
{
    double red, green, blue, alpha = 1.0;

    constexpr Colour (unsigned rgb, double a = 1.0) // NOLINT (google-explicit-constructor): a colour is written as 0xFF8A3D
        : red (static_cast<double> (rgb >> 16 & 255u) / 255.0),
          green (static_cast<double> (rgb >> 8 & 255u) / 255.0),
          blue (static_cast<double> (rgb & 255u) / 255.0),
          alpha (a)
    {}
    [[nodiscard]] constexpr Colour faded (double a) const
    {
        Colour c = *this;
        c.alpha = a;
        return c;
    }
};

namespace night
{
inline constexpr Colour ground { 0x0B0908 }, raised { 0x14100D }, line { 0x2B221B }, text { 0xE3BC8C }, soft { 0xA07A53 }, faint { 0x55402D },
    touch { 0xFF8A3D }, touchHigh { 0xFFDDAE }, sound { 0xA6604B };
}

struct Spot
{
    double x, y;
};

class Canvas
{
public:
    enum class Kind { png, svg };
    Canvas (Kind, double width, double height, double scale); // size in points
    ~Canvas();
    Canvas (const Canvas&) = delete;
    Canvas& operator= (const Canvas&) = delete;

    enum class Align { left, middle, right };
    void box (double x, double y, double w, double h, double round, Colour fill);
    void frame (double x, double y, double w, double h, double round, Colour stroke);
    void line (Spot from, Spot to, Colour, double width = 1.0);
    void path (const std::vector<Spot>&, Colour, double width);
    void fill (const std::vector<Spot>&, Colour top, Colour bottom);                                   // a closed shape under a vertical gradient
    void image (double x, double y, double w, double h, int columns, const std::vector<Colour>& rows); // from the top left; hard edges
    void text (std::string_view, double x, double baseline, double size, Colour, Align = Align::left, bool bold = false);
    [[nodiscard]] double widthOf (std::string_view, double size, bool bold = false);

    // The finished file's bytes, or empty when cairo could not.
    [[nodiscard]] std::string bytes();

private:
    Kind kind;
    std::string out;
    cairo_surface_t* surface = nullptr;
    cairo_t* pen = nullptr;

    void use (Colour);
    void outline (double x, double y, double w, double h, double round);
    void trace (const std::vector<Spot>&);
    static cairo_status_t take (void* to, const unsigned char* data, unsigned length);
};
} // namespace lull::files

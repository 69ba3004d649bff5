#include "Files/Canvas.h"

#include <cstdint>
#include <cstring>

#include <cairo-svg.h>

#include "Files/PngMark.h"

namespace lull::files
{
cairo_status_t Canvas::take (void* to, const unsigned char* data, unsigned length)
{
    static_cast<std::string*> (to)->append (reinterpret_cast<const char*> (data), length);
    return CAIRO_STATUS_SUCCESS;
}

Canvas::Canvas (Kind k, double width, double height, double scale) : kind (k)
{
    surface = kind == Kind::svg ? cairo_svg_surface_create_for_stream (take, &out, width, height)
                                : cairo_image_surface_create (CAIRO_FORMAT_RGB24, static_cast<int> (width * scale), static_cast<int> (height * scale));
    pen = cairo_create (surface);
    if (kind == Kind::png) cairo_scale (pen, scale, scale);
    cairo_set_line_join (pen, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap (pen, CAIRO_LINE_CAP_ROUND);

    // Text lies where it was measured, at every scale.
    cairo_font_options_t* fonts = cairo_font_options_create();
    cairo_font_options_set_hint_metrics (fonts, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style (fonts, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias (fonts, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options (pen, fonts);
    cairo_font_options_destroy (fonts);
}

Canvas::~Canvas()
{
    cairo_destroy (pen);
    cairo_surface_destroy (surface);
}

void Canvas::use (Colour c) { cairo_set_source_rgba (pen, c.red, c.green, c.blue, c.alpha); }

void Canvas::outline (double x, double y, double w, double h, double round)
{
    constexpr double quarter = 1.57079632679489661923;
    cairo_new_sub_path (pen);
    cairo_arc (pen, x + w - round, y + round, round, -quarter, 0.0);
    cairo_arc (pen, x + w - round, y + h - round, round, 0.0, quarter);
    cairo_arc (pen, x + round, y + h - round, round, quarter, 2.0 * quarter);
    cairo_arc (pen, x + round, y + round, round, 2.0 * quarter, 3.0 * quarter);
    cairo_close_path (pen);
}

void Canvas::box (double x, double y, double w, double h, double round, Colour c)
{
    outline (x, y, w, h, round);
    use (c);
    cairo_fill (pen);
}

void Canvas::frame (double x, double y, double w, double h, double round, Colour c)
{
    outline (x + 0.5, y + 0.5, w - 1.0, h - 1.0, round);
    use (c);
    cairo_set_line_width (pen, 1.0);
    cairo_stroke (pen);
}

void Canvas::line (Spot from, Spot to, Colour c, double width)
{
    cairo_move_to (pen, from.x, from.y);
    cairo_line_to (pen, to.x, to.y);
    use (c);
    cairo_set_line_width (pen, width);
    cairo_stroke (pen);
}

void Canvas::trace (const std::vector<Spot>& spots)
{
    bool first = true;
    for (const Spot& s : spots)
    {
        if (first) cairo_move_to (pen, s.x, s.y);
        else cairo_line_to (pen, s.x, s.y);
        first = false;
    }
}

void Canvas::path (const std::vector<Spot>& spots, Colour c, double width)
{
    trace (spots);
    use (c);
    cairo_set_line_width (pen, width);
    cairo_stroke (pen);
}

void Canvas::fill (const std::vector<Spot>& spots, Colour top, Colour bottom)
{
    if (spots.size() < 3) return;
    double high = spots.front().y, low = high;
    for (const Spot& s : spots) high = s.y < high ? s.y : high, low = s.y > low ? s.y : low;
    cairo_pattern_t* shade = cairo_pattern_create_linear (0.0, high, 0.0, low);
    cairo_pattern_add_color_stop_rgba (shade, 0.0, top.red, top.green, top.blue, top.alpha);
    cairo_pattern_add_color_stop_rgba (shade, 1.0, bottom.red, bottom.green, bottom.blue, bottom.alpha);
    trace (spots);
    cairo_close_path (pen);
    cairo_set_source (pen, shade);
    cairo_fill (pen);
    cairo_pattern_destroy (shade);
}

void Canvas::image (double x, double y, double w, double h, int columns, const std::vector<Colour>& pixels)
{
    const int rows = columns > 0 ? static_cast<int> (pixels.size()) / columns : 0;
    if (rows == 0) return;
    cairo_surface_t* picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
    if (unsigned char* data = cairo_image_surface_get_data (picture))
    {
        const int stride = cairo_image_surface_get_stride (picture);
        const auto byte = [] (double v) { return static_cast<std::uint32_t> (v * 255.0 + 0.5); };
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c)
            {
                const Colour& p = pixels[static_cast<std::size_t> (r * columns + c)];
                const std::uint32_t word = byte (p.red) << 16 | byte (p.green) << 8 | byte (p.blue);
                std::memcpy (data + r * stride + 4 * c, &word, sizeof word);
            }
        cairo_surface_mark_dirty (picture);
    }
    cairo_save (pen);
    cairo_translate (pen, x, y);
    cairo_scale (pen, w / columns, h / rows);
    cairo_set_source_surface (pen, picture, 0.0, 0.0);
    cairo_pattern_set_filter (cairo_get_source (pen), CAIRO_FILTER_NEAREST);
    cairo_rectangle (pen, 0.0, 0.0, columns, rows);
    cairo_fill (pen);
    cairo_restore (pen);
    cairo_surface_destroy (picture);
}

double Canvas::widthOf (std::string_view words, double size, bool bold)
{
    cairo_select_font_face (pen, "Inter", CAIRO_FONT_SLANT_NORMAL, bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size (pen, size);
    cairo_text_extents_t extents {};
    cairo_text_extents (pen, std::string (words).c_str(), &extents);
    return extents.x_advance;
}

void Canvas::text (std::string_view words, double x, double baseline, double size, Colour c, Align align, bool bold)
{
    const double width = widthOf (words, size, bold);
    use (c);
    cairo_move_to (pen, align == Align::left ? x : align == Align::middle ? x - 0.5 * width : x - width, baseline);
    cairo_show_text (pen, std::string (words).c_str());
}

std::string Canvas::bytes()
{
    cairo_surface_flush (surface);
    if (kind == Kind::png)
    {
        cairo_surface_write_to_png_stream (surface, take, &out);
        if (out.size() > pngMarkAt) out.insert (pngMarkAt, pngMark);
    }
    else cairo_surface_finish (surface);
    return cairo_status (pen) == CAIRO_STATUS_SUCCESS ? out : std::string();
}
} // namespace lull::files

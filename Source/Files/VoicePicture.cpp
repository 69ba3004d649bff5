#include "Files/VoicePicture.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Files/Canvas.h"
#include "Files/WholeFile.h"
#include "Text/Fields.h"

namespace lull::files
{
namespace
{
using Align = Canvas::Align;
constexpr double pageWidth = 1366.0, pageHeight = 812.0, left = 92.0, width = 1200.0, top = 96.0, height = 3.0 * Heard::rows, below = 548.0;
constexpr double cellWidth = 16.0, cellHeight = 22.0;

// From the ground through ember to light.
Colour shade (double zeroToOne)
{
    constexpr Colour stops[] = { night::ground, 0x3A1F18, night::sound, night::touch, night::touchHigh };
    const double at = std::clamp (zeroToOne, 0.0, 1.0) * 4.0;
    const auto i = std::min<std::size_t> (static_cast<std::size_t> (at), 3);
    const double u = at - static_cast<double> (i);
    Colour c = stops[i];
    c.red += u * (stops[i + 1].red - c.red);
    c.green += u * (stops[i + 1].green - c.green);
    c.blue += u * (stops[i + 1].blue - c.blue);
    return c;
}

class Page
{
public:
    Page (Canvas& c, const Heard& h) : canvas (c), heard (h) {}

    void draw (std::string_view name, std::string_view about)
    {
        canvas.box (0.0, 0.0, pageWidth, pageHeight, 0.0, night::ground);
        canvas.text (name, left, 44.0, 24.0, night::text, Align::left, true);
        canvas.text (about, left, 68.0, 14.0, night::soft);
        sonogram();
        modulation();
        figures();
    }

private:
    Canvas& canvas;
    const Heard& heard;

    // 66 dB from the brightest twelfth of an octave down.
    void sonogram()
    {
        constexpr double depth = 66.0;
        const int columns = static_cast<int> (heard.sonogram.size()) / Heard::rows;
        if (columns == 0) return;
        auto sorted = heard.sonogram; // its brightest thousandth is white
        const auto bright = sorted.begin() + static_cast<std::ptrdiff_t> (sorted.size() * 999 / 1000);
        std::nth_element (sorted.begin(), bright, sorted.end());
        const auto most = static_cast<double> (*bright);
        std::vector<Colour> pixels;
        for (int row = Heard::rows; row-- > 0;)
            for (int c = 0; c < columns; ++c)
                pixels.push_back (shade (1.0 + (static_cast<double> (heard.sonogram[static_cast<std::size_t> (c * Heard::rows + row)]) - most) / depth));
        canvas.image (left, top, width, height, columns, pixels);
        for (double hertz : { 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10'000.0, 20'000.0 })
        {
            const double y = top + height - height * math::log2 (hertz / 20.0) / (Heard::rows / 12.0);
            canvas.line ({ left - 5.0, y }, { left, y }, night::faint);
            canvas.text (hertz < 1000.0 ? fmt::format ("{} Hz", hertz) : fmt::format ("{} kHz", hertz / 1000.0), left - 10.0, y + 4.0, 11.5, night::soft,
                         Align::right);
        }
        const double length = columns * heard.step;
        const double every = length > 240.0 ? 60.0 : length > 40.0 ? 10.0 : 2.0;
        for (double t = 0.0; t <= length; t += every)
        {
            const double x = left + width * t / length;
            canvas.line ({ x, top + height }, { x, top + height + 5.0 }, night::faint);
            canvas.text (text::clockText (t), x, top + height + 19.0, 11.5, night::soft, Align::middle);
        }
        scale (left + width + 12.0, top, height, fmt::format ("{:.0f} dB", 0.0), fmt::format ("-{:.0f}", depth));
    }

    void scale (double x, double y, double h, const std::string& most, const std::string& least)
    {
        std::vector<Colour> steps;
        for (int i = 0; i < 64; ++i) steps.push_back (shade (1.0 - i / 63.0));
        canvas.image (x, y, 10.0, h, 1, steps);
        canvas.text (most, x + 14.0, y + 10.0, 11.0, night::soft);
        canvas.text (least, x + 14.0, y + h, 11.0, night::soft);
    }

    // From 1 % to 100 % of the envelope's mean.
    void modulation()
    {
        canvas.text ("How far the loudness of each octave moves, by how fast", left, below - 14.0, 14.0, night::text);
        std::vector<Colour> cells;
        for (int o = Heard::octaves; o-- > 0;)
            for (int n = 0; n < Heard::turns; ++n)
            {
                const auto depth = static_cast<double> (heard.modulation[static_cast<std::size_t> (o * Heard::turns + n)]);
                cells.push_back (depth < 0.0 ? night::raised : shade (1.0 + math::decibels (depth) / 40.0));
            }
        constexpr double w = cellWidth * Heard::turns, h = cellHeight * Heard::octaves;
        canvas.image (left, below, w, h, Heard::turns, cells);
        for (int o = 0; o < Heard::octaves; ++o)
        {
            const double hertz = 125.0 * (1 << o);
            canvas.text (hertz < 1000.0 ? fmt::format ("{} Hz", hertz) : fmt::format ("{} kHz", hertz / 1000.0), left - 10.0,
                         below + h - (o + 0.5) * cellHeight + 4.0, 11.5, night::soft, Align::right);
        }
        for (double hertz : { 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0 })
        {
            const double x = left + cellWidth * (3.0 * math::log2 (hertz / Heard::slowest) + 0.5);
            canvas.line ({ x, below + h }, { x, below + h + 5.0 }, night::faint);
            canvas.text (fmt::format ("{} Hz", hertz), x, below + h + 19.0, 11.5, night::soft, Align::middle);
        }
        scale (left + w + 12.0, below, h, "100 %", "1");
    }

    void figures()
    {
        constexpr double x = 780.0, last = left + width;
        double y = below - 14.0;
        canvas.text ("Its figures", x, y, 14.0, night::text);
        const auto line = [&] (std::string_view what, const std::string& value) {
            y += 24.0;
            canvas.text (what, x, y, 12.5, night::soft);
            canvas.text (value, last, y, 12.5, night::text, Align::right);
        };
        line ("loudness, as it is drawn here", std::isfinite (heard.integrated) ? fmt::format ("{:.1f} LUFS", heard.integrated) : "silent");
        line ("level in 400 ms, from the 5th to the 95th of a hundred", fmt::format ("{:.1f} dB", heard.range));
        std::string octaves;
        for (double v : heard.level) octaves += v < -70.0 ? " –" : fmt::format (" {:.0f}", v);
        line ("octaves from 31 Hz to 16 kHz, dB re the whole", octaves);
        line ("left and right alike at 100, 200, 800, 3200 Hz up",
              fmt::format ("{:.2f}  {:.2f}  {:.2f}  {:.2f}", heard.together[0], heard.together[1], heard.together[2], heard.together[3]));
        line ("what a mono sum has less", fmt::format ("{:.1f} dB", std::max (0.0, -heard.folded)));
    }
};
} // namespace

Result<void> picture (const std::filesystem::path& name, std::string_view title, std::string_view about, const Heard& heard)
{
    auto file = WholeFile::create (name);
    if (! file) return fail (file.error());
    Canvas canvas (Canvas::Kind::png, pageWidth, pageHeight, 1.0);
    Page (canvas, heard).draw (title, about);
    const std::string bytes = canvas.bytes();
    if (bytes.empty()) return fail (std::string ("cairo could not draw the picture"));
    if (! file->write (bytes.data(), bytes.size())) return fail (file->error());
    return file->keep();
}
} // namespace lull::files

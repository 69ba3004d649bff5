#include "Files/TouchPlot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fftw3.h>
#include <fmt/format.h>

#include "Base/Math.h"
#include "Base/Simd.h"
#include "Engine/Performance.h"
#include "Files/Canvas.h"
#include "Files/WholeFile.h"
#include "Text/Fields.h"

namespace lull::files
{
namespace
{
constexpr double rate = 48'000.0;
constexpr double pageWidth = 1200.0, margin = 36.0, labels = 118.0;
constexpr int sheetColumns = 12;
constexpr double sheetTop = 84.0, cellGap = 6.0, rowHeight = 54.0, rowGap = 8.0;
constexpr double highest = 130.0; // Hz, of the spectrogram
using Align = Canvas::Align;

using Waves = std::vector<std::vector<float>>; // per actuator

Waves rendered (const std::shared_ptr<const session::Timeline>& timeline, const TouchPlot& p)
{
    const FlushDenormals flush;
    const auto first = static_cast<Frame> (p.from * rate) / quantum * quantum, frames = static_cast<Frame> (p.seconds * rate);
    engine::Performance performance (timeline, SampleRate (rate), first, engine::Reading::waits);
    Waves waves (static_cast<std::size_t> (timeline->actuators()));
    StereoQuantum sound;
    TouchQuantum touch;
    const engine::Controls controls { { p.strength, p.strength } };
    for (Frame f = 0; f < frames; f += quantum)
    {
        performance.render (controls, sound, touch);
        for (int i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < waves.size(); ++k) waves[k].push_back (touch.frame (i)[k]);
    }
    return waves;
}

double rms (const std::vector<float>& w, double from, double to)
{
    const auto a = std::min (w.size(), static_cast<std::size_t> (from * rate)), b = std::min (w.size(), static_cast<std::size_t> (to * rate));
    double sum = 0.0;
    for (auto i = a; i < b; ++i) sum += static_cast<double> (w[i]) * static_cast<double> (w[i]);
    return b > a ? std::sqrt (sum / static_cast<double> (b - a)) : 0.0;
}

// Levels of 0 .. highest Hz, 0 at -54 dB re the loudest, row by row from the top (highest) down.
std::vector<double> spectrogram (const std::vector<float>& w, int columns, int rows, double most)
{
    constexpr int thin = 16, length = 512; // 0.17 s at 3 kHz
    std::vector<float> few;                // the mean of `thin` samples: enough below 130 Hz
    for (std::size_t i = 0; i + thin <= w.size(); i += thin)
        few.push_back (std::accumulate (w.begin() + static_cast<std::ptrdiff_t> (i), w.begin() + static_cast<std::ptrdiff_t> (i + thin), 0.0f) / thin);
    constexpr int padded = 4 * length;
    float* in = fftwf_alloc_real (padded);
    auto* out = fftwf_alloc_complex (padded / 2 + 1);
    const auto plan = fftwf_plan_dft_r2c_1d (padded, in, out, FFTW_ESTIMATE);
    std::vector<double> cells (static_cast<std::size_t> (columns * rows), 0.0);
    for (int c = 0; c < columns; ++c)
    {
        const auto middle = static_cast<std::ptrdiff_t> ((c + 0.5) / columns * static_cast<double> (few.size()));
        std::fill (in, in + padded, 0.0f);
        double window = 0.0;
        for (int i = 0; i < length; ++i)
        {
            const auto at = middle - length / 2 + i;
            const double h = 0.5 - 0.5 * math::cosCycles ((i + 0.5) / length);
            window += h;
            in[i] = at >= 0 && at < static_cast<std::ptrdiff_t> (few.size()) ? static_cast<float> (h) * few[static_cast<std::size_t> (at)] : 0.0f;
        }
        fftwf_execute (plan);
        for (int r = 0; r < rows; ++r)
        {
            const double hertz = highest * (rows - 0.5 - r) / rows, bin = hertz * padded / (rate / thin);
            const auto b = static_cast<std::size_t> (bin);
            const double size = 2.0 * std::hypot (static_cast<double> (out[b][0]), static_cast<double> (out[b][1])) / window;
            cells[static_cast<std::size_t> (r * columns + c)] = std::clamp (1.0 + math::decibels (std::max (1e-9, size / most)) / 54.0, 0.0, 1.0);
        }
    }
    fftwf_destroy_plan (plan);
    fftwf_free (in);
    fftwf_free (out);
    return cells;
}

Colour heat (double v) // 0 .. 1
{
    const Colour low = night::raised, middle = night::touch, high = night::touchHigh;
    const auto mix = [] (const Colour& a, const Colour& b, double u) {
        Colour c = a;
        c.red += (b.red - a.red) * u, c.green += (b.green - a.green) * u, c.blue += (b.blue - a.blue) * u;
        return c;
    };
    return v < 0.6 ? mix (low, middle, v / 0.6) : mix (middle, high, (v - 0.6) / 0.4);
}

class Page
{
public:
    Page (Canvas& c, const session::Timeline& t, const TouchPlot& p, const Waves& w) : canvas (c), chair (*t.chair()), plot (p), waves (w)
    {
        const double room = pageWidth - 2.0 * margin;
        cell = (room - (sheetColumns - 1) * cellGap) / sheetColumns;
        for (const auto& wave : waves)
            for (const float v : wave) most = std::max (most, std::abs (static_cast<double> (v)));
    }

    static double cellHeight() { return 1.45 * (pageWidth - 2.0 * margin - (sheetColumns - 1) * cellGap) / sheetColumns; }
    static double height (const touch::Chair& chair)
    {
        return sheetTop + cellHeight() + 34.0 + static_cast<double> (chair.zones.size()) * (rowHeight + rowGap) + 40.0;
    }

    void draw()
    {
        canvas.box (0.0, 0.0, pageWidth, height (chair), 0.0, night::ground);
        canvas.text (plot.title, margin, 42.0, 22.0, night::text, Align::left, true);
        canvas.text (plot.about, margin, 66.0, 13.0, night::soft);
        canvas.text (chair.title, pageWidth - margin, 42.0, 14.0, night::soft, Align::right);
        // The loudest that any place is over a cell, so that the sheet is not dark where taps are short.
        const double step = plot.seconds / sheetColumns;
        double loudest = 1e-9;
        for (const auto& w : waves)
            for (double t = 0.0; t < plot.seconds; t += 0.05) loudest = std::max (loudest, rms (w, t, t + 0.05));
        for (int i = 0; i < sheetColumns; ++i) back (margin + i * (cell + cellGap), i * step, loudest);
        double top = sheetTop + cellHeight() + 34.0;
        for (const auto& zone : chair.zones)
        {
            row (zone, top);
            top += rowHeight + rowGap;
        }
        axis (top);
    }

private:
    Canvas& canvas;
    const touch::Chair& chair;
    const TouchPlot& plot;
    const Waves& waves;
    double cell = 0.0, most = 1e-9;

    // The back at a moment: how strong every place is felt there, and where the middle of it is.
    void back (double left, double t, double loudest)
    {
        const double high = cellHeight(), window = std::min (0.25, plot.seconds / sheetColumns);
        constexpr int columns = 40, rows = 58; // 1 cm each
        std::vector<double> level (waves.size());
        for (std::size_t k = 0; k < waves.size(); ++k)
            for (double s = t; s < t + window - 0.049; s += 0.05) level[k] = std::max (level[k], rms (waves[k], s, s + 0.05) / loudest);
        std::vector<Colour> cells;
        double px = 0.0, py = 0.0, sum = 0.0;
        for (const auto& z : chair.zones)
        {
            const double p = level[static_cast<std::size_t> (z.actuator)] * level[static_cast<std::size_t> (z.actuator)];
            if (z.whole) continue;
            px += p * z.x, py += p * z.y, sum += p;
        }
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c)
            {
                const double x = c - 0.5 * columns + 0.5, y = 66.0 - r - 0.5;
                double power = 0.0;
                for (const auto& z : chair.zones)
                {
                    const double v = level[static_cast<std::size_t> (z.actuator)];
                    const double far = z.whole ? 0.15 : ((x - z.x) * (x - z.x) + (y - z.y) * (y - z.y)) / (0.35 * z.reach * z.reach);
                    power += v * v * math::exp (-far);
                }
                cells.push_back (heat (std::clamp (std::sqrt (power), 0.0, 1.0)));
            }
        canvas.image (left, sheetTop, cell, high, columns, cells);
        const auto spot = [&] (double x, double y) { return Spot { left + (x / columns + 0.5) * cell, sheetTop + (66.0 - y) / rows * high }; };
        canvas.line (spot (0.0, 66.0), spot (0.0, 8.0), night::line.faded (0.8), 1.0); // the spine
        for (const auto& z : chair.zones)
            if (! z.whole)
            {
                const auto at = spot (z.x, z.y);
                canvas.box (at.x - 1.5, at.y - 1.5, 3.0, 3.0, 1.5, night::soft);
            }
        if (sum > 1e-4)
        {
            const auto at = spot (px / sum, py / sum);
            canvas.frame (at.x - 4.0, at.y - 4.0, 8.0, 8.0, 4.0, night::text);
        }
        canvas.text (fmt::format ("{:.{}f} s", plot.from + t, plot.seconds < 24.0 ? 1 : 0), left + 0.5 * cell, sheetTop + high + 16.0, 11.0, night::soft,
                     Align::middle);
    }

    // One zone: its waveform in the left part, its spectrogram in the right one, over the same time.
    void row (const touch::Zone& zone, double top)
    {
        const auto& w = waves[static_cast<std::size_t> (zone.actuator)];
        const double from = margin + labels, gap = 16.0, wide = 0.5 * (pageWidth - margin - from - gap), second = from + wide + gap;
        canvas.text (zone.name, margin, top + 22.0, 13.0, night::text);
        double peak = 0.0;
        for (const float v : w) peak = std::max (peak, std::abs (static_cast<double> (v)));
        canvas.text (peak > 1e-6 ? fmt::format ("{:.1f} dBFS", math::decibels (peak)) : "at rest", margin, top + 40.0, 11.5, night::soft);
        canvas.box (from, top, wide, rowHeight, 4.0, night::raised);
        const int pixels = static_cast<int> (2.0 * wide);
        std::vector<Spot> upper, lower;
        for (int p = 0; p < pixels; ++p)
        {
            const auto a = w.size() * static_cast<std::size_t> (p) / static_cast<std::size_t> (pixels);
            const auto b = std::max (a + 1, w.size() * static_cast<std::size_t> (p + 1) / static_cast<std::size_t> (pixels));
            const auto [low, high] =
                std::minmax_element (w.begin() + static_cast<std::ptrdiff_t> (a), w.begin() + static_cast<std::ptrdiff_t> (std::min (b, w.size())));
            const auto y = [&] (double v) { return top + 0.5 * rowHeight - v / most * (0.5 * rowHeight - 4.0); };
            upper.push_back ({ from + 0.5 * p, y (static_cast<double> (*high)) - 0.4 });
            lower.push_back ({ from + 0.5 * p, y (static_cast<double> (*low)) + 0.4 });
        }
        upper.insert (upper.end(), lower.rbegin(), lower.rend());
        canvas.fill (upper, night::touch, night::touch);
        constexpr int columns = 240, rows = 36;
        std::vector<Colour> cells;
        for (const double v : spectrogram (w, columns, rows, most)) cells.push_back (heat (v));
        canvas.image (second, top, wide, rowHeight, columns, cells);
        canvas.text (fmt::format ("{:.0f} Hz", highest), second + wide - 4.0, top + 11.0, 9.5, night::faint, Align::right);
    }

    void axis (double top)
    {
        const double from = margin + labels, gap = 16.0, wide = 0.5 * (pageWidth - margin - from - gap);
        for (const double left : { from, from + wide + gap })
            for (int i = 0; i <= 6; ++i)
                canvas.text (fmt::format ("{:.{}f} s", plot.from + plot.seconds * i / 6.0, plot.seconds < 24.0 ? 1 : 0), left + wide * i / 6.0, top + 10.0,
                             10.5, night::soft,
                             i == 0   ? Align::left
                             : i == 6 ? Align::right
                                      : Align::middle);
    }
};
} // namespace

Result<void> plotTouch (const std::filesystem::path& name, const std::shared_ptr<const session::Timeline>& timeline, const TouchPlot& plot)
{
    const std::string ending = name.extension().string();
    if (ending != ".png" && ending != ".svg") return fail (name.string() + ": a picture's name ends in .png or .svg", Error::Kind::usage);
    if (timeline->chair() == nullptr) return fail (std::string ("a picture of touch needs a chair"), Error::Kind::usage);
    auto file = WholeFile::create (name);
    if (! file) return fail (file.error());
    const auto waves = rendered (timeline, plot);
    Canvas canvas (ending == ".svg" ? Canvas::Kind::svg : Canvas::Kind::png, pageWidth, Page::height (*timeline->chair()), 2.0);
    Page (canvas, *timeline, plot, waves).draw();
    const std::string bytes = canvas.bytes();
    if (bytes.empty()) return fail (std::string ("cairo could not draw the picture"));
    if (! file->write (bytes.data(), bytes.size())) return fail (file->error());
    return file->keep();
}
} // namespace lull::files

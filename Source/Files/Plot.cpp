#include "Files/Plot.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Files/Canvas.h"
#include "Files/WholeFile.h"
#include "Text/Fields.h"

namespace lull::files
{
namespace
{
constexpr double pageWidth = 1366.0, margin = 40.0, labels = 132.0, readings = 92.0;
constexpr double laneHeight = 40.0, laneGap = 10.0, phaseTop = 84.0, phaseHeight = 30.0;
constexpr double left = margin + labels, right = pageWidth - margin - readings;
using Align = Canvas::Align;

std::string tidy (double v) { return std::abs (v - std::round (v)) < 0.05 ? fmt::format ("{:.0f}", v) : fmt::format ("{:.1f}", v); }

std::string proper (std::string name)
{
    if (! name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char> (name[0] - 'a' + 'A');
    std::replace (name.begin(), name.end(), '-', ' ');
    return name;
}

class Page
{
public:
    Page (Canvas& c, const session::Timeline& t, const Survey& s) : canvas (c), timeline (t), found (s) {}

    static std::size_t lanes (const session::Timeline& t) { return 3 + t.sounds().size() + (t.chair() != nullptr ? t.chair()->zones.size() : 0); }
    static double height (const session::Timeline& t)
    {
        return phaseTop + phaseHeight + 18.0 + static_cast<double> (lanes (t)) * (laneHeight + laneGap) + (t.chair() != nullptr ? 8.0 : 0.0) + 70.0;
    }

    void draw()
    {
        canvas.box (0.0, 0.0, pageWidth, height (timeline), 0.0, night::ground);
        header();
        top = phaseTop + phaseHeight + 18.0;
        guides();
        phases();
        curve ("Tempo", "bpm", [this] (double t) { return timeline.bpmAt (t); });
        curve ("Breath", "a minute", [this] (double t) { return timeline.breathsPerMinuteAt (t); });
        loudness();
        for (const auto& layer : timeline.sounds()) sound (layer);
        if (const auto* chair = timeline.chair())
        {
            top += 8.0;
            for (const auto& zone : chair->zones) touch (zone);
        }
        timeAxis();
    }

private:
    Canvas& canvas;
    const session::Timeline& timeline;
    const Survey& found;
    double top = 0.0;

    [[nodiscard]] double x (double t) const { return left + (right - left) * t / std::max (1e-9, timeline.length()); }
    [[nodiscard]] double seconds (int pixel) const { return timeline.length() * pixel / (right - left); }
    [[nodiscard]] static int pixels() { return static_cast<int> (right - left); }

    void header()
    {
        const auto& score = timeline.score();
        canvas.text (score.title, margin, 48.0, 24.0, night::text, Align::left, true);
        std::string side = text::clockText (timeline.length());
        if (const auto* chair = timeline.chair()) side += "  ·  " + (chair->title.empty() ? chair->id : chair->title);
        canvas.text (side, pageWidth - margin, 48.0, 15.0, night::soft, Align::right);
    }

    // Hairlines where phases meet, behind everything.
    void guides()
    {
        const double bottom = height (timeline) - 62.0;
        for (std::size_t i = 1; i < timeline.phases().size(); ++i)
        {
            const double at = x (timeline.phases()[i].begin);
            canvas.line ({ at, phaseTop + phaseHeight }, { at, bottom }, night::line, 1.0);
        }
    }

    void phases()
    {
        // Names that do not fit their box stand above it in turn where there is room, or not at all.
        double taken = left - 100.0;
        for (std::size_t i = 0; i < timeline.phases().size(); ++i)
        {
            const auto& p = timeline.phases()[i];
            const double from = x (p.begin) + 1.0, to = x (p.end) - 1.0, width = std::max (2.0, to - from);
            canvas.box (from, phaseTop, width, phaseHeight, std::min (6.0, 0.5 * width), night::raised);
            canvas.frame (from, phaseTop, width, phaseHeight, std::min (6.0, 0.5 * width), night::line);
            const double needed = canvas.widthOf (p.name, 13.0);
            if (needed + 10.0 <= width) canvas.text (p.name, 0.5 * (from + to), phaseTop + 19.5, 13.0, night::text, Align::middle);
            else if (! p.link)
            {
                const double small = canvas.widthOf (p.name, 11.0);
                const double middle = std::clamp (0.5 * (from + to), left + 0.5 * small, right - 0.5 * small);
                if (middle - 0.5 * small < taken + 8.0) continue;
                canvas.text (p.name, middle, phaseTop - 7.0, 11.0, night::soft, Align::middle);
                taken = middle + 0.5 * small;
            }
        }
    }

    // The lane's ground, its names at the left; its first and last readings may follow at the right. Returns where its inside begins.
    double lane (std::string_view name, std::string_view unit, Colour colour)
    {
        const double at = top;
        canvas.box (left, at, right - left, laneHeight, 6.0, night::raised);
        canvas.text (name, margin, at + 17.0, 14.0, night::text);
        canvas.text (unit, margin, at + 33.0, 11.5, night::soft);
        canvas.box (left - 12.0, at + 8.0, 3.0, laneHeight - 16.0, 1.5, colour);
        top += laneHeight + laneGap;
        return at;
    }

    void reading (double at, std::string_view big, std::string_view small)
    {
        canvas.text (big, right + 12.0, at + 17.0, 13.0, night::text);
        canvas.text (small, right + 12.0, at + 33.0, 11.5, night::soft);
    }

    void curve (std::string_view name, std::string_view unit, const std::function<double (double)>& value)
    {
        const double at = lane (name, unit, night::sound);
        double least = value (0.0), most = least;
        for (int p = 0; p <= pixels(); ++p) least = std::min (least, value (seconds (p))), most = std::max (most, value (seconds (p)));
        const double spread = std::max (most - least, 0.04 * std::max (1.0, most)), middle = 0.5 * (least + most);
        std::vector<Spot> spots;
        for (int p = 0; p <= pixels(); ++p)
            spots.push_back ({ left + p, at + 0.5 * laneHeight - (value (seconds (p)) - middle) / spread * (laneHeight - 16.0) });
        canvas.path (spots, night::sound, 1.8);
        const double last = value (timeline.length());
        const std::string ends = std::abs (value (0.0) - last) < 0.05 ? tidy (last) : tidy (value (0.0)) + " → " + tidy (last);
        reading (at, ends, most - least < 0.05 ? "throughout" : fmt::format ("{} to {}", tidy (least), tidy (most)));
    }

    void loudness()
    {
        const double at = lane ("Loudness", "LUFS", night::sound);
        const double most = std::ceil (found.greatestShortTerm / 2.0) * 2.0, least = most - 36.0;
        if (! std::isfinite (most)) return reading (at, "silent", "");
        std::vector<Spot> spots;
        for (int p = 0; p <= pixels(); ++p)
        {
            const auto i = std::min (static_cast<std::size_t> (seconds (p) / found.step), found.loudness.size() - 1);
            const double v = std::clamp (static_cast<double> (found.loudness[i]), least, most);
            spots.push_back ({ left + p, at + laneHeight - 4.0 - (v - least) / (most - least) * (laneHeight - 8.0) });
        }
        std::vector<Spot> under = spots;
        under.push_back ({ right, at + laneHeight - 1.0 });
        under.push_back ({ left, at + laneHeight - 1.0 });
        canvas.fill (under, night::sound.faded (0.42), night::sound.faded (0.04));
        canvas.path (spots, night::sound, 1.6);
        reading (at, fmt::format ("{:.1f}", found.integrated), fmt::format ("peak {:.1f} dBTP", found.truePeak));
    }

    // A shape that is as thick as the layer is loud: 36 dB from nothing to the layer's own greatest level.
    void sound (const session::SoundLayer& layer)
    {
        const double at = lane (proper (layer.name), std::string (layer.kind->name), night::sound);
        std::vector<double> levels;
        double most = 1e-9;
        for (int p = 0; p <= pixels(); ++p)
        {
            levels.push_back (layer.gain (seconds (p)));
            most = std::max (most, levels.back());
        }
        std::vector<double> thick;
        for (double g : levels) thick.push_back (g > 0.0 ? std::max (0.0, 1.0 + math::decibels (g / most) / 36.0) : 0.0);
        shape (at, thick, night::sound.faded (0.95), night::sound.faded (0.95));
    }

    void touch (const touch::Zone& zone)
    {
        const double at = lane (proper (zone.name), surfaceName (zone.surface), night::touch);
        const auto a = static_cast<std::size_t> (zone.actuator);
        float most = 1e-6f;
        for (const auto& list : found.touch)
            for (float v : list) most = std::max (most, v);
        if (a >= found.touch.size() || found.touch[a].empty()) return;

        // The greatest in each column, softly, and what it is on average, brightly.
        const auto& list = found.touch[a];
        std::vector<double> peak, mean;
        for (int p = 0; p <= pixels(); ++p)
        {
            const auto from = std::min (static_cast<std::size_t> (seconds (p) / found.step), list.size() - 1);
            const auto to = std::clamp (static_cast<std::size_t> (seconds (p + 1) / found.step), from + 1, std::max (from + 1, list.size()));
            double sum = 0.0, great = 0.0;
            for (std::size_t i = from; i < std::min (to, list.size()); ++i)
            {
                const double v = static_cast<double> (list[i] / most);
                sum += v * v;
                great = std::max (great, v);
            }
            peak.push_back (great);
            mean.push_back (std::sqrt (sum / static_cast<double> (to - from)));
        }
        shape (at, peak, night::touch.faded (0.35), night::touch.faded (0.35));
        shape (at, mean, night::touch, night::touch);
        std::vector<double> core;
        for (double v : mean) core.push_back (std::max (0.0, 0.62 * v - 0.2));
        shape (at, core, night::touchHigh.faded (0.8), night::touchHigh.faded (0.8));
        const double greatest = a < found.touchPeak.size() ? found.touchPeak[a] : 0.0;
        reading (at, greatest > 0.0 ? fmt::format ("{:.1f} dBFS", math::decibels (greatest)) : "at rest", greatest > 0.0 ? "peak" : "");
    }

    static std::string surfaceName (touch::Surface s)
    {
        constexpr const char* names[] = { "back", "seat", "feet", "legs", "lying" };
        return names[static_cast<int> (s)];
    }

    // Mirrored about the lane's middle; 0 .. 1.
    void shape (double at, const std::vector<double>& thick, Colour edge, Colour middle)
    {
        const double y = at + 0.5 * laneHeight, half = 0.5 * laneHeight - 4.0;
        for (std::size_t begin = 0; begin < thick.size();)
        {
            if (! (thick[begin] > 0.004))
            {
                ++begin;
                continue;
            }
            std::size_t end = begin;
            while (end < thick.size() && thick[end] > 0.004) ++end;
            std::vector<Spot> spots { { left + static_cast<double> (begin) - 0.5, y } };
            for (std::size_t i = begin; i < end; ++i) spots.push_back ({ left + static_cast<double> (i), y - half * thick[i] });
            spots.push_back ({ left + static_cast<double> (end) - 0.5, y });
            for (std::size_t i = end; i-- > begin;) spots.push_back ({ left + static_cast<double> (i), y + half * thick[i] });
            canvas.fill (spots, edge, middle);
            begin = end;
        }
    }

    void timeAxis()
    {
        const double length = timeline.length();
        double every = 3600.0;
        for (double candidate : { 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0 })
            if (length / candidate <= 13.0)
            {
                every = candidate;
                break;
            }
        for (double t = 0.0; t <= length + 0.5; t += every)
        {
            canvas.line ({ x (t), top }, { x (t), top + 5.0 }, night::faint, 1.0);
            canvas.text (text::clockText (t), x (t), top + 20.0, 11.5, night::soft, Align::middle);
        }
        std::string bottom =
            fmt::format ("limiter {}", found.limiterGain < 1.0 ? fmt::format ("{:.1f} dB", math::decibels (found.limiterGain)) : "never needed");
        if (timeline.chair() != nullptr)
            bottom += fmt::format ("  ·  guard {}", found.guardGain < 1.0 ? fmt::format ("{:.1f} dB", math::decibels (found.guardGain)) : "silent");
        canvas.text (bottom, pageWidth - margin, top + 44.0, 11.5, night::soft, Align::right);
        canvas.text ("sound", left + 14.0, top + 44.0, 11.5, night::soft);
        canvas.box (left, top + 36.0, 8.0, 8.0, 2.0, night::sound);
        if (timeline.chair() == nullptr) return;
        canvas.text ("touch", left + 84.0, top + 44.0, 11.5, night::soft);
        canvas.box (left + 70.0, top + 36.0, 8.0, 8.0, 2.0, night::touch);
    }
};
} // namespace

Result<void> plot (const std::filesystem::path& name, const session::Timeline& timeline, const Survey& found)
{
    const std::string ending = name.extension().string();
    if (ending != ".png" && ending != ".svg") return fail (name.string() + ": a picture's name ends in .png or .svg", Error::Kind::usage);
    auto file = WholeFile::create (name);
    if (! file) return fail (file.error());
    Canvas canvas (ending == ".svg" ? Canvas::Kind::svg : Canvas::Kind::png, pageWidth, Page::height (timeline), 2.0);
    Page (canvas, timeline, found).draw();
    const std::string bytes = canvas.bytes();
    if (bytes.empty()) return fail (std::string ("cairo could not draw the picture"));
    if (! file->write (bytes.data(), bytes.size())) return fail (file->error());
    return file->keep();
}
} // namespace lull::files

#include "Files/JournalPlot.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "Files/Calendar.h"
#include "Files/Canvas.h"
#include "Files/WholeFile.h"

namespace lull::files
{
namespace
{
// Noon of that day's Monday: no change of the clocks falls there.
std::time_t mondayOf (std::int64_t seconds)
{
    auto day = localTime (static_cast<std::time_t> (seconds));
    day.tm_mday -= (day.tm_wday + 6) % 7;
    day.tm_hour = 12;
    day.tm_min = day.tm_sec = 0;
    day.tm_isdst = -1;
    return std::mktime (&day);
}

std::time_t weekAfter (std::time_t monday) { return mondayOf (monday + 7 * 86'400); }

double stepFor (double most)
{
    for (const double step : { 10.0, 30.0, 60.0, 120.0, 300.0, 600.0 })
        if (most <= 5.0 * step) return step;
    return 1'440.0;
}
} // namespace

std::vector<Week> weeksOf (const std::vector<Sitting>& all, std::int64_t now, std::size_t most)
{
    std::vector<Week> weeks;
    const auto last = mondayOf (now);
    std::int64_t oldest = now;
    for (const auto& s : all) oldest = std::min (oldest, s.begun);
    auto monday = mondayOf (std::max (oldest, now - static_cast<std::int64_t> (most) * 7 * 86'400));
    for (; monday <= last && weeks.size() <= most; monday = weekAfter (monday)) weeks.push_back ({ dateOf (monday), 0.0, 0.0, 0 });
    for (const auto& s : all)
    {
        const auto of = dateOf (mondayOf (s.begun));
        const auto at = std::find_if (weeks.begin(), weeks.end(), [&] (const auto& w) { return w.monday == of; });
        if (at == weeks.end()) continue;
        at->heard += s.heard / 60.0;
        at->touched += s.touched / 60.0;
        ++at->sittings;
    }
    if (weeks.size() > most) weeks.erase (weeks.begin(), weeks.end() - static_cast<std::ptrdiff_t> (most));
    return weeks;
}

Result<void> plotWeeks (const std::filesystem::path& file, const std::vector<Week>& weeks)
{
    const auto name = file.string();
    const bool svg = name.ends_with (".svg");
    if (! svg && ! name.ends_with (".png")) return fail (name + ": a picture's name ends in .png or .svg", Error::Kind::usage);
    constexpr double width = 900.0, height = 360.0, left = 70.0, right = 30.0, top = 70.0, bottom = 60.0;
    double most = 10.0;
    for (const auto& w : weeks) most = std::max (most, w.heard);
    const double step = stepFor (most), full = step * std::ceil (most / step), base = height - bottom;
    const auto y = [&] (double minutes) { return base - (base - top) * minutes / full; };
    Canvas c (svg ? Canvas::Kind::svg : Canvas::Kind::png, width, height, svg ? 1.0 : 2.0);
    c.box (0, 0, width, height, 0, night::ground);
    c.text ("Minutes per week", left, 40, 20, night::text, Canvas::Align::left, true);
    c.box (width - right - 190, 29, 12, 12, 3, night::sound);
    c.text ("heard", width - right - 172, 40, 13, night::soft);
    c.box (width - right - 100, 29, 12, 12, 3, night::touch);
    c.text ("with touch", width - right - 82, 40, 13, night::soft);
    for (double m = 0.0; m <= full + 0.5; m += step)
    {
        c.line ({ left, y (m) }, { width - right, y (m) }, night::line);
        c.text (fmt::format ("{:.0f}", m), left - 10, y (m) + 4, 12, night::soft, Canvas::Align::right);
    }
    const double slot = (width - left - right) / static_cast<double> (std::max<std::size_t> (1, weeks.size())), bar = std::min (0.6 * slot, 48.0);
    for (std::size_t i = 0; i < weeks.size(); ++i)
    {
        const auto& w = weeks[i];
        const double x = left + slot * (static_cast<double> (i) + 0.5);
        if (w.heard > 0.0) c.box (x - 0.5 * bar, y (w.heard), bar, base - y (w.heard), std::min (4.0, 0.5 * (base - y (w.heard))), night::sound);
        const double t = std::min (w.touched, w.heard);
        if (t > 0.0) c.box (x - 0.3 * bar, y (t), 0.6 * bar, base - y (t), std::min (4.0, 0.5 * (base - y (t))), night::touch);
        if (slot > 46.0 || i % 4 == 0) c.text (w.monday.substr (5), x, base + 20, 12, night::soft, Canvas::Align::middle);
    }
    const auto bytes = c.bytes();
    if (bytes.empty()) return fail (name + ": it could not be drawn");
    return writeWhole (file, bytes);
}
} // namespace lull::files

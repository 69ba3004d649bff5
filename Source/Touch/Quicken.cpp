#include "Touch/Quicken.h"

#include <algorithm>
#include <variant>

namespace lull::touch
{
void quicken (text::Values& values, const TechniqueKind& kind, double times)
{
    for (const auto& field : kind.fields)
    {
        const bool faster = field.key == "speed" || field.key == "rate" || field.key == "tremor" || field.key == "points", slower = field.key == "pulse",
                   even = field.key == "human";
        if ((! faster && ! slower && ! even) || ! values.has (field.key) || values.isWord (field.key)) continue;
        auto value = *values.find (field.key);
        const auto turned = [&] (double v, text::Measure m) {
            const auto range = std::find_if (field.ranges.begin(), field.ranges.end(), [&] (const text::Range& r) { return r.measure == m; });
            const double to = even ? 0.0 : faster ? v * times : v / times;
            return range == field.ranges.end() ? to : std::clamp (to, range->least, range->greatest);
        };
        if (auto* q = std::get_if<text::Quantity> (&value.is)) q->value = turned (q->value, q->measure);
        else if (auto* r = std::get_if<text::Ramp> (&value.is))
            for (auto& p : r->points) p.value = turned (p.value, r->measure);
        values.set (field.key, std::move (value));
    }
}
} // namespace lull::touch

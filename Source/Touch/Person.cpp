#include "Touch/Person.h"

#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Text/Splice.h"
#include "Touch/Response.h"

namespace lull::touch
{
using text::Field;
using text::Measure;

namespace
{
constexpr double closest = -3.0; // dB re the ceiling

const text::FieldTable& fitFields()
{
    static const text::FieldTable table {
        { "fit", Field::Kind::number, "The version of the format: 1.", { { Measure::number, 1.0, 1.0 } }, {}, {}, true },
        { "chair", Field::Kind::text, "The chair's name.", {}, {}, {}, true, 60 },
        { "actuators", Field::Kind::list, "What is comfortable on each.", {}, {}, {}, true },
    };
    return table;
}

const text::FieldTable& comfortFields()
{
    static const text::FieldTable table {
        { "name", Field::Kind::text, "The actuator's name in the chair.", {}, {}, {}, true, 60 },
        { "at", Field::Kind::quantity, "The frequency that was felt.", { { Measure::hertz, 5.0, 1000.0 } }, {}, {}, true },
        { "felt", Field::Kind::quantity, "Just felt, re full scale.", { { Measure::decibels, -90.0, 0.0 } }, {}, {} },
        { "comfortable", Field::Kind::quantity, "Comfortable at most, re full scale.", { { Measure::decibels, -90.0, 0.0 } }, {}, {} },
    };
    return table;
}

const text::FieldTable& spotsFields()
{
    const std::vector<text::Range> back { { Measure::centimetres, -40.0, 40.0 }, { Measure::centimetres, -10.0, 80.0 } };
    static const text::FieldTable table {
        { "spots", Field::Kind::number, "The version of the format: 1.", { { Measure::number, 1.0, 1.0 } }, {}, {}, true },
        { .key = "tight",
          .kind = Field::Kind::points,
          .about = "Where sessions work that say `place: my spots`.",
          .ranges = back,
          .most = Spots::most,
          .least = 0 },
        { .key = "avoid", .kind = Field::Kind::points, .about = "What every session leaves alone.", .ranges = back, .most = Spots::most, .least = 0 },
    };
    return table;
}

// The map at the top of a file by its table; diagnostics when it is none or something is wrong with it.
struct Top
{
    text::Diagnostics found;
    std::optional<text::Node> root;
    text::Values values;
};
Top topOf (std::string_view file, std::string_view source, const text::FieldTable& table, std::string_view what)
{
    Top top;
    auto node = text::parseYaml (file, source, { 64 * 1024, 6, 2000 });
    if (! node)
    {
        top.found = node.error();
        return top;
    }
    top.root = std::move (*node);
    text::Reading in { file, source, top.found };
    if (top.root->kind != text::Node::Kind::map) in.error (top.root->span, "kind", std::string (what) + " is a map", {});
    else top.values = text::readValues (in, *top.root, table, top.root->span, what);
    return top;
}

std::string cm (double v) { return text::toText (text::Quantity { std::floor (v * 10.0 + 0.5) / 10.0, Measure::centimetres }); }
std::string dB (double v) { return text::toText (text::Quantity { std::floor (v * 10.0 + 0.5) / 10.0, Measure::decibels }); }
std::string listed (const std::vector<text::Point>& points)
{
    std::string out = "[";
    for (const auto& p : points) out += std::string (out.size() > 1 ? "," : "") + " { x: " + cm (p.x) + ", y: " + cm (p.y) + " }";
    return out + (points.empty() ? "]" : " ]");
}
} // namespace

const Comfort* Fit::find (std::string_view actuator) const noexcept
{
    const auto at = std::find_if (actuators.begin(), actuators.end(), [&] (const Comfort& c) { return c.actuator == actuator; });
    return at == actuators.end() ? nullptr : &*at;
}

Comfort& Fit::of (std::string_view actuator)
{
    const auto at = std::find_if (actuators.begin(), actuators.end(), [&] (const Comfort& c) { return c.actuator == actuator; });
    return at != actuators.end() ? *at : actuators.emplace_back (Comfort { std::string (actuator), 40.0, {}, {} });
}

Result<Fit, text::Diagnostics> readFit (std::string_view file, std::string_view source)
{
    auto top = topOf (file, source, fitFields(), "a fit");
    Fit fit;
    if (top.found.empty())
    {
        text::Reading in { file, source, top.found };
        fit.chair = top.values.word ("chair");
        const auto* list = std::get<const text::Node*> (top.values.find ("actuators")->is);
        for (const auto& item : list->items)
        {
            if (item.kind != text::Node::Kind::map)
            {
                in.error (item.span, "kind", "each entry of \"actuators\" is a map", "write - { name: left, at: 40 Hz, comfortable: -20 dB }");
                continue;
            }
            const auto before = top.found.size();
            const auto v = text::readValues (in, item, comfortFields(), item.span, "an actuator");
            if (top.found.size() != before) continue;
            const auto maybe = [&v] (const char* key) { return v.has (key) ? std::optional (v.number (key)) : std::nullopt; };
            fit.actuators.push_back ({ v.word ("name"), v.number ("at"), maybe ("felt"), maybe ("comfortable") });
        }
    }
    if (! top.found.empty()) return fail (std::move (top.found));
    return fit;
}

Result<Spots, text::Diagnostics> readSpots (std::string_view file, std::string_view source)
{
    auto top = topOf (file, source, spotsFields(), "spots");
    if (! top.found.empty()) return fail (std::move (top.found));
    Spots spots;
    if (top.values.has ("tight")) spots.tight = top.values.points ("tight");
    if (top.values.has ("avoid")) spots.avoid = top.values.points ("avoid");
    return spots;
}

std::string toText (const Fit& fit)
{
    std::string out = "# What is comfortable on this chair. Written by lull fit.\nfit: 1\nchair: " + text::inQuotes (fit.chair) + "\nactuators:\n";
    for (const auto& a : fit.actuators)
        out += "  - { name: " + text::inQuotes (a.actuator) + ", at: " + text::toText (text::Quantity { a.hertz, Measure::hertz }) +
               (a.felt ? ", felt: " + dB (*a.felt) : "") + (a.comfortable ? ", comfortable: " + dB (*a.comfortable) : "") + " }\n";
    if (fit.actuators.empty()) out.replace (out.size() - 1, 1, " []\n");
    return out;
}

std::string toText (const Spots& spots)
{
    return "# Where it is tight, and what is to be left alone; cm, x to the right of the spine, y up from the seat. Written by lull spots.\nspots: 1\ntight: " +
           listed (spots.tight) + "\navoid: " + listed (spots.avoid) + "\n";
}

bool Spots::mark (bool isTight, const text::Point& at)
{
    auto& list = isTight ? tight : avoid;
    auto& other = isTight ? avoid : tight;
    const auto near = [&] (const text::Point& p) { return std::hypot (p.x - at.x, p.y - at.y) < merged; };
    const auto same = std::find_if (list.begin(), list.end(), near);
    if (same != list.end()) *same = at;
    else if (list.size() < most) list.push_back (at);
    else return false;
    std::erase_if (other, near);
    return true;
}

bool Spots::forget (const text::Point& at)
{
    const auto near = [&] (const text::Point& p) { return std::hypot (p.x - at.x, p.y - at.y) < merged; };
    return std::erase_if (tight, near) + std::erase_if (avoid, near) > 0;
}

Chair forPerson (Chair chair, const Fit* fit, const Spots* spots)
{
    if (spots != nullptr)
    {
        chair.tight = spots->tight;
        chair.avoid = spots->avoid;
    }
    if (fit == nullptr) return chair;
    for (std::size_t i = 0; i < chair.actuators.size(); ++i)
    {
        auto& a = chair.actuators[i];
        const auto* comfort = fit->find (a.name);
        if (comfort == nullptr || ! comfort->comfortable) continue;
        // It was felt without what evens the actuator out.
        const auto evens = compensationOf (a);
        const double level = math::amplitude (*comfort->comfortable) /
                             ((evens ? evens->gain (comfort->hertz) * evens->rest (comfort->hertz) : 1.0) * evenness (a, resonanceOf (a), comfort->hertz));
        a.comfortable = std::min (level, chair.ceiling (static_cast<int> (i)) * math::amplitude (closest));
    }
    return chair;
}
} // namespace lull::touch

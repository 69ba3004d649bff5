// What the touch tests share: chairs, settings written as scripts write them, and rendered waveforms.
#pragma once

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Math.h"
#include "Text/Fields.h"
#include "Touch/Mix.h"
#include "Touch/Technique.h"

namespace lull::touch::test
{
inline std::string textOf (const std::string& path)
{
    std::ifstream in (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (in), {} };
}

inline std::string saying (const text::Diagnostics& found, std::string_view source)
{
    std::string all;
    for (const auto& d : found) all += text::toText (d, source) + "\n";
    return all;
}

inline Chair read (std::string_view source, std::string id = "made")
{
    auto chair = readChair ("made.yaml", source, std::move (id));
    if (! chair) throw std::runtime_error (saying (chair.error(), source));
    return *chair;
}

// A shipped chair by its name.
inline Chair chair (const std::string& id) { return read (textOf (LULL_ROOT "/Assets/Chairs/" + id + ".yaml"), id); }

// A chair of zones at these places, one actuator each.
inline Chair chairAt (std::vector<text::Point> places, double low = 20.0, double high = 80.0)
{
    Chair c;
    for (std::size_t i = 0; i < places.size(); ++i)
    {
        Actuator a;
        a.name = "a" + std::to_string (i + 1);
        a.bandLow = low;
        a.bandHigh = high;
        c.actuators.push_back (a);
        Zone z;
        z.name = "z" + std::to_string (i + 1);
        z.x = places[i].x;
        z.y = places[i].y;
        z.actuator = static_cast<int> (i);
        c.zones.push_back (z);
    }
    return c;
}

inline text::Values values (std::string_view kind, const std::string& map)
{
    const std::string source = "{ " + map + " }";
    auto node = text::parseYaml ("test", source);
    if (! node) throw std::runtime_error (saying (node.error(), source));
    text::FieldTable table = commonFields();
    for (const auto& f : findTechniqueKind (kind)->fields) table.push_back (f);
    text::Diagnostics found;
    text::Reading in { "test", source, found };
    auto v = text::readValues (in, *node, table, node->span, "a touch");
    if (! found.empty()) throw std::runtime_error (saying (found, source));
    return v;
}

inline TechniqueSetting setting (const Chair& c, std::string_view kind, const std::string& map, double begin, double end, const Curve& bpm = Curve (60.0),
                                 double rate = 48'000.0, std::uint64_t seed = 1)
{
    TechniqueSetting s;
    const std::string sound = kind == "follow" && map.find ("sound:") == std::string::npos ? (map.empty() ? "sound: sea" : ", sound: sea") : "";
    s.values =
        values (kind, map.find ("strength") == std::string::npos ? "strength: 100%" + (map.empty() && sound.empty() ? map : ", " + map) + sound : map + sound);
    s.chair = &c;
    s.random = Stream (seed).child (kind);
    s.begin = begin;
    s.end = end;
    s.bpm = bpm;
    s.firstBeat = std::ceil (bpm.integral (begin) / 60.0 - 1e-9);
    s.carrier = s.values.has ("carrier") ? s.values.number ("carrier") : findTechniqueKind (kind)->carrier;
    s.rate = SampleRate (rate);
    return s;
}

inline Span spanAt (Frame frame, const TechniqueSetting& s)
{
    const double a = static_cast<double> (frame) / s.rate.value, b = static_cast<double> (frame + quantum) / s.rate.value;
    return { frame, s.rate, { a, b }, { s.bpm.integral (a) / 60.0, s.bpm.integral (b) / 60.0 }, { 0.1 * a, 0.1 * b }, false };
}

inline std::unique_ptr<Technique> technique (std::string_view kind, const TechniqueSetting& s) { return findTechniqueKind (kind)->make (s); }

// One waveform per actuator at strength 100 % (drive 1), from `begin` (rounded down to a quantum) to `end`, divided by A100.
inline std::vector<std::vector<float>> waveforms (const Chair& c, std::string_view kind, const TechniqueSetting& s, double begin, double end)
{
    const auto t = technique (kind, s);
    Mix mix (c, s.rate);
    std::vector<std::vector<float>> out (c.actuators.size());
    std::vector<float> comfortable;
    for (std::size_t k = 0; k < out.size(); ++k) comfortable.push_back (static_cast<float> (c.a100 (static_cast<int> (k))));
    Contacts contacts;
    TouchQuantum q;
    for (Frame f = static_cast<Frame> (begin * s.rate.value) / quantum * quantum; static_cast<double> (f) < end * s.rate.value; f += quantum)
    {
        const auto span = spanAt (f, s);
        mix.begin();
        t->touch (span, contacts);
        if (contacts.count > 0) mix.add (contacts, { { 1.0, 1.0 }, { 1.0, 1.0 } }, s.carrier);
        mix.finish (span, q);
        for (int i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < out.size(); ++k) out[k].push_back (q.frame (i)[k] / comfortable[k]);
    }
    return out;
}
} // namespace lull::touch::test

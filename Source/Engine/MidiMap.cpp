#include "Engine/MidiMap.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "Engine/Hand.h"
#include "Text/Yaml.h"
#include "Touch/Technique.h"

namespace lull::engine
{
namespace
{
constexpr std::array<std::string_view, static_cast<std::size_t> (MidiDoes::count)> names { "strength", "volume",    "tempo",     "pressure", "stop", "pause",
                                                                                           "skip",     "back",      "tap tempo", "softer",   "stay", "again",
                                                                                           "not here", "technique", "play",      "tap" };
constexpr std::array<std::string_view, 3> sources { "control", "note", "program" };
constexpr std::size_t longest = 32 * 1024, mostRules = 255;

constexpr std::string_view usualMap =
    R"(# What a MIDI controller does with Lull: eight knobs (controls 1 to 8), eight pads (notes 36 to 43), and keys from C3 up.
# A copy of your own is midi.yaml among your settings; `lull midi --learn strength` writes a line of it by turning a knob.
midi: 1
in:
  - { control: 1, does: strength }
  - { control: 2, does: volume }
  - { control: 3, does: tempo }       # in the middle as it is written; 4/5 to 5/4 of it
  - { control: 4, does: pressure }    # of what is played by hand
  - { note: 36, does: stop }
  - { note: 37, does: pause }
  - { note: 38, does: back }
  - { note: 39, does: skip }
  - { note: 40, does: softer }
  - { note: 41, does: stay }
  - { note: 42, does: not here }
  - { note: 43, does: tap tempo }
  - { note: 44, does: tap, place: left upper back }
  - { note: 45, does: tap, place: right upper back }
  - { note: 46, does: tap, place: left lower back }
  - { note: 47, does: tap, place: right lower back }
  - { note: 48-83, does: play }       # an octave for the left, both sides, the right; C is the lower back, A the neck
  - { program: 0, does: technique, technique: effleurage }
  - { program: 1, does: technique, technique: petrissage }
  - { program: 2, does: technique, technique: friction }
  - { program: 3, does: technique, technique: tapotement }
out:
  clock: yes      # 24 a beat, with song position
  notes: yes      # phases and strokes
  controls: yes   # how strong each actuator is driven, behind the guard: 20 and up
  channel: 16
)";

// A reader of one file: the text, and what is wrong in it.
struct Reader
{
    std::string_view file, text;
    text::Diagnostics found;

    void wrong (text::ByteSpan span, std::string code, std::string message, std::string fix = {})
    {
        if (found.size() < text::mostDiagnostics)
            found.push_back (text::at (file, text, span, text::Severity::error, std::move (code), std::move (message), std::move (fix)));
    }

    std::optional<int> number (const text::Node& n, int least, int most, std::string_view what)
    {
        int v = 0;
        const auto& s = n.scalar;
        const auto [end, problem] = std::from_chars (s.data(), s.data() + s.size(), v);
        if (n.kind == text::Node::Kind::scalar && problem == std::errc() && end == s.data() + s.size() && v >= least && v <= most) return v;
        wrong (n.span, "range", fmt::format ("{} is a whole number from {} to {}", what, least, most));
        return std::nullopt;
    }

    template <class List>
    void unknown (text::ByteSpan span, std::string_view word, const List& known, std::string_view what)
    {
        const auto near = text::nearest (word, std::vector<std::string> (known.begin(), known.end()));
        wrong (span, "unknown-key", fmt::format ("\"{}\" is not {}", word, what), near.empty() ? std::string() : fmt::format ("did you mean \"{}\"?", near));
    }

    // "36" or "48-83"
    bool range (const text::Node& n, std::string_view what, MidiRule& rule)
    {
        const auto dash = n.scalar.find ('-', 1);
        if (n.kind != text::Node::Kind::scalar || dash == std::string::npos)
        {
            const auto v = number (n, 0, 127, fmt::format ("a {}", what));
            if (v) rule.first = rule.last = *v;
            return v.has_value();
        }
        text::Node from = n, to = n;
        from.scalar = n.scalar.substr (0, dash);
        to.scalar = n.scalar.substr (dash + 1);
        const auto a = number (from, 0, 127, fmt::format ("a {}", what)), b = number (to, 0, 127, fmt::format ("a {}", what));
        if (! a || ! b) return false;
        if (*a > *b) wrong (n.span, "range", "it goes from the lower number to the higher");
        rule.first = *a;
        rule.last = *b;
        return *a <= *b;
    }

    std::optional<MidiRule> rule (const text::Node& n);
    void out (const text::Node& n, MidiMap::Out& into);
};

std::optional<MidiRule> Reader::rule (const text::Node& n)
{
    static constexpr std::array<std::string_view, 7> keys { "control", "note", "program", "channel", "does", "technique", "place" };
    if (n.kind != text::Node::Kind::map)
    {
        wrong (n.span, "kind", "a line says from what and what it does", "such as { control: 1, does: strength }");
        return std::nullopt;
    }
    MidiRule r;
    r.place = n.span.begin;
    int from = 0;
    bool fine = true, does = false;
    const text::Node* place = nullptr;
    const text::Node* technique = nullptr;
    for (const auto& e : n.entries)
    {
        if (const auto s = std::find (sources.begin(), sources.end(), e.key); s != sources.end())
        {
            ++from;
            r.from = static_cast<MidiRule::From> (s - sources.begin());
            fine = range (e.value, e.key, r) && fine;
        }
        else if (e.key == "channel")
        {
            const auto c = number (e.value, 1, 16, "a channel");
            fine = fine && c.has_value();
            r.channel = c.value_or (0);
        }
        else if (e.key == "does")
        {
            const auto d = std::find (names.begin(), names.end(), e.value.scalar);
            does = true;
            if (d != names.end()) r.does = static_cast<MidiDoes> (d - names.begin());
            else unknown (e.value.span, e.value.scalar, names, "something that it can do"), fine = false;
        }
        else if (e.key == "technique") technique = &e.value;
        else if (e.key == "place") place = &e.value;
        else unknown (e.keySpan, e.key, keys, "a part of such a line"), fine = false;
    }
    if (from != 1) wrong (n.span, "missing-key", "a line is of one control, note or program"), fine = false;
    if (! does) wrong (n.span, "missing-key", "it does not say what it does", "such as does: strength"), fine = false;
    if (! fine) return std::nullopt;

    using From = MidiRule::From;
    const bool keyed = r.does == MidiDoes::play || r.does == MidiDoes::tap;
    if (isLevel (r.does) && r.from != From::control) wrong (n.span, "kind", fmt::format ("{} follows a control", nameOf (r.does)));
    else if (keyed && r.from != From::note) wrong (n.span, "kind", fmt::format ("{} is by notes", nameOf (r.does)));
    else if (r.does != MidiDoes::play && r.first != r.last && r.does != MidiDoes::stop) wrong (n.span, "range", "only play and stop take several numbers");
    else if (r.does == MidiDoes::technique)
    {
        const auto* kind = technique != nullptr ? touch::findTechniqueKind (technique->scalar) : nullptr;
        std::vector<std::string> known;
        for (const auto* k : touch::techniqueKinds())
            if (k->name != "follow") known.emplace_back (k->name);
        if (technique == nullptr) wrong (n.span, "missing-key", "technique: says which", "such as technique: petrissage");
        else if (kind == nullptr || kind->name == "follow") unknown (technique->span, technique->scalar, known, "a stroke that can be played by hand");
        r.technique = technique != nullptr ? technique->scalar : std::string();
    }
    else if (r.does == MidiDoes::tap)
    {
        std::vector<std::string> known;
        r.key = -1;
        for (int k = Hand::lowestKey; k < Hand::lowestKey + Hand::keys; ++k)
            if (const auto name = Hand::placeOfKey (k); ! name.empty())
            {
                known.push_back (name);
                if (place != nullptr && name == place->scalar) r.key = k;
            }
        if (place == nullptr) wrong (n.span, "missing-key", "place: says where", "such as place: left shoulders");
        else if (r.key < 0) unknown (place->span, place->scalar, known, "a place to tap");
    }
    else if (r.does == MidiDoes::play)
    {
        r.key = Hand::lowestKey;
        if (r.last - r.first >= Hand::keys) wrong (n.span, "range", fmt::format ("there are {} keys to play", Hand::keys));
    }
    return r;
}

void Reader::out (const text::Node& n, MidiMap::Out& into)
{
    static constexpr std::array<std::string_view, 4> keys { "clock", "notes", "controls", "channel" };
    if (n.kind != text::Node::Kind::map) return wrong (n.span, "kind", "out: is a map of clock, notes, controls and channel");
    for (const auto& e : n.entries)
    {
        bool* to = e.key == "clock" ? &into.clock : e.key == "notes" ? &into.notes : e.key == "controls" ? &into.controls : nullptr;
        if (to != nullptr)
        {
            if (e.value.scalar == "yes" || e.value.scalar == "no") *to = e.value.scalar == "yes";
            else wrong (e.value.span, "kind", fmt::format ("{} is yes or no", e.key));
        }
        else if (e.key == "channel") into.channel = number (e.value, 1, 16, "a channel").value_or (16);
        else unknown (e.keySpan, e.key, keys, "a part of out:");
    }
}
} // namespace

std::string_view nameOf (MidiDoes d) noexcept { return names[static_cast<std::size_t> (d)]; }

Result<MidiMap, text::Diagnostics> MidiMap::read (std::string_view file, std::string_view text)
{
    static constexpr std::array<std::string_view, 3> keys { "midi", "in", "out" };
    Reader reader { file, text, {} };
    const auto root = text::parseYaml (file, text, reader.found, { longest, 4, 4'000 });
    if (! root) return fail (root.error());
    MidiMap map;
    bool version = false;
    if (root->kind != text::Node::Kind::map) reader.wrong (root->span, "kind", "a mapping begins with \"midi: 1\"");
    for (const auto& e : root->entries)
    {
        if (e.key == "midi")
        {
            version = true;
            if (e.value.scalar != "1") reader.wrong (e.value.span, "version", "this Lull reads \"midi: 1\"");
        }
        else if (e.key == "in")
        {
            if (e.value.kind != text::Node::Kind::sequence) reader.wrong (e.value.span, "kind", "in: is a list, a line for each");
            for (const auto& n : e.value.items)
                if (auto r = reader.rule (n))
                {
                    if (map.all.size() < mostRules) map.all.push_back (std::move (*r));
                    else reader.wrong (n.span, "range", fmt::format ("there are at most {} lines", mostRules));
                }
        }
        else if (e.key == "out") reader.out (e.value, map.outwards);
        else reader.unknown (e.keySpan, e.key, keys, "a part of a mapping");
    }
    if (! version && root->kind == text::Node::Kind::map) reader.wrong ({ 0, 0 }, "version", "a mapping begins with \"midi: 1\"");
    for (std::size_t i = 0; i < map.all.size(); ++i)
    {
        const auto& r = map.all[i];
        for (int channel = 0; channel < 16; ++channel)
            for (int number = r.first; number <= r.last && (r.channel == 0 || r.channel == channel + 1); ++number)
            {
                auto& at = map.table[(static_cast<std::size_t> (r.from) * 16u + static_cast<std::size_t> (channel)) * 128u + static_cast<std::size_t> (number)];
                // A line for one channel goes before one for all of them; of two alike the second is wrong.
                if (at == 0 || (r.channel != 0 && map.all[at - 1u].channel == 0)) at = static_cast<std::uint8_t> (i + 1);
                else if (map.all[at - 1u].channel == r.channel && (channel == 0 || r.channel != 0))
                    reader.wrong ({ r.place, r.place + 1 }, "twice",
                                  fmt::format ("{} {} does something else already", sources[static_cast<std::size_t> (r.from)], number));
            }
    }
    if (text::refused (reader.found)) return fail (std::move (reader.found));
    return map;
}

std::string_view MidiMap::usualText() noexcept { return usualMap; }

const MidiMap& MidiMap::usual()
{
    static const MidiMap map = *read ("the usual one", usualMap);
    return map;
}

std::string learned (std::string_view text, MidiRule::From from, int channel, int number, MidiDoes does)
{
    const auto line = fmt::format ("{{ {}: {}, channel: {}, does: {} }}", sources[static_cast<std::size_t> (from)], number, channel + 1, nameOf (does));
    std::string out (text);
    const auto root = text::parseYaml ("midi.yaml", text);
    if (! root) return out;
    const auto* in = root->find ("in");
    if (in == nullptr) return out + "in:\n  - " + line + "\n";
    // From the back, so that places stay right: what this control did before is taken away, but for the line that is replaced.
    bool put = false;
    for (auto n = in->value.items.rbegin(); n != in->value.items.rend(); ++n)
    {
        const auto* said = n->find ("does");
        const auto* source = n->find (sources[static_cast<std::size_t> (from)]);
        const auto* on = n->find ("channel");
        const bool same = said != nullptr && said->value.scalar == nameOf (does);
        const bool taken =
            source != nullptr && source->value.scalar == std::to_string (number) && (on == nullptr || on->value.scalar == std::to_string (channel + 1));
        if (same && ! put)
        {
            out.replace (n->span.begin, n->span.end - n->span.begin, line);
            put = true;
        }
        else if (same || taken)
        {
            auto begin = out.rfind ('\n', n->span.begin);
            begin = begin == std::string::npos ? 0 : begin + 1;
            const auto end = out.find ('\n', n->span.end);
            out.erase (begin, (end == std::string::npos ? out.size() : end + 1) - begin);
        }
    }
    if (put) return out;
    const auto again = text::parseYaml ("midi.yaml", out);
    const auto* list = again ? again->find ("in") : nullptr;
    if (list == nullptr || list->value.items.empty()) return out + "in:\n  - " + line + "\n";
    const auto& first = list->value.items.front();
    auto begin = out.rfind ('\n', first.span.begin);
    begin = begin == std::string::npos ? 0 : begin + 1;
    return out.insert (begin, "  - " + line + "\n");
}

const std::vector<MidiDoes>& lessons()
{
    static const auto all = [] {
        std::vector<MidiDoes> list;
        for (int i = 0; i < static_cast<int> (MidiDoes::technique); ++i) list.push_back (static_cast<MidiDoes> (i));
        return list;
    }();
    return all;
}

std::string sourceWords (MidiRule::From from, int channel, int number)
{
    const std::string_view what = from == MidiRule::From::note ? "Note" : from == MidiRule::From::control ? "Control" : "Program";
    return channel == 0 ? fmt::format ("{} {}", what, number) : fmt::format ("{} {} on channel {}", what, number, channel);
}
} // namespace lull::engine

// One table of fields is the reader, the documentation and the JSON Schema of a thing that a person writes: they cannot drift.
// A voice, a technique, a phase or an actuator declares a FieldTable; readValues() turns a map into checked Values with places.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "Base/Curve.h"
#include "Text/Yaml.h"

namespace lull::text
{
// What a number is of. Values are kept in the base unit: seconds (from s, min, h, ms), hertz (Hz, kHz, and notes: D3 = 146.83 Hz, A4 = 440),
// bpm, perMinute ("6/min"), lufs, decibels, fractions of 1 for percent, cm (also mm), cm/s; beats ("8 beats") and perBeat ("4 per beat");
// ohms, watts, volts; a time of day in seconds since midnight ("7:00").
enum class Measure {
    number,
    percent,
    seconds,
    hertz,
    bpm,
    perMinute,
    lufs,
    decibels,
    centimetres,
    centimetresPerSecond,
    beats,
    perBeat,
    ohms,
    watts,
    volts,
    clock
};

struct Quantity
{
    double value = 0.0;
    Measure measure = Measure::number;
};

// "a", "a -> b [smooth|exp]" or "[ 0 s a, 2 min b, end c ]": a value over a phase.
struct Ramp
{
    struct Point
    {
        double seconds = 0.0;
        bool end = false;
        double value = 0.0;
    };
    Measure measure = Measure::number;
    Shape shape = Shape::linear;
    std::vector<Point> points; // one: constant. Two from a -> b: at 0 s and at the end.

    [[nodiscard]] static Ramp constant (double value, Measure m) { return { m, Shape::linear, { { 0.0, false, value } } }; }

    // As a curve over a phase that starts at `start` and lasts `length`, both in seconds of the session.
    [[nodiscard]] Curve over (double start, double length) const;
    [[nodiscard]] double first() const noexcept { return points.front().value; }
    [[nodiscard]] double last() const noexcept { return points.back().value; }
    [[nodiscard]] double least() const noexcept;
    [[nodiscard]] double greatest() const noexcept;
};

struct Point
{
    double x = 0.0, y = 0.0;
}; // { x: 8 cm, y: 44 cm }

// One measure that a field takes, with its range in base units, both ends allowed.
struct Range
{
    Measure measure;
    double least, greatest;
};

struct Field
{
    enum class Kind { quantity, ramp, word, flag, text, texts, place, points, map, list, number };

    std::string key;
    Kind kind = Kind::quantity;
    std::string about = {};              // one plain line, for documentation and schema
    std::vector<Range> ranges = {};      // quantity, ramp, number: which measures, and how far
    std::vector<std::string> words = {}; // word: the choices; quantity or ramp: words taken instead of a number ("breath"); place: names
    std::string fallback = {};           // as a person would write it, or empty: no default. Parsed by the same code.
    bool required = false;
    std::size_t longest = 400; // text: code points; texts: of each
    bool lines = false;        // text: may hold line breaks
    std::size_t most = 16;     // texts, points: entries
    std::size_t least = 2;     // points
};

using FieldTable = std::vector<Field>;

// A checked value and where it stands. A default has an empty span.
struct Value
{
    std::variant<std::monostate, Quantity, Ramp, std::string, bool, std::vector<std::string>, Point, std::vector<Point>, const Node*> is;
    ByteSpan span;
    ByteSpan keySpan;
    bool given = false; // false: the field's default
};

// Checked values by key. The getters assert that the field exists with that kind in the table that made them.
class Values
{
public:
    [[nodiscard]] bool has (std::string_view key) const noexcept; // given, or defaulted
    [[nodiscard]] bool given (std::string_view key) const noexcept;
    [[nodiscard]] bool isWord (std::string_view key) const noexcept; // a word stands where a number could
    [[nodiscard]] double number (std::string_view key) const;        // a quantity's value
    [[nodiscard]] Measure measure (std::string_view key) const;
    [[nodiscard]] const Ramp& ramp (std::string_view key) const;
    [[nodiscard]] const std::string& word (std::string_view key) const; // a word or a text
    [[nodiscard]] bool flag (std::string_view key) const;
    [[nodiscard]] const std::vector<std::string>& texts (std::string_view key) const;
    [[nodiscard]] const std::vector<Point>& points (std::string_view key) const;
    [[nodiscard]] const Value* find (std::string_view key) const noexcept;
    void set (std::string key, Value v) { all[std::move (key)] = std::move (v); }

    // These values with those given in `over` put in their place.
    [[nodiscard]] Values overriddenBy (const Values& over) const;

    [[nodiscard]] const std::map<std::string, Value, std::less<>>& entries() const noexcept { return all; }

private:
    std::map<std::string, Value, std::less<>> all;
};

// Where reading happens: the text that spans point into, and the list that diagnostics are added to.
struct Reading
{
    std::string_view file, text;
    Diagnostics& found;

    void error (ByteSpan, std::string code, std::string message, std::string fix = {});
    void warn (ByteSpan, std::string code, std::string message, std::string fix = {});

    // Nothing more can be said: what would only be looked at to find more errors need not be.
    [[nodiscard]] bool full() const noexcept { return found.size() >= mostDiagnostics; }
};

// Reads a map by its table: unknown keys (did you mean), missing required keys (marked at `owner`), wrong kinds and units, values out
// of range. All errors in one pass, until the list is full. Defaults are filled in unless `partial` (overrides). Keys in `elsewhere` are skipped.
[[nodiscard]] Values readValues (Reading&, const Node& map, const FieldTable&, ByteSpan owner, std::string_view what, bool partial = false,
                                 std::initializer_list<std::string_view> elsewhere = {});

// The table's defaults alone: what a map without keys would read as (required fields stay absent).
[[nodiscard]] Values defaults (const FieldTable&);

// One value by one field.
[[nodiscard]] std::optional<Value> readValue (Reading&, const Node&, const Field&);

// Numbers as people write them here: -?(0|[1-9]\d*)(\.\d+)?, whole text, then std::from_chars.
[[nodiscard]] std::optional<double> parseNumber (std::string_view) noexcept;

// "90", "2:50", "1:02:03", "20m", "90s", "3 min", "1.5 h": a time for command lines, in seconds.
[[nodiscard]] std::optional<double> parseTime (std::string_view) noexcept;

// "2:50", "1:02:03": the nearest whole second, as a clock that runs shows it.
[[nodiscard]] std::string clockText (double seconds);

// "3 min", "66 bpm", "D3": one number with its unit, or why it is none. `wanted`: what would be right, in order of likelihood.
struct Unreadable
{
    std::string code, message, fix;
};
[[nodiscard]] Result<Quantity, Unreadable> parseQuantity (std::string_view, const std::vector<Measure>& wanted);

// As a person would write it: "3 min", "-32 LUFS", "15%", "3 cm/s".
[[nodiscard]] std::string toText (Quantity);
[[nodiscard]] std::string unitsOf (const Field&); // "a time (3 min)" or "a loudness (-32 LUFS)": what would be right
} // namespace lull::text

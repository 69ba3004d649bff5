#include <cassert>

#include "Text/Fields.h"

namespace lull::text
{
namespace
{
template <class T>
const T& as (const Values& values, std::string_view key)
{
    static const T none {};
    const auto* value = values.find (key);
    assert (value != nullptr && "no such field here");
    const T* is = value == nullptr ? nullptr : std::get_if<T> (&value->is);
    assert (is != nullptr && "the field is of another kind");
    return is == nullptr ? none : *is;
}
} // namespace

const Value* Values::find (std::string_view key) const noexcept
{
    const auto i = all.find (key);
    return i == all.end() ? nullptr : &i->second;
}

bool Values::has (std::string_view key) const noexcept
{
    const auto* v = find (key);
    return v != nullptr && ! std::holds_alternative<std::monostate> (v->is);
}

bool Values::given (std::string_view key) const noexcept
{
    const auto* v = find (key);
    return v != nullptr && v->given;
}

bool Values::isWord (std::string_view key) const noexcept
{
    const auto* v = find (key);
    return v != nullptr && std::holds_alternative<std::string> (v->is);
}

double Values::number (std::string_view key) const { return as<Quantity> (*this, key).value; }
Measure Values::measure (std::string_view key) const
{
    const auto* v = find (key);
    if (v != nullptr)
        if (const auto* ramp = std::get_if<Ramp> (&v->is)) return ramp->measure;
    return as<Quantity> (*this, key).measure;
}

const Ramp& Values::ramp (std::string_view key) const
{
    static const Ramp zero = Ramp::constant (0.0, Measure::number);
    const auto& found = as<Ramp> (*this, key);
    return found.points.empty() ? zero : found; // a ramp always has a point
}

const std::string& Values::word (std::string_view key) const { return as<std::string> (*this, key); }
bool Values::flag (std::string_view key) const { return as<bool> (*this, key); }
const std::vector<std::string>& Values::texts (std::string_view key) const { return as<std::vector<std::string>> (*this, key); }

const std::vector<Point>& Values::points (std::string_view key) const { return as<std::vector<Point>> (*this, key); }

Values Values::overriddenBy (const Values& over) const
{
    Values out = *this;
    for (const auto& [key, value] : over.all)
        if (value.given) out.all[key] = value;
    return out;
}
} // namespace lull::text

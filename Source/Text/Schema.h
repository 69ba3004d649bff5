// JSON Schema (draft 7) and a reference for people, printed from the tables that read. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "Text/Fields.h"

namespace lull::text
{
// JSON as text, put together from the inside out; laid out at the end.
using Members = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string quote (std::string_view);
[[nodiscard]] std::string object (const Members&);
[[nodiscard]] std::string array (const std::vector<std::string>& items);
[[nodiscard]] std::string laidOut (std::string_view json); // objects over several lines, lists in one

[[nodiscard]] std::string enumOf (const std::vector<std::string>& words);
[[nodiscard]] std::string listOf (const std::string& each, std::size_t least, std::size_t most);
[[nodiscard]] std::string mapOf (const std::string& each, std::size_t most);

// A map with these fields; `special` replaces the schema of some, `reserved` keys may hold anything.
[[nodiscard]] std::string mapSchema (const FieldTable&, const Members& special = {}, const std::vector<std::string_view>& reserved = {});

// A table in Markdown: one row for each field.
[[nodiscard]] std::string rowsOf (const FieldTable&);
} // namespace lull::text

// A first look at a text before any parser may see it: bytes, encoding, nesting, and every piece of YAML that a script has no need of.
// Also where every scalar, list and map in brackets ends, which yaml-cpp does not say. Called by parseYaml(); linear in time, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "Text/Diagnostic.h"
#include "Text/Yaml.h"

namespace lull::text
{
struct Refusal
{
    ByteSpan span;
    std::string code, message, fix;
};

struct Scan
{
    std::optional<Refusal> refusal; // the first thing that cannot be read
    std::vector<ByteSpan> tokens;   // scalars and bracketed collections, by where they begin
    [[nodiscard]] const ByteSpan* from (std::size_t byte) const noexcept;
};

[[nodiscard]] Scan scan (std::string_view text, const Bounds&);

// The encoding alone: the first byte or character that no script may hold.
[[nodiscard]] std::optional<Refusal> checkCharacters (std::string_view text);
} // namespace lull::text

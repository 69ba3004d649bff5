// Strict YAML as a tree of places: yaml-cpp's events, with everything refused that a script has no need of (anchors, aliases, tags,
// merge keys, directives, ? keys, multi-line plain scalars, null, a second document). Never throws, whatever the bytes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "Base/Result.h"
#include "Text/Diagnostic.h"

namespace lull::text
{
struct Node
{
    enum class Kind { scalar, sequence, map };
    Kind kind = Kind::scalar;
    std::string scalar; // unescaped UTF-8
    bool quoted = false;
    bool missing = false; // no value stands here, which has been said: an empty scalar
    ByteSpan span;        // of the value's own text: quotes and brackets included, trailing comments and blanks not

    struct Entry;
    std::vector<Node> items;    // of a sequence
    std::vector<Entry> entries; // of a map, in the text's order; keys are scalars, unique unless that has been said

    [[nodiscard]] const Entry* find (std::string_view key) const noexcept;
};

struct Node::Entry
{
    std::string key;
    ByteSpan keySpan;
    Node value;
};

struct Bounds
{
    std::size_t bytes = 256 * 1024;
    int depth = 8;
    int nodes = 20'000;
};

// The root node (a map for scripts and chairs; the caller checks), or why not. A syntax error is one diagnostic.
[[nodiscard]] Result<Node, Diagnostics> parseYaml (std::string_view file, std::string_view text, const Bounds& = {});

// The same for a reader that judges what is said, too: keys given twice and values that are missing are errors in `found` beside the tree.
[[nodiscard]] Result<Node, Diagnostics> parseYaml (std::string_view file, std::string_view text, Diagnostics& found, const Bounds& = {});
} // namespace lull::text

// Writes JSON: strings escaped and always valid UTF-8, numbers in the C locale, what is not finite as null. Main thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lull::text
{
class Json
{
public:
    // Indented for people, or one line.
    enum class Layout { indented, line };
    explicit Json (Layout l = Layout::indented) : layout (l) {}

    Json& object (std::string_view key = {}) { return open (key, '{'); }
    Json& array (std::string_view key = {}) { return open (key, '['); }
    Json& close();

    Json& text (std::string_view key, std::string_view value);
    Json& number (std::string_view key, double value, int decimals = 6); // trailing zeros left out
    Json& whole (std::string_view key, long long value);
    Json& flag (std::string_view key, bool value);
    Json& none (std::string_view key);

    // Everything, with a newline at the end.
    [[nodiscard]] std::string done() const { return out + "\n"; }

private:
    Layout layout;
    std::string out;
    std::vector<char> closers;
    bool first = true;

    void begin (std::string_view key);
    Json& open (std::string_view key, char bracket);
    void quoted (std::string_view);
};
// {"ok": false, "error": ...} on one line without its end: what a program reads where something did not work.
[[nodiscard]] std::string failureJson (std::string_view error);
} // namespace lull::text

#include "Cli/Remote.h"

#include "Devices/ControlSocket.h"

namespace lull::cli
{
namespace
{
// The value of a text field in a line of our own Json; escapes are only those that it writes into such fields.
std::string field (const std::string& line, const std::string& key)
{
    const std::string start = "\"" + key + "\": \"";
    const std::size_t at = line.find (start);
    if (at == std::string::npos) return {};
    std::string out;
    for (std::size_t i = at + start.size(); i < line.size() && line[i] != '"'; ++i)
    {
        if (line[i] == '\\' && i + 1 < line.size()) ++i;
        out += line[i];
    }
    return out;
}
} // namespace

int remote (Console& console, std::string_view word, bool asJson)
{
    const auto path = devices::controlSocketPath();
    if (! path) return console.fail (path.error());

    // Pausing what is paused goes on.
    std::string asked (word);
    if (asked == "pause")
        if (const auto now = devices::askRunning (*path, "status"); now && field (*now, "state") == "paused") asked = "resume";
    const auto answer = devices::askRunning (*path, asked);
    if (! answer) return console.fail (answer.error());
    const std::string words = field (*answer, "words");
    console.put ((asJson || words.empty() ? *answer : words) + "\n");
    return 0;
}
} // namespace lull::cli

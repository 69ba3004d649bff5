#include "Cli/Remote.h"

#include "Devices/ControlSocket.h"

namespace lull::cli
{
namespace
{
// The value of a text field in a line of our own text::Json; what it had to escape by number stands for itself no more.
std::string field (const std::string& line, const std::string& key)
{
    const std::string start = "\"" + key + "\": \"";
    const std::size_t at = line.find (start);
    if (at == std::string::npos) return {};
    std::string out;
    for (std::size_t i = at + start.size(); i < line.size() && line[i] != '"'; ++i)
    {
        if (line[i] != '\\' || i + 1 == line.size()) out += line[i];
        else if (line[++i] == 'n' || line[i] == 't') out += ' ';
        else if (line[i] == 'u') out += '?', i += 4;
        else out += line[i];
    }
    return out;
}

bool refused (const std::string& line) { return line.starts_with ("{\"ok\": false"); }
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
    if (refused (*answer)) return console.fail ({ field (*answer, "error"), Error::Kind::runtime });
    const std::string words = field (*answer, "words");
    console.put ((asJson || words.empty() ? *answer : words) + "\n");
    return 0;
}
} // namespace lull::cli

#include "Cli/Sittings.h"

#include <ctime>

#include <fmt/format.h>

#include "Cli/Console.h"

namespace lull::cli
{
namespace
{
std::string utc (std::int64_t seconds)
{
    const auto t = static_cast<std::time_t> (seconds);
    std::tm day {};
    gmtime_r (&t, &day);
    return fmt::format ("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday, day.tm_hour, day.tm_min, day.tm_sec);
}

std::string ago (std::int64_t seconds)
{
    const auto several = [] (std::int64_t n, const char* what) { return fmt::format ("{} {}{} ago", n, what, n == 1 ? "" : "s"); };
    if (seconds < 60) return "just now";
    if (seconds < 3600) return several (seconds / 60, "minute");
    return several (seconds / 3600, "hour");
}

std::string field (const std::string& text)
{
    if (text.find_first_of (",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string ("\"\"") : std::string (1, c);
    return quoted + "\"";
}
} // namespace

std::string offerWords (const files::Sitting& s, std::int64_t now)
{
    return fmt::format ("{} {} {}, at {} of {}{}.", s.title,
                        s.ending == files::Ending::cutOff   ? "was cut off"
                        : s.ending == files::Ending::device ? "ended when its sound device was gone,"
                                                            : "was closed",
                        ago (std::max<std::int64_t> (0, now - s.ended.value_or (s.begun))), clockText (s.position), clockText (s.length),
                        s.chair.empty() ? "" : " (" + s.chair + ")");
}

void putSitting (text::Json& json, const files::Sitting& s, std::string_view key)
{
    json.object (key).whole ("id", s.id).text ("begun", utc (s.begun));
    if (s.ended) json.text ("ended", utc (*s.ended));
    else json.none ("ended");
    json.text ("session", s.session).text ("title", s.title).text ("chair", s.chair).text ("device", s.device).text ("person", s.person).text ("by", s.face);
    json.text ("without", s.without).text ("then", s.then).text ("voice", s.voice).number ("for", s.lasting, 3).number ("length", s.length, 3);
    json.number ("position", s.position, 3).number ("heard", s.heard, 1).number ("touched", s.touched, 1);
    json.number ("strength", s.strength, 3).number ("volume", s.volume, 2).number ("ceiling", s.ceiling, 3);
    json.text ("ending", nameOf (s.ending)).text ("why", s.why);
    if (s.rating) json.whole ("rating", *s.rating);
    else json.none ("rating");
    json.close();
}

std::string csvOf (const std::vector<files::Sitting>& all)
{
    std::string out = "id,begun,ended,session,title,chair,device,person,by,for_s,length_s,position_s,heard_s,touched_s,strength,volume_db,ceiling,ending,why,"
                      "rating\r\n";
    for (const auto& s : all)
        out += fmt::format ("{},{},{},{},{},{},{},{},{},{:.3f},{:.3f},{:.3f},{:.1f},{:.1f},{:.3f},{:.2f},{:.3f},{},{},{}\r\n", s.id, utc (s.begun),
                            s.ended ? utc (*s.ended) : "", field (s.session), field (s.title), field (s.chair), field (s.device), field (s.person),
                            field (s.face), s.lasting, s.length, s.position, s.heard, s.touched, s.strength, s.volume, s.ceiling, nameOf (s.ending),
                            field (s.why), s.rating ? std::to_string (*s.rating) : "");
    return out;
}
} // namespace lull::cli

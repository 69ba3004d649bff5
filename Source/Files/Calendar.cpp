#include "Files/Calendar.h"

#include <fmt/format.h>

namespace lull::files
{
std::tm localTime (std::time_t t)
{
    std::tm day {};
    localtime_r (&t, &day);
    return day;
}

std::string dateOf (std::time_t t)
{
    const auto day = localTime (t);
    return fmt::format ("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

std::string dateAndTimeOf (std::time_t t)
{
    const auto day = localTime (t);
    return fmt::format ("{} {:02}:{:02}", dateOf (t), day.tm_hour, day.tm_min);
}
} // namespace lull::files

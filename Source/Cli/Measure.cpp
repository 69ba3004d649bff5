#include "Cli/Measure.h"

#include <thread>

#include <fmt/format.h>
#include <sys/stat.h>

#include "Cli/Interrupt.h"

namespace lull::cli
{
namespace
{
// A survey is worth as long as the program that made it stays the same.
std::string thisProgram()
{
    struct stat status
    {};
    if (stat ("/proc/self/exe", &status) != 0) return LULL_VERSION;
    return fmt::format (LULL_VERSION " {} {}.{}", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}
} // namespace

int workers() noexcept { return std::thread::hardware_concurrency() > 1 ? 2 : 1; }

Result<files::Survey> measure (const Loaded& loaded, Console& console)
{
    const std::string key = files::surveyKey (*loaded.timeline, loaded.seed, listenersStrength, thisProgram());
    if (auto known = files::recall (key)) return std::move (*known);

    const Interrupt interrupt;
    Progress progress (console, "measuring " + loaded.name);
    auto found = files::survey (loaded.timeline, listenersStrength, workers(), [&] (double part) {
        progress.at (part);
        return ! interrupt.asked();
    });
    if (! found) return fail (interrupt.error());
    files::remember (key, *found);
    return std::move (*found);
}
} // namespace lull::cli

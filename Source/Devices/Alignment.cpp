#include "Devices/Alignment.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Devices/Binding.h"
#include "Devices/KeptFile.h"
#include "Engine/Performance.h"
#include "Files/WholeFile.h"
#include "Text/Splice.h"

namespace lull::devices
{
namespace fs = std::filesystem;

fs::path alignmentsFolder() { return bindingsFolder().parent_path() / "alignments"; }

Result<Seconds> parseAlignment (std::string_view words)
{
    auto number = words;
    if (number.ends_with ("ms")) number.remove_suffix (2);
    while (number.ends_with (' ')) number.remove_suffix (1);
    if (number.starts_with ('+')) number.remove_prefix (1);
    double ms = 0.0;
    const auto [end, wrong] = std::from_chars (number.data(), number.data() + number.size(), ms);
    constexpr double most = 1000.0 * engine::Performance::mostEarly.value;
    if (wrong != std::errc() || end != number.data() + number.size() || ! (std::abs (ms) <= most))
        return fail (
            fmt::format ("\"{}\" is no offset: milliseconds that touch is to be ahead of sound, from -{:.0f} to {:.0f}, as in \"35 ms\"", words, most, most),
            Error::Kind::usage);
    return Seconds { 0.001 * ms };
}

Result<Seconds> loadAlignment (const fs::path& folder, std::string_view chair, std::string_view device)
{
    constexpr std::string_view none = "not an alignment; align sound and touch again";
    const auto file = keptFile (folder, chair, device);
    const auto kept = readKept (file, "alignment", none, chair, device);
    if (! kept) return fail (kept.error());
    if (! *kept) return Seconds { 0.0 };
    const auto* early = (*kept)->find ("touch-early");
    if (early == nullptr) return fail (keptIsWrong (file, none));
    const auto offset = parseAlignment (early->value.scalar);
    if (! offset) return fail (keptIsWrong (file, offset.error().message));
    return *offset;
}

Result<void> saveAlignment (const fs::path& folder, std::string_view chair, std::string_view device, Seconds early)
{
    const auto file = keptFile (folder, chair, device);
    if (early.value == 0.0)
    {
        std::error_code problem;
        fs::remove (file, problem);
        if (problem) return fail (fmt::format ("{}: {}", file.string(), problem.message()));
        return {};
    }
    return files::writeWholeIn (
        file, fmt::format ("# How far ahead of sound touch goes out on this device, so that both are perceived together (negative: behind it).\n"
                           "# Written by Lull; yours to change.\n"
                           "alignment: 1\nchair: {}\ndevice: {}\ntouch-early: {:.0f} ms\n",
                           text::inQuotes (chair), text::inQuotes (device), 1000.0 * early.value));
}

std::string alignmentWords (Seconds early)
{
    if (std::abs (early.value) < 0.0005) return "touch goes out together with sound";
    return fmt::format ("touch goes out {:.0f} ms {} sound", std::abs (1000.0 * early.value), early.value > 0.0 ? "before" : "after");
}
} // namespace lull::devices

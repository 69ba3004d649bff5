#include "Files/Inscription.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Files/FlacHead.h"
#include "Files/Library.h"
#include "Files/PngMark.h"
#include "Files/RegularFile.h"
#include "Files/RiffTail.h"

namespace lull::files
{
namespace
{
template <class Number>
std::optional<Number> number (std::string_view text)
{
    Number value {};
    const auto [end, failed] = std::from_chars (text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> seconds (std::string_view text)
{
    const auto value = number<double> (text);
    return value && std::isfinite (*value) && *value >= 0.0 ? value : std::nullopt;
}

// A word of the line: ids of chairs are file names, and may hold blanks.
std::string word (std::string_view text)
{
    std::string out (text);
    std::replace_if (
        out.begin(), out.end(), [] (char c) { return static_cast<unsigned char> (c) <= ' '; }, '_');
    return out;
}

// As in an address: blanks, control characters and % become %XX, and back.
std::string escaped (std::string_view text)
{
    std::string out;
    for (const char c : text)
    {
        if (static_cast<unsigned char> (c) > ' ' && c != '%') out += c;
        else out += fmt::format ("%{:02X}", static_cast<unsigned char> (c));
    }
    return out;
}

std::string unescaped (std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        unsigned value = 0;
        const auto* at = text.data() + i;
        if (*at != '%' || i + 2 >= text.size() || std::from_chars (at + 1, at + 3, value, 16).ptr != at + 3) out += *at;
        else out += static_cast<char> (value), i += 2;
    }
    return out;
}
} // namespace

std::string toText (const MadeWith& m)
{
    std::string out;
    const auto put = [&] (std::string_view key, const std::string& value) { out += fmt::format ("{}{}={}", out.empty() ? "" : " ", key, value); };
    const auto putNumber = [&] (std::string_view key, const auto& value) {
        if (value) put (key, fmt::format ("{}", *value));
    }; // shortest that reads back the same
    putNumber ("seed", m.seed);
    putNumber ("for", m.lasting);
    putNumber ("from", m.from);
    putNumber ("to", m.to);
    putNumber ("rate", m.rate);
    if (! m.chair.empty()) put ("chair", word (m.chair));
    if (! m.voice.empty()) put ("voice", word (m.voice));
    if (! m.speaker.empty()) put ("speaker", word (m.speaker));
    if (! m.version.empty()) put ("version", word (m.version));
    if (! m.then.empty()) put ("then", escaped (m.then));
    return out;
}

MadeWith madeWithFrom (std::string_view line)
{
    MadeWith m;
    while (! line.empty())
    {
        const std::size_t end = std::min (line.find (' '), line.size()), equals = line.substr (0, end).find ('=');
        if (equals != std::string_view::npos)
        {
            const auto key = line.substr (0, equals), value = line.substr (equals + 1, end - equals - 1);
            if (key == "seed") m.seed = number<std::uint64_t> (value);
            if (key == "for") m.lasting = seconds (value);
            if (key == "from") m.from = seconds (value);
            if (key == "to") m.to = seconds (value);
            if (key == "rate") m.rate = seconds (value);
            if (key == "chair") m.chair = value;
            if (key == "version") m.version = value;
            if (key == "then") m.then = unescaped (value);
            if (key == "voice") m.voice = value;
            if (key == "speaker") m.speaker = value;
        }
        line.remove_prefix (std::min (end + 1, line.size()));
    }
    return m;
}

Result<Inscription> readInscription (const std::filesystem::path& file)
{
    const auto opened = RegularFile::open (file);
    if (! opened) return fail (opened.error());
    const auto length = opened->bytes();
    // A length that the file claims may be any number: no more is asked for than there is.
    const ReadAt read = [&opened, length] (std::uint64_t offset, std::size_t count) {
        if (offset >= length) return std::string();
        return opened->read (offset, static_cast<std::size_t> (std::min<std::uint64_t> (count, length - offset))).value_or ("");
    };

    const std::string magic = read (0, 12);
    if (magic.starts_with ("fLaC")) return readFlacHead (read);
    if (magic.size() == 12 && (magic.starts_with ("RIFF") || magic.starts_with ("RF64")) && magic.substr (8) == "WAVE") return readRiffTail (read, length);
    return fail (file.string() + " is neither a WAV nor a FLAC file");
}

Result<Inscription> readScriptFrom (const std::filesystem::path& file)
{
    auto inscription = readInscription (file);
    if (inscription && inscription->script.empty()) return fail (file.string() + " holds no script");
    return inscription;
}

bool isOurs (const std::filesystem::path& file)
{
    if (const auto said = readInscription (file)) return said->software.starts_with ("Lull ");
    const auto head = readText (file, pngMarkAt + pngMark.size());
    return head && head->size() > pngMarkAt && std::string_view (*head).substr (pngMarkAt).starts_with (pngMark);
}
} // namespace lull::files

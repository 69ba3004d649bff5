#include "Cli/Console.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <fcntl.h>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lull::cli
{
namespace
{
// A stranger's script may hold what a terminal would obey: control characters become "?".
std::string harmless (std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const auto c = static_cast<unsigned char> (text[i]);
        const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char> (text[i + 1]) < 0xA0;
        if (c1) ++i;
        if (c1 || c == 0x7F || (c < 0x20 && c != '\n' && c != '\t')) out += '?';
        else out += text[i];
    }
    return out;
}

constexpr std::size_t mostOwed = 65536;
} // namespace

Console::Stream Console::streamOf (std::FILE* file)
{
    const int descriptor = fileno (file);
    struct stat what = {};
    const bool pipe = fstat (descriptor, &what) == 0 && S_ISFIFO (what.st_mode);
    if (! pipe && isatty (descriptor) == 0) return { file, -1, {} };
    return { file, ::open (fmt::format ("/proc/self/fd/{}", descriptor).c_str(), O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), {} };
}

Console::Console() : out (streamOf (stdout)), err (streamOf (stderr))
{
    const char* term = std::getenv ("TERM");
    const char* none = std::getenv ("NO_COLOR");
    const bool dumb = term == nullptr || term[0] == 0 || std::strcmp (term, "dumb") == 0;
    inTerminal = isatty (STDIN_FILENO) != 0;
    outTerminal = isatty (STDOUT_FILENO) != 0;
    errTerminal = isatty (STDERR_FILENO) != 0 && ! dumb;
    coloured = ! dumb && (none == nullptr || none[0] == 0);
    utf8 = std::strcmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

Console::~Console()
{
    for (const auto* s : { &out, &err })
        if (s->eager >= 0) ::close (s->eager);
}

int Console::columns() const noexcept
{
    winsize size {};
    if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

void Console::put (std::string_view data)
{
    putSomething = putSomething || ! data.empty();
    write (out, outTerminal ? harmless (data) : std::string (data));
}

void Console::say (std::string_view message)
{
    clearLine();
    std::string text = harmless (message);
    if (! text.ends_with ('\n')) text += '\n';
    write (err, text);
}

void Console::write (Stream& s, std::string_view text)
{
    if (hurries == 0 || s.eager < 0)
    {
        std::fwrite (text.data(), 1, text.size(), s.file);
        if (hurries > 0) std::fflush (s.file);
        return;
    }
    s.owed += text;
    give (s);
    if (s.owed.size() <= mostOwed) return;
    // The oldest lines go, but never the rest of one whose beginning was taken.
    const auto from = s.torn ? s.owed.find ('\n') + 1 : 0;
    const auto line = s.owed.find ('\n', from + s.owed.size() - mostOwed);
    s.owed.erase (from, line == std::string::npos ? line : line + 1 - from);
}

void Console::give (Stream& s)
{
    while (! s.owed.empty())
    {
        const auto taken = ::write (s.eager, s.owed.data(), s.owed.size());
        if (taken <= 0) return;
        s.torn = s.owed[static_cast<std::size_t> (taken) - 1] != '\n';
        s.owed.erase (0, static_cast<std::size_t> (taken));
    }
}

void Console::hasten()
{
    if (hurries++ == 0) std::fflush (stdout); // what was put before goes before
}

void Console::calm()
{
    if (--hurries > 0) return;
    for (auto* s : { &out, &err }) write (*s, std::exchange (s->owed, {}));
}

int Console::fail (const Error& error)
{
    std::fflush (stdout);
    failed = error.message;
    say ("lull: " + error.message);
    return static_cast<int> (error.kind);
}

void Console::show (const text::Diagnostics& list, std::string_view text, bool asData)
{
    for (const auto& d : list)
    {
        const std::string words = text::toText (d, text) + "\n";
        if (asData) put (words);
        else say (words);
    }
}

void Console::line (std::string_view words, std::size_t width)
{
    if (! errTerminal) return;
    // Whatever was longer before is wiped. A line that would wrap loses its beginning, for what can be pressed stands at its end; one that has colours
    // is made to fit by who makes it, or not shown.
    const auto room = static_cast<std::size_t> (std::max (2, columns()));
    std::string text = "\r";
    if (width < room) text += words;
    else if (width == words.size()) (text += "...") += room > 5 ? words.substr (words.size() - std::min (words.size(), room - 5)) : std::string_view();
    text += "\x1b[K";
    give (err);
    if (! err.owed.empty()) return;
    lineStands = true;
    write (err, text);
}

void Console::clearLine()
{
    if (! lineStands) return;
    lineStands = false;
    write (err, "\r\x1b[K");
}

int Console::finish (int code)
{
    clearLine();
    if (std::fflush (stdout) != 0 || std::ferror (stdout) != 0)
    {
        say (fmt::format ("lull: cannot write to standard output: {}", std::strerror (errno)));
        return code == 0 ? 1 : code;
    }
    return code;
}

Progress::Progress (Console& c, std::string w) : console (c), what (std::move (w)), start (Clock::now()), last (start) {}

void Progress::at (double part)
{
    const auto now = Clock::now();
    const std::chrono::duration<double> since = now - last, spent = now - start;
    if (part < 1.0 && since.count() < (console.watched() ? 0.1 : 10.0)) return;
    if (part >= 1.0 && first && ! console.watched()) return; // quick work says nothing
    last = now;
    first = false;

    const bool telling = part > 0.02 && spent.count() > 0.7;
    const std::string left = telling && part < 1.0 ? clockText (spent.count() * (1.0 - part) / part) + " left" : "";
    if (! console.watched()) return console.say (fmt::format ("{}: {:.0f} %{}{}", what, 100.0 * part, left.empty() ? "" : ", ", left));

    constexpr int cells = 28;
    const int full = static_cast<int> (part * cells + 1e-9);
    std::string bar;
    for (int i = 0; i < cells; ++i) bar += console.unicode() ? (i < full ? "━" : "─") : (i < full ? "#" : "-");
    if (console.colours())
    {
        const std::size_t cut = static_cast<std::size_t> (full) * (console.unicode() ? 3 : 1);
        bar = "\x1b[38;5;209m" + bar.substr (0, cut) + "\x1b[38;5;239m" + bar.substr (cut) + "\x1b[0m";
    }
    console.line (fmt::format ("{}  {}  {:3.0f} %  {}", what, bar, 100.0 * part, left), what.size() + cells + 10 + left.size());
}
} // namespace lull::cli

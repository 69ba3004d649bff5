#include "Devices/ControlSocket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/format.h>

#include "Text/Diagnostic.h"

namespace lull::devices
{
namespace
{
using Clock = std::chrono::steady_clock;
constexpr int backlog = 8; // clients that wait to be accepted
constexpr std::array<std::string_view, 5> names { "stop", "pause", "resume", "status", "raise" };

class Fd
{
public:
    Fd() = default;
    explicit Fd (int f) : fd (f) {}
    Fd (Fd&& o) noexcept : fd (std::exchange (o.fd, -1)) {}
    Fd& operator= (Fd&& o) noexcept
    {
        std::swap (fd, o.fd);
        return *this;
    }
    ~Fd()
    {
        if (fd >= 0) ::close (fd);
    }
    [[nodiscard]] int get() const noexcept { return fd; }
    [[nodiscard]] bool good() const noexcept { return fd >= 0; }

private:
    int fd = -1;
};

tl::unexpected<Error> systemError (const std::string& path) { return fail (fmt::format ("{}: {}", path, std::strerror (errno))); }

bool addressOf (const std::string& path, sockaddr_un& a)
{
    a = {};
    a.sun_family = AF_UNIX;
    if (path.size() >= sizeof (a.sun_path)) return false;
    std::memcpy (a.sun_path, path.data(), path.size());
    return true;
}

bool oursAlone (const std::string& folder)
{
    struct stat s
    {};
    return ::lstat (folder.c_str(), &s) == 0 && S_ISDIR (s.st_mode) && s.st_uid == ::getuid() && (s.st_mode & 0077) == 0;
}

// Waits for `events` until `end`; false when time is up, or when `quit` (if any) becomes readable and there is nothing to do.
bool ready (int fd, short events, Clock::time_point end, int quit = -1)
{
    for (;;)
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds> (end - Clock::now()).count();
        if (left <= 0) return false;
        std::array<pollfd, 2> p { { { fd, events, 0 }, { quit, POLLIN, 0 } } };
        const int n = ::poll (p.data(), quit < 0 ? 1 : 2, static_cast<int> (left));
        if (n < 0 && errno == EINTR) continue;
        return n > 0 && p[0].revents != 0;
    }
}

// One line without its newline; nothing when it is too long, too slow or not ended.
std::string readLine (int fd, std::size_t longest, Clock::time_point end, int quit, bool& whole)
{
    std::string line;
    whole = false;
    while (line.size() < longest && ready (fd, POLLIN, end, quit))
    {
        std::array<char, 1024> part {};
        const auto n = ::recv (fd, part.data(), std::min (part.size(), longest - line.size()), MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (n <= 0) break;
        line.append (part.data(), static_cast<std::size_t> (n));
        if (const auto e = line.find ('\n'); e != std::string::npos)
        {
            whole = true;
            line.resize (e);
            if (! line.empty() && line.back() == '\r') line.pop_back();
            break;
        }
    }
    return line;
}

bool writeAll (int fd, std::string_view text, Clock::time_point end, int quit)
{
    while (! text.empty() && ready (fd, POLLOUT, end, quit))
    {
        const auto n = ::send (fd, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (n <= 0) return false;
        text.remove_prefix (static_cast<std::size_t> (n));
    }
    return text.empty();
}

std::string quoted (std::string_view s)
{
    std::string r = "\"";
    for (char c : s)
    {
        const auto u = static_cast<unsigned char> (c);
        if (c == '"' || c == '\\') r += '\\';
        if (u < 0x20 || u >= 0x7f) r += '?';
        else r += c;
    }
    return r + '"';
}

std::string refusal (std::string_view why) { return "{\"ok\": false, \"error\": " + quoted (why) + "}"; }

Clock::time_point after (double seconds) { return Clock::now() + std::chrono::duration_cast<Clock::duration> (std::chrono::duration<double> (seconds)); }
} // namespace

std::string_view nameOf (ControlCommand c) noexcept { return names[static_cast<std::size_t> (c)]; }

Result<std::string> controlSocketPath()
{
    if (const char* run = std::getenv ("XDG_RUNTIME_DIR"); run != nullptr && run[0] == '/' && ::access (run, W_OK | X_OK) == 0)
        return std::string (run) + "/lull.sock";
    const auto folder = fmt::format ("/tmp/lull-{}", ::getuid());
    if (::mkdir (folder.c_str(), 0700) != 0 && errno != EEXIST) return systemError (folder);
    if (! oursAlone (folder)) return fail (fmt::format ("{} is not ours alone; remove it, or set XDG_RUNTIME_DIR", folder));
    return folder + "/lull.sock";
}

struct ControlSocket::State
{
    std::string path;
    Handler handler;
    Fd lock, socket, quit;
    ino_t inode = 0;
    std::thread thread;

    void serve();
    void answer (int client);
    [[nodiscard]] std::string answerTo (std::string_view line);

    ~State()
    {
        if (thread.joinable())
        {
            const std::uint64_t one = 1;
            [[maybe_unused]] const auto n = ::write (quit.get(), &one, sizeof one);
            thread.join();
        }
        struct stat s
        {};
        if (inode != 0 && ::lstat (path.c_str(), &s) == 0 && s.st_ino == inode) ::unlink (path.c_str());
    }
};

std::string ControlSocket::State::answerTo (std::string_view line)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (line == names[i])
        {
            try
            {
                auto text = handler (static_cast<ControlCommand> (i));
                if (text.size() < longestAnswer && text.find ('\n') == std::string::npos) return text;
                return refusal ("the answer does not fit a line");
            }
            catch (const std::exception& e)
            {
                return refusal (e.what());
            }
        }
    const auto meant = text::nearest (line, { names.begin(), names.end() });
    return refusal (
        fmt::format ("'{}' is not a command{}", line, meant.empty() ? "; there are stop, pause, resume, status" : "; did you mean '" + meant + "'?"));
}

void ControlSocket::State::answer (int client)
{
    ucred who {};
    socklen_t size = sizeof who;
    if (::getsockopt (client, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0 || (who.uid != ::getuid() && who.uid != 0)) return;
    bool whole = false;
    const auto line = readLine (client, longestLine, after (patience), quit.get(), whole);
    if (! whole && line.empty()) return;
    const auto text = whole ? answerTo (line) : refusal (line.size() >= longestLine ? "the line is too long" : "the line has no end");
    // What was done is said, also when the session ends because of it: `quit` does not cut an answer off.
    writeAll (client, text + "\n", after (patience), -1);
}

void ControlSocket::State::serve()
{
    for (int late = 0;;)
    {
        std::array<pollfd, 2> p { { { socket.get(), POLLIN, 0 }, { quit.get(), POLLIN, 0 } } };
        if (::poll (p.data(), p.size(), -1) < 0 && errno != EINTR) return;
        // At the end those who have asked are still answered: what they ask for may be just that.
        const bool asked = (p[0].revents & POLLIN) != 0;
        if (p[1].revents != 0 && (! asked || late++ == backlog)) return;
        if (! asked) continue;
        if (const Fd client { ::accept4 (socket.get(), nullptr, nullptr, SOCK_CLOEXEC) }; client.good()) answer (client.get());
    }
}

Result<ControlSocket> ControlSocket::listen (const std::string& path, Handler handler)
{
    auto s = std::make_unique<State>();
    s->path = path;
    s->handler = std::move (handler);
    sockaddr_un address {};
    if (! addressOf (path, address)) return fail (fmt::format ("{}: a socket's path is shorter", path));

    // The lock tells a live instance from what a dead one left, without a race; the kernel lets go of it with the process.
    const auto lockPath = path + ".lock";
    s->lock = Fd (::open (lockPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (! s->lock.good()) return systemError (lockPath);
    if (::flock (s->lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail ("Lull is playing already; lull status tells what, lull stop ends it", Error::Kind::runtime);

    s->socket = Fd (::socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    s->quit = Fd (::eventfd (0, EFD_CLOEXEC));
    if (! s->socket.good() || ! s->quit.good()) return systemError (path);
    struct stat old
    {};
    if (::lstat (path.c_str(), &old) == 0)
    {
        if (! S_ISSOCK (old.st_mode)) return fail (fmt::format ("{} is in the way and is not a socket", path));
        ::unlink (path.c_str());
    }
    // 0600 from the first moment: a socket takes the descriptor's mode.
    ::fchmod (s->socket.get(), 0600);
    if (::bind (s->socket.get(), reinterpret_cast<const sockaddr*> (&address), sizeof address) != 0 || ::listen (s->socket.get(), backlog) != 0)
        return systemError (path);
    struct stat mine
    {};
    if (::lstat (path.c_str(), &mine) == 0) s->inode = mine.st_ino;

    // Signals belong to the face's thread.
    sigset_t all, before;
    ::sigfillset (&all);
    ::pthread_sigmask (SIG_SETMASK, &all, &before);
    s->thread = std::thread ([state = s.get()] { state->serve(); });
    ::pthread_sigmask (SIG_SETMASK, &before, nullptr);
    return ControlSocket (std::move (s));
}

ControlSocket::ControlSocket (std::unique_ptr<State> s) : state (std::move (s)) {}
ControlSocket::ControlSocket (ControlSocket&&) noexcept = default;
ControlSocket& ControlSocket::operator= (ControlSocket&&) noexcept = default;
ControlSocket::~ControlSocket() = default;

Result<std::string> askRunning (const std::string& path, std::string_view line, Seconds timeout)
{
    sockaddr_un address {};
    if (! addressOf (path, address)) return fail (fmt::format ("{}: a socket's path is shorter", path));
    const Fd fd { ::socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) };
    if (! fd.good()) return systemError (path);
    const auto end = after (timeout.value);
    while (::connect (fd.get(), reinterpret_cast<const sockaddr*> (&address), sizeof address) != 0)
    {
        if (errno == ENOENT || errno == ECONNREFUSED) return fail ("nothing is playing", Error::Kind::runtime);
        if (errno != EAGAIN && errno != EINTR) return systemError (path);
        if (Clock::now() >= end) return fail ("Lull is busy and does not answer", Error::Kind::runtime); // its queue is full
        std::this_thread::sleep_for (std::chrono::milliseconds (10));
    }
    bool whole = false;
    std::string text;
    if (writeAll (fd.get(), std::string (line) + "\n", end, -1)) text = readLine (fd.get(), ControlSocket::longestAnswer, end, -1, whole);
    if (! whole) return fail ("Lull runs but does not answer", Error::Kind::runtime);
    return text;
}
} // namespace lull::devices

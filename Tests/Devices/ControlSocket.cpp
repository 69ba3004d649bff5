#include "Contains.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "Devices/ControlSocket.h"
#include "Files/Folder.h"

using namespace lull;
using namespace lull::devices;
namespace fs = std::filesystem;

namespace
{
struct Place : Folder
{
    [[nodiscard]] std::string socket() const { return (path / "lull.sock").string(); }
};

std::string echo (ControlCommand c) { return "{\"ok\":true,\"did\":\"" + std::string (nameOf (c)) + "\"}"; }

int connected (const std::string& path)
{
    const int fd = ::socket (AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un a {};
    a.sun_family = AF_UNIX;
    std::memcpy (a.sun_path, path.data(), path.size());
    REQUIRE (::connect (fd, reinterpret_cast<const sockaddr*> (&a), sizeof a) == 0);
    return fd;
}
} // namespace

TEST_CASE ("each command reaches the running instance and its answer comes back on one line")
{
    const Place f;
    const auto server = ControlSocket::listen (f.socket(), echo);
    REQUIRE (server);
    for (auto c : { ControlCommand::stop, ControlCommand::pause, ControlCommand::resume, ControlCommand::status })
        CHECK (*askRunning (f.socket(), c) == echo (c));
    CHECK_THAT (*askRunning (f.socket(), "stpo"), contains ("\"ok\": false") && contains ("did you mean 'stop'"));
    CHECK_THAT (*askRunning (f.socket(), "\"\x01\xff\\"), contains ("\"ok\": false"));
    CHECK_THAT (*askRunning (f.socket(), std::string (300, 'x')), contains ("too long"));
    struct stat s
    {};
    REQUIRE (::stat (f.socket().c_str(), &s) == 0);
    CHECK ((s.st_mode & 0777) == 0600);
}

TEST_CASE ("a second instance finds the first, and a dead one's socket is replaced")
{
    const Place f;
    {
        auto first = ControlSocket::listen (f.socket(), echo);
        REQUIRE (first);
        const auto second = ControlSocket::listen (f.socket(), echo);
        REQUIRE_FALSE (second);
        CHECK_THAT (second.error().message, contains ("playing already"));
        CHECK (askRunning (f.socket(), ControlCommand::status)); // the first is unharmed
    }
    CHECK_FALSE (fs::exists (f.socket()));

    if (const auto child = ::fork(); child == 0) // dies without a chance to tidy up
    {
        const auto held = ControlSocket::listen (f.socket(), echo);
        ::_exit (held ? 0 : 1);
    }
    else
    {
        int status = 0;
        ::waitpid (child, &status, 0);
        REQUIRE (WEXITSTATUS (status) == 0);
    }
    REQUIRE (fs::exists (f.socket()));
    CHECK (askRunning (f.socket(), ControlCommand::status).error().message == "nothing is playing");
    const auto next = ControlSocket::listen (f.socket(), echo);
    REQUIRE (next);
    CHECK (askRunning (f.socket(), ControlCommand::stop));
}

TEST_CASE ("nobody there is said as such, and what is no socket is left alone")
{
    const Place f;
    CHECK (askRunning (f.socket(), ControlCommand::stop).error().message == "nothing is playing");
    std::ofstream (f.socket()) << "mine";
    CHECK_FALSE (ControlSocket::listen (f.socket(), echo));
    CHECK (fs::file_size (f.socket()) == 4);
    CHECK_FALSE (ControlSocket::listen (f.socket() + std::string (120, 'x'), echo));
}

TEST_CASE ("a client that says nothing holds up the next one only briefly, and the end not at all")
{
    const Place f;
    auto server = ControlSocket::listen (f.socket(), echo);
    REQUIRE (server);
    const int mute = connected (f.socket()), gone = connected (f.socket());
    ::close (gone);
    CHECK (askRunning (f.socket(), "status", Seconds { 5.0 }));
    const int again = connected (f.socket());
    server = fail ("ended", Error::Kind::runtime); // joins the thread while a client waits
    ::close (mute);
    ::close (again);
    CHECK_FALSE (fs::exists (f.socket()));
}

TEST_CASE ("who asks is answered also when the session ends meanwhile")
{
    for (int round = 0; round < 20; ++round)
    {
        const Place f;
        std::atomic<bool> asked { false };
        auto server = ControlSocket::listen (f.socket(), [&] (ControlCommand c) {
            asked = true;
            std::this_thread::sleep_for (std::chrono::milliseconds (5));
            return echo (c);
        });
        REQUIRE (server);
        std::vector<std::string> answers (3); // one is served while the end comes, the others wait for their turn
        std::vector<std::thread> clients;
        for (auto& a : answers) clients.emplace_back ([&a, path = f.socket()] { a = askRunning (path, ControlCommand::stop).value_or ("none"); });
        while (! asked) std::this_thread::yield();
        std::this_thread::sleep_for (std::chrono::milliseconds (2));
        server = fail ("ended", Error::Kind::runtime);
        for (auto& c : clients) c.join();
        // A client that came too late hears that nothing plays.
        CHECK (std::count (answers.begin(), answers.end(), echo (ControlCommand::stop)) >= 1);
        CHECK (std::count (answers.begin(), answers.end(), "none") + std::count (answers.begin(), answers.end(), echo (ControlCommand::stop)) == 3);
    }
}

TEST_CASE ("an answer that is no line, or a handler that throws, becomes an error on a line")
{
    const Place f;
    const auto server = ControlSocket::listen (f.socket(), [] (ControlCommand c) -> std::string {
        if (c == ControlCommand::stop) throw std::runtime_error ("no \"luck\"");
        return "{\n}";
    });
    REQUIRE (server);
    CHECK_THAT (*askRunning (f.socket(), ControlCommand::stop), contains ("no \\\"luck\\\""));
    CHECK_THAT (*askRunning (f.socket(), ControlCommand::status), contains ("\"ok\": false"));
}

TEST_CASE ("the socket lies in the person's runtime folder, or in one that is theirs alone")
{
    const Place f;
    const char* was = ::getenv ("XDG_RUNTIME_DIR");
    const std::string kept = was != nullptr ? was : "";
    ::setenv ("XDG_RUNTIME_DIR", f.path.c_str(), 1);
    CHECK (*controlSocketPath() == (f.path / "lull.sock").string());
    ::setenv ("XDG_RUNTIME_DIR", "/nowhere/at/all", 1);
    const auto fallback = controlSocketPath();
    CHECK ((! fallback || *fallback == "/tmp/lull-" + std::to_string (::getuid()) + "/lull.sock"));
    if (was != nullptr) ::setenv ("XDG_RUNTIME_DIR", kept.c_str(), 1);
    else ::unsetenv ("XDG_RUNTIME_DIR");
}

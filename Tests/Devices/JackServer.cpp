#include "JackServer.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace
{
void sleepMs (int ms) { std::this_thread::sleep_for (std::chrono::milliseconds (ms)); }

// Once: this process gets a /dev/shm of its own.
const std::string& privateShm()
{
    static const std::string problem = []() -> std::string {
        if (::unshare (CLONE_NEWNS) != 0) return std::string ("no private /dev/shm: ") + std::strerror (errno);
        if (::mount ("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 || ::mount ("tmpfs", "/dev/shm", "tmpfs", 0, nullptr) != 0)
            return std::string ("no private /dev/shm: ") + std::strerror (errno);
        return {};
    }();
    return problem;
}

bool answers()
{
    jack_status_t status {};
    auto* c = jack_client_open ("ask", JackNoStartServer, &status);
    if (c != nullptr) jack_client_close (c);
    return c != nullptr;
}
} // namespace

JackServer::JackServer (int ports, int period)
{
    if (why = privateShm(); ! why.empty()) return;
    static int number = 0;
    name = "lull-test-" + std::to_string (::getpid()) + "-" + std::to_string (++number);
    ::setenv ("JACK_DEFAULT_SERVER", name.c_str(), 1);
    ::setenv ("JACK_NO_AUDIO_RESERVATION", "1", 1);
    jack_set_error_function ([] (const char*) {});
    jack_set_info_function ([] (const char*) {});

    const auto p = std::to_string (ports), n = std::to_string (period);
    pid = ::fork();
    if (pid == 0)
    {
        ::prctl (PR_SET_PDEATHSIG, SIGKILL);
        const int null = ::open ("/dev/null", O_RDWR);
        for (int fd : { 0, 1, 2 }) ::dup2 (null, fd);
        ::execlp ("jackd", "jackd", "-S", "-r", "-t", "5000", "-n", name.c_str(), "-d", "dummy", "-r", "48000", "-p", n.c_str(), "-C", "0", "-P", p.c_str(),
                  nullptr);
        ::_exit (127);
    }
    for (int tries = 0; tries < 200; ++tries)
    {
        sleepMs (25);
        int status = 0;
        if (::waitpid (pid, &status, WNOHANG) == pid)
        {
            pid = -1;
            why = "jackd is not installed or does not start";
            return;
        }
        if (answers()) return;
    }
    why = "jackd does not answer";
    kill();
}

JackServer::~JackServer()
{
    kill(); // an orderly end takes a second, and nobody else sees this server's traces
}

void JackServer::kill()
{
    if (pid <= 0) return;
    ::kill (pid, SIGKILL);
    ::waitpid (pid, nullptr, 0);
    pid = -1;
}

void JackServer::freeze (bool yes)
{
    if (pid > 0) ::kill (pid, yes ? SIGSTOP : SIGCONT);
}

JackEar::JackEar (int inputs) : values (static_cast<std::size_t> (inputs))
{
    client = jack_client_open ("ear", JackNoStartServer, nullptr);
    for (int k = 0; k < inputs; ++k)
        ports.push_back (jack_port_register (client, ("in_" + std::to_string (k + 1)).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0));
    jack_set_process_callback (
        client,
        [] (jack_nframes_t n, void* self) {
            auto& e = *static_cast<JackEar*> (self);
            for (std::size_t k = 0; k < e.ports.size() && n > 0; ++k)
                std::atomic_ref (e.values[k]).store (static_cast<const float*> (jack_port_get_buffer (e.ports[k], n))[n - 1]);
            std::atomic_ref (e.cycles).fetch_add (1);
            return 0;
        },
        this);
    jack_activate (client);
}

JackEar::~JackEar() { jack_client_close (client); }

bool JackEar::hear (const std::string& port, int input)
{
    return jack_connect (client, port.c_str(), jack_port_name (ports[static_cast<std::size_t> (input)])) == 0;
}

bool JackEar::unhear (const std::string& port, int input)
{
    return jack_disconnect (client, port.c_str(), jack_port_name (ports[static_cast<std::size_t> (input)])) == 0;
}

float JackEar::last (int input) const
{
    auto& self = const_cast<JackEar&> (*this);
    const auto from = std::atomic_ref (self.cycles).load();
    for (int tries = 0; tries < 1000 && std::atomic_ref (self.cycles).load() < from + 3; ++tries) sleepMs (1);
    return std::atomic_ref (self.values[static_cast<std::size_t> (input)]).load();
}

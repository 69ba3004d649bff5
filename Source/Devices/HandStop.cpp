#include "Devices/HandStop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"
#include "Text/Splice.h"
#include "Text/Yaml.h"

namespace fs = std::filesystem;

namespace lull::devices
{
namespace
{
constexpr int openFlags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;

std::vector<fs::path> eventFiles (const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_iterator i (folder, failed), end; ! failed && i != end; i.increment (failed))
        if (i->path().filename().string().starts_with ("event")) files.push_back (i->path());
    std::sort (files.begin(), files.end());
    return files;
}

// Whether any of what can be read now is a key that goes down. false and errno 0: the device is gone.
enum class Seen { nothing, key, gone };
Seen readKeys (int fd)
{
    std::array<input_event, 32> events {};
    Seen seen = Seen::nothing;
    for (;;)
    {
        const auto n = ::read (fd, events.data(), sizeof events);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return seen;
        if (n <= 0) return Seen::gone;
        for (std::size_t i = 0; i < static_cast<std::size_t> (n) / sizeof (input_event); ++i)
            if (events[i].type == EV_KEY && events[i].value != 0) seen = Seen::key;
    }
}

fs::path stopFile (std::string_view chair) { return files::configHome() / "stops" / (files::fileNameFor (chair) + ".yaml"); }
} // namespace

std::optional<std::string> eventDeviceName (int fd)
{
    std::array<unsigned char, KEY_MAX / 8 + 1> keys {};
    std::array<char, 256> name {};
    input_id id {};
    if (::ioctl (fd, EVIOCGBIT (EV_KEY, keys.size()), keys.data()) < 0 || std::all_of (keys.begin(), keys.end(), [] (unsigned char c) { return c == 0; }))
        return std::nullopt;
    if (::ioctl (fd, EVIOCGNAME (name.size() - 1), name.data()) < 0 || ::ioctl (fd, EVIOCGID, &id) < 0) return std::nullopt;
    return fmt::format ("{:04x}:{:04x} {}", id.vendor, id.product, name.data());
}

std::vector<ButtonDevice> listButtons (int& refused, const fs::path& folder, const IdentifyButton& identify)
{
    std::vector<ButtonDevice> found;
    refused = 0;
    for (const auto& file : eventFiles (folder))
    {
        const int fd = ::open (file.c_str(), openFlags);
        if (fd < 0)
        {
            refused += errno == EACCES || errno == EPERM ? 1 : 0;
            continue;
        }
        if (const auto id = identify (fd)) found.push_back ({ *id, file });
        ::close (fd);
    }
    return found;
}

Result<std::optional<std::string>> boundButton (std::string_view chair)
{
    std::error_code ignored;
    const auto file = stopFile (chair);
    if (! fs::exists (file, ignored)) return std::optional<std::string>();
    const auto bad = [&] { return fail (fmt::format ("{} cannot be understood: lull chair stop binds the button again", file.string()), Error::Kind::device); };
    const auto text = files::readText (file, 4096);
    if (! text) return bad();
    const auto root = text::parseYaml (file.string(), *text, { 4096, 2, 20 });
    if (! root || root->kind != text::Node::Kind::map) return bad();
    const auto* version = root->find ("stop");
    const auto* device = root->find ("device");
    if (version == nullptr || version->value.scalar != "1" || device == nullptr || device->value.scalar.empty()) return bad();
    return std::optional (device->value.scalar);
}

Result<void> bindButton (std::string_view chair, const std::optional<std::string>& id)
{
    const auto name = stopFile (chair);
    std::error_code problem;
    if (! id)
    {
        fs::remove (name, problem);
        if (problem) return fail (fmt::format ("{}: {}", name.string(), problem.message()));
        return {};
    }
    fs::create_directories (name.parent_path(), problem);
    if (problem) return fail (fmt::format ("{}: {}", name.parent_path().string(), problem.message()));
    return files::writeWhole (
        name, fmt::format ("# The stop in the hand: any key of this device. Written by lull chair stop.\nstop: 1\ndevice: {}\n", text::inQuotes (*id)));
}

std::optional<ButtonDevice> awaitButton (const std::vector<ButtonDevice>& all, Seconds patience, const std::function<bool()>& give)
{
    std::vector<pollfd> on;
    for (const auto& d : all) on.push_back ({ ::open (d.file.c_str(), openFlags), POLLIN, 0 });
    for (auto& p : on)
        if (p.fd >= 0) (void)readKeys (p.fd); // what was pressed before
    std::optional<ButtonDevice> found;
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration> (std::chrono::duration<double> (patience.value));
    while (! found && std::chrono::steady_clock::now() < end && ! (give && give()))
    {
        ::poll (on.data(), on.size(), 50);
        for (std::size_t i = 0; i < on.size() && ! found; ++i)
        {
            if ((on[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            const auto seen = readKeys (on[i].fd);
            if (seen == Seen::key) found = all[i];
            if (seen == Seen::gone) ::close (std::exchange (on[i].fd, -1));
        }
    }
    for (auto& p : on)
        if (p.fd >= 0) ::close (p.fd);
    return found;
}

Result<bool> HandStop::open (const std::string& id)
{
    close();
    int refused = 0;
    for (const auto& d : listButtons (refused, folder, identify))
    {
        if (d.id != id) continue;
        device = ::open (d.file.c_str(), openFlags);
        if (device < 0) continue;
        quit = ::eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (quit < 0) break;
        (void)readKeys (device); // what was pressed before
        listensTo = id;
        there.store (true, std::memory_order_release);
        reader = std::thread ([this] { listen(); });
        return true;
    }
    close();
    if (refused > 0)
        return fail (
            fmt::format (
                "the stop in the hand, \"{}\", may not be read: the person is to be in the group \"input\" (sudo usermod -aG input NAME, then log in again)",
                id),
            Error::Kind::device);
    return fail (fmt::format ("the stop in the hand, \"{}\", is not plugged in", id), Error::Kind::device);
}

std::string HandStop::readyFor (std::string_view chair)
{
    const auto bound = boundButton (chair);
    if (! bound) return bound.error().message;
    if (! *bound)
    {
        close();
        return {};
    }
    if (isThere() && listensTo == **bound) return {};
    const auto opened = open (**bound);
    return opened ? std::string() : opened.error().message;
}

void HandStop::close()
{
    if (reader.joinable())
    {
        const std::uint64_t one = 1;
        (void)! ::write (quit, &one, sizeof one);
        reader.join();
    }
    there.store (false, std::memory_order_release);
    for (int* fd : { &device, &quit })
        if (*fd >= 0) ::close (std::exchange (*fd, -1));
}

void HandStop::watch (safety::StopLatch* next)
{
    const std::lock_guard lock (desk);
    latch = next;
}

void HandStop::stop()
{
    const std::lock_guard lock (desk);
    if (latch != nullptr) latch->stop();
}

void HandStop::listen()
{
    for (;;)
    {
        std::array<pollfd, 2> on { { { device, POLLIN, 0 }, { quit, POLLIN, 0 } } };
        if (::poll (on.data(), on.size(), -1) < 0 && errno != EINTR) return;
        if (on[1].revents != 0) return;
        if (on[0].revents == 0) continue;
        switch (readKeys (device))
        {
            case Seen::nothing: break;
            case Seen::key:
                stop();
                pressed.store (true);
                break;
            case Seen::gone:
                stop();
                there.store (false, std::memory_order_release);
                gone.store (true);
                return;
        }
    }
}
} // namespace lull::devices

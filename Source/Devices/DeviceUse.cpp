#include "Devices/DeviceUse.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <jack/jack.h>

#include "Devices/JackDevice.h"

namespace fs = std::filesystem;

namespace lull::devices
{
namespace
{
std::vector<std::string> onJack (const std::string& sink)
{
    jack_set_error_function ([] (const char*) {});
    jack_set_info_function ([] (const char*) {});
    jack_client_t* const client = jack_client_open ("lull-check", JackNoStartServer, nullptr);
    if (client == nullptr) return {};
    std::set<std::string> names;
    if (const char** ports = jack_get_ports (client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput))
    {
        for (int i = 0; ports[i] != nullptr; ++i)
        {
            const std::string port (ports[i]);
            if (! port.starts_with (sink + ":")) continue;
            const char** const from = jack_port_get_all_connections (client, jack_port_by_name (client, ports[i]));
            for (int k = 0; from != nullptr && from[k] != nullptr; ++k)
            {
                const std::string other (from[k]);
                const std::string name = other.substr (0, other.find (':'));
                if (! name.starts_with (JackDevice::clientName)) names.insert (name);
            }
            if (from != nullptr) jack_free (from);
        }
        jack_free (ports);
    }
    jack_client_close (client);
    return { names.begin(), names.end() };
}

// "hw:CARD=Pad,DEV=0" -> the processes that hold one of its playback streams open.
std::vector<std::string> onAlsa (const std::string& name)
{
    const auto at = name.find ("CARD=");
    if (at == std::string::npos) return {};
    const std::string card = name.substr (at + 5, name.find (',', at) - at - 5);
    std::set<std::string> names;
    std::error_code failed;
    for (fs::recursive_directory_iterator i ("/proc/asound/" + card, fs::directory_options::follow_directory_symlink, failed), end; ! failed && i != end;
         i.increment (failed))
    {
        if (i.depth() > 3 || i->path().filename() != "status" || i->path().parent_path().parent_path().filename().string().back() != 'p') continue;
        std::ifstream status (i->path());
        for (std::string line; std::getline (status, line);)
        {
            if (! line.starts_with ("owner_pid")) continue;
            const std::string pid = line.substr (line.find_first_of ("0123456789"));
            std::string who;
            std::ifstream comm ("/proc/" + pid + "/comm");
            std::getline (comm, who);
            if (! who.starts_with ("lull") && who != "Lull") names.insert (who.empty() ? "process " + pid : who);
        }
    }
    return { names.begin(), names.end() };
}
} // namespace

std::vector<std::string> othersOn (const DeviceInfo& device) { return device.type == "JACK" ? onJack (device.name) : onAlsa (device.name); }
} // namespace lull::devices

#include "Devices/Awake.h"

#include <string>

#include <fcntl.h>
#include <sdbus-c++/sdbus-c++.h>
#include <unistd.h>

namespace lull::devices
{
void Awake::want (bool awake)
{
    if (! awake)
    {
        if (lock >= 0) ::close (lock);
        lock = -1;
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (lock >= 0 || now < notBefore) return;
    notBefore = now + std::chrono::minutes (1);
    try
    {
        auto bus = sdbus::createSystemBusConnection();
        auto logind = sdbus::createProxy (*bus, "org.freedesktop.login1", "/org/freedesktop/login1");
        sdbus::UnixFd held;
        logind->callMethod ("Inhibit")
            .onInterface ("org.freedesktop.login1.Manager")
            .withTimeout (std::chrono::milliseconds (300))
            .withArguments (std::string ("sleep"), std::string ("Lull"), std::string ("A session plays"), std::string ("block"))
            .storeResultsTo (held);
        lock = ::fcntl (held.get(), F_DUPFD_CLOEXEC, 3);
    }
    catch (const sdbus::Error&)
    {} // no system bus, or no logind: then nothing puts it to sleep by that way either
}
} // namespace lull::devices

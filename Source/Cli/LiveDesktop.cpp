#include <algorithm>
#include <cmath>

#include "Base/Math.h"
#include "Cli/LiveState.h"

// The desktop: what it shows of the session, its media keys, and that it does not go to sleep meanwhile.
namespace lull::cli
{
void LiveState::heedDesktop()
{
    const bool plays = now.sounding && ! now.paused && ! lost && ! leaving;
    awake.want (plays);
    if (! mpris.isThere()) return;
    using Now = devices::Mpris::Now;
    const auto status = leaving ? Now::Status::stopped : plays ? Now::Status::playing : Now::Status::paused;
    if (now.sounding) mpris.tell (devices::Mpris::of (*loaded.timeline, now, status));
    while (const auto asked = mpris.next())
    {
        if (leaving) continue;
        using Asks = devices::Mpris::Asks;
        switch (asked->what)
        {
            case Asks::play: setPaused (false, engine::Lane::socket); break;
            case Asks::pause: setPaused (true, engine::Lane::socket); break;
            case Asks::playPause: setPaused (! paused, engine::Lane::socket); break;
            case Asks::stop: leave (0, files::Ending::stopped, "by a media key"); break;
            case Asks::quit: leave (0, files::Ending::stopped, "by the desktop"); break;
            case Asks::next: skip (1); break;
            case Asks::previous: skip (-1); break;
            case Asks::seek: goTo (std::clamp (asked->value, 0.0, std::max (0.0, loaded.timeline->length() - 1.0))); break;
            case Asks::volume:
                volume = std::clamp (math::decibels (std::max (1e-3, asked->value)), -60.0, 0.0);
                player->setVolume (Decibels { volume });
                break;
            case Asks::raise: break; // there is no window
        }
    }
}
} // namespace lull::cli

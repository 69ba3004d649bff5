#include "Plugins/Lull/Edits.h"

#include <utility>

namespace lull::plugin
{
void Edits::done (Step before)
{
    future.clear();
    if (! past.empty() && past.back() == before) return;
    past.push_back (std::move (before));
    std::size_t bytes = 0;
    for (std::size_t i = past.size(); i > 0; --i)
        if ((bytes += past[i - 1].size()) > most)
        {
            past.erase (past.begin(), past.begin() + static_cast<std::ptrdiff_t> (i));
            break;
        }
}

std::optional<Edits::Step> Edits::turn (std::vector<Step>& from, std::vector<Step>& to, Step now)
{
    while (! from.empty() && from.back() == now) from.pop_back(); // it is so already
    if (from.empty()) return {};
    to.push_back (std::move (now));
    auto step = std::move (from.back());
    from.pop_back();
    return step;
}
} // namespace lull::plugin

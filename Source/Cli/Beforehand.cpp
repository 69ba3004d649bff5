#include "Cli/Beforehand.h"

#include <algorithm>

namespace lull::cli
{
bool bestOnHeadphones (const session::Score& score)
{
    const auto eachEar = [&] (std::size_t layer) {
        const auto& def = score.sounds[layer];
        return def.kind->headphones != nullptr && def.kind->headphones (def.values);
    };
    for (const auto& phase : score.phases)
        if (std::any_of (phase.sound.begin(), phase.sound.end(), [&] (const session::LayerUse& use) { return eachEar (use.layer); })) return true;
    return score.then && std::any_of (score.then->layers.begin(), score.then->layers.end(), eachEar);
}

std::vector<std::string> beforehand (const session::Score& score)
{
    std::vector<std::string> said;
    std::string needs;
    for (const auto& n : score.need) needs += (needs.empty() ? "You need " : ", ") + n;
    if (! needs.empty()) said.push_back (needs + ".");
    for (const auto& caution : score.cautions) said.push_back ("Mind: " + caution + ".");
    if (bestOnHeadphones (score)) said.emplace_back ("Best on headphones: each ear has a tone of its own.");
    return said;
}
} // namespace lull::cli

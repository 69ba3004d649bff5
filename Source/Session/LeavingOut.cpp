#include "Session/LeavingOut.h"

#include <algorithm>

#include "Touch/Technique.h"

namespace lull::session
{
Result<Score> leavingOut (Score score, const std::vector<std::string>& strokes)
{
    for (const std::string& stroke : strokes)
    {
        if (touch::findTechniqueKind (stroke) == nullptr)
        {
            std::vector<std::string> known;
            for (const auto* k : touch::techniqueKinds()) known.emplace_back (k->name);
            const std::string near = text::nearest (stroke, known);
            return fail ("\"" + stroke + "\" is not a stroke" + (near.empty() ? "" : "; did you mean \"" + near + "\"?"), Error::Kind::usage);
        }
        for (auto& phase : score.phases) std::erase_if (phase.touch, [&] (const TouchUse& use) { return use.kind->name == stroke; });
    }
    return score;
}
} // namespace lull::session

#include "Session/Asked.h"

#include <algorithm>

#include "Session/After.h"
#include "Session/Speech.h"
#include "Touch/Technique.h"

namespace lull::session
{
namespace
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
} // namespace

Result<Score> asAsked (Score score, const Asked& asked)
{
    auto whole = leavingOut (std::move (score), asked.without);
    if (whole && asked.lasting) whole = fitted (*whole, *asked.lasting);
    if (! whole) return whole;
    auto then = parseThen (*whole, asked.then);
    if (! then) return fail (then.error());
    whole->then = std::move (*then);
    if (const auto telling = tellingFrom (asked.voice)) return told (std::move (*whole), *telling);
    return whole;
}
} // namespace lull::session

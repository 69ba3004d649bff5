#include "App/Texts.h"

#include <algorithm>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/People.h"
#include "Ui/Shelf.h"

namespace lull::app
{
namespace
{
// What came with the program is not written over; every other file is the person's.
bool isOwn (const std::filesystem::path& file)
{
    std::error_code ignored;
    for (const auto& share : files::shareFolders())
        if (const auto inside = std::filesystem::relative (file, share, ignored).string(); ! inside.empty() && ! inside.starts_with ("..")) return false;
    return true;
}
} // namespace

Result<Found> findText (const std::string& word, Of what)
{
    const bool chair = what == Of::chair;
    const auto path = chair ? files::findChair (word) : files::findSession (word);
    if (path)
    {
        auto text = files::readText (*path);
        if (! text) return fail (text.error());
        return Found { files::nameOf (*path), path->filename().string(), std::move (*text), path->parent_path(), isOwn (*path) };
    }
    if (chair)
    {
        for (const auto& c : ui::shelvedChairs())
            if (c.id == word) return Found { c.id, c.id + ".yaml", std::string (c.text) };
    }
    else
        for (const auto& s : ui::shelvedSessions())
            if (s.id == word) return Found { s.id, s.id + ".lull.yaml", std::string (s.text) };
    return fail (path.error());
}

Result<std::shared_ptr<const touch::Chair>> seatOf (const std::string& name)
{
    const auto found = findText (name, Of::chair);
    if (! found) return fail (found.error());
    auto read = ui::chairFrom (found->name, found->text);
    if (! read) return fail (read.error());
    auto own = files::chairFor (**read, files::myself);
    if (! own) return fail (own.error());
    return std::make_shared<const touch::Chair> (std::move (*own));
}
} // namespace lull::app

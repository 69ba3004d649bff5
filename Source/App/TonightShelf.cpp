#include "App/TonightShelf.h"

#include <algorithm>

#include "App/Texts.h"
#include "Files/Library.h"
#include "Ui/Shelf.h"

namespace lull::app
{
namespace
{
constexpr std::size_t most = 200;

std::shared_ptr<const session::Timeline> lineOf (const std::string& name, const std::string& text)
{
    ui::Staging staging;
    staging.goesWithout = true;
    auto line = ui::compile (name, text, nullptr, staging);
    return line ? *line : nullptr;
}
} // namespace

OfferedSessions offeredSessions()
{
    OfferedSessions offered;
    auto& all = offered.whole;
    std::vector<ui::Offered> own;
    for (const auto& e : files::sessions())
    {
        if (! e.own || own.size() >= most) continue;
        const auto text = files::readText (e.file);
        auto line = text ? lineOf (e.name, *text) : nullptr;
        if (line != nullptr) own.push_back ({ e.name, std::move (line), true });
        else if (offered.unread.size() < most) offered.unread.push_back (e.name);
    }
    for (const auto& s : ui::shelvedSessions())
    {
        // One of the person's own under the same name is the one that is played.
        if (std::any_of (own.begin(), own.end(), [&] (const auto& o) { return o.id == s.id; })) continue;
        if (auto line = lineOf (s.id, std::string (s.text))) all.push_back ({ s.id, std::move (line), false });
    }
    all.insert (all.end(), own.begin(), own.end());
    return offered;
}

std::vector<std::pair<std::string, std::string>> offeredChairs (const std::string& also)
{
    std::vector<std::pair<std::string, std::string>> all;
    const auto has = [&] (const std::string& id) { return std::any_of (all.begin(), all.end(), [&] (const auto& c) { return c.first == id; }); };
    const auto add = [&] (const std::string& id, const std::string& title) {
        if (! has (id) && all.size() < most) all.emplace_back (id, title.empty() ? id : title);
    };
    for (const auto& e : files::chairs())
        if (e.own)
            if (const auto chair = seatOf (e.name)) add (e.name, (*chair)->title);
    const auto owns = all.size();
    for (const auto& c : ui::shelvedChairs()) add (c.id, c.title);
    const auto known = all.size();
    if (! also.empty() && ! has (also))
        if (const auto chair = seatOf (also)) add (also, (*chair)->title);
    // One that did not come with Lull and is called like another says which it is.
    std::vector<std::string> titles;
    for (const auto& c : all) titles.push_back (c.second);
    for (std::size_t i = 0; i < all.size(); ++i)
        if ((i < owns || i >= known) && std::count (titles.begin(), titles.end(), titles[i]) > 1) all[i].second += " (" + all[i].first + ")";
    return all;
}
} // namespace lull::app

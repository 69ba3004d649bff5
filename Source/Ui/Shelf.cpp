#include "Ui/Shelf.h"

#include <algorithm>

#include "Session/Asked.h"
#include "Session/After.h"
#include "Session/Score.h"
#include "Ui/Embedded.h"

namespace lull::ui
{
namespace
{
std::string baseName (std::string_view file) { return std::string (file.substr (0, file.find ('.'))); }

Error firstOf (const text::Diagnostics& found)
{
    if (found.empty()) return { "it cannot be read", Error::Kind::refused };
    const auto& d = *std::find_if (found.begin(), std::prev (found.end()), [] (auto& x) { return x.severity == text::Severity::error; });
    return { d.file + ":" + std::to_string (d.line) + ":" + std::to_string (d.column) + ": " + d.message + (d.fix.empty() ? "" : "; " + d.fix),
             Error::Kind::refused };
}
} // namespace

const std::vector<ShelvedSession>& shelvedSessions()
{
    static const std::vector<ShelvedSession> all = [] {
        std::vector<ShelvedSession> list;
        for (const auto& f : embeddedSessions())
            if (const auto score = session::readScore (f.name, f.bytes))
                list.push_back ({ baseName (f.name), score->title, score->about, score->length(), score->forSleep, f.bytes });
        std::stable_sort (list.begin(), list.end(), [] (auto& a, auto& b) {
            if ((a.id == "bedtime") != (b.id == "bedtime")) return a.id == "bedtime";
            return a.seconds > b.seconds;
        });
        return list;
    }();
    return all;
}

const std::vector<ShelvedChair>& shelvedChairs()
{
    static const std::vector<ShelvedChair> all = [] {
        std::vector<ShelvedChair> list;
        for (const auto& f : embeddedChairs())
            if (const auto chair = touch::readChair (f.name, f.bytes, baseName (f.name)))
                list.push_back ({ chair->id, chair->title, chair->about, static_cast<int> (chair->actuators.size()), f.bytes });
        std::stable_sort (list.begin(), list.end(), [] (auto& a, auto& b) { return a.actuators < b.actuators; });
        return list;
    }();
    return all;
}

Result<std::shared_ptr<const touch::Chair>> chairFrom (const std::string& id, const std::string& text)
{
    if (text.empty()) return std::shared_ptr<const touch::Chair>();
    auto chair = touch::readChair (id + ".yaml", text, id);
    if (! chair) return fail (firstOf (chair.error()));
    return std::make_shared<const touch::Chair> (std::move (*chair));
}

Result<std::shared_ptr<const session::Timeline>> compile (const std::string& name, const std::string& text, std::shared_ptr<const touch::Chair> chair,
                                                          const Staging& staging)
{
    auto score = session::readScore (name, text);
    if (! score) return fail (firstOf (score.error()));
    auto whole = session::asAsked (std::move (*score), staging.asked);
    if (! whole) return fail (whole.error());
    *score = std::move (*whole);
    std::vector<std::string> news;
    const auto found = session::findRecordings (*score, staging.find);
    if (text::refused (found) && ! staging.goesWithout) return fail (firstOf (found));
    for (const auto& d : found) news.push_back (d.severity == text::Severity::error ? d.message + "; it is silent" : d.message);
    auto shared = std::make_shared<const session::Score> (std::move (*score));
    const auto seed = shared->seed;
    session::Spoken spoken;
    if (staging.spoken != nullptr && *staging.spoken) spoken = **staging.spoken;
    else if (staging.speaker != nullptr) spoken = session::speak (*shared, *staging.speaker);
    if (staging.spoken != nullptr) *staging.spoken = spoken;
    if (staging.news != nullptr)
    {
        news.insert (news.end(), spoken.notices.begin(), spoken.notices.end());
        *staging.news = std::move (news);
    }
    double then = 0.0;
    if (shared->then && staging.hosted) then = session::thenLength (*shared->then);
    else if (shared->then && staging.begins) then = session::thenLength (*shared->then, shared->length(), 0.0, *staging.begins);
    return std::make_shared<const session::Timeline> (std::move (shared), std::move (chair), seed, then, std::move (spoken.speech));
}
} // namespace lull::ui

#include <chrono>
#include <filesystem>

#include "Base/Math.h"
#include "Cli/LiveState.h"
#include "Files/Library.h"

// What the journal is told of a sitting. A guest's is not kept.
namespace lull::cli
{
void LiveState::beginJournal()
{
    if (! request.journal) return;
    files::Sitting s;
    std::error_code ignored;
    s.session = files::namesFile (request.ask.session) ? std::filesystem::absolute (request.ask.session, ignored).string() : request.ask.session;
    s.title = loaded.score->title;
    s.chair = ! request.audition && files::namesFile (request.ask.chair) ? std::filesystem::absolute (request.ask.chair, ignored).string()
              : request.audition                                         ? std::string()
                                                                         : request.ask.chair;
    s.device = request.device.empty() ? std::string() : situation.device;
    s.person = request.ask.person.value_or ("");
    s.face = "lull play";
    for (const auto& stroke : request.ask.without) s.without += (s.without.empty() ? "" : " ") + stroke;
    s.then = request.ask.then.value_or ("");
    s.voice = request.ask.voice;
    s.lasting = request.ask.lasting.value_or (0.0);
    s.length = loaded.timeline->length();
    s.position = request.from.value_or (0.0);
    journal.begin (std::move (s), request.goesOn);
}

void LiveState::followJournal()
{
    if (! journal.keeps()) return;
    using State = safety::Interlock::State;
    auto& s = journal.sitting();
    s.strength = static_cast<double> (now.strength);
    s.volume = math::decibels (static_cast<double> (now.volume));
    s.ceiling = safety::shareOf (ceiling);
    s.length = loaded.timeline->length();
    const bool sounds = now.sounding && ! now.paused && ! lost;
    journal.follow (std::chrono::duration<double> (Clock::now().time_since_epoch()).count(), now.sounding ? now.seconds : s.position, sounds,
                    sounds && (now.interlock == State::armed || now.interlock == State::arming));
    if (auto news = journal.news(); ! news.empty()) say (news);
}
} // namespace lull::cli

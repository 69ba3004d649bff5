#include "Base/SteadyClock.h"
#include "Cli/LiveState.h"
#include "Files/Library.h"

// What the journal is told of a sitting. A guest's is not kept.
namespace lull::cli
{
void LiveState::beginJournal()
{
    if (! request.journal) return;
    files::Sitting s;
    s.session = files::wordFromAnywhere (request.ask.session);
    s.title = loaded.score->title;
    if (! request.audition) s.chair = files::wordFromAnywhere (request.ask.chair);
    s.device = request.device.empty() ? std::string() : situation.device;
    s.person = request.ask.person.value_or ("");
    s.face = "lull play";
    s.without = files::strokeWords (request.ask.without);
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
    journal.follow (steadySeconds(), now, loaded.timeline.get(), lost);
    if (auto news = journal.news(); ! news.empty()) say (news);
}
} // namespace lull::cli

#include <cstdio>
#include <ctime>
#include <iostream>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Live.h"
#include "Cli/Options.h"
#include "Cli/Sittings.h"
#include "Files/Journal.h"

namespace lull::cli
{
namespace
{
struct Wanted
{
    bool yes = false, forget = false, json = false;
    std::string device, channels;
};

LiveRequest requestOf (const files::Sitting& s, const Wanted& wanted)
{
    LiveRequest r;
    r.ask.session = s.session;
    r.ask.chair = s.chair;
    auto asked = files::askedOf (s);
    r.ask.lasting = asked.lasting;
    if (! s.person.empty()) r.ask.person = s.person;
    if (! s.then.empty()) r.ask.then = s.then;
    r.ask.voice = s.voice;
    r.ask.without = std::move (asked.without);
    r.device = wanted.device.empty() ? s.device : wanted.device;
    r.channels = wanted.channels;
    r.from = s.position;
    r.goesOn = s.id;
    return r;
}

int tell (const Wanted& wanted, const std::optional<files::Sitting>& offered, Console& console)
{
    if (wanted.json)
    {
        text::Json json;
        json.object();
        if (offered) putSitting (json, *offered, "offer");
        else json.none ("offer");
        console.put (json.close().done());
    }
    else if (! offered) console.say ("There is nothing to go on with.");
    else console.say (offerWords (*offered, std::time (nullptr)));
    return 0;
}

int resume (const Wanted& wanted, Console& console)
{
    auto journal = files::Journal::open();
    if (! journal) return console.fail (journal.error());
    if (! journal->news().empty()) console.say (journal->news());
    const auto found = journal->resumable (std::time (nullptr));
    if (! found) return console.fail (found.error());
    if (wanted.forget && *found)
    {
        if (const auto done = journal->decline ((*found)->id); ! done) return console.fail (done.error());
        console.say (fmt::format ("{} is not offered any more.", (*found)->title));
        return 0;
    }
    if (! wanted.yes || ! *found)
    {
        const int told = tell (wanted, *found, console);
        if (! *found || wanted.json || wanted.forget) return told;
        if (! console.asked() || ! console.watched())
        {
            console.say ("`lull resume --yes` goes on from there; `lull resume --forget` does not offer it again.");
            return told;
        }
        // By itself nothing starts.
        std::fputs ("Go on from there? [y/N] ", stderr);
        std::string answer;
        if (! std::getline (std::cin, answer)) std::fputc ('\n', stderr);
        if (answer != "y" && answer != "Y" && answer != "yes") return 0;
    }
    const auto end = live (requestOf (**found, wanted), console);
    return end ? end->code : console.fail (end.error());
}
} // namespace

extern const CommandKind commandResume;
const CommandKind commandResume { "resume", "offers to go on with a session that was cut off", 12,
                                  "lull resume                   what was cut off and where; asks before it plays\n"
                                  "lull resume --yes             plays from there; touch waits until it is armed, as always\n"
                                  "lull resume --forget          does not offer it again",
                                  [] (CLI::App& app) -> Action {
                                      auto wanted = std::make_shared<Wanted>();
                                      auto* yes = app.add_flag ("-y,--yes", wanted->yes, "go on without asking");
                                      app.add_flag ("--forget", wanted->forget, "do not offer it again")->excludes (yes);
                                      addOutput (app, wanted->device, wanted->channels);
                                      addJson (app, wanted->json);
                                      return [wanted] (Console& console) { return resume (*wanted, console); };
                                  } };
} // namespace lull::cli

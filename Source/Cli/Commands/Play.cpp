#include "Cli/Command.h"
#include "Cli/Live.h"
#include "Cli/Options.h"
#include "Files/People.h"

namespace lull::cli
{
extern const CommandKind commandPlay;
const CommandKind commandPlay {
    "play", "plays a session; Bedtime when none is named", 10,
    "lull play                                  Bedtime\n"
    "lull play desk-break --for 8m              a shorter one\n"
    "lull play my.lull.yaml --from 2:50\n"
    "lull play --in 20m                         starts in twenty minutes\n"
    "lull play rain-for-reading --timer 45m --timer-fade 10m\n"
    "                                           silent after three quarters of an hour, ever softer over the last ten minutes\n"
    "lull play bedtime --then \"sea until 7:00\"   and the sea until then; also: sea for 40 min, sea until stopped, off\n"
    "lull play bedtime --chair four-zone --device JACK:chair --channels sound=1-2,touch=3-6\n"
    "                                           touch too; devices as `lull devices` lists them\n"
    "lull play bedtime --audition               touch made audible",
    [] (CLI::App& app) -> Action {
        auto said = std::make_shared<LiveRequest>();
        addSession (app, said->ask.session, "bedtime");
        addChair (app, said->ask.chair, "touch for this chair, with --device; see `lull chairs`");
        addOutput (app, said->device, said->channels);
        addTime (app, "--from", said->from, "begin there");
        addTime (app, "--for", said->ask.lasting, "make the whole session last so long");
        addTime (app, "--in", said->in, "wait so long before it starts");
        addTime (app, "--timer", said->timer, "sleep timer: silence after so long, faded to; a key (t) gives more");
        addTime (app, "--timer-fade", said->timerFade, "how long that fade is, up to the whole timer; 60 s when not said");
        addThen (app, said->ask.then, "what goes on afterwards, softly, without touch: SOUND until 7:00, for 40m, until stopped; off; else as the script says");
        app.add_option ("--without", said->ask.without, "leave a stroke out: tapotement")->type_name ("STROKE")->allow_extra_args (false);
        addVoice (app, said->ask.voice);
        app.add_option_function<std::string> (
               "--ceiling",
               [said] (const std::string& word) {
                   if (word == "strong") throw CLI::ValidationError ("--ceiling", "strong is chosen while it plays, by a key (c): no option raises it");
                   said->ceiling = word == "gentle" ? safety::Ceiling::gentle : safety::Ceiling::normal;
               },
               "touch at first, at most: gentle or normal")
            ->type_name ("HOW")
            ->check (CLI::IsMember ({ "gentle", "normal", "strong" }));
        auto guest = std::make_shared<bool> (false);
        app.add_option ("--person", said->ask.person, "whose fit and spots the chair goes by; \"me\" unless given")->type_name ("NAME");
        app.add_flag ("--guest", *guest, "nobody's: gentle, and nothing is stored");
        app.add_flag ("--audition", said->audition, "touch made audible; nothing goes to a chair");
        app.add_flag ("--midi", said->midi, "a controller's knobs, pads and keys, and the session as MIDI clock, notes and controls; see `lull midi`");
        app.add_option ("--midi-port", said->midiPorts, "connects to it, by a part of its name; more than one may be given")
            ->type_name ("NAME")
            ->allow_extra_args (false);
        app.add_option ("--midi-map", said->midiMap, "what a controller does, instead of your own midi.yaml")->type_name ("FILE");
        addJson (app, said->json);
        return [said, guest] (Console& console) {
            if (*guest && said->ask.person) return console.fail ({ "--guest is nobody: leave --person out", Error::Kind::usage });
            if (*guest) said->ceiling = safety::Ceiling::gentle, said->journal = false;
            else if (! said->ask.person) said->ask.person = std::string (files::myself);
            // Nobody named a chair: one is imagined, to be heard.
            if (said->audition && said->ask.chair.empty()) said->ask.chair = "four-zone";
            if (said->timer && *said->timer < 1.0) return console.fail ({ "--timer is at least 1 s", Error::Kind::usage });
            if (said->timerFade && ! said->timer)
                return console.fail ({ "--timer-fade is of a timer: say --timer too, such as --timer 45m", Error::Kind::usage });
            if (said->timerFade && *said->timerFade > *said->timer) return console.fail ({ "--timer-fade is at most as long as --timer", Error::Kind::usage });
            said->midi = said->midi || ! said->midiPorts.empty() || ! said->midiMap.empty();
            const auto end = live (*said, console);
            return end ? end->code : console.fail (end.error());
        };
    }
};
} // namespace lull::cli

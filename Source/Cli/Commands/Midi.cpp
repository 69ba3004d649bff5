#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Interrupt.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Devices/Midi.h"
#include "Files/MidiMapFile.h"

namespace lull::cli
{
namespace
{
struct Wanted
{
    std::string learn, file;
    std::vector<std::string> ports;
    double patience = 30.0; // s
    bool map = false, json = false;
};

int learn (const Wanted& wanted, Console& console)
{
    const auto& all = engine::lessons();
    const auto lesson = std::find_if (all.begin(), all.end(), [&] (auto d) { return engine::nameOf (d) == wanted.learn; });
    if (lesson == all.end())
    {
        std::vector<std::string> names;
        for (const auto d : all) names.emplace_back (engine::nameOf (d));
        const auto near = text::nearest (wanted.learn, names);
        return console.fail ({ fmt::format ("\"{}\" cannot be learned{}", wanted.learn,
                                            near.empty() ? "; `lull midi --map` shows what can" : fmt::format ("; did you mean \"{}\"?", near)),
                               Error::Kind::usage });
    }
    auto ports = wanted.ports;
    if (ports.empty())
        for (const auto& p : devices::listMidiPorts())
            if (p.in) ports.push_back (p.name);
    devices::Midi midi (engine::MidiMap::usual(), { ports });
    if (! midi.isThere()) return console.fail ({ "there is no MIDI here", Error::Kind::device });
    console.say (fmt::format ("Turn or press what is to do \"{}\"; Ctrl-C leaves it as it is.", wanted.learn));
    const Interrupt interrupt;
    const double end = steadySeconds() + wanted.patience;
    (void)midi.ears().moved();
    while (! interrupt.asked() && steadySeconds() < end)
    {
        for (const auto& words : midi.news()) console.say (words);
        if (const auto m = midi.ears().moved())
        {
            const auto kept = files::learnMidi (m->from, m->channel, m->number, *lesson);
            if (! kept) return console.fail (kept.error());
            console.say (
                fmt::format ("{} does \"{}\" now, as {} says.", engine::sourceWords (m->from, m->channel + 1, m->number), wanted.learn, kept->string()));
            return 0;
        }
        std::this_thread::sleep_for (std::chrono::milliseconds (20));
    }
    return console.fail ({ "nothing was turned or pressed", Error::Kind::usage });
}

int midi (const Wanted& wanted, Console& console)
{
    if (! wanted.learn.empty()) return learn (wanted, console);
    const auto text = files::midiMapText (wanted.file);
    if (! text) return console.fail (text.error());
    const auto map = engine::MidiMap::read (text->file, text->text);
    if (! map)
    {
        console.show (map.error(), text->text);
        return console.fail ({ fmt::format ("{} cannot be used", text->file), Error::Kind::refused });
    }
    if (wanted.map)
    {
        console.put (text->text);
        return 0;
    }
    const auto ports = devices::listMidiPorts();
    if (wanted.json)
    {
        text::Json json;
        json.object().text ("map", text->own ? text->file : "").whole ("lines", static_cast<long long> (map->rules().size())).array ("ports");
        for (const auto& p : ports) json.object().text ("system", p.system).text ("name", p.name).text ("way", p.in ? "in" : "out").close();
        console.put (json.close().close().done());
        return 0;
    }
    for (const auto& p : ports) console.put (fmt::format ("{}  {:<4} {}\n", p.in ? "in " : "out", p.system, p.name));
    if (ports.empty()) console.say ("There are no MIDI ports here.");
    console.say (fmt::format ("What they do stands in {}{}.", text->file, text->own ? "" : "; `lull midi --map` shows it"));
    return 0;
}
} // namespace

extern const CommandKind commandMidi;
const CommandKind commandMidi {
    "midi", "MIDI ports, and what a controller does", 66,
    "lull midi                     the ports there are\n"
    "lull midi --map               the mapping in use: a start for your own\n"
    "lull midi --learn strength    then turn a knob\n"
    "lull play --midi --midi-port nanoKONTROL\n"
    "                              a session with it; Lull's own ports are there as well",
    [] (CLI::App& app) -> Action {
        auto wanted = std::make_shared<Wanted>();
        app.add_option ("--learn", wanted->learn, "what the next control or note that moves is to do")->type_name ("WHAT");
        app.add_option ("--port", wanted->ports, "only of this port, by a part of its name")->type_name ("NAME")->allow_extra_args (false);
        app.add_option ("--patience", wanted->patience, "s that --learn waits")->type_name ("S")->check (CLI::Range (1.0, 3600.0));
        app.add_option ("--midi-map", wanted->file, "another mapping than your own")->type_name ("FILE");
        app.add_flag ("--map", wanted->map, "print it");
        addJson (app, wanted->json);
        return [wanted] (Console& console) { return midi (*wanted, console); };
    }
};
} // namespace lull::cli

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Live.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Cli/Rendering.h"
#include "Devices/Terminal.h"
#include "Files/Plot.h"

namespace lull::cli
{
namespace
{
constexpr const char* imagined = "four-zone";

// No device: half an hour in a file, and its picture.
int preview (Console& console, const std::string& why)
{
    console.say (why + ": making a sound file of Bedtime and its picture instead.");
    Ask ask;
    ask.session = "bedtime";
    ask.chair = imagined;
    const auto loaded = load (ask, console);
    if (! loaded) return console.fail (loaded.error());

    Rendering sound;
    sound.file = "bedtime-preview.flac";
    sound.bits = "16";
    sound.threads = workers();
    sound.audition = true;
    sound.touchChannels = false;
    const auto done = renderTo (sound, *loaded, console);
    if (! done) return console.fail (done.error());
    console.say (fmt::format ("{}: {}, touch made audible, made in {:.0f} s", sound.file.string(), clockText (done->seconds), done->took));
    const auto found = measure (*loaded, console);
    if (! found) return console.fail (found.error());
    const std::filesystem::path picture = "bedtime.png";
    if (const auto drawn = files::plot (picture, *loaded->timeline, *found); ! drawn) return console.fail (drawn.error());
    console.say (picture.string() + ": what it does over its half hour");
    return 0;
}

bool wanted (Console& console)
{
    console.say ("Bedtime takes half an hour. Play it now? y / n");
    auto terminal = devices::Terminal::open();
    while (terminal)
        if (const auto key = terminal->next (std::chrono::milliseconds (60'000)))
            return key->is ('y') || key->is ('Y') || key->name == devices::Key::Name::enter;
        else return false;
    return false;
}

int start (Console& console, LiveRequest request)
{
    request.ask.session = "try";
    request.audition = request.ask.chair.empty();
    if (request.audition) request.ask.chair = imagined;
    auto end = live (request, console);
    if (! end && end.error().kind == Error::Kind::device && request.device.empty()) return preview (console, end.error().message);
    if (! end) return console.fail (end.error());
    if (! end->whole || ! console.asked() || ! console.watched() || ! wanted (console)) return end->code;
    request.ask.session = "bedtime";
    end = live (request, console);
    return end ? end->code : console.fail (end.error());
}
} // namespace

extern const CommandKind commandTry;
const CommandKind commandTry { "try", "one minute: the sea, a bowl, six long strokes up the back", 0,
    "lull try                                   heard; without a chair touch becomes soft tones\n"
    "lull try --chair four-zone --channels sound=1-2,touch=3-6     felt",
    [] (CLI::App& app) -> Action
    {
        auto said = std::make_shared<LiveRequest>();
        addChair (app, said->ask.chair, "touch for this chair; see `lull chairs`");
        app.add_option ("--device", said->device, "where to play; see `lull devices`")->type_name ("DEVICE");
        app.add_option ("--channels", said->channels, "the device's outputs: sound=1-2,touch=3,4,6,5")->type_name ("MAP");
        addJson (app, said->json);
        return [said] (Console& console) { return start (console, *said); };
    } };
} // namespace lull::cli

#include <array>
#include <chrono>

#include <fmt/format.h>
#include <poll.h>

#include "Cli/Command.h"
#include "Cli/Live.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Cli/Rendering.h"
#include "Devices/Signals.h"
#include "Devices/Terminal.h"
#include "Files/Inscription.h"
#include "Files/Plot.h"

namespace lull::cli
{
namespace
{
constexpr const char* imagined = "four-zone";

// A name of that kind where nothing stands but what Lull made itself: a person's own file is never written over unasked.
std::filesystem::path freeName (const std::string& name, const std::string& ending)
{
    std::error_code ignored;
    std::filesystem::path file = name + ending;
    for (int n = 2; std::filesystem::exists (std::filesystem::symlink_status (file, ignored)) && ! files::isOurs (file); ++n)
        file = fmt::format ("{}-{}{}", name, n, ending);
    return file;
}

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
    sound.file = freeName ("bedtime-preview", ".flac");
    sound.bits = "16";
    sound.threads = workers();
    sound.audition = true;
    sound.touchChannels = false;
    const auto done = renderTo (sound, *loaded, console);
    if (! done) return console.fail (done.error());
    console.say (fmt::format ("{}: {}, touch made audible, made in {:.0f} s", sound.file.string(), clockText (done->seconds), done->took));
    const auto found = measure (*loaded, console);
    if (! found) return console.fail (found.error());
    const std::filesystem::path picture = freeName ("bedtime", ".png");
    if (const auto drawn = files::plot (picture, *loaded->timeline, *found); ! drawn) return console.fail (drawn.error());
    console.say (picture.string() + ": what it does over its half hour");
    return 0;
}

// Asks whether to go on. Nothing: yes; else the code to end with, a signal's too. Without an answer it is no after a minute.
std::optional<int> declined (Console& console)
{
    console.say ("Bedtime takes half an hour. Play it now? y / n");
    devices::Signals signals; // made first: the terminal is given back before they are
    auto terminal = devices::Terminal::open();
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes (1);
    while (terminal && std::chrono::steady_clock::now() < end)
    {
        while (const auto signal = signals.next())
            if (*signal == devices::Signals::Kind::suspend) devices::Signals::suspendNow();
            else return devices::Signals::exitCode (*signal);
        if (const auto key = terminal->next())
            return key->is ('y') || key->is ('Y') || key->name == devices::Key::Name::enter ? std::nullopt : std::optional (0);
        // In the background the keys are another's, and come back without a word.
        std::array<pollfd, 2> on { { { signals.descriptor(), POLLIN, 0 }, { terminal->inFront() ? terminal->descriptor() : -1, POLLIN, 0 } } };
        ::poll (on.data(), on.size(), 500);
        if ((on[1].revents & (POLLHUP | POLLERR)) != 0 && on[0].revents == 0) return 0;
    }
    return 0;
}

int start (Console& console, LiveRequest request)
{
    request.ask.session = "try";
    request.audition = request.ask.chair.empty();
    if (request.audition) request.ask.chair = imagined;
    auto end = live (request, console);
    if (! end && end.error().kind == Error::Kind::device && request.device.empty()) return preview (console, end.error().message);
    if (! end) return console.fail (end.error());
    if (! end->whole || ! console.asked() || ! console.watched()) return end->code;
    if (const auto code = declined (console)) return *code;
    request.ask.session = "bedtime";
    end = live (request, console);
    return end ? end->code : console.fail (end.error());
}
} // namespace

extern const CommandKind commandTry;
const CommandKind commandTry { "try", "one minute: the sea, a bowl, six long strokes up the back", 0,
                               "lull try                                   heard; without a chair touch becomes soft tones\n"
                               "lull try --chair four-zone --device JACK:chair --channels sound=1-2,touch=3-6\n"
                               "                                           felt; devices as `lull devices` lists them",
                               [] (CLI::App& app) -> Action {
                                   auto said = std::make_shared<LiveRequest>();
                                   addChair (app, said->ask.chair, "touch for this chair, with --device; see `lull chairs`");
                                   addOutput (app, said->device, said->channels);
                                   addJson (app, said->json);
                                   return [said] (Console& console) { return start (console, *said); };
                               } };
} // namespace lull::cli

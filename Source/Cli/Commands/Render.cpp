#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Cli/Rendering.h"
#include "Session/After.h"

namespace lull::cli
{
namespace
{
struct Said
{
    Ask ask;
    Rendering rendering;
    std::string file, stems;
    bool json = false;
};

std::string size (std::uintmax_t bytes)
{
    const auto b = static_cast<double> (bytes);
    return b < 1e9 ? fmt::format ("{:.1f} MB", b / 1e6) : fmt::format ("{:.2f} GB", b / 1e9);
}

// Sound files count whole frames in a second; checked after the range, so that it is a number.
std::string wholeRate (const std::string& word)
{
    const double rate = std::strtod (word.c_str(), nullptr);
    if (rate == std::floor (rate)) return {};
    return fmt::format ("{} is not a whole number of frames per second; the nearest is {:.0f}", word, std::floor (rate + 0.5));
}

int render (Console& console, Said said)
{
    said.rendering.file = said.file;
    said.rendering.stems = said.stems;
    // Nobody named a chair: one is imagined, to be heard but not written.
    if (said.rendering.audition && said.ask.chair.empty())
    {
        said.ask.chair = "four-zone";
        said.rendering.touchChannels = false;
    }
    auto loaded = load (said.ask, console);
    if (! loaded) return console.fail (loaded.error());
    if (const auto& then = loaded->score->then)
    {
        // A file has no time of day, and an end.
        if (then->until != session::Then::Until::length)
            return console.fail (Error { fmt::format ("a file cannot go on with {}: give it a length, such as --then \"{} for 40 min\"",
                                                      session::thenText (*loaded->score, *then), loaded->score->sounds[then->layers.front()].name),
                                         Error::Kind::usage });
        followedBy (*loaded, then->value);
    }
    const auto done = renderTo (said.rendering, *loaded, console);
    if (! done) return console.fail (done.error());

    if (said.json)
    {
        text::Json json;
        json.object()
            .text ("file", said.file)
            .text ("session", loaded->name)
            .text ("format", done->container)
            .text ("bits", said.rendering.bits)
            .number ("rate", said.rendering.rate)
            .whole ("frames", done->frames)
            .number ("seconds", done->seconds)
            .whole ("bytes", static_cast<long long> (done->bytes));
        json.array ("channels").text ({}, "left").text ({}, "right");
        for (int a = 1; a <= done->channels - 2; ++a) json.text ({}, fmt::format ("touch_{}", a));
        json.close().array ("stems");
        for (const auto& s : done->stems) json.text ({}, s.string());
        console.put (json.close().close().done());
        return 0;
    }
    std::string channels = "stereo";
    if (done->channels > 2)
        channels =
            fmt::format ("{} channels (left, right, touch_1{})", done->channels, done->channels > 3 ? fmt::format (" to touch_{}", done->channels - 2) : "");
    console.say (fmt::format ("{}: {}, {}, {:g} Hz, {} bits, {}; made in {:.1f} s, {:.0f} times as fast as it plays{}", said.file, clockText (done->seconds),
                              channels, said.rendering.rate, said.rendering.bits, size (done->bytes), done->took, done->seconds / std::max (1e-3, done->took),
                              done->stems.empty() ? "" : fmt::format (" (and {} stems in {})", done->stems.size(), said.stems)));
    return 0;
}
} // namespace

extern const CommandKind commandRender;
const CommandKind commandRender {
    "render", "a session as a sound file", 20,
    "lull render bedtime -o bedtime.flac                       stereo\n"
    "lull render bedtime --chair four-zone -o bedtime.wav      and one channel per actuator\n"
    "lull render bedtime --for 20m -o short.flac               made to last twenty minutes\n"
    "lull render bedtime -o b.wav --stems parts                and each sound by itself\n"
    "lull render try --audition -o try.wav                     touch made audible",
    [] (CLI::App& app) -> Action {
        auto said = std::make_shared<Said>();
        said->ask.otherwise = "off";
        auto& r = said->rendering;
        r.threads = workers();
        addSession (app, said->ask.session);
        app.add_option ("-o,--output", said->file, "the file to write; .wav or .flac says its format")->type_name ("FILE")->required();
        addChair (app, said->ask.chair, "also its touch, one channel per actuator after left and right; see `lull chairs`");
        app.add_option ("--rate", r.rate, "frames per second, 8000 to 192000 (48000)")
            ->type_name ("N")
            ->check (CLI::Range (8'000.0, 192'000.0))
            ->check (wholeRate);
        app.add_option ("--format", r.format, "wav or flac, whatever the file is called")->type_name ("FORMAT")->check (CLI::IsMember ({ "wav", "flac" }));
        app.add_option ("--bits", r.bits, "16, 24 or 32f (24); 16 and 24 are dithered")->type_name ("BITS")->check (CLI::IsMember ({ "16", "24", "32f" }));
        addTime (app, "--from", r.from, "begin there");
        addTime (app, "--to", r.to, "end there");
        addTime (app, "--for", said->ask.lasting, "make the whole session last so long");
        addThen (app, said->ask.then, "and what goes on afterwards: SOUND for 40m, or script; nothing unless asked for");
        app.add_option ("--block", r.block, "frames at a time; the file does not depend on it (4096)")->type_name ("N")->check (CLI::Range (1, 1 << 20));
        app.add_option ("--stems", said->stems, "a folder for each sound by itself, and touch by itself")->type_name ("DIR");
        addVoice (app, said->ask.voice);
        addSeed (app, said->ask.seed, "chance begins there; the script's own unless given");
        app.add_flag ("--audition", r.audition, "add touch to the sound: octaves higher, placed as it lies, quiet");
        app.add_option ("--threads", r.threads, "1 or 2; the file does not depend on it")->type_name ("N")->check (CLI::Range (1, 2));
        addJson (app, said->json);
        return [said] (Console& console) { return render (console, *said); };
    }
};
} // namespace lull::cli

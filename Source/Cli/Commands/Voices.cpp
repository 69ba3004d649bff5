#include <atomic>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Interrupt.h"
#include "Text/Json.h"
#include "Cli/KindList.h"
#include "Cli/Measure.h"
#include "Cli/Options.h"
#include "Engine/Renderer.h"
#include "Files/Hearing.h"
#include "Files/VoicePicture.h"
#include "Files/WholeFile.h"
#include "Session/Score.h"

namespace lull::cli
{
namespace
{
namespace fs = std::filesystem;
using sound::VoiceKind;

struct Said
{
    std::string name, book;
    std::optional<double> lasting;
    bool json = false;
};

// A voice that cannot be heard without being told something (which file) has no picture.
bool speaksForItself (const VoiceKind& kind)
{
    return std::none_of (kind.fields.begin(), kind.fields.end(), [] (const text::Field& f) { return f.required; });
}

std::string fileName (const VoiceKind& kind)
{
    std::string name (kind.name);
    std::replace (name.begin(), name.end(), ' ', '-');
    return name + ".png";
}

// The voice alone, as it comes, between the fades of a session's ends. Nothing: it was not wanted to the end.
std::optional<files::Heard> heard (const VoiceKind& kind, double seconds, const std::function<bool()>& wanted)
{
    constexpr double fade = 10.0;
    const auto words = fmt::format ("session: 1\ntitle: {0}\nsounds:\n  it: {{ kind: {0}, level: -24 LUFS }}\n"
                                    "phases:\n  - {{ name: It, for: {1} s, sound: {{ it: {{}} }} }}\n",
                                    kind.name, seconds + 2.0 * fade);
    auto score = session::readScore ("voices", words);
    if (! score) return std::nullopt;
    const auto seed = score->seed;
    const auto timeline = std::make_shared<session::Timeline> (std::make_shared<session::Score> (std::move (*score)), nullptr, seed);
    engine::RenderOptions options;
    options.from = fade;
    options.to = fade + seconds;
    files::Hearing hearing (options.rate);
    bool whole = true;
    engine::render (timeline, options, [&] (const float* const* channels, int, int frames) {
        hearing.add (channels[0], channels[1], frames);
        return whole = wanted();
    });
    return whole ? std::optional (hearing.heard()) : std::nullopt;
}

std::string page()
{
    std::string out =
        "# The voices\n\nWhat may stand after `kind:` in the sounds of a session, each drawn as it comes without being told anything: how loud every pitch is "
        "over time, how far and how fast the loudness of each octave moves, and what that measures.\n";
    for (const auto* kind : sound::voiceKinds())
    {
        out += fmt::format ("\n## {}\n\n{}.\n\n", kind->name, kind->about);
        if (! kind->fields.empty()) out += session::fieldsMarkdown (kind->fields) + "\n";
        if (speaksForItself (*kind)) out += fmt::format ("![{}](voices/{})\n", kind->name, fileName (*kind));
    }
    return out;
}

// voices.md and voices/*.png; pictures are made on as many threads as there are cores.
int makeBook (const Said& said, Console& console)
{
    const double seconds = said.lasting.value_or (600.0);
    if (seconds < 5.0 || seconds > 3600.0) return console.fail ({ "--for takes from 5 s to an hour", Error::Kind::usage });
    const fs::path folder = said.book;
    std::error_code trouble;
    fs::create_directories (folder / "voices", trouble);
    if (trouble) return console.fail ({ (folder / "voices").string() + " cannot be made: " + trouble.message(), Error::Kind::runtime });

    std::vector<const VoiceKind*> drawn;
    for (const auto* kind : sound::voiceKinds())
        if (speaksForItself (*kind)) drawn.push_back (kind);
    const Interrupt interrupt;
    std::atomic<std::size_t> next { 0 }, done { 0 };
    std::vector<std::string> failures (drawn.size());
    std::atomic<bool> stopped { false };
    const auto work = [&] {
        for (std::size_t i = next++; i < drawn.size() && ! stopped; i = next++)
        {
            const auto& kind = *drawn[i];
            if (const auto h = heard (kind, seconds, [&] { return ! stopped; }))
                if (const auto made = files::picture (folder / "voices" / fileName (kind), kind.name, kind.about, *h); ! made)
                    failures[i] = made.error().message;
            ++done;
        }
    };
    std::vector<std::thread> threads;
    for (int t = 0; t < workers(); ++t) threads.emplace_back (work);
    {
        Progress progress (console, "listening");
        while (done < drawn.size() && ! stopped)
        {
            std::this_thread::sleep_for (std::chrono::milliseconds (50));
            progress.at (static_cast<double> (done) / static_cast<double> (drawn.size()));
            if (interrupt.asked()) stopped = true;
        }
    }
    for (auto& t : threads) t.join();
    if (stopped) return console.fail (interrupt.error());
    for (const auto& f : failures)
        if (! f.empty()) return console.fail ({ f, Error::Kind::runtime });
    if (const auto kept = files::writeWhole (folder / "voices.md", page()); ! kept) return console.fail (kept.error());
    if (const auto kept = files::writeWhole (folder / "script.md", session::referenceMarkdown()); ! kept) return console.fail (kept.error());
    if (said.json)
        console.put (
            text::Json().object().text ("file", (folder / "voices.md").string()).whole ("pictures", static_cast<long long> (drawn.size())).close().done());
    else console.say (fmt::format ("Wrote {} with {} pictures, and script.md", (folder / "voices.md").string(), drawn.size()));
    return 0;
}

int list (const Said& said, Console& console)
{
    std::vector<KindRow> rows;
    for (const auto* kind : sound::voiceKinds()) rows.push_back ({ kind->name, kind->about, { &kind->fields } });
    return listKinds ("voice", "kind", rows, said.name, said.json, console);
}
} // namespace

extern const CommandKind commandVoices;
const CommandKind commandVoices {
    "voices", "the sounds there are, and what they can be told", 80,
    "lull voices                      all of them\n"
    "lull voices rain                 one, with its fields\n"
    "lull voices --book documentation    as a text with a picture of ten minutes of each",
    [] (CLI::App& app) -> Action {
        auto said = std::make_shared<Said>();
        app.add_option ("voice", said->name, "one of them")->type_name ("NAME");
        app.add_option ("--book", said->book, "a folder to write voices.md, its pictures and script.md into")->type_name ("FOLDER");
        addTime (app, "--for", said->lasting, "how long each is listened to for its picture; ten minutes unless said");
        addJson (app, said->json);
        return [said] (Console& console) { return said->book.empty() ? list (*said, console) : makeBook (*said, console); };
    }
};
} // namespace lull::cli

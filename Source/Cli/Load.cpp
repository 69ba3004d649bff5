#include "Cli/Load.h"

#include <algorithm>

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Narrator.h"
#include "Files/People.h"
#include "Files/Recordings.h"
#include "Session/Asked.h"
#include "Session/After.h"

namespace lull::cli
{
namespace
{
bool rendered (std::string word)
{
    std::transform (word.begin(), word.end(), word.begin(), [] (char c) { return c >= 'A' && c <= 'Z' ? static_cast<char> (c + 32) : c; });
    return word.ends_with (".wav") || word.ends_with (".flac");
}

std::string count (std::size_t n, std::string_view thing) { return fmt::format ("{} {}{}", n, thing, n == 1 ? "" : "s"); }

Error refusal (const std::string& file, const text::Diagnostics& list)
{
    const auto errors = static_cast<std::size_t> (std::count_if (list.begin(), list.end(), [] (const auto& d) { return d.severity == text::Severity::error; }));
    return { file + " was refused: " + count (errors, "error"), Error::Kind::refused };
}
} // namespace

Result<Script> readScript (const std::string& word)
{
    if (rendered (word))
    {
        std::error_code ignored;
        if (! std::filesystem::exists (word, ignored)) return fail ("there is no file " + word, Error::Kind::usage);
        auto says = files::readScriptFrom (word);
        if (! says) return fail (says.error());
        return Script { std::filesystem::path (word).stem().string(), word, std::move (says->script), std::move (says->made) };
    }
    const auto file = files::findSession (word);
    if (! file) return fail (file.error());
    auto text = files::readText (*file);
    if (! text) return fail (text.error());
    return Script { files::nameOf (*file), file->string(), std::move (*text), {}, file->parent_path() };
}

Result<session::Score, text::Diagnostics> readScore (const Script& script)
{
    auto score = session::readScore (script.file, script.text);
    if (! score) return score;
    auto found = session::findRecordings (*score, script.folder ? files::recordingsIn (*script.folder) : session::FindRecording());
    score->warnings.insert (score->warnings.end(), found.begin(), found.end());
    if (text::refused (found)) return fail (std::move (score->warnings));
    return score;
}

Result<std::shared_ptr<const touch::Chair>> loadChair (const std::string& word, Console& console)
{
    const auto file = files::findChair (word);
    if (! file) return fail (file.error());
    const auto text = files::readText (*file);
    if (! text) return fail (text.error());
    auto chair = touch::readChair (file->string(), *text, files::nameOf (*file));
    if (chair) return std::make_shared<const touch::Chair> (std::move (*chair));
    console.show (chair.error(), *text);
    return fail (refusal (file->string(), chair.error()));
}

Result<Loaded> load (const Ask& ask, Console& console)
{
    auto script = readScript (ask.session);
    if (! script) return fail (script.error());
    auto score = readScore (*script);
    if (! score)
    {
        console.show (score.error(), script->text);
        return fail (refusal (script->file, score.error()));
    }
    console.show (score->warnings, script->text);

    Loaded loaded;
    loaded.name = script->name;
    if (! ask.chair.empty())
    {
        auto chair = loadChair (ask.chair, console);
        if (! chair) return fail (chair.error());
        loaded.chair = std::move (*chair);
        if (ask.person)
        {
            auto own = files::chairFor (*loaded.chair, *ask.person);
            if (! own) return fail (own.error());
            loaded.chair = std::make_shared<const touch::Chair> (std::move (*own));
        }
    }
    loaded.lasting = ask.lasting ? ask.lasting : script->made.lasting;
    loaded.voice = ask.voice.empty() ? script->made.voice : ask.voice;
    auto whole = session::asAsked (std::move (*score), { ask.without, loaded.lasting,
                                                         ask.then                    ? *ask.then
                                                         : script->made.then.empty() ? ask.otherwise
                                                                                     : script->made.then,
                                                         loaded.voice });
    if (! whole) return fail (whole.error());
    loaded.seed = ask.seed.value_or (script->made.seed.value_or (whole->seed));
    loaded.score = std::make_shared<const session::Score> (std::move (*whole));
    files::Narrator narrator (script->folder);
    auto spoken = session::speak (*loaded.score, narrator);
    for (const auto& words : spoken.notices) console.say (words);
    loaded.speech = std::move (spoken.speech);
    loaded.speaker = narrator.synthesiser();
    followedBy (loaded, 0.0);
    return loaded;
}

void followedBy (Loaded& loaded, double seconds)
{
    loaded.timeline = std::make_shared<const session::Timeline> (loaded.score, loaded.chair, loaded.seed, seconds, loaded.speech);
}
} // namespace lull::cli

#include "Files/MidiMapFile.h"

#include <fmt/format.h>

#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"

namespace lull::files
{
std::filesystem::path midiMapPlace() { return configHome() / "midi.yaml"; }

Result<MidiMapText> midiMapText (const std::string& file)
{
    std::error_code ignored;
    const bool asked = ! file.empty();
    if (! asked && ! std::filesystem::exists (midiMapPlace(), ignored))
        return MidiMapText { "the usual mapping", std::string (engine::MidiMap::usualText()), false };
    const auto place = asked ? std::filesystem::path (file) : midiMapPlace();
    auto text = readText (place, 64 * 1024);
    if (! text) return fail (text.error());
    return MidiMapText { asked ? file : place.string(), std::move (*text), true };
}

Result<engine::MidiMap> midiMap (const std::string& file)
{
    const auto text = midiMapText (file);
    if (! text) return fail (text.error());
    auto map = engine::MidiMap::read (text->file, text->text);
    if (map) return std::move (*map);
    const auto& d = map.error().front();
    return fail (fmt::format ("{}:{}:{}: {}{}", d.file, d.line, d.column, d.message, d.fix.empty() ? "" : "; " + d.fix), Error::Kind::refused);
}

Result<std::filesystem::path> learnMidi (engine::MidiRule::From from, int channel, int number, engine::MidiDoes does)
{
    const auto before = midiMapText();
    if (! before) return fail (before.error());
    if (const auto map = midiMap(); ! map) return fail (map.error()); // what cannot be read is not written to
    const auto after = engine::learned (before->text, from, channel, number, does);
    if (auto map = engine::MidiMap::read ("midi.yaml", after); ! map)
        return fail (fmt::format ("{}: a line cannot be put into it; write it by hand", midiMapPlace().string()));
    if (auto kept = writeWholeIn (midiMapPlace(), after); ! kept) return fail (kept.error());
    return midiMapPlace();
}
} // namespace lull::files

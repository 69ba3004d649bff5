#include "Files/Notice.h"

#include <ctime>
#include <filesystem>

#include <fmt/format.h>

#include "Files/Calendar.h"
#include "Files/Library.h"
#include "Files/Paths.h"
#include "Files/WholeFile.h"
#include "Text/Yaml.h"

namespace lull::files
{
namespace
{
std::filesystem::path noticeFile() { return configHome() / "notice.yaml"; }
} // namespace

// figures.md 1.2, in plain words.
std::string_view noticeText() noexcept
{
    return "Before the first touch\n"
           "\n"
           "Lull makes a chair vibrate, for rest. It is not a treatment, and it takes the place of none.\n"
           "\n"
           "Ask your doctor first if you are pregnant, have a pacemaker or another implant, had surgery or an injury lately, have had a thrombosis "
           "or bleed easily, have epilepsy, or are ill or feverish.\n"
           "\n"
           "It is never to be painful. Begin gently; there is time to make it stronger. Stop at once when anything feels wrong: pain, numbness, "
           "dizziness, a racing heart. Stop is always there: Esc, q, Ctrl-C, or the lower third of the window.\n"
           "\n"
           "Nobody belongs in the chair who could not stop it alone: no child, no one asleep who did not start it.\n"
           "\n"
           "Software can fail. A fuse for each actuator and a switch within reach belong outside of it.\n";
}

bool noticeAcknowledged()
{
    const auto text = readText (noticeFile(), 4096);
    if (! text) return false;
    const auto root = text::parseYaml ("notice.yaml", *text, { 4096, 2, 20 });
    if (! root || root->kind != text::Node::Kind::map) return false;
    const auto* version = root->find ("notice");
    return version != nullptr && version->value.scalar == fmt::format ("{}", noticeVersion) && root->find ("acknowledged") != nullptr;
}

Result<bool> acknowledgeNotice()
{
    const auto text = fmt::format ("# What was read before the first touch; `lull safety` shows it again.\nnotice: {}\nacknowledged: {}\n", noticeVersion,
                                   dateOf (std::time (nullptr)));
    if (auto kept = writeWholeIn (noticeFile(), text); ! kept) return fail (kept.error());
    return true;
}
} // namespace lull::files

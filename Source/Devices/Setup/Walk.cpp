#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "Devices/Setup/Setup.h"
#include "Devices/DeviceList.h"
#include "Devices/Walk.h"
#include "Files/OwnChairs.h"
#include "Touch/ChairEdit.h"

namespace lull::devices
{
namespace
{

// "1-4,7" -> 1 2 3 4 7; the grammar is a binding's.
Result<std::vector<int>> outputsOf (const std::string& said)
{
    auto list = parseBinding ("sound=none,touch=" + said);
    if (! list || list->touch.empty()) return fail (fmt::format ("--outputs: \"{}\" is no list of outputs; write 1-4 or 3,4,7", said), Error::Kind::usage);
    return list->touch;
}

// "1, 3" -> zones; nothing when one of them is not there.
std::optional<std::vector<int>> zonesIn (std::string_view typed, std::size_t count)
{
    std::vector<int> zones;
    for (std::size_t at = 0; at < typed.size();)
    {
        if (typed[at] == ',' || typed[at] == ' ')
        {
            ++at;
            continue;
        }
        int n = 0;
        const auto [end, failed] = std::from_chars (typed.data() + at, typed.data() + typed.size(), n);
        if (failed != std::errc() || n < 0 || n > static_cast<int> (count)) return std::nullopt;
        if (n > 0 && std::find (zones.begin(), zones.end(), n - 1) == zones.end()) zones.push_back (n - 1);
        at = static_cast<std::size_t> (end - typed.data());
    }
    return zones;
}

class Walker
{
public:
    Walker (const ChairAsk& w, std::string o, ChairFile f, Desk& d) : wanted (w), tries (std::move (o)), file (std::move (f)), desk (d) {}

    int run()
    {
        const auto found = chooseDevice (listDevices(), wanted.device);
        if (! found) return desk.fail (found.error());
        device = found->id();
        if (wanted.device.empty()) return desk.fail ({ "say which device it is: --device DEVICE (`lull devices` lists them)", Error::Kind::usage });
        if (const auto before = loadBinding (bindingsFolder(), file.chair->id, device)) bound = *before;
        if (file.chair->shared && ! bound)
            return desk.fail (
                { fmt::format (
                      "on \"{}\" touch and sound share one line: there is nothing to find. Say once: lull play --chair {} --device \"{}\" --channels sound=1-2",
                      file.chair->title, file.name, device),
                  Error::Kind::usage });
        if (! file.chair->shared)
        {
            if (const auto many = candidates (found->outputs); ! many) return desk.fail (many.error());
            if (auto code = zones()) return *code;
        }
        if (! file.own)
        {
            desk.hint (fmt::format (
                "Which way round it is wired, and what its amplifier does, is kept in a chair file of your own: lull chair new mine --from {}", file.name));
            return 0;
        }
        // From here on every output is known, and driven as far as its own actuator bears.
        const auto owned = desk.talk (file.chair, "lull chair walk");
        auto& talk = *owned;
        const auto begun = talk.begin (wanted.device, bound);
        if (! begun) return desk.fail (begun.error());
        if (! *begun) return talk.code();
        if (auto code = compare (talk)) return *code;
        if (auto code = amplifiers (talk)) return *code;
        return 0;
    }

private:
    const ChairAsk& wanted;
    const std::string tries;
    ChairFile file;
    Desk& desk;
    std::string device;
    std::optional<Binding> bound;
    std::vector<int> outputs;

    Result<bool> candidates (int there)
    {
        if (! tries.empty())
        {
            auto said = outputsOf (tries);
            if (! said) return fail (said.error());
            outputs = std::move (*said);
        }
        else
        {
            if (there == 0) return fail ("how many outputs this device has is not known yet: say which to try, --outputs 1-8", Error::Kind::usage);
            for (int o = 1; o <= there; ++o)
                if (! bound || (o != bound->left && o != bound->right)) outputs.push_back (o);
        }
        if (outputs.size() > maxLanes)
            return fail (fmt::format ("16 outputs are tried at once, not {}: say which, --outputs 1-16", outputs.size()), Error::Kind::usage);
        return true;
    }

    // One output after another: where is it felt?
    std::optional<int> zones()
    {
        Binding trial;
        trial.left = trial.right = 0;
        trial.touch = outputs;
        trial.device = device;
        const auto owned = desk.talk (std::make_shared<const touch::Chair> (walkedChair (*file.chair, static_cast<int> (outputs.size()))), "lull chair walk");
        auto& talk = *owned;
        const auto begun = talk.begin (wanted.device, trial);
        if (! begun) return desk.fail (begun.error());
        if (! *begun) return talk.code();
        const auto& all = file.chair->zones;
        desk.say ("One output after another moves a little. Where do you feel it, or is it a loudspeaker that you hear?");
        const double hertz = file.chair->actuators.front().carrierFor (40.0);
        std::vector<WalkAnswer> answers;
        std::vector<std::string> names;
        for (const auto& z : all) names.push_back (z.name);
        for (std::size_t i = 0; i < outputs.size(); ++i)
        {
            talk.play (hertz, { { static_cast<int> (i), talk.level(), false } });
            for (;;)
            {
                const auto typed = talk.ask ({ fmt::format ("Output {}, felt at:", outputs[i]),
                                               Talk::Question::By::several,
                                               { { 'l', "heard left" }, { 'r', "heard right" }, { 'b', "heard both" } },
                                               names });
                if (! typed) return talk.code();
                WalkAnswer answer;
                answer.output = outputs[i];
                using Heard = WalkAnswer::Heard;
                answer.heard = *typed == "l" ? Heard::left : *typed == "r" ? Heard::right : *typed == "b" ? Heard::both : Heard::no;
                const auto where = answer.heard != Heard::no ? std::optional<std::vector<int>> (std::in_place) : zonesIn (*typed, all.size());
                if (! where)
                {
                    talk.say (fmt::format ("There are zones 1 to {}.", all.size()));
                    continue;
                }
                answer.zones = *where;
                answers.push_back (std::move (answer));
                break;
            }
        }
        talk.quiet();
        auto end = walkEnd (*file.chair, answers, bound, device);
        if (! end.findings.empty())
        {
            for (const auto& f : end.findings) desk.say ("- " + f);
            desk.say ("Nothing was saved.");
            return static_cast<int> (Error::Kind::refused);
        }
        if (const auto kept = saveBinding (bindingsFolder(), file.chair->id, device, end.binding); ! kept) return desk.fail (kept.error());
        desk.say (fmt::format ("Saved for {} on {}: {}", file.name, device, toText (end.binding)));
        (void)files::noteFinding (
            file.name, fmt::format ("walk on {}: {}; the device answers {:.1f} ms late, so a stop is silent at its outputs {:.1f} ms after the key", device,
                                    toText (end.binding), 1000.0 * talk.rig().opened().latency, 1000.0 * talk.rig().opened().latency + 20.0));
        bound = end.binding;
        return std::nullopt;
    }

    // Neighbours together, as they are and with one turned round: the stronger is right.
    std::optional<int> compare (Talk& talk)
    {
        const auto pairs = neighbours (*file.chair);
        if (pairs.empty()) return std::nullopt;
        desk.say ("Two neighbours move together now. Turn them round and back: which way is stronger, the first or the second?");
        std::vector<int> stronger;
        for (const auto& [a, b] : pairs)
        {
            int way = 1;
            for (std::optional<int> answer; ! answer;)
            {
                const double hertz = file.chair->actuators[static_cast<std::size_t> (a)].carrierFor (40.0);
                talk.play (hertz, { { a, talk.level(), false }, { b, talk.level(), way == 2 } });
                const auto typed = talk.ask ({ fmt::format ("{} with {}, way {}:", zonesOf (*file.chair, a), zonesOf (*file.chair, b), way),
                                               Talk::Question::By::keys,
                                               { { ' ', "turn round" }, { '1', "the first" }, { '2', "the second" }, { '0', "alike" } } });
                if (! typed) return talk.code();
                if (*typed == " ") way = 3 - way;
                else answer = *typed == "1" ? 1 : *typed == "2" ? -1 : 0;
                if (answer) stronger.push_back (*answer);
            }
        }
        talk.quiet();
        const auto inverted = polarities (*file.chair, pairs, stronger);
        std::vector<touch::ChairChange> changes;
        std::string turned;
        for (std::size_t k = 0; k < inverted.size(); ++k)
        {
            if (inverted[k]) turned += (turned.empty() ? "" : ", ") + file.chair->actuators[k].name;
            if (inverted[k] == file.chair->actuators[k].inverted) continue;
            changes.push_back (
                { touch::ChairChange::List::actuators, static_cast<int> (k), "inverted", inverted[k] ? std::optional<std::string> ("yes") : std::nullopt });
        }
        if (auto code = save (changes)) return code;
        (void)files::noteFinding (file.name, turned.empty() ? "polarity: all alike" : "polarity: turned round: " + turned);
        desk.say (turned.empty() ? "All are wired alike." : "Turned round: " + turned + ".");
        return std::nullopt;
    }

    // What an amplifier does by itself: falls asleep in silence, wakes late, thumps.
    std::optional<int> amplifiers (Talk& talk)
    {
        desk.say ("Now what an amplifier does by itself.");
        const std::size_t count = std::max<std::size_t> (1, file.chair->amplifiers.size());
        for (std::size_t a = 0; a < count; ++a)
        {
            const std::string name = file.chair->amplifiers.empty() ? "the amplifier" : "\"" + file.chair->amplifiers[a].name + "\"";
            std::vector<touch::ChairChange> changes;
            const auto set = [&] (std::string key, std::optional<std::string> value) {
                changes.push_back ({ touch::ChairChange::List::amplifiers, static_cast<int> (a), std::move (key), std::move (value) });
            };
            const auto thump = talk.ask ({ fmt::format ("Switch {} off, wait, and on again. Did it thump?", name),
                                           Talk::Question::By::keys,
                                           { { 'y', "yes" }, { 'n', "no" }, { 's', "skip" } } });
            if (! thump) return talk.code();
            if (*thump != "s") set ("thump", *thump == "y" ? std::optional<std::string> ("yes") : std::nullopt);
            const auto sleeps = talk.ask ({ fmt::format ("Does {} fall asleep when it hears nothing? After how many minutes? (0: never)", name),
                                            Talk::Question::By::number,
                                            { { 's', "skip" } } });
            if (! sleeps) return talk.code();
            int minutes = 0;
            std::from_chars (sleeps->data(), sleeps->data() + sleeps->size(), minutes);
            if (*sleeps != "s") set ("standby", minutes > 0 ? std::optional<std::string> (fmt::format ("{} min", std::min (minutes, 1440))) : std::nullopt);
            if (*sleeps != "s" && minutes > 0)
            {
                const auto asleep =
                    talk.ask ({ "Wait until it sleeps (or let it be asleep already).", Talk::Question::By::keys, { { 'y', "it sleeps" }, { 's', "skip" } } });
                if (! asleep) return talk.code();
                if (*asleep == "y")
                {
                    const auto wakes = woken (talk, static_cast<int> (a));
                    if (! wakes) return talk.code();
                    if (*wakes >= 0.0) set ("wakes in", fmt::format ("{:.1f} s", *wakes));
                }
            }
            if (auto code = save (changes)) return code;
            std::string found;
            for (const auto& c : changes) found += fmt::format ("{}{} {}", found.empty() ? "" : ", ", c.key, c.value.value_or ("no"));
            if (! found.empty()) (void)files::noteFinding (file.name, fmt::format ("amplifier {}: {}", name, found));
        }
        desk.say ("Done.");
        desk.hint (fmt::format ("Next: lull chair volts {} --device \"{}\"", file.name, device));
        return std::nullopt;
    }

    // Seconds from a tone until it is felt, the person's own quarter of a second taken off; -1: never within a minute.
    std::optional<double> woken (Talk& talk, int amplifier)
    {
        const auto& all = file.chair->actuators;
        const auto on = std::find_if (all.begin(), all.end(), [&] (const auto& a) { return std::max (0, a.amplifier) == amplifier; });
        if (on == all.end()) return -1.0;
        talk.play (on->carrierFor (40.0), { { static_cast<int> (on - all.begin()), talk.level(), false } });
        const auto from = std::chrono::steady_clock::now();
        const auto pressed = talk.wait (60.0, "Say when you feel it.", { { 'y', "I feel it" } });
        talk.quiet();
        if (! pressed) return std::nullopt;
        if (pressed->empty()) return talk.say ("Nothing was felt within a minute."), -1.0;
        const double s = std::max (0.0, std::chrono::duration<double> (std::chrono::steady_clock::now() - from).count() - 0.25);
        talk.say (fmt::format ("It wakes in {:.1f} s.", s));
        return s;
    }

    std::optional<int> save (const std::vector<touch::ChairChange>& changes)
    {
        const int code = change (file, changes, desk);
        return code == 0 ? std::nullopt : std::optional (code);
    }
};

} // namespace

int walk (const ChairAsk& wanted, const std::string& outputs, ChairFile file, Desk& desk) { return Walker (wanted, outputs, std::move (file), desk).run(); }
} // namespace lull::devices

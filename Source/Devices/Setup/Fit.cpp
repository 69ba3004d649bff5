#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "Devices/Setup/Setup.h"
#include "Files/People.h"
#include "Touch/Staircase.h"

namespace lull::devices
{
namespace
{
constexpr double shown = 1.6, gap = 0.5; // s: a tone, and the silence after it
constexpr double unfelt = -70.0;         // dBFS

// One tone after another until it is known where answers turn. nullopt: the person went away. `ask` plays one and gives the answer.
template <class Ask>
std::optional<double> found (touch::Staircase stairs, const Ask& ask)
{
    while (! stairs.found())
    {
        const auto yes = ask (stairs.level(), stairs.answers());
        if (! yes) return std::nullopt;
        stairs.answer (*yes);
    }
    return stairs.estimate();
}

// y as soon as it is felt; n, or nothing, when it is not.
std::optional<double> justFelt (Talk& talk, int k, double hertz, const std::string& name)
{
    auto& rig = talk.rig();
    touch::Staircase::Rules rules;
    rules.most = rig.most (k);
    rules.guess = std::min (-42.0, rules.most - 10.0);
    return found (touch::Staircase (rules), [&] (double level, int number) -> std::optional<bool> {
        if (! talk.wait (gap, fmt::format ("{}: just felt, {}", name, number + 1), {})) return std::nullopt;
        rig.play (hertz, { { k, level, false } });
        const auto pressed = talk.wait (shown, fmt::format ("{}: do you feel it?", name), { { 'y', "yes" }, { 'n', "no" } });
        rig.play (hertz, {});
        if (! pressed) return std::nullopt;
        return *pressed == "y";
    });
}

// From what was just felt upwards in small steps: y while it could be more, n when it is too much.
std::optional<double> comfortable (Talk& talk, int k, double hertz, const std::string& name, double felt)
{
    auto& rig = talk.rig();
    touch::Staircase::Rules rules;
    rules.least = std::max (-70.0, felt);
    rules.most = rig.most (k);
    if (rules.most - rules.least < 1.0) return rules.most;
    rules.guess = std::min (felt + 15.0, rules.most);
    rules.doubt = 10.0;
    rules.start = std::min (felt + 6.0, rules.most);
    rules.climb = 3.0; // what is too strong is met by little
    rules.slope = 0.7;
    rules.sure = 1.5;
    return found (touch::Staircase (rules), [&] (double level, int number) -> std::optional<bool> {
        if (! talk.wait (gap, fmt::format ("{}: comfortable, {}", name, number + 1), {})) return std::nullopt;
        rig.play (hertz, { { k, level, false } });
        std::optional<std::string> pressed;
        const auto from = std::chrono::steady_clock::now();
        // It goes on for a while, and so does the question.
        do pressed = talk.wait (shown, fmt::format ("{}: still comfortable?", name), { { 'y', "yes" }, { 'n', "too strong" } });
        while (pressed && pressed->empty() && std::chrono::steady_clock::now() - from < std::chrono::seconds (60));
        rig.play (hertz, {});
        if (! pressed) return std::nullopt;
        return *pressed != "y"; // too strong, or nobody answers
    });
}

} // namespace

int fit (const ChairAsk& wanted, const std::string& person, bool again, const ChairFile& file, Desk& desk)
{
    const auto& chair = *file.chair;
    auto stored = files::loadFit (person, chair.id);
    if (! stored) return desk.fail (stored.error());
    touch::Fit known = *stored && ! again ? **stored : touch::Fit { chair.id, {} };
    std::vector<int> open;
    for (std::size_t k = 0; k < chair.actuators.size(); ++k)
        if (const auto* c = known.find (chair.actuators[k].name); c == nullptr || ! c->comfortable) open.push_back (static_cast<int> (k));
    if (open.empty())
    {
        desk.say (fmt::format ("{} is fitted to {} already.", chair.title, person));
        desk.hint ("--again does it anew.");
        return 0;
    }
    std::unique_ptr<Talk> owned;
    if (const auto code = enter (owned, wanted, file, "lull fit", desk)) return *code;
    auto& talk = *owned;
    desk.say (fmt::format ("{} of {} outputs are to be fitted, each in under a minute. What is done is kept; stop at any time and go on later.", open.size(),
                           chair.actuators.size()));
    talk.rig().play (40.0, { { open.front(), unfelt, false } }); // touch rises while something is played
    if (! talk.ask ({ "Short tones come. First: do you feel it at all? Then: is it still comfortable?",
                      Talk::Question::By::keys,
                      { { ' ', "begin" } },
                      {},
                      true,
                      " " }))
        return talk.code();
    talk.quiet();
    for (const int k : open)
    {
        const auto& a = chair.actuators[static_cast<std::size_t> (k)];
        const double hertz = a.carrierFor (40.0);
        const auto name = zonesOf (chair, k);
        const auto felt = justFelt (talk, k, hertz, name);
        if (! felt) return talk.code();
        const auto most = comfortable (talk, k, hertz, name, *felt);
        if (! most) return talk.code();
        auto& c = known.of (a.name);
        c.hertz = hertz;
        c.felt = std::min (*felt, 0.0);
        c.comfortable = std::min (*most, 0.0);
        if (const auto kept = files::storeFit (person, known); ! kept) return desk.fail (kept.error());
        desk.say (fmt::format ("{}: just felt at {:.1f} dBFS, comfortable up to {:.1f} dBFS{}.", name, *felt, *most,
                               *most > talk.rig().most (k) - 0.5 ? ", which is all that it gives here" : ""));
    }
    desk.say (fmt::format ("{} is fitted to {}: 100 % is what is comfortable, everywhere alike.", chair.title, person));
    return 0;
}
} // namespace lull::devices

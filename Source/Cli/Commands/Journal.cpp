#include <algorithm>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Cli/Options.h"
#include "Cli/Sittings.h"
#include "Files/Calendar.h"
#include "Files/JournalPlot.h"
#include "Files/WholeFile.h"

namespace lull::cli
{
namespace
{
struct Wanted
{
    int last = 20;
    bool all = false, weeks = false, json = false, removeAll = false, yes = false;
    std::string csv, plot;
    std::vector<std::int64_t> remove;
    std::vector<int> rate; // id, stars
};

// What the reader is told of how often, and whose numbers they are (subject.md).
constexpr const char* howOften =
    "For upkeep, massage by hand is commonly advised for 30 to 90 minutes every two to four weeks. That touch ends after 95 minutes of\n"
    "a sitting, and rests for 30, is Lull's own bound.\n";

void list (const std::vector<files::Sitting>& sittings, Console& console)
{
    std::size_t widest = 5;
    for (const auto& s : sittings) widest = std::max (widest, std::min<std::size_t> (32, s.title.size()));
    for (auto s = sittings.rbegin(); s != sittings.rend(); ++s)
    {
        std::string how (wordsOf (s->ending));
        if (s->ending != files::Ending::whole && s->ending != files::Ending::running) how += fmt::format (" at {}", clockText (s->position));
        if (! s->why.empty()) how += fmt::format (" ({})", s->why);
        console.put (fmt::format ("{:>4}  {}  {:<{}}  {:>6} of {:>6}{}  {}{}\n", s->id, files::dateAndTimeOf (static_cast<std::time_t> (s->begun)),
                                  s->title.substr (0, 32), widest, clockText (std::round (s->heard)), clockText (s->length),
                                  s->touched > 0.5 ? fmt::format (", touch {:>6}", clockText (std::round (s->touched))) : std::string (14, ' '), how,
                                  s->rating ? fmt::format ("  {} of 5", *s->rating) : ""));
    }
}

void bars (const std::vector<files::Week>& weeks, Console& console)
{
    double most = 1.0;
    for (const auto& w : weeks) most = std::max (most, w.heard);
    const char* mark = console.unicode() ? "█" : "#";
    for (const auto& w : weeks)
    {
        std::string bar;
        for (int i = 0; i < static_cast<int> (std::lround (40.0 * w.heard / most)); ++i) bar += mark;
        console.put (fmt::format ("{}  {:>5.0f} min  {}\n", w.monday, w.heard, bar));
    }
    console.put (howOften);
}

int journal (const Wanted& wanted, Console& console)
{
    auto opened = files::Journal::open();
    if (! opened) return console.fail (opened.error());
    if (! opened->news().empty()) console.say (opened->news());
    if (! wanted.remove.empty() || wanted.removeAll)
    {
        if (wanted.removeAll && ! wanted.yes) return console.fail ({ "--delete-all takes everything away for good: say --yes as well", Error::Kind::usage });
        const auto gone = wanted.removeAll ? opened->removeAll() : opened->remove (wanted.remove);
        if (! gone) return console.fail (gone.error());
        console.say (fmt::format ("{} {} deleted.", *gone, *gone == 1 ? "sitting is" : "sittings are"));
        if (! wanted.removeAll && *gone < static_cast<int> (wanted.remove.size()))
            return console.fail ({ "not all of those were there; `lull journal` shows the numbers", Error::Kind::usage });
        return 0;
    }
    if (! wanted.rate.empty())
    {
        if (wanted.rate[1] < 1 || wanted.rate[1] > 5) return console.fail ({ "--rate takes a number and 1 (not good) to 5 (very good)", Error::Kind::usage });
        const auto rated = opened->rate (wanted.rate[0], wanted.rate[1]);
        if (! rated) return console.fail (rated.error());
        if (! *rated) return console.fail ({ fmt::format ("there is no sitting {}; `lull journal` shows the numbers", wanted.rate[0]), Error::Kind::usage });
        return 0;
    }
    const bool every = wanted.all || ! wanted.csv.empty() || wanted.weeks || ! wanted.plot.empty();
    const auto found = opened->sittings ({}, every ? 1'000'000 : static_cast<std::size_t> (std::max (1, wanted.last)));
    if (! found) return console.fail (found.error());
    if (! wanted.plot.empty())
    {
        if (const auto drawn = files::plotWeeks (wanted.plot, files::weeksOf (*found, std::time (nullptr))); ! drawn) return console.fail (drawn.error());
        console.say ("Drew " + wanted.plot);
    }
    if (! wanted.csv.empty())
    {
        const auto text = csvOf (*found);
        if (wanted.csv == "-") console.put (text);
        else if (const auto kept = files::writeWhole (wanted.csv, text); ! kept) return console.fail (kept.error());
    }
    if (wanted.json)
    {
        text::Json json;
        json.array();
        for (const auto& s : *found) putSitting (json, s);
        console.put (json.close().done());
    }
    else if (wanted.weeks) bars (files::weeksOf (*found, std::time (nullptr)), console);
    else if (wanted.plot.empty() && wanted.csv.empty())
    {
        if (found->empty()) console.say ("Nothing is in the journal yet.");
        list (*found, console);
    }
    return 0;
}
} // namespace

extern const CommandKind commandJournal;
const CommandKind commandJournal {
    "journal", "what was played, and how it ended", 64,
    "lull journal                  the newest twenty\n"
    "lull journal --weeks          minutes per week; --plot weeks.svg draws them\n"
    "lull journal --csv all.csv    everything, for a spreadsheet; --json --all for programs\n"
    "lull journal --rate 12 5      how it was, from 1 to 5\n"
    "lull journal --delete 12 13   gone for good; --delete-all --yes: all of it",
    [] (CLI::App& app) -> Action {
        auto wanted = std::make_shared<Wanted>();
        app.add_option ("--last", wanted->last, "how many; 20 unless given")->type_name ("N")->check (CLI::Range (1, 1'000'000));
        app.add_flag ("--all", wanted->all, "every one");
        app.add_flag ("--weeks", wanted->weeks, "minutes per week");
        app.add_option ("--plot", wanted->plot, "minutes per week as a picture: .png or .svg")->type_name ("FILE");
        app.add_option ("--csv", wanted->csv, "everything as a table; - is standard output")->type_name ("FILE");
        app.add_option ("--rate", wanted->rate, "how it was: its number, and 1 (not good) to 5 (very good)")->type_name ("ID STARS")->expected (2);
        app.add_option ("--delete", wanted->remove, "sittings by their numbers, for good")->type_name ("ID");
        app.add_flag ("--delete-all", wanted->removeAll, "the whole journal, for good; with --yes");
        app.add_flag ("--yes", wanted->yes, "it is meant");
        addJson (app, wanted->json);
        return [wanted] (Console& console) { return journal (*wanted, console); };
    }
};
} // namespace lull::cli

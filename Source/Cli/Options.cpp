#include "Cli/Options.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Fields.h"

namespace lull::cli
{
namespace
{
std::string typeName (const CLI::Option& o) { return o.get_expected_max() == 0 ? "" : " " + o.get_type_name(); }

// Two columns, the second wrapped at 100.
std::string row (const std::string& left, const std::string& right, std::size_t column)
{
    std::string out = "  " + left;
    if (out.size() + 2 > column) out += "\n" + std::string (column, ' ');
    else out += std::string (column - out.size(), ' ');
    std::size_t used = column;
    std::size_t from = 0;
    while (from < right.size())
    {
        const std::size_t space = std::min (right.find (' ', from), right.size());
        const std::string word = right.substr (from, space - from);
        if (used > column && used + 1 + word.size() > 100)
        {
            out += "\n" + std::string (column, ' ');
            used = column;
        }
        if (used > column) out += ' ', ++used;
        out += word;
        used += word.size();
        from = space + 1;
    }
    return out + "\n";
}

std::string indented (std::string_view lines)
{
    std::string out;
    while (! lines.empty())
    {
        const std::size_t end = std::min (lines.find ('\n'), lines.size());
        out += "  " + std::string (lines.substr (0, end)) + "\n";
        lines.remove_prefix (std::min (end + 1, lines.size()));
    }
    return out;
}

std::string optionName (const CLI::Option& o)
{
    std::string names;
    for (const auto& s : o.get_snames()) names += (names.empty() ? "-" : ", -") + s;
    for (const auto& l : o.get_lnames()) names += (names.empty() ? "--" : ", --") + l;
    return names + typeName (o);
}
} // namespace

CLI::Option* addTime (CLI::App& app, const std::string& names, std::optional<double>& into, const std::string& about)
{
    return app
        .add_option_function<std::string> (
            names,
            [&into, names] (const std::string& word) {
                into = text::parseTime (word);
                if (! into) throw CLI::ValidationError (fmt::format ("{}: \"{}\" is not a time; write 90, 2:50, 1:02:03 or 20m", names, word));
            },
            about)
        ->type_name ("TIME");
}

CLI::Option* addSeed (CLI::App& app, std::optional<std::uint64_t>& into, const std::string& about)
{
    return app
        .add_option_function<std::string> (
            "--seed",
            [&into] (const std::string& word) {
                // CLI11 itself takes -1 and what does not fit for other numbers.
                std::uint64_t seed = 0;
                const auto [end, failed] = std::from_chars (word.data(), word.data() + word.size(), seed);
                if (failed != std::errc() || end != word.data() + word.size())
                    throw CLI::ValidationError (
                        fmt::format ("--seed: \"{}\" is not a seed; write a whole number from 0 to {}", word, std::numeric_limits<std::uint64_t>::max()));
                into = seed;
            },
            about)
        ->type_name ("N");
}

CLI::Option* addSession (CLI::App& app, std::string& into, const std::string& fallback)
{
    into = fallback;
    auto* option = app.add_option ("session", into, "a name (see `lull sessions`) or a file")->type_name ("SESSION");
    if (fallback.empty()) option->required();
    return option;
}

CLI::Option* addChair (CLI::App& app, std::string& into, const std::string& about) { return app.add_option ("--chair", into, about)->type_name ("CHAIR"); }
CLI::Option* addVoice (CLI::App& app, std::string& into)
{
    return app.add_option ("--voice", into, "how lines are told: off, text or spoken; as the script says unless given")
        ->type_name ("HOW")
        ->check (CLI::IsMember ({ "off", "text", "spoken" }));
}

void addOutput (CLI::App& app, std::string& device, std::string& channels)
{
    app.add_option ("--device", device, "where to play; see `lull devices`")->type_name ("DEVICE");
    app.add_option ("--channels", channels, "the device's outputs: sound=1-2,touch=3,4,6,5")->type_name ("MAP");
}

CLI::Option* addThen (CLI::App& app, std::optional<std::string>& into, const std::string& about)
{
    return app
        .add_option_function<std::string> (
            "--then", [&into] (const std::string& words) { into = words; }, about)
        ->type_name ("WORDS");
}

CLI::Option* addJson (CLI::App& app, bool& into) { return app.add_flag ("--json", into, "as JSON, for programs"); }

std::string fullName (const CLI::App& command)
{
    const CLI::App* above = command.get_parent();
    return (above != nullptr && above->get_parent() != nullptr ? fullName (*above) + " " : std::string()) + command.get_name();
}

std::string complaint (const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words)
{
    const auto within = app.get_subcommands ([] (const CLI::App* a) { return a->get_parent() != nullptr; });
    if (! within.empty() && app.get_subcommands().empty() && app.get_parent() != nullptr)
    {
        std::vector<std::string> names;
        std::string all;
        for (const auto* a : within) names.push_back (a->get_name()), all += (all.empty() ? "" : ", ") + a->get_name();
        const auto said = std::find_if (words.begin(), words.end(), [] (const std::string& w) { return ! w.starts_with ('-'); });
        if (said == words.end()) return fmt::format ("it needs one of {}", all);
        const std::string near = text::nearest (*said, names);
        return fmt::format ("\"{}\" is nothing to do with a {}; {}", *said, app.get_name(),
                            near.empty() ? "there are " + all : "did you mean \"" + near + "\"?");
    }
    if (error.get_exit_code() == static_cast<int> (CLI::ExitCodes::ExtrasError))
    {
        std::vector<std::string> options;
        for (const CLI::Option* o : app.get_options())
            for (const auto& l : o->get_lnames()) options.push_back ("--" + l);
        for (const std::string& word : words)
        {
            if (! word.starts_with ("-")) continue;
            const std::string name = word.substr (0, word.find ('='));
            if (std::find (options.begin(), options.end(), name) != options.end() || app.get_option_no_throw (name) != nullptr) continue;
            const std::string near = text::nearest (name, options);
            return fmt::format ("there is no option {}{}", name, near.empty() ? "" : "; did you mean " + near + "?");
        }
        const auto rest = app.remaining();
        return fmt::format ("\"{}\" is one word too many", rest.empty() ? std::string() : rest.front());
    }
    if (error.get_exit_code() == static_cast<int> (CLI::ExitCodes::RequiredError))
        for (const CLI::Option* o : app.get_options())
            if (o->get_required() && o->count() == 0) return fmt::format ("it needs {}", o->get_positional() ? o->get_type_name() : optionName (*o));
    std::string message = error.what();
    if (message.ends_with ('.')) message.pop_back();
    return message;
}

std::string helpText (const CLI::App& program)
{
    std::string out = fmt::format ("lull {}: {}\n\nExamples\n", LULL_VERSION, program.get_description());
    out += indented ("lull try                                   one minute, to hear and feel what it does\n"
                     "lull play                                  Bedtime, half an hour\n"
                     "lull play desk-break --for 8m              a shorter one\n"
                     "lull play --in 20m                         starts in twenty minutes\n"
                     "lull render bedtime -o bedtime.flac        as a sound file\n"
                     "lull render try --chair four-zone -o x.wav  with one channel per actuator\n"
                     "lull check my.lull.yaml                    what is wrong in a script, and where");
    out += "\nCommands\n";
    std::vector<const CommandKind*> kinds = commandKinds();
    std::sort (kinds.begin(), kinds.end(), [] (auto* a, auto* b) { return a->place < b->place; });
    for (const auto* k : kinds) out += row (std::string (k->name), std::string (k->about), 14);
    out += "\n" + row ("--help", "this, or `lull COMMAND --help` with its options", 14) + row ("--version", "the version", 14);
    out += "\nTimes are written 90, 2:50, 1:02:03 or 20m. Exit codes: 0 good, 1 failed, 2 usage, 3 session refused,\n"
           "4 no device; 130 ended by Ctrl-C, 143 by SIGTERM, 129 when its terminal went away.\n";
    return out;
}

std::string helpText (const CLI::App& command, std::string_view examples)
{
    std::string out = "Examples\n" + indented (examples) + "\nlull " + fullName (command);
    const auto within = command.get_subcommands ([] (const CLI::App*) { return true; });
    if (! within.empty()) out += " WHAT";
    bool options = false;
    for (const CLI::Option* o : command.get_options())
    {
        options = options || ! o->get_positional();
        if (o->get_positional())
            out += (o->get_required() ? " " : " [") + o->get_type_name() + (o->get_expected_max() > 1 ? "..." : "") + (o->get_required() ? "" : "]");
    }
    for (const CLI::Option* o : command.get_options())
        if (! o->get_positional() && o->get_required())
            out += " " + (o->get_snames().empty() ? "--" + o->get_lnames().front() : "-" + o->get_snames().front()) + typeName (*o);
    out += options ? " [options]\n" : "\n";
    out += "  " + command.get_description() + "\n\n";
    for (const auto* a : within) out += row (a->get_name(), a->get_description(), 26);
    for (const CLI::Option* o : command.get_options())
        if (o->get_positional()) out += row (o->get_type_name(), o->get_description(), 26);
    for (const CLI::Option* o : command.get_options())
        if (! o->get_positional()) out += row (optionName (*o), o->get_description(), 26);
    return out;
}
} // namespace lull::cli

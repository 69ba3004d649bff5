// lull: reads the command line, runs one command, answers with its exit code.
#include <algorithm>
#include <clocale>
#include <csignal>
#include <exception>
#include <map>

#include <fmt/format.h>

#include "Cli/Command.h"
#include "Text/Json.h"
#include "Cli/Options.h"
#include "Devices/Watchdog.h"

namespace lull::cli
{
namespace
{
// The first word must be a command; said before CLI11 says it less clearly.
std::string unknownCommand (const std::vector<std::string>& words)
{
    if (words.empty() || words[0].starts_with ('-') || findCommandKind (words[0]) != nullptr) return {};
    std::vector<std::string> names;
    for (const auto* k : commandKinds()) names.emplace_back (k->name);
    const std::string near = text::nearest (words[0], names);
    return fmt::format ("\"{}\" is not a command; {}", words[0], near.empty() ? "`lull --help` lists them" : "did you mean \"" + near + "\"?");
}

int run (int argc, char** argv)
{
    Console console;
    std::vector<std::string> words (argv + std::min (1, argc), argv + argc);
    if (const std::string wrong = unknownCommand (words); ! wrong.empty()) return console.fail ({ wrong, Error::Kind::usage });

    CLI::App program ("sound and touch for rest, played from one script by one clock", "lull");
    program.require_subcommand (1);
    program.set_help_flag ("-h,--help", "this");
    bool version = false;
    program.add_flag ("--version", version, "the version");
    program.require_subcommand (0, 1);
    std::map<const CLI::App*, Action> actions;
    std::map<const CLI::App*, const CommandKind*> kinds;
    for (const CommandKind* kind : commandKinds())
    {
        CLI::App* command = program.add_subcommand (std::string (kind->name), std::string (kind->about));
        command->set_help_flag ("-h,--help", "this");
        kinds[command] = kind;
        actions[command] = kind->declare (*command);
    }

    // What help and complaints are about: a command, or what it is to do.
    const auto innermost = [] (const CLI::App* command) {
        while (command != nullptr && ! command->get_subcommands().empty()) command = command->get_subcommands().front();
        return command;
    };
    const auto chosen = [&]() -> const CLI::App* {
        const auto list = program.get_subcommands();
        return list.empty() ? nullptr : list.front();
    };
    try
    {
        std::vector<std::string> reversed (words.rbegin(), words.rend());
        program.parse (reversed);
    }
    catch (const CLI::CallForHelp&)
    {
        const CLI::App* command = chosen();
        const CLI::App* within = innermost (command);
        console.put (command == nullptr ? helpText (program) : helpText (*within, within == command ? kinds[command]->examples : within->get_footer()));
        return console.finish (0);
    }
    catch (const CLI::ParseError& error)
    {
        const CLI::App* command = chosen();
        const CLI::App& where = command != nullptr ? *innermost (command) : program;
        const std::string name = command == nullptr ? "" : fullName (where);
        words.erase (words.begin(), words.begin() + std::count (name.begin(), name.end(), ' ') + (command != nullptr ? 1 : 0));
        console.fail ({ complaint (where, error, words), Error::Kind::usage });
        console.say (fmt::format ("See `lull {}{}--help`.", name, name.empty() ? "" : " "));
        return static_cast<int> (Error::Kind::usage);
    }
    if (version)
    {
        console.put ("lull " LULL_VERSION "\n");
        return console.finish (0);
    }
    if (chosen() == nullptr)
    {
        console.put (helpText (program));
        return console.finish (0);
    }
    const int code = actions[chosen()](console);
    // A program that asked for JSON gets some, also when nothing came of it.
    if (! console.failure().empty() && ! console.hasPut() && std::find (words.begin(), words.end(), "--json") != words.end())
        console.put (text::failureJson (console.failure()) + "\n");
    return console.finish (code);
}
} // namespace
} // namespace lull::cli

int main (int argc, char** argv)
{
    if (const auto code = lull::devices::Watchdog::serve (argc, argv)) return *code;
    std::setlocale (LC_CTYPE, "");  // what characters the terminal can show; numbers stay in the C locale
    std::signal (SIGXFSZ, SIG_IGN); // a limit on file sizes is an error in words
    try
    {
        return lull::cli::run (argc, argv);
    }
    catch (const std::exception& e)
    {
        std::fprintf (stderr, "lull: %s\n", e.what());
        return 1;
    }
}

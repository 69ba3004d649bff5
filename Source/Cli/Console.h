// The two ends of a command line: data on stdout, messages on stderr; colours and movement only where a person looks. Main thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "Base/Result.h"
#include "Text/Diagnostic.h"
#include "Text/Fields.h"

namespace lull::cli
{
class Console
{
public:
    Console(); // looks at the terminal, NO_COLOR, TERM and the character set
    ~Console();
    Console (const Console&) = delete;
    Console& operator= (const Console&) = delete;

    [[nodiscard]] bool watched() const noexcept { return errTerminal; } // stderr is a terminal that can move its cursor
    [[nodiscard]] bool asked() const noexcept { return inTerminal; }    // stdin is a terminal
    [[nodiscard]] bool colours() const noexcept { return errTerminal && coloured; }
    [[nodiscard]] bool outColours() const noexcept { return outTerminal && coloured; }
    [[nodiscard]] bool unicode() const noexcept { return utf8; }
    [[nodiscard]] int columns() const noexcept; // of the terminal, 80 when it does not say

    // Data: exactly these bytes (on a terminal without control characters). In a Hurry whole lines, and at once.
    void put (std::string_view);

    // A message: one or more whole lines. A line in progress is cleared first. Waits for a terminal that takes nothing, but not in a Hurry.
    void say (std::string_view);

    // While one of these lives, no word waits for a terminal or a pipe that takes nothing (it is held, or far away, or nobody reads it): the last 64 KiB
    // of whole lines are kept and given as soon as it takes again; at the latest, and then with all the time it needs, at the end of the last one.
    class Hurry
    {
    public:
        explicit Hurry (Console& c) : console (c) { console.hasten(); }
        ~Hurry() { console.calm(); }
        Hurry (const Hurry&) = delete;
        Hurry& operator= (const Hurry&) = delete;

    private:
        Console& console;
    };

    // "lull: ..." and the exit code that belongs to it.
    int fail (const Error&);
    [[nodiscard]] const std::string& failure() const noexcept { return failed; } // the last of these, or empty
    [[nodiscard]] bool hasPut() const noexcept { return putSomething; }

    // What is wrong in a text, with its lines; on stderr, or on stdout when it is the data.
    void show (const text::Diagnostics&, std::string_view text, bool asData = false);

    // One line that replaces itself; nothing where nobody watches. Longer lines are cut. clearLine() takes it away. A terminal that has not taken all that
    // came before goes without.
    void line (std::string_view words, std::size_t width);
    void clearLine();

    // The exit code, or 1 when stdout did not take everything.
    int finish (int code);

private:
    struct Stream
    {
        std::FILE* file;
        int eager;         // its terminal or pipe, opened anew so that it does not wait; -1: it is none
        std::string owed;  // what it has not taken
        bool torn = false; // a part of the first line that is owed has been taken
    };

    [[nodiscard]] static Stream streamOf (std::FILE*);
    void write (Stream&, std::string_view);
    static void give (Stream&); // what is owed, as far as it is taken without waiting
    void hasten();
    void calm();

    Stream out, err;
    std::string failed;
    int hurries = 0;
    bool putSomething = false;
    bool inTerminal = false, outTerminal = false, errTerminal = false, coloured = false, utf8 = false, lineStands = false;
};

using text::clockText;

// Work that takes a while: a bar with the time that is left where somebody watches, else a line every ten seconds.
class Progress
{
public:
    Progress (Console&, std::string what);
    ~Progress() { console.clearLine(); }
    Progress (const Progress&) = delete;
    Progress& operator= (const Progress&) = delete;

    void at (double zeroToOne);

private:
    using Clock = std::chrono::steady_clock;
    Console& console;
    std::string what;
    Clock::time_point start, last;
    bool first = true;
};
} // namespace lull::cli

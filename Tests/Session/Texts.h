// The scripts of Tests/Scripts, for every test that reads them all.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "Session/Score.h"

namespace lull::test
{
struct Script
{
    std::string name; // "efleurage.yaml"
    std::string text;
    std::string label;                 // good, syntax, duplicate, structure, meaning, ours
    std::vector<std::string> expected; // one line for each diagnostic
};

inline std::string contents (const std::filesystem::path& file)
{
    std::ifstream in (file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::vector<Script> scriptsIn (const std::string& folder)
{
    std::vector<Script> all;
    for (const auto& entry : std::filesystem::directory_iterator (std::string (LULL_ROOT) + "/Tests/Scripts/" + folder))
    {
        auto path = entry.path();
        if (path.extension() != ".yaml") continue;
        Script script { path.filename().string(), contents (path), {}, {} };
        std::istringstream lines (contents (path.replace_extension (".expected")));
        std::getline (lines, script.label);
        script.label = script.label.substr (std::min<std::size_t> (2, script.label.size()));
        for (std::string line; std::getline (lines, line);) script.expected.push_back (line);
        all.push_back (std::move (script));
    }
    std::sort (all.begin(), all.end(), [] (const Script& a, const Script& b) { return a.name < b.name; });
    return all;
}

inline std::vector<Script> shippedSessions()
{
    std::vector<Script> all;
    for (const auto& entry : std::filesystem::directory_iterator (LULL_ROOT "/Sessions"))
        if (entry.path().extension() == ".yaml") all.push_back ({ entry.path().filename().string(), contents (entry.path()), "good", {} });
    return all;
}

// "7:17 +9 error unknown-stroke: "efleurage" is not a stroke; did you mean "effleurage"?"
inline std::string inOneLine (const text::Diagnostic& d)
{
    const char* severity = d.severity == text::Severity::error ? "error" : d.severity == text::Severity::warning ? "warning" : "note";
    return std::to_string (d.line) + ":" + std::to_string (d.column) + " +" + std::to_string (d.length) + " " + severity + " " + d.code + ": " + d.message +
           (d.fix.empty() ? "" : "; " + d.fix);
}

inline std::vector<std::string> diagnosticsOf (const Script& script)
{
    const auto score = session::readScore (script.name, script.text);
    std::vector<std::string> lines;
    for (const auto& d : score ? score->warnings : score.error()) lines.push_back (inOneLine (d));
    return lines;
}

inline session::Score scoreOf (const std::string& text)
{
    auto score = session::readScore ("test.lull.yaml", text);
    if (! score)
    {
        for (const auto& d : score.error()) UNSCOPED_INFO (text::toText (d, text));
        FAIL ("the script was refused");
    }
    return std::move (*score);
}
} // namespace lull::test

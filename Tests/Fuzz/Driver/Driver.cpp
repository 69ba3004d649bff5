// Runs a fuzz target where there is no libFuzzer: every file it is given, then changed ones for as many seconds as it is told.
//   fuzz-Session [-seconds N] [-seed N] FILE-OR-FOLDER...
// The changes are those that break readers: lines and words dropped, doubled, moved between files, numbers and bytes made strange.
// On a crash the text that did it is written to ./crash-input. The last line counts the runs.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size);

namespace
{
namespace fs = std::filesystem;
using Random = std::mt19937_64;

std::string current; // what is being tried, for the handler

extern "C" void crashed (int signal)
{
    const int file = ::open ("crash-input", O_CREAT | O_TRUNC | O_WRONLY, 0644);
    if (file >= 0 && ::write (file, current.data(), current.size()) >= 0) ::close (file);
    constexpr char said[] = "\nthe text that did this is in ./crash-input\n";
    if (::write (2, said, sizeof said - 1) < 0) std::_Exit (1);
    std::signal (signal, SIG_DFL);
    std::raise (signal);
}

void attempt (std::string text)
{
    current = std::move (text);
    LLVMFuzzerTestOneInput (reinterpret_cast<const std::uint8_t*> (current.data()), current.size());
}

std::vector<std::string> corpusOf (const std::vector<std::string>& places)
{
    std::vector<fs::path> files;
    for (const auto& place : places)
    {
        if (fs::is_directory (place))
        {
            for (const auto& f : fs::recursive_directory_iterator (place))
                if (f.is_regular_file() && f.path().extension() == ".yaml") files.push_back (f.path());
        }
        else files.emplace_back (place);
    }
    std::sort (files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& f : files)
    {
        std::ifstream in (f, std::ios::binary);
        texts.emplace_back (std::istreambuf_iterator<char> (in), std::istreambuf_iterator<char>());
    }
    return texts;
}

std::size_t below (Random& random, std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t> (random() % n); }

// The line around a random place: its begin and its length with the line end.
std::pair<std::size_t, std::size_t> lineIn (Random& random, const std::string& text)
{
    const auto at = below (random, text.size());
    const auto before = at == 0 ? std::string::npos : text.rfind ('\n', at - 1);
    const auto begin = before == std::string::npos ? 0 : before + 1;
    const auto end = text.find ('\n', begin);
    return { begin, (end == std::string::npos ? text.size() : end + 1) - begin };
}

void change (Random& random, std::string& text, const std::string& other)
{
    static const std::vector<std::string> strange {
        "0",
        "-1",
        "1e308",
        "nan",
        "-0",
        "99999999999999999999",
        "0.0000000001",
        "0 s",
        "90 min",
        "-300 LUFS",
        "101%",
        "-> ",
        "[",
        "]",
        "{",
        "}",
        "{ ",
        ": ",
        "- ",
        "~",
        "null",
        "&a ",
        "*a",
        "!!str ",
        "%",
        "? ",
        "\"",
        "'",
        "\t",
        "\r\n",
        "\xEF\xBB\xBF",
        "\xFF",
        "\xED\xA0\x80",
        "\xE2\x80\xAE",
        "smooth",
        "exp",
        "end",
        "per beat",
        "beats",
        "LUFS",
        "bpm",
        "cm/s",
        "breath",
        "effleurage",
        "tapotement",
        "petrissage",
        "ocean",
        "---\n",
        "...\n",
        "<<: ",
    };
    if (text.empty()) text = other;
    const auto [begin, length] = lineIn (random, text);
    switch (below (random, 9))
    {
        case 0: text.erase (begin, length); break;
        case 1: text.insert (begin, text.substr (begin, length)); break;
        case 2:
        {
            const auto [b, l] = lineIn (random, other);
            text.insert (begin, other.substr (b, l));
            break;
        }
        case 3:
        {
            const auto [b, l] = lineIn (random, other);
            text.replace (begin, length, other.substr (b, l));
            break;
        }
        case 4: text.insert (below (random, text.size() + 1), strange[below (random, strange.size())]); break;
        case 5:
            if (! text.empty()) text[below (random, text.size())] = static_cast<char> (random());
            break;
        case 6: text.resize (below (random, text.size() + 1)); break;
        case 7: text.insert (begin, below (random, 9), ' '); break;
        default: // a number becomes another
            if (const auto digit = text.find_first_of ("0123456789", begin); digit != std::string::npos)
            {
                const auto end = std::min (text.find_first_not_of ("0123456789.", digit), text.size());
                text.replace (digit, end - digit, strange[below (random, 8)]);
            }
    }
}
} // namespace

int main (int count, char** words)
{
    double seconds = 0.0;
    std::uint64_t seed = 1;
    std::vector<std::string> places;
    for (int i = 1; i < count; ++i)
    {
        if (std::strcmp (words[i], "-seconds") == 0 && i + 1 < count) seconds = std::atof (words[++i]);
        else if (std::strcmp (words[i], "-seed") == 0 && i + 1 < count) seed = std::strtoull (words[++i], nullptr, 10);
        else places.emplace_back (words[i]);
    }
    for (const int s : { SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL }) std::signal (s, crashed);

    const auto corpus = corpusOf (places);
    if (corpus.empty())
    {
        std::fprintf (stderr, "nothing to run: name files, or folders that hold .yaml files\n");
        return 2;
    }
    for (const auto& text : corpus) attempt (text);

    Random random (seed);
    long changed = 0;
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double> (seconds);
    for (; Clock::now() < end; ++changed)
    {
        auto text = corpus[below (random, corpus.size())];
        const auto& other = corpus[below (random, corpus.size())];
        const auto changes = 1 + below (random, below (random, 2) == 0 ? 2 : 12);
        for (std::size_t i = 0; i < changes; ++i) change (random, text, other);
        attempt (std::move (text));
    }
    std::printf ("%zu files and %ld changed ones, seed %llu\n", corpus.size(), changed, static_cast<unsigned long long> (seed));
    return 0;
}

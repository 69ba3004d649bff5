// States that were written by earlier Lulls (Tests/Faces/States, named after when): each is still what it was, and is written again byte for byte.
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#include "Rig.h"

using namespace lull;
using namespace lull::test;

namespace
{
std::string bytesOf (const std::filesystem::path& file)
{
    std::ifstream in (file, std::ios::binary);
    return { std::istreambuf_iterator<char> (in), {} };
}

std::unique_ptr<plugin::Processor> loaded (const std::string& bytes)
{
    startJuce();
    auto p = std::make_unique<plugin::Processor>();
    p->setStateInformation (bytes.data(), static_cast<int> (bytes.size()));
    return p;
}
// Ten thousand refusals are told, a line each: nobody reads them.
struct Quiet
{
    Quiet()
    {
        const int nothing = ::open ("/dev/null", O_WRONLY);
        ::dup2 (nothing, 2);
        ::close (nothing);
    }
    ~Quiet()
    {
        ::dup2 (was, 2);
        ::close (was);
    }
    int was = ::dup (2);
};

const std::filesystem::path states = std::filesystem::path (LULL_ROOT) / "Tests/Faces/States";
} // namespace

TEST_CASE ("every state that was ever written is read as what it was, and written again byte for byte")
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator (states))
    {
        INFO (entry.path().filename());
        const auto bytes = bytesOf (entry.path());
        const auto p = loaded (bytes);
        juce::MemoryBlock again;
        p->getStateInformation (again);
        CHECK (std::string (static_cast<const char*> (again.getData()), again.getSize()) == bytes);
        CHECK (p->instrument.timeline()->score().title == "Golden");
        ++count;
    }
    CHECK (count >= 2);
}

TEST_CASE ("what the first and the composing Lull kept is what their numbers said")
{
    const auto first = loaded (bytesOf (states / "2026-11-first.lull"));
    CHECK (first->strength->get() == 0.25f);
    CHECK (first->is.volume->get() == -6.0f);
    CHECK (first->stopped->get());
    CHECK (first->is.tempo->get() == 1.0f);
    CHECK (first->draft().empty());

    const auto composing = loaded (bytesOf (states / "2026-11-composing.lull"));
    CHECK (composing->is.tempo->get() == 1.25f);
    CHECK (composing->is.hostTempo->get());
    CHECK (composing->is.technique->getCurrentChoiceName() == "tapotement");
    CHECK (composing->is.place->getCurrentChoiceName() == "left neck");
    CHECK (composing->keys.controllerOf (3) == 74);
    CHECK (composing->window() == plugin::Window { 1'366, 768, 125 });
    CHECK (composing->instrument.choices().audition);
    CHECK (composing->instrument.timeline()->chair()->tight.size() == 1);
}

TEST_CASE ("ten thousand broken states, every one cut short, and megabytes of noise are refused by the plugin each within a tenth of a second")
{
    const auto good = bytesOf (states / "2026-11-composing.lull");
    const auto p = loaded (good);
    juce::MemoryBlock kept, now;
    p->getStateInformation (kept);
    const auto quick = [&] (const std::string& bytes) {
        const auto start = std::clock();
        p->setStateInformation (bytes.data(), static_cast<int> (bytes.size()));
        REQUIRE (static_cast<double> (std::clock() - start) / CLOCKS_PER_SEC < 0.1);
    };
    std::uint32_t seed = 1;
    const auto random = [&seed] { return seed = seed * 1664525u + 1013904223u; };
    const Quiet quiet;
    for (int i = 0; i < 10'000; ++i)
    {
        auto bad = good;
        bad[(random() >> 8) % bad.size()] ^= static_cast<char> (1u << (random() >> 16) % 8);
        quick (bad);
    }
    for (std::size_t n = 0; n < good.size(); ++n) quick (good.substr (0, n));
    for (int i = 0; i < 3; ++i)
    {
        std::string noise (1 << 20, '\0');
        for (auto& c : noise) c = static_cast<char> (random() >> 24);
        quick (noise);
    }
    p->getStateInformation (now);
    CHECK (now == kept);
}

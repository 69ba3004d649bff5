#include "Catch.h"

#include <cstring>
#include <ctime>
#include <random>

#include "Plugins/Shared/SavedState.h"

using namespace lull;
using plugin::readState;
using plugin::SavedState;

namespace
{
SavedState example()
{
    SavedState s;
    s.choices.session = "my own.lull.yaml";
    s.choices.script = "session: 1\ntitle: \"\xc3\x84 \\\" quoted\"\n" + std::string (3'000, 'x');
    s.choices.chair = "four-zone";
    s.choices.chairText = "chair: 1\n";
    s.strength = 0.3125;
    s.volume = -7.25;
    s.stopped = true;
    return s;
}

// A state whose envelope is right around any payload, by the format's own rules.
std::vector<std::byte> around (const std::string& payload)
{
    auto bytes = plugin::write (example());
    bytes.resize (24 + payload.size());
    std::memcpy (bytes.data() + 24, payload.data(), payload.size());
    std::uint64_t h = 14695981039346656037ull;
    for (char c : payload) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
    for (std::size_t i = 0; i < 4; ++i) bytes[12 + i] = static_cast<std::byte> (payload.size() >> (8 * i) & 0xff);
    for (std::size_t i = 0; i < 8; ++i) bytes[16 + i] = static_cast<std::byte> (h >> (8 * i) & 0xff);
    return bytes;
}

std::string payloadOf (const std::vector<std::byte>& b) { return { reinterpret_cast<const char*> (b.data()) + 24, b.size() - 24 }; }
} // namespace

TEST_CASE ("what was saved is read back, to the byte")
{
    const auto bytes = plugin::write (example());
    const auto back = readState (bytes.data(), bytes.size());
    REQUIRE (back);
    CHECK (*back == example());
    CHECK (plugin::write (*back) == bytes);
    auto padded = bytes;
    padded.resize (padded.size() + 100); // some hosts do
    CHECK (readState (padded.data(), padded.size()));
    CHECK (readState (around (payloadOf (bytes)).data(), bytes.size()));
}

TEST_CASE ("the folder of a script is kept where there is one, and a state without any is what it was before there were folders")
{
    CHECK (payloadOf (plugin::write (example())).find ("folder") == std::string::npos);
    auto s = example();
    s.choices.folder = "/home/a person/\xc3\x84";
    const auto bytes = plugin::write (s);
    const auto back = readState (bytes.data(), bytes.size());
    REQUIRE (back);
    CHECK (*back == s);
    auto wrong = payloadOf (bytes);
    const std::string folder = "\"/home/a person/\xc3\x84\"";
    REQUIRE (wrong.find (folder) != std::string::npos);
    for (const std::string& other : { std::string ("7"), std::string ("null"), "\"" + std::string (plugin::longestName + 1, 'f') + "\"" })
    {
        auto p = wrong;
        const auto bad = around (p.replace (p.find (folder), folder.size(), other));
        CHECK_FALSE (readState (bad.data(), bad.size()));
    }
}

TEST_CASE ("a state cut short anywhere is refused")
{
    const auto bytes = plugin::write (example());
    CHECK_FALSE (readState (nullptr, 0));
    for (std::size_t n = 0; n < bytes.size(); ++n) REQUIRE_FALSE (readState (bytes.data(), n));
}

TEST_CASE ("a state with any bit turned is refused")
{
    const auto bytes = plugin::write (example());
    std::mt19937 random (7);
    for (int i = 0; i < 10'000; ++i)
    {
        auto bad = bytes;
        const auto at = random() % bad.size();
        bad[at] ^= static_cast<std::byte> (1u << random() % 8);
        REQUIRE_FALSE (readState (bad.data(), bad.size()));
    }
}

TEST_CASE ("a state made to hurt is refused quickly: depth, number, size, kinds, ranges, newer versions")
{
    const auto start = std::clock();
    const auto good = payloadOf (plugin::write (example()));
    std::string deep (900'000, '[');
    deep.append (900'000, ']');
    std::string wide = "[";
    for (int i = 0; i < 400'000; ++i) wide += "1,";
    wide += "1]";
    const auto with = [&] (const std::string& from, const std::string& to) {
        auto p = good;
        const auto at = p.find (from);
        REQUIRE (at != std::string::npos);
        return p.replace (at, from.size(), to);
    };
    const std::vector<std::string> payloads { deep,
                                              wide,
                                              "",
                                              "null",
                                              "{}",
                                              "[]",
                                              "{\"a\":",
                                              "\"" + std::string (1'000'000, 'x'),
                                              with ("0.3125", "1e999"),
                                              with ("0.3125", "1.5"),
                                              with ("0.3125", "-0.1"),
                                              with ("0.3125", "\"half\""),
                                              with ("0.3125", "null"),
                                              with ("-7.25", "7"),
                                              with ("true", "1"),
                                              with ("\"four-zone\"", "4"),
                                              with ("\"chair\"", "\"stool\""),
                                              with ("\"chair: 1\\n\"", "\"" + std::string (plugin::longestChair + 1, 'c') + "\""),
                                              with ("\"my own.lull.yaml\"", "\"\xff\xfe\""),
                                              std::string (2 * 1024 * 1024 + 1, ' ') };
    for (const auto& p : payloads)
    {
        const auto bytes = around (p);
        INFO (p.substr (0, 60));
        CHECK_FALSE (readState (bytes.data(), bytes.size()));
    }
    auto newer = plugin::write (example());
    newer[8] = std::byte { 2 };
    const auto refused = readState (newer.data(), newer.size());
    REQUIRE_FALSE (refused);
    CHECK (refused.error().message.find ("version 2") != std::string::npos);
    std::vector<std::byte> noise (1'000'000);
    std::mt19937 random (3);
    for (auto& b : noise) b = static_cast<std::byte> (random() & 0xff);
    CHECK_FALSE (readState (noise.data(), noise.size()));
    // Processor time of all of them together, copies and checksums of this test included.
    CHECK (static_cast<double> (std::clock() - start) / CLOCKS_PER_SEC < 1.0);
}

#include "Catch.h"

#include <chrono>

#include <sys/stat.h>
#include <unistd.h>

#include "Files/SoundCache.h"
#include "Folder.h"

using namespace lull;
using namespace lull::files;

namespace
{
// As many frames, each with its number; and how often it was asked for them.
SoundCache::Fill counting (int frames, int* asked = nullptr)
{
    return [=] (PageWriter& out, std::string& remark) {
        if (asked != nullptr) ++*asked;
        remark = "has " + std::to_string (frames);
        for (int i = 0; i < frames; ++i)
        {
            const auto l = static_cast<float> (i), r = -l;
            if (! out.write (&l, &r, 1)) return false;
        }
        return true;
    };
}

constexpr std::uint64_t pageBytes = pageFloats * sizeof (float);

void age (const std::filesystem::path& file, int minutes)
{
    std::filesystem::last_write_time (file, std::filesystem::file_time_type::clock::now() - std::chrono::minutes (minutes));
}
} // namespace

TEST_CASE ("what was converted once is found again, frame by frame and with its remark")
{
    const Folder folder;
    const SoundCache cache (folder / "Sounds");
    CHECK_FALSE (cache.find ("a"));
    const int frames = static_cast<int> (pageFrames) + 1000;
    const auto made = cache.make ("a", 44'100.0, counting (frames));
    REQUIRE (made);
    CHECK (made->notKept.empty());
    const auto found = cache.find ("a");
    REQUIRE (found);
    for (const PageFile& pages : { made->pages, *found })
    {
        CHECK (pages.head().frames == frames);
        CHECK (pages.head().rate == 44'100.0);
        CHECK (pages.head().remark == "has " + std::to_string (frames));
        std::vector<float> l (2000), r (2000);
        REQUIRE (pages.read (pageFrames - 500, 2000, l.data(), r.data()));
        for (int i = 0; i < 2000; ++i)
        {
            const float expected = i < 1500 ? static_cast<float> (pageFrames - 500 + i) : 0.0f;
            REQUIRE (l[static_cast<std::size_t> (i)] == expected);
            REQUIRE (r[static_cast<std::size_t> (i)] == -expected);
        }
        REQUIRE (pages.read (-10, 20, l.data(), r.data()));
        CHECK (l[9] == 0.0f);
        CHECK (l[11] == 1.0f);
        std::vector<float> both (pageFloats);
        REQUIRE (pages.readPage (1, both.data()));
        CHECK (both[999] == static_cast<float> (frames - 1));
        CHECK (both[1000] == 0.0f);
        CHECK_FALSE (pages.readPage (2, both.data()));
    }
}

TEST_CASE ("the cache stays under its bound: what was used longest ago goes first, and what has just been made stays")
{
    const Folder folder;
    const SoundCache cache (folder.path, 3 * (pageBytes + 4096));
    for (const char* key : { "a", "b", "c" }) REQUIRE (cache.make (key, 48'000.0, counting (10)));
    age (folder / "a.pages", 30);
    age (folder / "b.pages", 20);
    age (folder / "c.pages", 10);
    writeBytes (folder / "mine.txt", "not ours");
    const auto reading = cache.find ("a"); // used now
    REQUIRE (reading);
    REQUIRE (cache.make ("d", 48'000.0, counting (10)));
    CHECK (cache.find ("a"));
    CHECK_FALSE (cache.find ("b"));
    CHECK (cache.find ("c"));
    CHECK (cache.find ("d"));
    CHECK (std::filesystem::exists (folder / "mine.txt"));

    // Larger than all there may be: alone, then. What is open goes on being read.
    REQUIRE (cache.make ("large", 48'000.0, counting (static_cast<int> (4 * pageFrames))));
    CHECK (folder.entries() == 2);
    std::vector<float> both (pageFloats);
    CHECK (reading->readPage (0, both.data()));
    CHECK (both[9] == 9.0f);
}

TEST_CASE ("what is not whole is not found")
{
    const Folder folder;
    const SoundCache cache (folder.path);
    REQUIRE (cache.make ("a", 48'000.0, counting (100)));
    const std::string whole = bytesOf (folder / "a.pages");
    const auto with = [&] (const std::string& bytes) {
        writeBytes (folder / "a.pages", bytes);
        return cache.find ("a").has_value();
    };
    CHECK (with (whole));
    CHECK_FALSE (with (""));
    CHECK_FALSE (with (whole.substr (0, 4096)));
    CHECK_FALSE (with (whole.substr (0, whole.size() - 1)));
    CHECK_FALSE (with (whole + "x"));
    CHECK_FALSE (with ("X" + whole.substr (1)));
    std::string longer = whole;
    longer[23] = '\x7f'; // frames beyond any file
    CHECK_FALSE (with (longer));
    std::filesystem::remove (folder / "a.pages");
    REQUIRE (mkfifo ((folder / "a.pages").c_str(), 0600) == 0);
    CHECK_FALSE (cache.find ("a"));
}

TEST_CASE ("where nothing can be kept, a conversion passes through the folder for passing files and leaves nothing there")
{
    const Folder folder, passing;
    setenv ("TMPDIR", passing.path.c_str(), 1);
    writeBytes (folder / "file", "no folder");
    const SoundCache cache (folder / "file" / "Sounds");
    int asked = 0;
    {
        const auto made = cache.make ("a", 48'000.0, counting (50, &asked));
        REQUIRE (made);
        CHECK_THAT (made->notKept, Catch::Matchers::Contains ("is not a folder"));
        CHECK (asked == 1);
        CHECK (passing.entries() == 1);
        std::vector<float> both (pageFloats);
        REQUIRE (made->pages.readPage (0, both.data()));
        CHECK (both[49] == 49.0f);
        CHECK_FALSE (cache.find ("a"));
    }
    CHECK (passing.entries() == 0);
    setenv ("TMPDIR", (folder / "nowhere").c_str(), 1);
    const auto none = cache.make ("a", 48'000.0, counting (50));
    unsetenv ("TMPDIR");
    REQUIRE_FALSE (none);
    CHECK_THAT (none.error().message, Catch::Matchers::Contains ("is not a folder"));
}

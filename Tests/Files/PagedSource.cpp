#include "Catch.h"

#include <chrono>
#include <functional>
#include <thread>

#include "Base/Random.h"
#include "Files/PagedSource.h"
#include "Folder.h"

using namespace lull;
using namespace lull::files;

namespace
{
// Every frame holds its number on the left and its opposite on the right, exact up to 2^24.
PageFile numbered (const Folder& folder, Frame frames)
{
    auto writer = PageWriter::create (folder / "numbers", 48'000.0);
    REQUIRE (writer);
    std::vector<float> l (1000), r (1000);
    for (Frame at = 0; at < frames; at += 1000)
    {
        for (int i = 0; i < 1000; ++i)
        {
            l[static_cast<std::size_t> (i)] = static_cast<float> (at + i);
            r[static_cast<std::size_t> (i)] = -l[static_cast<std::size_t> (i)];
        }
        REQUIRE (writer->write (l.data(), r.data(), static_cast<int> (std::min<Frame> (1000, frames - at))));
    }
    auto pages = writer->pass ("");
    REQUIRE (pages);
    return std::move (*pages);
}

bool right (Frame from, int count, const float* l, const float* r)
{
    for (int i = 0; i < count; ++i)
        if (l[i] != static_cast<float> (from + i) || r[i] != -static_cast<float> (from + i)) return false;
    return true;
}

void eventually (const std::function<bool()>& holds)
{
    for (int i = 0; i < 500 && ! holds(); ++i) std::this_thread::sleep_for (std::chrono::milliseconds (10));
    CHECK (holds());
}
} // namespace

TEST_CASE ("a source that may wait has every frame, wherever it is asked for")
{
    const Folder folder;
    const Frame frames = 40 * pageFrames + 777;
    PagedSource source (numbered (folder, frames), 0, true, std::make_shared<PageTurner>());
    CHECK (source.frames() == frames);
    const Stream dice (1);
    float l[32], r[32];
    for (std::uint64_t n = 0; n < 300; ++n)
    {
        const Frame at = static_cast<Frame> (dice.bits (n) % static_cast<std::uint64_t> (frames - 31));
        REQUIRE (source.has (at));
        REQUIRE (source.read (at, 32, l, r));
        REQUIRE (right (at, 32, l, r));
    }
    REQUIRE (source.read (5 * pageFrames - 16, 32, l, r)); // over a page's border
    CHECK (right (5 * pageFrames - 16, 32, l, r));
    REQUIRE (source.read (frames - 1, 1, l, r));
    CHECK (right (frames - 1, 1, l, r));
}

TEST_CASE ("a live source has what comes first at once, then what is wanted: around the loop's seam and where it goes on later, and no more than 4 MB")
{
    const Folder folder;
    const Frame frames = 40 * pageFrames;
    PagedSource source (numbered (folder, frames), 0, true, std::make_shared<PageTurner>());
    source.live (38 * pageFrames + 5, 20 * pageFrames);
    for (Frame page : { 38, 39, 0, 1, 9, 20, 21, 23 }) CHECK (source.has (page * pageFrames));
    for (Frame page : { 10, 19, 24, 37 }) CHECK_FALSE (source.has (page * pageFrames));
    float l[32], r[32];
    CHECK (source.read (38 * pageFrames + 5, 32, l, r));
    CHECK_FALSE (source.read (30 * pageFrames, 32, l, r)); // it does not wait for it

    source.want (30 * pageFrames, -1);
    eventually ([&] { return source.has (30 * pageFrames) && source.has (39 * pageFrames) && source.has (pageFrames); });
    CHECK (source.read (30 * pageFrames, 32, l, r));
    CHECK (right (30 * pageFrames, 32, l, r));
    int held = 0;
    for (Frame page = 0; page < 40; ++page) held += source.has (page * pageFrames) ? 1 : 0;
    CHECK (held <= 16);
}

TEST_CASE ("a short recording lies in memory as a whole, and one that plays once does not go round")
{
    const Folder folder;
    PagedSource shorter (numbered (folder, 3 * pageFrames), 0, true, std::make_shared<PageTurner>());
    shorter.live (0, -1);
    for (Frame page : { 0, 1, 2 }) CHECK (shorter.has (page * pageFrames));
    const Frame frames = 40 * pageFrames;
    PagedSource once (numbered (folder, frames), 0, false, std::make_shared<PageTurner>());
    once.live (39 * pageFrames, -1);
    CHECK (once.has (frames - 1));
    CHECK_FALSE (once.has (0));
}

TEST_CASE ("a reader that leaps about is never given another page's frames, however the pages are turned under it")
{
    const Folder folder;
    const Frame frames = 60 * pageFrames;
    PagedSource source (numbered (folder, frames), 0, true, std::make_shared<PageTurner>());
    source.live (0, -1);
    std::atomic<bool> going { true };
    std::thread second ([&] { // a turner that never rests
        while (going) source.turn();
    });
    const Stream dice (2);
    float l[32], r[32];
    int there = 0, wrong = 0;
    Frame place = 0;
    for (std::uint64_t n = 0; n < 200'000; ++n)
    {
        if (n % 500 == 0) place = static_cast<Frame> (dice.bits (n) % static_cast<std::uint64_t> (frames - 20'000));
        source.want (place, -1);
        // Also what was brought for the place before, and may be taken away just now.
        const Frame at = n % 3 == 0 ? static_cast<Frame> (dice.bits (n) % static_cast<std::uint64_t> (frames - 31)) : place += 32;
        if (! source.read (at, 32, l, r)) continue;
        ++there;
        wrong += right (at, 32, l, r) ? 0 : 1;
    }
    going = false;
    second.join();
    CHECK (wrong == 0);
    CHECK (there > 1'000);
}

TEST_CASE ("a live source that may wait has every frame again, however the pages are turned under it; then no longer")
{
    const Folder folder;
    const Frame frames = 60 * pageFrames;
    PagedSource source (numbered (folder, frames), 0, true, std::make_shared<PageTurner>());
    source.live (0, -1);
    source.waits (true);
    std::atomic<bool> going { true };
    std::thread second ([&] {
        while (going) source.turn();
    });
    const Stream dice (3);
    float l[32], r[32];
    int wrong = 0;
    for (std::uint64_t n = 0; n < 300; ++n)
    {
        const Frame at = static_cast<Frame> (dice.bits (n) % static_cast<std::uint64_t> (frames - 31));
        wrong += source.has (at) && source.read (at, 32, l, r) && right (at, 32, l, r) ? 0 : 1;
    }
    going = false;
    second.join();
    CHECK (wrong == 0);
    REQUIRE (source.read (0, 32, l, r));
    source.waits (false);
    CHECK_FALSE (source.has (30 * pageFrames));
    CHECK_FALSE (source.read (30 * pageFrames, 32, l, r));
}

TEST_CASE ("a recording that could not be made ready is never there")
{
    PagedSource source ({}, 1000, true, std::make_shared<PageTurner>());
    CHECK (source.frames() == 1000);
    float l[32], r[32];
    CHECK_FALSE (source.has (0));
    CHECK_FALSE (source.read (0, 32, l, r));
    source.live (0, -1);
    CHECK_FALSE (source.read (0, 32, l, r));
}

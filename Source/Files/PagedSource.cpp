#include "Files/PagedSource.h"

#include <algorithm>
#include <cassert>
#include <chrono>

#include <sys/mman.h>

namespace lull::files
{
PageTurner::~PageTurner()
{
    {
        const std::lock_guard lock (mutex);
        ending = true;
    }
    bell.notify_all();
    if (thread.joinable()) thread.join();
}

void PageTurner::add (PagedSource& source)
{
    const std::lock_guard lock (mutex);
    sources.push_back (&source);
    if (! thread.joinable()) thread = std::thread ([this] { run(); });
    bell.notify_all();
}

void PageTurner::remove (PagedSource& source)
{
    const std::lock_guard lock (mutex);
    std::erase (sources, &source);
}

void PageTurner::run()
{
    std::unique_lock lock (mutex);
    while (! ending)
    {
        for (PagedSource* s : sources) s->turn();
        if (sources.empty()) bell.wait (lock, [this] { return ending || ! sources.empty(); });
        else bell.wait_for (lock, std::chrono::milliseconds (100), [this] { return ending; });
    }
}

PagedSource::PagedSource (std::optional<PageFile> pages, Frame frames, bool loops, std::shared_ptr<PageTurner> t)
    : file (std::move (pages)), count (file ? file->head().frames : std::max<Frame> (1, frames)), round (loops), turner (std::move (t))
{
    for (auto& page : pageIn) page = none;
    const auto needed = std::min (slots, static_cast<std::size_t> ((count + pageFrames - 1) / pageFrames));
    memory.resize (file ? needed * pageFloats : 0);
    // Kept from being swapped out where that is allowed; where it is not, it is touched often enough.
    if (! memory.empty()) (void)mlock (memory.data(), memory.size() * sizeof (float));
}

PagedSource::~PagedSource()
{
    if (isLive) turner->remove (*this);
    if (! memory.empty()) (void)munlock (memory.data(), memory.size() * sizeof (float));
}

std::size_t PagedSource::slotOf (std::int64_t page) const noexcept
{
    std::size_t s = 0;
    while (s < slots && pageIn[s].load() != page) ++s;
    return s;
}

// The reader says which page it reads before it looks for it; the turner takes a slot's page away before it asks who reads. Whichever comes first in
// the one order of these four, a page that is read is never written over.
bool PagedSource::read (Frame from, int frames, float* left, float* right) noexcept
{
    assert (from >= 0 && from + frames <= count);
    for (int done = 0; done < frames;)
    {
        const std::int64_t page = (from + done) / pageFrames, at = (from + done) % pageFrames;
        const int n = static_cast<int> (std::min<std::int64_t> (frames - done, pageFrames - at));
        reading.store (page);
        std::size_t slot = slotOf (page);
        if (slot == slots && ! isLive && ! memory.empty())
        {
            slot = oldest;
            oldest = (oldest + 1) % (memory.size() / pageFloats);
            if (! bring (page, slot)) slot = slots;
        }
        else if (slot == slots && mayWait)
        {
            now.store (from + done, std::memory_order_relaxed);
            turn();
            slot = slotOf (page);
        }
        const bool there = slot < slots;
        if (there)
        {
            const float* both = memory.data() + slot * pageFloats + at;
            std::copy_n (both, n, left + done);
            std::copy_n (both + pageFrames, n, right + done);
        }
        reading.store (none);
        if (! there) return false;
        done += n;
    }
    return true;
}

bool PagedSource::has (Frame frame) const noexcept { return isLive && ! mayWait ? slotOf (frame / pageFrames) < slots : ! memory.empty(); }

void PagedSource::want (Frame reads, Frame after) noexcept
{
    now.store (reads, std::memory_order_relaxed);
    next.store (after, std::memory_order_relaxed);
}

void PagedSource::live (Frame reads, Frame after)
{
    assert (! isLive);
    want (reads, after);
    turn();
    isLive = true;
    turner->add (*this);
}

bool PagedSource::bring (std::int64_t page, std::size_t slot) noexcept
{
    pageIn[slot].store (none);
    if (! file->readPage (page, memory.data() + slot * pageFloats)) return false;
    pageIn[slot].store (page);
    return true;
}

void PagedSource::turn() noexcept
{
    if (memory.empty()) return;
    const std::lock_guard one (turning);
    const std::int64_t pages = (count + pageFrames - 1) / pageFrames;
    std::array<std::int64_t, slots> wanted;
    std::size_t n = 0;
    const auto want = [&] (Frame from, std::size_t many) {
        if (from < 0 || from >= count) return;
        for (std::size_t k = 0; k < many; ++k)
        {
            std::int64_t page = from / pageFrames + static_cast<std::int64_t> (k);
            if (page >= pages && ! round) return;
            page %= pages;
            if (std::find (wanted.begin(), wanted.begin() + n, page) == wanted.begin() + n) wanted[n++] = page;
        }
    };
    // Before a recording that plays once begins, its beginning is what comes.
    want (std::max<Frame> (0, now.load (std::memory_order_relaxed)), 1 + following);
    want (next.load (std::memory_order_relaxed), beginning);

    std::size_t free = 0;
    const std::size_t has = memory.size() / pageFloats;
    for (std::size_t k = 0; k < n; ++k)
    {
        if (slotOf (wanted[k]) < slots) continue;
        const auto keeps = [&] (std::int64_t page) { return std::find (wanted.begin(), wanted.begin() + n, page) != wanted.begin() + n; };
        while (free < has && keeps (pageIn[free].load())) ++free;
        if (free == has) return;
        const std::int64_t old = pageIn[free].exchange (none);
        while (old != none && reading.load() == old) std::this_thread::yield(); // 32 frames long at most
        if (! bring (wanted[k], free)) return;                                  // tried again next time
    }
}
} // namespace lull::files

// A converted recording as a FrameSource: sixteen pages of it in memory, 4 MB, whatever its length. Until live() the reader brings them itself; then a
// PageTurner's thread does, and the reader takes what is there, unless it may wait. Threads as FrameSource says.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "Files/PageFile.h"
#include "Sound/FrameSource.h"

namespace lull::files
{
class PagedSource;

// The thread that turns pages for every source of a session, ten times a second; it sleeps at nobody's lock. Started with the first source.
class PageTurner
{
public:
    PageTurner() = default;
    ~PageTurner();
    PageTurner (const PageTurner&) = delete;
    PageTurner& operator= (const PageTurner&) = delete;

    void add (PagedSource&);
    void remove (PagedSource&); // returns when it is not being looked at

private:
    std::mutex mutex;
    std::condition_variable bell;
    std::vector<PagedSource*> sources;
    bool ending = false;
    std::thread thread;

    void run();
};

class PagedSource final : public sound::FrameSource
{
public:
    // Without pages (they could not be made) it is `frames` long and never there.
    PagedSource (std::optional<PageFile>, Frame frames, bool loops, std::shared_ptr<PageTurner>);
    ~PagedSource() override;

    [[nodiscard]] Frame frames() const noexcept override { return count; }
    [[nodiscard]] bool loops() const noexcept override { return round; }
    bool read (Frame from, int frames, float* left, float* right) noexcept override;
    [[nodiscard]] bool has (Frame) const noexcept override;
    void want (Frame now, Frame next) noexcept override;
    void live (Frame now, Frame next) override;
    void waits (bool w) noexcept override { mayWait = w; }

    // Brings what is wanted and missing. Any thread but the reader's; one at a time, the others wait.
    void turn() noexcept;

private:
    static constexpr std::size_t slots = 16, following = 11, beginning = 4; // pages: after the one that is being read, and where it will go on later
    static constexpr std::int64_t none = -1;

    std::optional<PageFile> file;
    Frame count;
    bool round, isLive = false, mayWait = false;
    std::shared_ptr<PageTurner> turner;
    std::mutex turning;
    std::vector<float> memory;
    std::array<std::atomic<std::int64_t>, slots> pageIn; // which page a slot holds
    std::atomic<std::int64_t> reading { none };          // the page that is being copied from
    std::atomic<Frame> now { 0 }, next { none };
    std::size_t oldest = 0; // slot to be filled next while nobody else does

    [[nodiscard]] std::size_t slotOf (std::int64_t page) const noexcept;
    bool bring (std::int64_t page, std::size_t slot) noexcept;
};
} // namespace lull::files

// The port through which a voice hears a recording: Files keeps it on disk at the session's rate and brings it page by page. What a page is, and that
// there is a disk at all, is not known here.
#pragma once

#include <memory>

#include "Base/Units.h"

namespace lull::sound
{
// Every recording comes out as loud as this: LUFS (BS.1770, integrated) over the whole of it, or of its loop.
inline constexpr double recordedLoudness = -23.0;

// One reader of one recording. Until live() it reads for itself and waits for the disk; after it, never again.
class FrameSource
{
public:
    virtual ~FrameSource() = default;

    [[nodiscard]] virtual Frame frames() const noexcept = 0; // >= 1; of a loop, frame 0 follows the last one
    [[nodiscard]] virtual bool loops() const noexcept = 0;

    // Frames [from, from + count) within [0, frames()), at most 32; false: they are not there (yet), nothing is written. The thread that renders; once
    // live, it does not wait, lock or call the system.
    virtual bool read (Frame from, int count, float* left, float* right) noexcept = 0;

    // Whether a frame of it could be read now. The thread that renders, likewise.
    [[nodiscard]] virtual bool has (Frame) const noexcept = 0;

    // Where reading goes on, and where it will after this stretch of the session (-1: nowhere): both are brought ahead of time. The thread that renders.
    virtual void want (Frame now, Frame next) noexcept = 0;

    // Frames from here on are brought by another thread; those that come first are there on return. Once, any thread but audio.
    virtual void live (Frame now, Frame next) = 0;

    // Live, but nobody listens, so it may wait for the disk after all: a host writes a file. The thread that renders.
    virtual void waits (bool) noexcept = 0;
};

// A recording that can be read at any rate. Immutable; any thread.
class Recorded
{
public:
    virtual ~Recorded() = default;

    // Converts it when that has not been done yet, which takes time and disk; never null. Any thread but audio.
    [[nodiscard]] virtual std::unique_ptr<FrameSource> open (SampleRate) const = 0;
};
} // namespace lull::sound

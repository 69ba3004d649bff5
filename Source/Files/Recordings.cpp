#include "Files/Recordings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <mutex>

#include <fmt/format.h>

#include "Base/Math.h"
#include "Dsp/LoudnessMeter.h"
#include "Dsp/Resampler.h"
#include "Files/PagedSource.h"
#include "Files/Seam.h"
#include "Files/SoundFileReader.h"
#include "Text/Utf8.h"

namespace lull::files
{
namespace
{
using Refusal = text::Unreadable;
constexpr int version = 1;     // of what conversion makes of the same bytes
constexpr int piece = 4096;    // frames
constexpr double edge = 0.005; // s: a recording that plays once begins and ends with this fade

using Piece = std::array<float, piece>;
using ReadFrames = std::function<bool (Frame from, int count, float* left, float* right)>;

// What is to be heard, out of a decoded recording: its loop, or all of it with its edges smoothed.
struct Shape
{
    Frame frames = 0;
    ReadFrames read;
};

Shape loopOf (const PageFile& raw)
{
    const Seam seam = findSeam (raw);
    return { seam.frames(), [raw, seam] (Frame from, int count, float* l, float* r) { return readLoop (raw, seam, from, count, l, r); } };
}

Shape onceOf (const PageFile& raw)
{
    const Frame frames = raw.head().frames;
    const auto fade = std::min (frames / 2, static_cast<Frame> (edge * raw.head().rate));
    return { frames, [raw, frames, fade] (Frame from, int count, float* l, float* r) {
                const bool whole = raw.read (from, count, l, r);
                for (int i = 0; i < count; ++i)
                    if (const Frame away = std::min (from + i, frames - 1 - from - i); away < fade)
                    {
                        const auto g = static_cast<float> (0.5 - 0.5 * math::cosCycles (0.5 * (static_cast<double> (away) + 0.5) / static_cast<double> (fade)));
                        l[i] *= g;
                        r[i] *= g;
                    }
                return whole;
            } };
}

template <class Do>
bool inPieces (Frame frames, const ReadFrames& read, const Do& use)
{
    Piece l, r;
    for (Frame at = 0; at < frames; at += piece)
    {
        const auto n = static_cast<int> (std::min<Frame> (piece, frames - at));
        if (! read (at, n, l.data(), r.data()) || ! use (l.data(), r.data(), n)) return false;
    }
    return true;
}

// What brings a recording to the reference loudness and takes its constant part away.
struct Balance
{
    float left = 0.0f, right = 0.0f, gain = 1.0f;
    bool silent = false;
};

std::optional<Balance> balanceOf (const Shape& shape, double rate)
{
    double left = 0.0, right = 0.0;
    if (! inPieces (shape.frames, shape.read, [&] (const float* l, const float* r, int n) {
            for (int i = 0; i < n; ++i) left += static_cast<double> (l[i]), right += static_cast<double> (r[i]);
            return true;
        }))
        return {};
    Balance b { static_cast<float> (left / static_cast<double> (shape.frames)), static_cast<float> (right / static_cast<double> (shape.frames)) };

    dsp::LoudnessMeter meter { SampleRate { rate } };
    Piece l, r;
    if (! inPieces (shape.frames, shape.read, [&] (const float* x, const float* y, int n) {
            for (std::size_t i = 0; i < static_cast<std::size_t> (n); ++i) l[i] = x[i] - b.left, r[i] = y[i] - b.right;
            meter.add (l.data(), r.data(), n);
            return true;
        }))
        return {};
    // Loudness is of 400 ms: what is shorter is heard with silence after it.
    constexpr std::array<float, 512> silence {};
    for (double rest = 0.5 * rate - static_cast<double> (shape.frames); rest > 0.0; rest -= 512.0) meter.add (silence.data(), silence.data(), 512);
    const double loudness = meter.integrated();
    b.silent = ! (loudness > -70.0);
    if (! b.silent) b.gain = static_cast<float> (math::amplitude (sound::recordedLoudness - loudness));
    return b;
}

Refusal noRoom (const std::string& name, const Error& e)
{
    return { "no-room", text::quoted (name) + " cannot be made ready: " + e.message, "make room for it" };
}

// Decoded, shaped and balanced at its own rate.
Result<SoundCache::Made, Refusal> converted (const std::shared_ptr<const ScriptFile>& file, bool loop, const std::string& key, const SoundCache& cache)
{
    auto first = SoundFileReader::open (file);
    if (! first) return fail (first.error());
    const double rate = first->rate();
    auto raw = cache.make ({}, rate, [&] (PageWriter& out, std::string& remark) {
        auto reader = SoundFileReader::open (file);
        if (! reader) return false;
        const auto most = static_cast<Frame> (longestRecording * rate);
        Piece l, r;
        while (const int n = reader->read (l.data(), r.data(), piece))
        {
            const auto take = static_cast<int> (std::min<Frame> (n, most - out.frames()));
            if (! out.write (l.data(), r.data(), take)) return false;
            if (take == n) continue;
            remark = fmt::format ("is longer than {:.0f} min; the rest is left out", longestRecording / 60.0);
            return true;
        }
        remark = reader->cutShort().value_or ("");
        return true;
    });
    if (! raw) return fail (noRoom (file->name(), raw.error()));
    const auto& head = raw->pages.head();
    if (head.frames < 1) return fail (SoundFileReader::nothingIn (file->name()));
    if (loop && static_cast<double> (head.frames) < shortestLoop * rate)
        return fail (Refusal { "too-short",
                               fmt::format ("{} has {:.2f} s, too little to go round", text::quoted (file->name()), static_cast<double> (head.frames) / rate),
                               fmt::format ("write loop: no, or record {:.0f} s at least", shortestLoop) });

    const Shape shape = loop ? loopOf (raw->pages) : onceOf (raw->pages);
    const auto balance = balanceOf (shape, rate);
    const Error unread { "what was written of it cannot be read" };
    if (! balance) return fail (noRoom (file->name(), unread));
    auto made = cache.make (key, rate, [&] (PageWriter& out, std::string& remark) {
        remark = head.remark.empty() && balance->silent ? "is silent" : head.remark;
        Piece x, y;
        return inPieces (shape.frames, shape.read, [&] (const float* l, const float* r, int n) {
            for (std::size_t i = 0; i < static_cast<std::size_t> (n); ++i)
            {
                x[i] = balance->gain * (l[i] - balance->left);
                y[i] = balance->gain * (r[i] - balance->right);
            }
            return out.write (x.data(), y.data(), n);
        });
    });
    if (! made) return fail (noRoom (file->name(), made.error()));
    return std::move (*made);
}

class RecordedFile final : public sound::Recorded
{
public:
    RecordedFile (PageFile pages, bool loop, std::string k, SoundCache c, std::shared_ptr<PageTurner> t)
        : own (std::move (pages)), loops (loop), key (std::move (k)), cache (std::move (c)), turner (std::move (t))
    {}

    std::unique_ptr<sound::FrameSource> open (SampleRate rate) const override
    {
        auto pages = at (rate.value);
        return std::make_unique<PagedSource> (std::move (pages), framesAt (rate.value), loops, turner);
    }

private:
    PageFile own; // at its own rate
    bool loops;
    std::string key;
    SoundCache cache;
    std::shared_ptr<PageTurner> turner;
    mutable std::mutex mutex;
    mutable std::optional<PageFile> last; // of another rate: the one asked for last

    [[nodiscard]] Frame framesAt (double rate) const
    {
        return std::max<Frame> (1, static_cast<Frame> (std::floor (static_cast<double> (own.head().frames) * rate / own.head().rate + 0.5)));
    }

    [[nodiscard]] std::optional<PageFile> at (double rate) const
    {
        if (rate == own.head().rate) return own;
        const std::lock_guard lock (mutex);
        if (last && last->head().rate == rate) return last;
        const std::string name = fmt::format ("{}-{}", key, rate);
        last = cache.find (name);
        if (last && last->head().rate == rate && last->head().frames == framesAt (rate)) return last;
        auto made = cache.make (name, rate, [&] (PageWriter& out, std::string&) { return resample (out, framesAt (rate)); });
        last.reset();
        if (made) last = std::move (made->pages);
        return last;
    }

    bool resample (PageWriter& out, Frame frames) const
    {
        const Frame all = own.head().frames;
        dsp::Resampler resampler (all, frames);
        bool good = true;
        const auto read = [&] (Frame from, int count, float* l, float* r) {
            for (int done = 0; done < count;)
            {
                const Frame place = loops ? ((from + done) % all + all) % all : from + done;
                const int n = loops ? static_cast<int> (std::min<Frame> (count - done, all - place)) : count - done;
                good = own.read (place, n, l + done, r + done) && good;
                done += n;
            }
        };
        return inPieces (
            frames,
            [&] (Frame from, int count, float* l, float* r) {
                resampler.make (from, count, read, l, r);
                return good;
            },
            [&] (const float* l, const float* r, int n) { return out.write (l, r, n); });
    }
};
} // namespace

session::FindRecording recordingsIn (std::filesystem::path folder, SoundCache cache)
{
    return [folder = std::move (folder), cache = std::move (cache),
            turner = std::make_shared<PageTurner>()] (const text::Values& values) -> Result<session::FoundRecording, Refusal> {
        auto opened = ScriptFile::open (folder, values.word ("file"));
        if (! opened) return fail (opened.error());
        const auto file = std::make_shared<const ScriptFile> (std::move (*opened));
        const bool loop = values.flag ("loop");
        const auto digest = file->digest();
        const std::string key = fmt::format ("{:016x}{:016x}-{}-{}", digest[0], digest[1], loop ? "loop" : "once", version);

        std::string notKept;
        auto pages = cache.find (key);
        if (! pages)
        {
            auto made = converted (file, loop, key, cache);
            if (! made) return fail (made.error());
            pages = std::move (made->pages);
            notKept = std::move (made->notKept);
        }
        std::string remark = pages->head().remark;
        if (remark.empty() && ! notKept.empty()) remark = "is converted again each time: " + notKept;
        if (! remark.empty()) remark = text::quoted (file->name()) + " " + remark;
        return session::FoundRecording { std::make_shared<const RecordedFile> (std::move (*pages), loop, key, cache, turner), std::move (remark) };
    };
}
} // namespace lull::files

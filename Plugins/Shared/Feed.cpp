#include "Plugins/Shared/Feed.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "Base/LookAhead.h"
#include "Dsp/Follower.h"

namespace lull::plugin
{
// The last frames that were pushed. The audio thread's alone.
struct Feed::Ring
{
    static constexpr Frame size = 32'768; // frames, a power of two: beyond the greatest delay and block
    std::array<float, static_cast<std::size_t> (size)> left {}, right {};
    Frame written = 0; // frames in all
    Frame offset = 0;  // of the session's frames to these
};

namespace
{
class Source final : public sound::FrameSource
{
public:
    Source (std::shared_ptr<Feed::Ring> r, SampleRate rate) : ring (std::move (r)), late (Feed::delay (rate)) {}

    [[nodiscard]] Frame frames() const noexcept override { return Frame { 1 } << 62; }
    [[nodiscard]] bool loops() const noexcept override { return false; }
    [[nodiscard]] bool has (Frame) const noexcept override { return true; }
    void want (Frame, Frame) noexcept override {}
    void live (Frame, Frame) override {}
    void waits (bool) noexcept override {}

    // What lies before the first or is gone by now is silence.
    bool read (Frame from, int count, float* l, float* r) noexcept override
    {
        const Frame first = from - late + ring->offset;
        for (int i = 0; i < count; ++i)
        {
            const Frame at = first + i;
            const bool there = from >= late && at >= std::max<Frame> (0, ring->written - Feed::Ring::size) && at < ring->written;
            const auto k = static_cast<std::size_t> (at & (Feed::Ring::size - 1));
            l[i] = there ? ring->left[k] : 0.0f;
            r[i] = there ? ring->right[k] : 0.0f;
        }
        return true;
    }

private:
    std::shared_ptr<Feed::Ring> ring;
    Frame late;
};

class Voice final : public sound::Voice
{
public:
    explicit Voice (std::unique_ptr<sound::FrameSource> s) : source (std::move (s)) {}
    void render (const Span& span, StereoQuantum& out) noexcept override { (void)source->read (span.frame, quantum, out.left.data(), out.right.data()); }
    [[nodiscard]] Seconds settling() const noexcept override { return {}; }
    void restart() noexcept override {}

private:
    std::unique_ptr<sound::FrameSource> source;
};

constexpr double reference = -30.0; // LUFS: as loud as its layer says, so that it comes in at its own level

// Not among the kinds that a script may name: only a host brings such a sound.
const sound::VoiceKind voiceFeed {
    "feed",
    "The sound that comes in.",
    {},
    [] (const text::Values&) { return reference; },
    [] (const sound::VoiceSetting& s) -> std::unique_ptr<sound::Voice> { return std::make_unique<Voice> (s.recording->open (s.rate)); },
};
} // namespace

Feed::Feed() : ring (std::make_shared<Ring>()) {}
Feed::~Feed() = default;

int Feed::delay (SampleRate rate) noexcept
{
    const auto lead = static_cast<int> (dsp::Follower::latency.value * rate.value) / quantum * quantum;
    return lookAheadFrames (rate) + lead + quantum;
}

void Feed::push (const float* left, const float* right, int frames, Frame session) noexcept
{
    auto& r = *ring;
    r.offset = r.written - session;
    for (int i = 0; i < frames; ++i)
    {
        const auto k = static_cast<std::size_t> ((r.written + i) & (Ring::size - 1));
        r.left[k] = left[i];
        r.right[k] = right[i];
    }
    r.written += frames;
}

std::unique_ptr<sound::FrameSource> Feed::open (SampleRate rate) const { return std::make_unique<Source> (ring, rate); }

Result<std::shared_ptr<const session::Timeline>> followed (std::shared_ptr<const Feed> feed, const std::string& place,
                                                           std::shared_ptr<const touch::Chair> chair)
{
    const std::string script =
        "session: 1\ntitle: What comes in\nsounds:\n  in: { kind: pink, level: -30 LUFS }\nphases:\n  - name: Now\n    for: 1 h\n    fade: 0 s\n"
        "    sound: { in: {} }\n    touch:\n      - { stroke: follow, sound: in, strength: 100%, place: " +
        place + " }\n";
    auto score = session::readScore ("what comes in", script);
    if (! score) return fail (score.error().front().message);
    auto& in = score->sounds.front();
    in.kind = &voiceFeed;
    in.values = {};
    in.recording = std::move (feed);
    score->phases.front().length = feedLasts;
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), std::move (chair), 1);
}
} // namespace lull::plugin

// A sound that comes in from a host, as a layer of a session that lasts as long as the host runs: what the techniques that hear a sound go by. It is
// pushed on the audio thread and read there, so late that what is read ahead (the last stage, the technique's own lead) is there already.
#pragma once

#include <memory>

#include "Session/Timeline.h"
#include "Sound/FrameSource.h"

namespace lull::plugin
{
class Feed final : public sound::Recorded
{
public:
    Feed();
    ~Feed() override;

    // How much later than it was pushed a frame is heard in the session: look-ahead, the follower's lead and a quantum.
    [[nodiscard]] static int delay (SampleRate) noexcept;

    // Two channels of the next frames, at most `most`; the session's frame that the first of them belongs to. Audio thread.
    static constexpr int most = 8'192;
    void push (const float* left, const float* right, int frames, Frame session) noexcept;

    [[nodiscard]] std::unique_ptr<sound::FrameSource> open (SampleRate) const override;

    struct Ring;

private:
    std::shared_ptr<Ring> ring;
};

// A session of half a day in which a chair is touched as the feed sounds, at a place of `place:` ("upper back"). An error is the place's.
inline constexpr double feedLasts = 12.0 * 3600.0; // s
[[nodiscard]] Result<std::shared_ptr<const session::Timeline>> followed (std::shared_ptr<const Feed>, const std::string& place,
                                                                         std::shared_ptr<const touch::Chair>);
} // namespace lull::plugin

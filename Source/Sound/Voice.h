// A calming voice: one sound layer of a session. A voice is one file in Sound/Voices whose name is the sound; it defines a VoiceKind of
// that name, and nothing else needs to change (CMake lists the folder). Built off the audio thread, rendered on it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "Base/Quantum.h"
#include "Base/Random.h"
#include "Sound/FrameSource.h"
#include "Text/Fields.h"

namespace lull::sound
{
class Voice
{
public:
    virtual ~Voice() = default;

    // Writes 32 frames of this layer at its reference loudness (see VoiceKind::loudness); the mix applies level and fades. Overwrites
    // `out`. No allocation, lock, throw or system call. Audio thread, or any one thread at a time.
    virtual void render (const Span&, StereoQuantum& out) noexcept = 0;

    // How long memories (filters, reverb, ringing) need to forget a jump, to -90 dB. At most 10 s.
    [[nodiscard]] virtual Seconds settling() const noexcept = 0;

    // A jump: the next span starts elsewhere. Memories cleared; no allocation; bounded. Audio thread.
    virtual void restart() noexcept = 0;

    // For what is read from disk. Pre-roll is over and an audio thread takes this voice: from this frame on nothing may be waited for. Once; any thread
    // but audio.
    virtual void live ([[maybe_unused]] Frame first) {}
    // It may, as nobody listens. Audio thread.
    virtual void waits (bool) noexcept {}
    // The session jumped there, whether or not this layer sounds there. Audio thread.
    virtual void jumped ([[maybe_unused]] Frame to) noexcept {}
    // How often something was not there in time. The thread that renders.
    [[nodiscard]] virtual std::uint32_t losses() const noexcept { return 0; }
};

// What a voice is made from, beyond its own values.
struct VoiceSetting
{
    text::Values values; // by the kind's table, complete
    Stream noise;        // this layer's own randomness
    SampleRate rate;     // 8,000 to 192,000
    Curve beat;          // unused by most: bpm over the session, beats counted by its integral / 60 from 0 s
    // The windows in which this layer is listed, in session seconds, and the beat that `every` counts from in each (the phase's first
    // whole beat). Struck voices schedule their strikes from these.
    struct Window
    {
        double begin = 0.0, end = 0.0, firstBeat = 0.0;
        double from = 0.0; // where it is first heard: the fade at `begin` reaches before it
    };
    std::vector<Window> windows;
    std::shared_ptr<const Recorded> recording = nullptr; // of a kind that plays one; none: silence
};

// The word that a field in Hz may take instead of a number: an octave of the touch's carrier. The session puts a number in its place before it
// asks for a loudness or makes a voice, so voices never meet it.
inline constexpr std::string_view fromTouch = "touch";

struct VoiceKind
{
    std::string_view name;   // the word after `kind:`
    std::string_view about;  // one line for people
    text::FieldTable fields; // beyond `kind` and `level`

    // The loudness in LUFS (BS.1770) of render() with these values alone: integrated over 60 s for sustained voices, the largest short-term (3 s)
    // value of one default strike for struck ones. +-0.5 LU, held by test.
    double (*loudness) (const text::Values&);

    std::unique_ptr<Voice> (*make) (const VoiceSetting&);

    // True for values that only headphones do justice, where each ear must hear its own channel alone; people are told. None: no values do.
    bool (*headphones) (const text::Values&) = nullptr;
};

// Every kind there is, by file name. A voice file ends with
//     extern const VoiceKind voiceOcean;  const VoiceKind voiceOcean { "ocean", ... };
[[nodiscard]] const std::vector<const VoiceKind*>& voiceKinds();
[[nodiscard]] const VoiceKind* findVoiceKind (std::string_view name);
} // namespace lull::sound

// The inside of an Instrument: a Player for one chair and one rate, and what goes between the threads. Included by Instrument.cpp and InstrumentAudio.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include <readerwriterqueue/readerwriterqueue.h>

#include "Base/Simd.h"
#include "Base/Slot.h"
#include "Base/Triple.h"
#include "Engine/Audition.h"
#include "Engine/Renderer.h"
#include "Plugins/Shared/Instrument.h"

namespace lull::plugin
{
inline constexpr double paceLead = 0.2; // s, in which another pace, or what is spoken, is built

struct Instrument::Body
{
    Body (const safety::Limits& limits, SampleRate r, std::string chair) : player (limits, r), rate (r), chairText (std::move (chair)) {}

    // Touch made audible: it needs no arming, for it never leaves.
    Body (const touch::Chair& c, SampleRate r, std::string chair)
        : player (engine::limitsOf (&c), r, safety::Interlock::Offline {}),
          rate (r),
          chairText (std::move (chair)),
          audition (std::make_unique<engine::Audition> (c, r)),
          unheard (c.actuators.size(), std::vector<float> (chunk))
    {}

    // So many frames of the player into 18 channels from there on; null where the host wants nothing.
    void process (float* const* out, int from, int frames) noexcept
    {
        const FlushDenormals flush; // of what is heard, which rings out
        std::array<float*, channels> at {};
        for (int done = 0; done < frames;)
        {
            const int n = audition != nullptr ? std::min (chunk, frames - done) : frames - done;
            for (std::size_t c = 0; c < channels; ++c) at[c] = out[c] != nullptr ? out[c] + from + done : nullptr;
            if (pair > 0)
            {
                const std::array<float*, 2> main { at[0], at[1] };
                for (std::size_t c = 2; c < channels; ++c)
                    if (at[c] != nullptr) std::fill (at[c], at[c] + n, 0.0f);
                at.fill (nullptr);
                at[static_cast<std::size_t> (2 * pair)] = main[0];
                at[static_cast<std::size_t> (2 * pair + 1)] = main[1];
            }
            if (audition == nullptr) player.process (at.data(), channels, n);
            else
            {
                for (std::size_t c = 2; c < channels; ++c)
                    if (at[c] != nullptr) std::fill (at[c], at[c] + n, 0.0f);
                std::array<float*, channels> to { at[0], at[1] };
                for (std::size_t k = 0; k < unheard.size(); ++k) to[k + 2] = unheard[k].data();
                player.process (to.data(), static_cast<int> (2 + unheard.size()), n);
                if (at[0] != nullptr && at[1] != nullptr) audition->process (to.data() + 2, at[0], at[1], n);
            }
            done += n;
        }
    }

    static constexpr int chunk = 512;

    engine::Player player;
    SampleRate rate;
    std::string chairText;
    std::unique_ptr<engine::Audition> audition;          // null: touch is felt
    std::vector<std::vector<float>> unheard {};          // touch, on its way to being heard
    std::atomic<bool> reloaded { false };                // another session was handed to the player: it is to be put where the host is
    std::atomic<bool> started { false };                 // has been asked for a sample; before that it stands at frame 0 with nothing to fade
    int pair = 0;                                        // of touch, that goes to Main
    bool latched = false;                                // audio thread: stopped before it started
    bool felt = false;                                   // there is touch to be armed
    std::shared_ptr<engine::Hand> keys {};               // null: there is nothing to play on
    std::optional<std::pair<Played, double>> keysAre {}; // as they were built, and the bpm; under the desk's lock
    std::atomic<bool> keysBuilt { false };
};

struct Instrument::Hand
{
    Slot<Body> incoming;
    moodycamel::ReaderWriterQueue<Body*, 16> outgoing { 32 };
    Triple<Pacer::Asked> asked;
    Triple<Played> played;
    std::atomic<unsigned> asks { 0 };
};
} // namespace lull::plugin

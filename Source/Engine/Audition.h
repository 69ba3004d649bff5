// Touch made audible, for a person without a chair: every actuator's signal is moved up by whole octaves into 150 to 600 Hz, placed left and right
// as it lies on the back, and added quietly to the sound. Not for measuring. Audio thread, or any one thread at a time.
#pragma once

#include <memory>

#include "Base/Units.h"
#include "Touch/Chair.h"

namespace lull::engine
{
class Audition
{
public:
    // Allocates everything.
    Audition (const touch::Chair&, SampleRate);
    ~Audition();
    Audition (Audition&&) noexcept;

    // Adds what `touch` (one pointer per actuator) holds to left and right, any number of frames at a time. The sum stays below -1.2 dBFS: touch
    // gives way, sound is not changed.
    void process (const float* const* touch, float* left, float* right, int frames) noexcept;

    // Forgets; for a jump.
    void restart() noexcept;

private:
    struct State;
    std::unique_ptr<State> state;
};
} // namespace lull::engine

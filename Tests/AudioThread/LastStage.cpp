#include "Catch.h"

#include <limits>
#include <string>
#include <vector>

#include "AudioThread/Forbidden.h"
#include "Base/Random.h"
#include "Dsp/Limiter.h"
#include "Dsp/LoudnessMeter.h"
#include "Safety/Guard.h"
#include "Safety/Interlock.h"

using namespace lull;

TEST_CASE ("guard, interlock and limiter never allocate, lock or call the system, whatever happens to them")
{
    for (const double rate : { 8'000.0, 48'000.0, 192'000.0 })
    {
        safety::Limits limits;
        limits.actuators = 12;
        for (std::size_t k = 0; k < 12; ++k)
        {
            limits.peak[k] = 0.5f;
            limits.rms[k] = 0.1f;
            limits.highpass[k] = 20.0;
            limits.lowpass[k] = 120.0;
            limits.surface[k] = static_cast<int> (k % 3);
        }
        safety::BodyMemory memory;
        safety::Guard guard (limits, SampleRate { rate }, memory);
        safety::Interlock lock (SampleRate { rate });
        dsp::Limiter limiter (SampleRate { rate });
        dsp::LoudnessMeter meter (SampleRate { rate });
        std::vector<TouchQuantum> touch (32);
        std::vector<StereoQuantum> sound (32);
        const Stream dice (8);
        for (std::size_t n = 0; n < 32; ++n)
        {
            for (std::size_t i = 0; i < touch[n].at.size(); ++i) touch[n].at[i] = static_cast<float> (dice.sign (n * 512 + i));
            for (std::size_t i = 0; i < quantum; ++i) sound[n].left[i] = sound[n].right[i] = static_cast<float> (2.0 * dice.child (1).sign (n * 32 + i));
        }
        touch[5].at[100] = std::numeric_limits<float>::quiet_NaN();
        sound[9].left[3] = std::numeric_limits<float>::infinity();

        int calls = 0;
        std::string first;
        {
            const Forbidden forbidden;
            std::array<float, quantum> gain;
            for (std::size_t n = 0; n < 20'000; ++n)
            {
                if (n == 10) lock.arm();
                if (n == 5'000) lock.latch().stop();
                if (n == 6'000) lock.arm();
                if (n == 7'000) lock.gap (Seconds { 0.2 });
                if (n == 8'000) lock.disarm();
                if (n % 3'000 == 7)
                {
                    guard.prime (touch.data(), 32);
                    limiter.prime (sound.data(), 32);
                }
                lock.advance (gain);
                TouchQuantum t = touch[n % 32];
                StereoQuantum s = sound[n % 32];
                guard.process (t, gain);
                limiter.process (s);
                meter.add (s.left.data(), s.right.data(), quantum);
            }
            calls = forbidden.calls();
            if (calls > 0) first = forbidden.first();
        }
        INFO (first);
        CHECK (calls == 0);
    }
}

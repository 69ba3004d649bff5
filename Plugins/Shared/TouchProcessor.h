// What every Lull plugin has: an Instrument, Main and eight stereo buses that carry touch_1 ... touch_16 (digital silence until armed by the editor's
// button), strength, stop and bypass, and a state. Threads as JUCE says; the audio thread's work is Instrument's.
#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include "Plugins/Shared/Instrument.h"
#include "Plugins/Shared/Pace.h"

namespace lull::plugin
{
class TouchProcessor : public juce::AudioProcessor
{
public:
    Instrument instrument;

    // Monotonic seconds, by which gaps between callbacks are noticed. Audio thread; tests put their own in its place.
    double (*clock)() noexcept;

    // Stable ids: "strength", "stop", "bypass".
    juce::AudioParameterFloat* strength = nullptr;
    juce::AudioParameterBool* stopped = nullptr;
    juce::AudioParameterBool* bypass = nullptr;

    // The editor's choices; an empty error is success.
    juce::String choose (const Choices&);
    void stop(); // latch and parameter
    void goOn();
    void stopOrGoOn();

    void prepareToPlay (double rate, int block) override;
    void releaseResources() override {}
    void reset() override { pace.reset(); }
    void setNonRealtime (bool) noexcept override; // back from it, a file without touch is told once
    using juce::AudioProcessor::processBlock;
    juce::AudioProcessorParameter* getBypassParameter() const override { return bypass; }

    bool acceptsMidi() const override { return false; }
    bool producesMidi() const override { return false; }
    double getTailLengthSeconds() const override { return 1.5; } // a stop's fade
    bool hasEditor() const override { return true; }

    int getNumPrograms() override { return 1; }
    int getCurrentProgram() override { return 0; }
    void setCurrentProgram (int) override {}
    const juce::String getProgramName (int) override { return {}; }
    void changeProgramName (int, const juce::String&) override {}

    void getStateInformation (juce::MemoryBlock&) override;
    void setStateInformation (const void*, int) override;

protected:
    TouchProcessor (const BusesProperties&, std::string who, Instrument::Compile = {}, Chain = {});

    // Strength, those between, stop, bypass, those that came later; once, from the constructor: hosts know parameters by their order too.
    enum class Strength { own, none };
    void addParameters (std::initializer_list<juce::RangedAudioParameter*> between, Strength = Strength::own,
                        const std::vector<juce::RangedAudioParameter*>& later = {});

    // Adds Main and the eight of touch to what goes out.
    [[nodiscard]] static BusesProperties withOutputs (BusesProperties);
    [[nodiscard]] static bool outputsSupported (const BusesLayout&);

    // Where what goes out is to be written, left, right, touch_1 ...; null where the host wants nothing. What comes in, likewise, two channels a bus;
    // these are the same buffers, so that it is to be read first.
    using Pointers = std::array<float*, Instrument::channels>;
    using Incoming = std::array<const float*, Instrument::channels>;
    [[nodiscard]] Pointers outputs (juce::AudioBuffer<float>&);
    [[nodiscard]] Incoming inputs (const juce::AudioBuffer<float>&);

    // An effect's block in stretches of at most `most` frames over a session of `lasts` seconds, at whose end it begins anew (touch by its ramp): take (from,
    // frames, session frame) reads what comes in; then Main passes, as late as the delay is long, and touch is written.
    struct Passing
    {
        std::array<std::vector<float>, 2> delayed; // Main on its way
        std::size_t at = 0;
        Frame position = 0; // frames since it was made

        void resize (int frames);
    };
    template <class Take>
    void pass (Passing& p, juce::AudioBuffer<float>& buffer, double lasts, int most, const Take& take)
    {
        const int frames = buffer.getNumSamples();
        auto turn = turnOf (frames);
        const auto out = outputs (buffer);
        const auto in = inputs (buffer);
        const auto whole = static_cast<Frame> (lasts * 0.99 * rate.value) / quantum * quantum;
        for (int done = 0; done < frames;)
        {
            if (p.position >= whole) p.position = 0;
            const int n = static_cast<int> (std::min<Frame> (std::min (frames - done, most), whole - p.position));
            take (in, done, n, p.position);
            passMain (p, in, out, done, n);
            auto to = out;
            to[0] = to[1] = nullptr;
            for (auto& c : to)
                if (c != nullptr) c += done;
            turn.time = { true, p.position };
            instrument.process (to.data(), n, turn);
            turn.gap = {};
            p.position += n;
            done += n;
        }
    }

    // What the parameters and the clock say of a block; its time is the caller's.
    [[nodiscard]] Instrument::Turn turnOf (int frames);

    [[nodiscard]] virtual Pacing pacing() const { return {}; }

    // A state's further values; the chair and the session are there already.
    virtual void keep (SavedState&) const {}
    virtual void restore (const SavedState&) {}

    static void say (const std::string&);
    static void set (juce::RangedAudioParameter&, float value);
    [[nodiscard]] static Choices onFourZones (Choices);

    SampleRate rate {};

private:
    Pace pace;

    static void passMain (Passing&, const Incoming&, const Pointers&, int from, int frames) noexcept;

    JUCE_DECLARE_NON_COPYABLE_WITH_LEAK_DETECTOR (TouchProcessor)
};
} // namespace lull::plugin

// MIDI into touch: notes are keys of the hand, controllers turn parameters, and which turns which can be learned. Audio thread, but where it is said.
#pragma once

#include <array>
#include <atomic>

#include <juce_audio_processors/juce_audio_processors.h>

#include "Plugins/Shared/Instrument.h"

namespace lull::plugin
{
class Keys
{
public:
    static constexpr int controllers = 120; // 120 to 127 are modes

    // What controllers may turn; once, before anything is played.
    void setParameters (std::vector<juce::RangedAudioParameter*> all) { parameters = std::move (all); }

    // A block's messages, before the instrument's block.
    void play (const juce::MidiBuffer&, Instrument&) noexcept;

    // ---- message thread

    // The next controller that moves turns this one from then on (another one no more); -1: none.
    void learn (int parameter) noexcept { learning = parameter; }
    [[nodiscard]] int learns() const noexcept { return learning; }
    // The controller that turns a parameter, or -1.
    [[nodiscard]] int controllerOf (int parameter) const noexcept;
    void assign (int controller, int parameter) noexcept;

    // Tells the host what controllers have turned since; now and then.
    void tell();

private:
    std::vector<juce::RangedAudioParameter*> parameters;
    std::array<std::atomic<signed char>, controllers> turns {}; // parameter + 1; 0: none
    std::atomic<int> learning { -1 };
    std::atomic<std::uint32_t> turned { 0 }; // a bit each

    void control (int number, int value, Instrument&) noexcept;
};
} // namespace lull::plugin

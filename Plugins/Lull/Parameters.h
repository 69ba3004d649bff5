// The generator's parameters: stable ids, units, and texts that read back what they print.
#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include "Plugins/Shared/Instrument.h"
#include "Touch/Place.h"

namespace lull::plugin
{
struct Parameters
{
    Parameters();

    juce::AudioParameterFloat* volume;     // "volume": dB; -60 is silence
    juce::AudioParameterFloat* touch;      // "touch": dB of every channel of touch, -60 (off) .. 0
    juce::AudioParameterFloat* tempo;      // "tempo": of the session's or the host's, 0.5 .. 2
    juce::AudioParameterBool* hostTempo;   // "host_tempo": beats are the host's
    juce::AudioParameterFloat* breath;     // "breath": per minute, 3 .. 30; 2: as it is written
    juce::AudioParameterChoice* technique; // "technique", "place": what keys do
    juce::AudioParameterChoice* place;
    juce::AudioParameterFloat* speed;   // "speed": 0.25 .. 4 times the technique's
    juce::AudioParameterFloat* carrier; // "carrier": Hz, 20 .. 120; 19: the technique's own

    // Those that came after the first release, in the order in which they came.
    [[nodiscard]] std::vector<juce::RangedAudioParameter*> later() const;

    [[nodiscard]] Decibels soundLevel() const noexcept; // audio thread, like the next
    [[nodiscard]] Decibels touchLevel() const noexcept;
    [[nodiscard]] Pacing pacing() const noexcept;
    [[nodiscard]] Played played() const noexcept;
};
} // namespace lull::plugin

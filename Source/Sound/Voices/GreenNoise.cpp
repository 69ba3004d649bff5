// Green noise: the middle of the spectrum, without rumble or hiss. The name has no definition; ours is NoiseColour::green.
#include "Sound/Veil.h"

namespace lull::sound
{
namespace
{
double greenLoudness (const text::Values&) { return -34.98; }
} // namespace

extern const VoiceKind voiceGreenNoise;
const VoiceKind voiceGreenNoise { "green", "Green noise: the middle of the spectrum alone, around 500 Hz, without rumble or hiss", veilFields ("75%"),
                                  greenLoudness, [] (const VoiceSetting& s) -> std::unique_ptr<Voice> {
                                      return std::make_unique<Veil> (s, dsp::NoiseColour::green (s.rate));
                                  } };
} // namespace lull::sound

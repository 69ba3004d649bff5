// Brown noise: deep and soft, like a far waterfall behind a wall; 6 dB less in every octave up. Recipe: figures.md 2.3, with real poles.
#include "Sound/Veil.h"

namespace lull::sound
{
namespace
{
double brownLoudness (const text::Values&) { return -27.52; }
} // namespace

extern const VoiceKind voiceBrownNoise;
const VoiceKind voiceBrownNoise { "brown", "Brown noise: a deep, soft rumble that falls 6 dB in every octave", veilFields ("75%"), brownLoudness,
                                  [] (const VoiceSetting& s) -> std::unique_ptr<Voice> {
                                      return std::make_unique<Veil> (s, dsp::NoiseColour::brown (s.rate));
                                  } };
} // namespace lull::sound

// Pink noise: an even, steady veil, as much power in every octave.
#include "Sound/Veil.h"

namespace lull::sound
{
namespace
{
// One number: density is fixed, and so is power for every width. Octaves above 20 kHz, which only high rates have, count in BS.1770
// though nobody hears them: 44.1 kHz is 0.4 LU below this, 96 kHz 0.3 above.
double pinkLoudness (const text::Values&) { return -30.36; }
} // namespace

extern const VoiceKind voicePinkNoise;
const VoiceKind voicePinkNoise { "pink", "Pink noise: an even veil with as much power in every octave", veilFields ("75%"), pinkLoudness,
                                 [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<Veil> (s, dsp::NoiseColour::pink (s.rate)); } };
} // namespace lull::sound

// What the noise colours share: two ears' white noise, mixed to a width, then coloured.
#pragma once

#include <memory>

#include "Dsp/NoiseColour.h"
#include "Dsp/White.h"
#include "Sound/Voice.h"

namespace lull::sound
{
class Veil final : public Voice
{
public:
    // values: `width` alone, as in veilFields().
    Veil (const VoiceSetting&, dsp::NoiseColour);

    void render (const Span&, StereoQuantum& out) noexcept override;
    Seconds settling() const noexcept override { return Seconds { dsp::NoiseColour::forgets }; }
    void restart() noexcept override { colour.clear(); }

private:
    dsp::White white;
    dsp::NoiseColour colour;
    float shared, apart;
};

[[nodiscard]] text::FieldTable veilFields (std::string width); // width: its fallback
} // namespace lull::sound

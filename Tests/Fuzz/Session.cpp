// libFuzzer: any text -> score -> timeline for a chair -> ten seconds of sound and touch. Whatever is accepted must stay finite and under the ceiling.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "Engine/Renderer.h"
#include "Session/Score.h"

using namespace lull;

namespace
{
constexpr std::string_view chairText = R"(chair: 1
title: Two for fuzzing
actuators:
  - { name: left, band: 20 Hz -> 80 Hz }
  - { name: right, band: 20 Hz -> 80 Hz }
zones:
  - { name: left, at: { x: -8 cm, y: 40 cm }, actuator: left }
  - { name: right, at: { x: 8 cm, y: 40 cm }, actuator: right }
)";

const std::shared_ptr<const touch::Chair>& chair()
{
    static const auto one = [] {
        auto c = touch::readChair ("fuzz.yaml", chairText, "fuzz");
        if (! c) std::abort();
        return std::make_shared<const touch::Chair> (std::move (*c));
    }();
    return one;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    auto read = session::readScore ("fuzz.lull.yaml", { reinterpret_cast<const char*> (data), size });
    if (! read)
    {
        if (! text::refused (read.error())) std::abort(); // refused without an error to show
        return 0;
    }
    const auto score = std::make_shared<const session::Score> (std::move (*read));
    const auto timeline = std::make_shared<const session::Timeline> (score, chair(), score->seed);
    engine::RenderOptions options;
    options.rate = SampleRate { 16'000.0 };
    options.to = 10.0;
    engine::render (timeline, options, [] (const float* const* channels, int count, int frames) {
        for (int c = 0; c < count; ++c)
            for (int i = 0; i < frames; ++i)
                if (! std::isfinite (channels[c][i]) || std::abs (channels[c][i]) > 1.0f) std::abort();
        return true;
    });
    return 0;
}

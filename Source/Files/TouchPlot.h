// A stretch of touch as one picture: the back with the field over time (a contact sheet), and each zone's waveform and spectrogram. What is drawn is what an
// actuator would get, before the guard. Needs no display. Any thread but audio.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "Base/Result.h"
#include "Session/Timeline.h"

namespace lull::files
{
struct TouchPlot
{
    std::string title, about; // about: a line under it
    double from = 0.0, seconds = 12.0;
    double strength = 1.0; // the listener's control
};

// The timeline has a chair, or this is a usage error. PNG (two pixels a point) or SVG by the name's ending. The file appears when it is whole.
[[nodiscard]] Result<void> plotTouch (const std::filesystem::path&, const std::shared_ptr<const session::Timeline>&, const TouchPlot&);
} // namespace lull::files

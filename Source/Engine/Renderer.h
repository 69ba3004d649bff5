// Offline: a whole timeline, or a part of it, as blocks of planar float. The same samples as the Player gives live once armed.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "Base/Result.h"
#include "Engine/Performance.h"
#include "Safety/Limits.h"

namespace lull::engine
{
struct RenderOptions
{
    SampleRate rate { 48'000.0 };
    double from = 0.0, to = -1.0; // s; to < 0: the end, with what follows; of the session, where that is endless
    int block = 4'096;            // frames handed to `sink` at a time, >= 1
    int threads = 1;              // 1 or 2; the same bytes
    double strength = 0.5;        // the listener's control
    bool stems = false;           // also each sound layer alone, after left, right, touch_1..N: pairs, before the limiter
};

// What limiter and guard did: 1 means nothing at all.
struct RenderReport
{
    float limiterGain = 1.0f; // least
    float guardGain = 1.0f;   // least of any actuator after the first 10 s, in which the permitted level rises
};

// Called in order (from one thread at a time, not always the same) with `channels` pointers to `frames` floats each; false stops the rendering (the person interrupted, the disk is full).
using RenderSink = std::function<bool (const float* const* channels, int count, int frames)>;

// Channels: left, right, touch_1 ... touch_N. Returns the number of frames handed out.
Frame render (const std::shared_ptr<const session::Timeline>&, const RenderOptions&, const RenderSink&, RenderReport* = nullptr);

// chair -> limits: the arrow from Touch to Safety that only Engine may draw.
[[nodiscard]] safety::Limits limitsOf (const touch::Chair*);
} // namespace lull::engine

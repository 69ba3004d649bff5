// How large the editor is: kept with the project, and for projects to come in plugin.yaml among the person's settings. Message thread.
#pragma once

namespace lull::plugin
{
struct Window
{
    int width = 0, height = 0; // pixels at scale 1; 0: as it is drawn
    int percent = 100;         // of everything in it, 50 .. 200

    bool operator== (const Window&) const = default;

    [[nodiscard]] static Window usual();          // as it was last; what cannot be read is as it is drawn
    void becomeUsual() const;                     // a failure changes nothing, and is of no moment
    [[nodiscard]] Window within() const noexcept; // its bounds
};
} // namespace lull::plugin

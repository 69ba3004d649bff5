// What a page is made of, and the sizes that it is judged at.
#pragma once

#include <vector>

#include <juce_gui_basics/juce_gui_basics.h>

namespace lull::test
{
// Every visible component of a kind below another one.
template <class Kind>
std::vector<Kind*> parts (juce::Component& of)
{
    std::vector<Kind*> found;
    for (auto* c : of.getChildren())
    {
        if (! c->isVisible()) continue;
        if (auto* k = dynamic_cast<Kind*> (c)) found.push_back (k);
        for (auto* k : parts<Kind> (*c)) found.push_back (k);
    }
    return found;
}

struct Size
{
    int w, h;
};
inline constexpr Size sizes[] { { 1366, 768 }, { 1100, 690 }, { 800, 480 }, { 480, 800 } };
} // namespace lull::test

// What the window system fills a window with until the first frame is drawn: white, in a dark room, unless it is told otherwise. Message thread.
#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace lull::app
{
// Before the window is shown. Where there is no X11 it does nothing.
void setWindowGround (juce::ComponentPeer&, juce::Colour);
} // namespace lull::app

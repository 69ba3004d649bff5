#include "App/WindowGround.h"

#include <cstdint>

namespace lull::app
{
// By a connection of its own to the display, with the library that JUCE has loaded already: a window's number is the same for all.
void setWindowGround (juce::ComponentPeer& peer, juce::Colour colour)
{
    juce::DynamicLibrary x11;
    if (! x11.open ("libX11.so.6")) return;
    using Open = void* (*)(const char*);
    using Close = int (*) (void*);
    using Set = int (*) (void*, unsigned long, unsigned long);
    const auto open = reinterpret_cast<Open> (x11.getFunction ("XOpenDisplay"));
    const auto close = reinterpret_cast<Close> (x11.getFunction ("XCloseDisplay"));
    const auto set = reinterpret_cast<Set> (x11.getFunction ("XSetWindowBackground"));
    if (open == nullptr || close == nullptr || set == nullptr) return;
    void* display = open (nullptr);
    if (display == nullptr) return;
    set (display, static_cast<unsigned long> (reinterpret_cast<std::uintptr_t> (peer.getNativeHandle())), 0xff000000ul | colour.getARGB());
    close (display);
}
} // namespace lull::app

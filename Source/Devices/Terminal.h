// A terminal whose keys arrive one by one, without Return and without echo, and which is given back as it was on every way out: the destructor, exit(),
// a fatal signal, Ctrl-Z. One at a time; the face's thread. Ctrl-C and Ctrl-Z stay signals.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

namespace lull::devices
{
struct Key
{
    enum class Name { character, up, down, left, right, home, end, pageUp, pageDown, insert, erase, backspace, enter, escape, tab, backTab, other };
    Name name = Name::other;
    char32_t character = 0; // name character: what was typed, also with Alt

    [[nodiscard]] bool is (char32_t c) const noexcept { return name == Name::character && character == c; }
};

// Bytes from a terminal -> keys: UTF-8, CSI and SS3 sequences. An Escape alone is told from a sequence by time: the caller says when none follows.
class KeyDecoder
{
public:
    void feed (char byte);
    [[nodiscard]] std::optional<Key> next();                                  // the oldest whole key
    [[nodiscard]] bool waiting() const noexcept { return ! pending.empty(); } // amid a sequence
    void flush();                                                             // nothing follows: what is pending is an Escape, or is dropped

private:
    void escapeSequence();
    void utf8();
    void press (Key k)
    {
        keys.push_back (k);
        pending.clear();
    }

    std::string pending;
    std::deque<Key> keys;
};

class Terminal
{
public:
    // Nothing when `descriptor` is no terminal, or we are in its background.
    [[nodiscard]] static std::optional<Terminal> open (int descriptor = 0);
    Terminal (Terminal&&) noexcept;
    Terminal& operator= (Terminal&&) = delete;
    ~Terminal();

    // The next key, waiting for it that long at most. A hung-up terminal gives nothing (and SIGHUP comes).
    [[nodiscard]] std::optional<Key> next (std::chrono::milliseconds wait = std::chrono::milliseconds (0));
    [[nodiscard]] int descriptor() const noexcept { return fd; } // for the loop's poll()

    // Keys are ours: reading from the background would stop us, so next() does not.
    [[nodiscard]] bool inFront() const noexcept;

    static void restore() noexcept; // as it was before; safe in a signal handler, harmless when no terminal is open
    static void resume() noexcept;  // our mode again, if one is open and we are in the foreground

private:
    explicit Terminal (int descriptor) : fd (descriptor) {}
    int fd = -1;
    KeyDecoder decoder;
};
} // namespace lull::devices

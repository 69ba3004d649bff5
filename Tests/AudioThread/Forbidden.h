// What the audio thread must never do, counted: allocation, locks, waits, system calls. While a Forbidden lives, every such call that its thread
// makes is counted (and still done). Link lull_forbidden into the test program; under sanitizers nothing is counted (`counting` is false).
#pragma once

class Forbidden
{
public:
    static constexpr bool counting = LULL_COUNTING != 0;

    Forbidden() noexcept; // of the thread that makes it; may be nested
    ~Forbidden();
    Forbidden (const Forbidden&) = delete;
    Forbidden& operator= (const Forbidden&) = delete;

    // So far, since this was made. Checks and messages allocate themselves: take the number, let this go, then check.
    [[nodiscard]] int calls() const noexcept;

    // The name of the thread's first such call since the outermost was made, or "".
    [[nodiscard]] const char* first() const noexcept;

private:
    int before;
};

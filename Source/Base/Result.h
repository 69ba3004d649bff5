// A value, or the reason why there is none. Errors that a person can cause are values; programmer errors are assertions.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace lull
{
// One sentence for the person, and the exit status that a command line ends with. 5 stays free for what is refused for safety: nothing is, since touch
// that may not flow leaves the sound alone.
struct Error
{
    enum class Kind { runtime = 1, usage = 2, refused = 3, device = 4 };
    std::string message;
    Kind kind = Kind::runtime;
};

template <class T, class E = Error>
using Result = tl::expected<T, E>;

template <class E = Error>
[[nodiscard]] tl::unexpected<E> fail (E error)
{
    return tl::unexpected<E> (std::move (error));
}

[[nodiscard]] inline tl::unexpected<Error> fail (std::string message, Error::Kind kind = Error::Kind::runtime)
{
    return tl::unexpected<Error> (Error { std::move (message), kind });
}
} // namespace lull

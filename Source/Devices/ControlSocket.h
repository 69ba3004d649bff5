// `lull stop | pause | resume | status` of a running instance, and the app's "raise": a Unix socket in XDG_RUNTIME_DIR, one line in, one line of JSON out. Also how a second
// instance finds the first. Only this user reaches it. The server's thread is its own; it never touches audio but through what the handler calls.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "Base/Result.h"
#include "Base/Units.h"

namespace lull::devices
{
enum class ControlCommand { stop, pause, resume, status, raise }; // raise: its window comes to the front, where it has one

[[nodiscard]] std::string_view nameOf (ControlCommand) noexcept;

// $XDG_RUNTIME_DIR/lull.sock, else /tmp/lull-UID/lull.sock in a folder that is ours alone (made, 0700); an error when that folder is another's.
[[nodiscard]] Result<std::string> controlSocketPath();

class ControlSocket
{
public:
    // Answers one command with a JSON object on one line. Called on the socket's thread, one call at a time: for a Player, Lane::socket is its lane.
    using Handler = std::function<std::string (ControlCommand)>;

    // Listens at once. An error when another instance holds the path; a socket left behind by a dead one is replaced.
    [[nodiscard]] static Result<ControlSocket> listen (const std::string& path, Handler);
    ControlSocket (ControlSocket&&) noexcept;
    ControlSocket& operator= (ControlSocket&&) noexcept;
    ~ControlSocket(); // ends the thread, removes the socket

    static constexpr std::size_t longestLine = 256; // bytes of a question, newline included
    static constexpr std::size_t longestAnswer = 65'536;
    static constexpr double patience = 0.5; // s that a client has to say its line, and again to take the answer

private:
    struct State;
    explicit ControlSocket (std::unique_ptr<State>);
    std::unique_ptr<State> state;
};

// Asks the running instance; its line of JSON without the newline. Errors: nothing plays (code Error::Kind::runtime), or it does not answer in time.
[[nodiscard]] Result<std::string> askRunning (const std::string& path, std::string_view line, Seconds timeout = Seconds { 2.0 });
[[nodiscard]] inline Result<std::string> askRunning (const std::string& path, ControlCommand c) { return askRunning (path, nameOf (c)); }
} // namespace lull::devices

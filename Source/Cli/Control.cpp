#include "Cli/Control.h"

#include <chrono>

#include <sys/eventfd.h>
#include <unistd.h>

namespace lull::cli
{
Control::Control() : wake (eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    const auto path = devices::controlSocketPath();
    if (! path)
    {
        why = path.error().message;
        return;
    }
    auto listening = devices::ControlSocket::listen (*path, [this] (devices::ControlCommand c) { return ask (c); });
    if (listening) socket.emplace (std::move (*listening));
    else why = listening.error().message;
}

Control::~Control()
{
    {
        const std::lock_guard lock (mutex);
        latch = nullptr;
        reply = "{\"ok\": false, \"words\": \"it has ended\"}";
    }
    answered.notify_all();
    socket.reset();
    close (wake);
}

void Control::watch (safety::StopLatch* next)
{
    const std::lock_guard lock (mutex);
    latch = next;
}

std::string Control::ask (devices::ControlCommand command)
{
    std::unique_lock lock (mutex);
    if (command == devices::ControlCommand::stop && latch != nullptr) latch->stop();
    question = command;
    reply.reset();
    const std::uint64_t one = 1;
    (void) ! write (wake, &one, sizeof one);
    answered.wait_for (lock, std::chrono::milliseconds (900), [this] { return reply.has_value(); });
    question.reset();
    return reply.value_or ("{\"ok\": false, \"words\": \"it is busy\"}");
}

void Control::answer (const std::function<std::string (devices::ControlCommand)>& what)
{
    std::uint64_t count = 0;
    (void) ! read (wake, &count, sizeof count);
    const std::lock_guard lock (mutex);
    if (! question) return;
    reply = what (*question);
    question.reset();
    answered.notify_all();
}
} // namespace lull::cli

#include "Devices/Control.h"

#include <chrono>

#include <sys/eventfd.h>
#include <unistd.h>

#include "Text/Json.h"

namespace lull::devices
{
namespace
{
// What is true of a stop that the main loop has not come to yet, or has just obeyed.
std::string stopping()
{
    std::string line = text::Json (text::Json::Layout::line).object().flag ("ok", true).text ("state", "stopping").text ("words", "it stops").close().done();
    line.pop_back();
    return line;
}
} // namespace

Control::Control() : wake (eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    const auto path = controlSocketPath();
    if (! path)
    {
        why = path.error().message;
        return;
    }
    auto listening = ControlSocket::listen (*path, [this] (ControlCommand c) { return ask (c); });
    if (listening) socket.emplace (std::move (*listening));
    else why = listening.error().message;
}

Control::~Control()
{
    {
        const std::lock_guard lock (mutex);
        latch = nullptr;
        ended = true;
        if (question && ! reply) reply = *question == ControlCommand::stop ? stopping() : text::failureJson ("it has ended"); // what is said already stays said
    }
    answered.notify_all();
    socket.reset();
    close (wake);
}

void Control::watch (safety::StopLatch* next)
{
    const std::lock_guard lock (mutex);
    latch = next;
    if (stopPends && latch != nullptr) latch->stop();
}

std::string Control::ask (ControlCommand command)
{
    const bool stop = command == ControlCommand::stop;
    std::unique_lock lock (mutex);
    if (ended) return stop ? stopping() : text::failureJson ("it has ended");
    if (stop && latch != nullptr) latch->stop();
    stopPends = stopPends || stop;
    question = command;
    reply.reset();
    const std::uint64_t one = 1;
    (void)! write (wake, &one, sizeof one);
    answered.wait_for (lock, std::chrono::milliseconds (900), [this] { return reply.has_value(); });
    question.reset();
    if (reply) return *reply;
    return stop ? stopping() : text::failureJson ("it is busy");
}

void Control::answer (const std::function<std::string (ControlCommand)>& what)
{
    std::uint64_t count = 0;
    (void)! read (wake, &count, sizeof count);
    const std::lock_guard lock (mutex);
    if (stopPends && question != ControlCommand::stop) (void)what (ControlCommand::stop);
    stopPends = false;
    if (! question) return;
    reply = what (*question);
    question.reset();
    answered.notify_all();
}
} // namespace lull::devices

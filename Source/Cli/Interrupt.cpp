#include "Cli/Interrupt.h"

#include <unistd.h>

#include "Files/WholeFile.h"

namespace lull::cli
{
namespace
{
volatile std::sig_atomic_t which = 0;

void note (int signal)
{
    if (which != 0)
    {
        files::WholeFile::removeUnfinished();
        _exit (128 + signal);
    }
    which = signal;
}
} // namespace

Interrupt::Interrupt()
{
    which = 0;
    struct sigaction action
    {};
    action.sa_handler = note;
    sigemptyset (&action.sa_mask);
    sigaction (SIGINT, &action, &oldInterrupt);
    sigaction (SIGTERM, &action, &oldTerminate);
    sigaction (SIGHUP, &action, &oldHangup);
}

Interrupt::~Interrupt()
{
    sigaction (SIGINT, &oldInterrupt, nullptr);
    sigaction (SIGTERM, &oldTerminate, nullptr);
    sigaction (SIGHUP, &oldHangup, nullptr);
}

bool Interrupt::asked() const noexcept { return which != 0; }
Error Interrupt::error() const { return { "interrupted", static_cast<Error::Kind> (128 + which) }; }
} // namespace lull::cli

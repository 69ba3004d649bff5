// A terminal as the place where a chair is set up. Main thread.
#pragma once

#include "Cli/SetupTalk.h"

namespace lull::cli
{
class ConsoleDesk final : public devices::Desk
{
public:
    explicit ConsoleDesk (Console& c) : console (c) {}

    [[nodiscard]] std::unique_ptr<devices::Talk> talk (std::shared_ptr<const touch::Chair> chair, const std::string& who) override
    {
        return std::make_unique<SetupTalk> (std::move (chair), who, console);
    }
    void say (const std::string& words) override { console.say (words); }
    void hint (const std::string& words) override { console.say (words); }
    void put (const std::string& text) override
    {
        console.clearLine();
        console.put (text);
    }
    int fail (const Error& e) override { return console.fail (e); }
    void show (const text::Diagnostics& d, const std::string& text) override { console.show (d, text); }

private:
    Console& console;
};
} // namespace lull::cli

// A script that stands for espeak-ng, and sounds as that program would write them.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/stat.h>

#include "Files/Folder.h"

// A folder first in PATH (or alone) as long as it lives; the script knows it as $STAGE.
class StandIn
{
public:
    explicit StandIn (const std::string& script, bool alone = false)
    {
        const char* now = std::getenv ("PATH");
        path = now == nullptr ? "" : now;
        if (! script.empty())
        {
            writeBytes (folder / "espeak-ng", "#!/bin/sh\n" + script + "\n");
            chmod ((folder / "espeak-ng").c_str(), 0700);
        }
        setenv ("PATH", (folder.path.string() + (alone ? "" : ":" + path)).c_str(), 1);
        setenv ("STAGE", folder.path.c_str(), 1);
    }
    ~StandIn()
    {
        setenv ("PATH", path.c_str(), 1);
        unsetenv ("STAGE");
    }
    StandIn (const StandIn&) = delete;
    StandIn& operator= (const StandIn&) = delete;
    Folder folder;

private:
    std::string path;
};

inline std::string bytes (std::uint32_t value, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char> (value >> (8 * i) & 0xff);
    return out;
}

// As espeak-ng writes it into a pipe: with sizes that are none.
inline std::string piped (int frames, std::uint32_t rate = 22'050, int channels = 1, int bits = 16)
{
    std::string wav = "RIFF" + bytes (0x7ffff024, 4) + "WAVEfmt " + bytes (16, 4) + bytes (1, 2) + bytes (static_cast<std::uint32_t> (channels), 2) +
                      bytes (rate, 4) + bytes (rate * 2, 4) + bytes (2, 2) + bytes (static_cast<std::uint32_t> (bits), 2) + "data" + bytes (0x7ffff000, 4);
    for (int i = 0; i < frames; ++i) wav += bytes (static_cast<std::uint32_t> (i % 1000 * 16), 2);
    return wav;
}

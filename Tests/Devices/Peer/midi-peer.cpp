// Another RtMidi program, for tests: its ports are "in" and "out" of the clients "peer in" and "peer out" on JACK. Words on stdin:
//   send 90 24 7f    one message
//   flood SECONDS A B C ...    those three bytes again and again, as fast as they are taken; says how many
//   heard            how many messages came so far
//   dump FILE        every message that came, a line each: seconds by the steady clock, bytes
#include <chrono>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <rtmidi/RtMidi.h>

namespace
{
double now() { return std::chrono::duration<double> (std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Heard
{
    std::mutex door;
    std::vector<std::pair<double, std::vector<unsigned char>>> all;
};
} // namespace

int main()
{
    Heard heard;
    try
    {
        RtMidiIn in (RtMidi::UNIX_JACK, "peer in");
        RtMidiOut out (RtMidi::UNIX_JACK, "peer out");
        in.ignoreTypes (false, false, false);
        in.setCallback (
            [] (double, std::vector<unsigned char>* m, void* to) {
                auto& h = *static_cast<Heard*> (to);
                const double at = now();
                const std::lock_guard lock (h.door);
                h.all.emplace_back (at, *m);
            },
            &heard);
        in.openVirtualPort ("in");
        out.openVirtualPort ("out");
        std::puts ("ready");
        std::fflush (stdout);
        for (std::string line; std::getline (std::cin, line);)
        {
            std::istringstream words (line);
            std::string word;
            words >> word;
            const auto bytes = [&] {
                std::vector<unsigned char> b;
                for (unsigned v; words >> std::hex >> v;) b.push_back (static_cast<unsigned char> (v));
                return b;
            };
            if (word == "send")
            {
                auto b = bytes();
                const double at = now();
                out.sendMessage (&b);
                std::printf ("%.6f\n", at);
            }
            else if (word == "flood")
            {
                double seconds = 0;
                words >> seconds;
                auto b = bytes();
                long n = 0;
                const double begun = now(), each = 1.0 / 145'000.0;
                while (now() < begun + seconds)
                {
                    while (static_cast<double> (n) * each < now() - begun) out.sendMessage (&b), ++n;
                    std::this_thread::sleep_for (std::chrono::microseconds (200));
                }
                std::printf ("%ld\n", n);
            }
            else if (word == "heard")
            {
                const std::lock_guard lock (heard.door);
                std::printf ("%zu\n", heard.all.size());
            }
            else if (word == "dump")
            {
                std::string file;
                words >> file;
                const std::lock_guard lock (heard.door);
                if (auto* f = std::fopen (file.c_str(), "w"))
                {
                    for (const auto& [at, b] : heard.all)
                    {
                        std::fprintf (f, "%.6f", at);
                        for (const auto v : b) std::fprintf (f, " %02x", v);
                        std::fputc ('\n', f);
                    }
                    std::fclose (f);
                }
                std::puts ("done");
            }
            std::fflush (stdout);
        }
    }
    catch (const RtMidiError& e)
    {
        std::fprintf (stderr, "midi-peer: %s\n", e.what());
        return 1;
    }
}

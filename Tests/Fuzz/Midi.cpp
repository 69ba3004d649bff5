// A stranger's MIDI file, and the script that is made of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "Files/SessionMidi.h"

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* bytes, std::size_t size)
{
    const auto read = lull::files::readMidi ({ reinterpret_cast<const char*> (bytes), size });
    if (! read) return 0;
    if (const auto script = lull::files::scriptOf (*read, "fuzz")) (void)lull::session::readScore ("fuzz", *script);
    // What was read can be written and read again.
    const auto again = lull::files::readMidi (lull::files::written (*read));
    if (read->tracks.size() < 60'000 && ! again) std::abort();
    return 0;
}

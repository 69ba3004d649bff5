#include "Devices/Setup/Talk.h"

namespace lull::devices
{
const Talk::Key* Talk::find (const Keys& keys, char32_t typed) noexcept
{
    const char32_t small = typed >= U'A' && typed <= U'Z' ? typed - U'A' + U'a' : typed;
    for (const auto& k : keys)
        if (static_cast<char32_t> (static_cast<unsigned char> (k.letter)) == small) return &k;
    return nullptr;
}
} // namespace lull::devices

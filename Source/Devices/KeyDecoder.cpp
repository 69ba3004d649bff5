#include "Devices/Terminal.h"

#include <array>
#include <utility>

namespace lull::devices
{
namespace
{
using N = Key::Name;
constexpr char escape = '\x1b';

N byLetter (char c) // CSI A, SS3 A
{
    switch (c)
    {
        case 'A': return N::up;
        case 'B': return N::down;
        case 'C': return N::right;
        case 'D': return N::left;
        case 'H': return N::home;
        case 'F': return N::end;
        case 'Z': return N::backTab;
        case 'M': return N::enter; // keypad
        default: return N::other;
    }
}

N byNumber (int n) // CSI n ~
{
    constexpr std::array<N, 9> names { N::other, N::home, N::insert, N::erase, N::end, N::pageUp, N::pageDown, N::home, N::end };
    return n >= 0 && n < static_cast<int> (names.size()) ? names[static_cast<std::size_t> (n)] : N::other;
}
} // namespace

void KeyDecoder::feed (char byte)
{
    if (byte == escape && ! pending.empty()) flush(); // a new sequence: the old one never came to its end
    pending += byte;
    if (pending.size() > 32) pending.clear();
    else if (pending[0] == escape) escapeSequence();
    else utf8();
}

void KeyDecoder::escapeSequence()
{
    if (pending.size() < 2) return;
    const char kind = pending[1], last = pending.back();
    if (kind != '[' && kind != 'O')
    {
        // Alt and a key, or Esc and a key at once; nothing is bound to Alt, and Esc is stop.
        keys.push_back ({ N::escape, 0 });
        pending.erase (0, 1);
        utf8();
        return;
    }
    if (pending.size() < 3) return;
    if (kind == 'O') return press ({ byLetter (last), 0 });
    if (last < 0x40 || last > 0x7e) return; // parameters go on
    if (pending == "\x1b[[") return;        // the Linux console's function keys: one letter more
    if (last != '~') return press ({ pending.starts_with ("\x1b[[") ? N::other : byLetter (last), 0 });
    int n = 0;
    for (std::size_t i = 2; i < pending.size() && pending[i] >= '0' && pending[i] <= '9' && n < 100; ++i) n = 10 * n + (pending[i] - '0');
    press ({ byNumber (n), 0 });
}

void KeyDecoder::utf8()
{
    const auto first = static_cast<unsigned char> (pending[0]);
    if (first < 0x80)
    {
        switch (first)
        {
            case '\r':
            case '\n': return press ({ N::enter, 0 });
            case '\t': return press ({ N::tab, 0 });
            case 0x7f:
            case 0x08: return press ({ N::backspace, 0 });
            default: return press ({ first < 0x20 ? N::other : N::character, first < 0x20 ? U'\0' : static_cast<char32_t> (first) });
        }
    }
    const std::size_t length = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    if (length == 0) return pending.clear();
    const auto last = static_cast<unsigned char> (pending.back());
    if (pending.size() > 1 && (last & 0xc0) != 0x80)
    {
        const char again = pending.back(); // broken off: this byte begins anew
        pending.clear();
        return feed (again);
    }
    if (pending.size() < length) return;
    auto code = static_cast<char32_t> (first & (0xff >> (length + 1)));
    for (std::size_t i = 1; i < length; ++i) code = (code << 6) | (static_cast<unsigned char> (pending[i]) & 0x3fu);
    press ({ N::character, code });
}

std::optional<Key> KeyDecoder::next()
{
    if (keys.empty()) return {};
    const auto k = keys.front();
    keys.pop_front();
    return k;
}

void KeyDecoder::flush()
{
    if (pending == "\x1b") press ({ N::escape, 0 });
    pending.clear();
}
} // namespace lull::devices

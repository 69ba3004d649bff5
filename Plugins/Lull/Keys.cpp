#include "Plugins/Lull/Keys.h"

namespace lull::plugin
{
void Keys::play (const juce::MidiBuffer& midi, Instrument& instrument) noexcept
{
    for (const auto m : midi)
    {
        if (m.numBytes < 2) continue;
        const int kind = m.data[0] & 0xf0, a = m.data[1] & 0x7f, b = m.numBytes > 2 ? m.data[2] & 0x7f : 0;
        if (kind == 0x90 && b > 0) instrument.press (m.samplePosition, a, b / 127.0);
        else if (kind == 0x80 || kind == 0x90) instrument.lift (m.samplePosition, a);
        else if (kind == 0xc0) instrument.mark(); // a program change: what is captured has a phase from here on
        else if (kind == 0xd0) instrument.pressure (a / 127.0);
        else if (kind == 0xb0) control (a, b, instrument);
    }
}

void Keys::control (int number, int value, Instrument& instrument) noexcept
{
    if (number == 120 || number >= 123) return instrument.liftAll();
    if (number >= controllers) return;
    auto& turn = turns[static_cast<std::size_t> (number)];
    if (const int p = learning.exchange (-1); p >= 0)
    {
        for (auto& t : turns)
            if (t == p + 1) t = 0;
        turn = static_cast<signed char> (p + 1);
    }
    const int p = turn - 1;
    if (p < 0 || p >= static_cast<int> (parameters.size()))
    {
        if (number == 1 || number == 11) instrument.pressure (value / 127.0); // modulation and expression, where nothing else was learned
        return;
    }
    static_cast<juce::AudioProcessorParameter*> (parameters[static_cast<std::size_t> (p)])->setValue (static_cast<float> (value) / 127.0f);
    turned.fetch_or (1u << p, std::memory_order_relaxed);
}

int Keys::controllerOf (int parameter) const noexcept
{
    for (std::size_t i = 0; i < turns.size(); ++i)
        if (turns[i] == parameter + 1) return static_cast<int> (i);
    return -1;
}

void Keys::assign (int controller, int parameter) noexcept
{
    if (controller >= 0 && controller < controllers && parameter < static_cast<int> (parameters.size()))
        turns[static_cast<std::size_t> (controller)] = static_cast<signed char> (parameter + 1);
}

void Keys::tell()
{
    const auto which = turned.exchange (0);
    for (std::size_t p = 0; p < parameters.size(); ++p)
        if (which >> p & 1u) parameters[p]->sendValueChangedMessageToListeners (parameters[p]->getValue());
}
} // namespace lull::plugin

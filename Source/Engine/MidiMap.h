// What a MIDI controller does: a small strict YAML file, read into tables in which a message is looked up. Values; read on any thread but audio, looked up
// on any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "Base/Result.h"
#include "Text/Diagnostic.h"

namespace lull::engine
{
// Levels (strength .. pressure) follow a control's value; the others happen when a note goes down or a control comes to 64 or more. play and tap last as long
// as they are held. Nothing here arms touch or raises a ceiling.
enum class MidiDoes : std::uint8_t {
    strength,
    volume,
    tempo,
    pressure,
    stop,
    pause,
    skip,
    back,
    tapTempo,
    softer,
    stay,
    again,
    notHere,
    technique,
    play,
    tap,
    count
};
[[nodiscard]] std::string_view nameOf (MidiDoes) noexcept; // as it is written: "tap tempo"
[[nodiscard]] constexpr bool isLevel (MidiDoes d) noexcept { return d <= MidiDoes::pressure; }
// Those that one control or note does, which can be learned by moving it; the others are ranges.
[[nodiscard]] const std::vector<MidiDoes>& lessons();

struct MidiRule
{
    enum class From : std::uint8_t { control, note, program };
    From from = From::control;
    int first = 0, last = 0; // 0 .. 127
    int channel = 0;         // 1 .. 16; 0: any
    MidiDoes does = MidiDoes::stop;
    std::string technique {}; // of technique: a stroke
    int key = 0;              // of play and tap: the key of the hand (Hand.h) that `first` is
    std::size_t place = 0;    // byte of the text at which it stands
};

class MidiMap
{
public:
    struct Out
    {
        bool clock = true, notes = true, controls = true;
        int channel = 16; // 1 .. 16, of notes and controls
    };

    [[nodiscard]] static Result<MidiMap, text::Diagnostics> read (std::string_view file, std::string_view text);

    // For a controller with eight knobs (controls 1 to 8) and eight pads (notes 36 to 43), and a keyboard.
    [[nodiscard]] static std::string_view usualText() noexcept;
    [[nodiscard]] static const MidiMap& usual();

    // The rule for a message, or null. channel 0 .. 15, number 0 .. 127.
    [[nodiscard]] const MidiRule* find (MidiRule::From from, int channel, int number) const noexcept
    {
        const auto n =
            table[(static_cast<std::size_t> (from) * 16u + static_cast<std::size_t> (channel & 15)) * 128u + static_cast<std::size_t> (number & 127)];
        return n == 0 ? nullptr : &all[n - 1u];
    }
    [[nodiscard]] const std::vector<MidiRule>& rules() const noexcept { return all; }
    [[nodiscard]] const Out& out() const noexcept { return outwards; }

private:
    std::vector<MidiRule> all;                                                                    // at most 255
    std::vector<std::uint8_t> table = std::vector<std::uint8_t> (std::size_t { 3 } * 16u * 128u); // rule + 1
    Out outwards;
};

// "Control 7 on channel 3", "Note 36": for people. channel 1 .. 16; 0: any.
[[nodiscard]] std::string sourceWords (MidiRule::From, int channel, int number);

// The text with a rule for what was learned: in the place of the one that did the same, or added. The rest stays byte for byte.
[[nodiscard]] std::string learned (std::string_view text, MidiRule::From, int channel, int number, MidiDoes);
} // namespace lull::engine

// How every face arms: once the notice has been read, nobody else holds the chair, and the person has rested. Nothing of it is stored but what was
// borne. One face thread.
#pragma once

#include <memory>
#include <string>

#include "Engine/Player.h"
#include "Files/ChairSeat.h"

namespace lull::files
{
class Arming
{
public:
    // who: as another program would name this one, "lull play".
    explicit Arming (std::string w, ChairSeat::Sharing s = ChairSeat::Sharing::alone) : who (std::move (w)), sharing (s) {}

    // Before a Player is first processed: it keeps to what all share in this program who drive this chair. guards: it stands after them.
    void join (engine::Player&, const touch::Chair&, bool guards);

    enum class Answer { rises, notice, refused };
    struct Outcome
    {
        Answer answer = Answer::refused;
        std::string why; // for the person; empty when it rises
    };

    // A deliberate act of the person's, in the running program.
    [[nodiscard]] Outcome arm (engine::Player&, const touch::Chair&);

    // Before another chair is used, or the program ends.
    void leave() { seat.reset(); }

private:
    void sit (const touch::Chair&);

    const std::string who;
    const ChairSeat::Sharing sharing;
    std::string chair;
    std::unique_ptr<ChairSeat> seat;
};
} // namespace lull::files

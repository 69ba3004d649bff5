// After a stop that ended touch, one "go on" within half a minute brings it back; later, or a second time, it has to be armed.
#include "Catch.h"

#include "Safety/GoOn.h"

using namespace lull;
using State = safety::Interlock::State;

TEST_CASE ("going on brings touch back once, within 30 s of a stop that ended it")
{
    for (const double later : { 0.0, 29.9, 30.1, 600.0 })
    {
        safety::GoOn g;
        g.watch (State::armed, false, 100.0);
        g.watch (State::stopping, true, 100.1);
        g.watch (State::unarmed, true, 100.2);
        CHECK (g.offered (100.1 + later) == (later <= 30.0));
        CHECK (g.take (100.1 + later) == (later <= 30.0));
        CHECK_FALSE (g.take (100.1 + later));
    }
}

TEST_CASE ("a stop that ended nothing brings nothing back, nor one that was followed by an arming")
{
    safety::GoOn g;
    g.watch (State::unarmed, false, 0.0);
    g.watch (State::unarmed, true, 0.1);
    CHECK_FALSE (g.take (0.2));
    g.watch (State::arming, false, 1.0);
    g.watch (State::unarmed, true, 1.1);
    g.watch (State::arming, false, 2.0); // armed anew
    CHECK_FALSE (g.take (2.1));
    g.watch (State::unarmed, false, 3.0); // let down without a stop: lost, or stalled
    CHECK_FALSE (g.take (3.1));
}

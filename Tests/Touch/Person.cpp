// A person's fit and spots: found by an adaptive staircase, kept in small files, and felt as masks and levels.
#include "Touch/Person.h"

#include <algorithm>
#include <functional>

#include "Base/Random.h"
#include "Catch.h"
#include "Touch/Field.h"
#include "Touch/Response.h"
#include "Touch/Staircase.h"
#include "Trace.h"

using namespace lull;
using namespace lull::touch;
using namespace test;

namespace
{
// Someone who feels what is above a threshold, more or less surely, and slips now and then.
struct Simulated
{
    double threshold, slope, slips;
    Stream random;
    std::uint64_t n = 0;

    bool feels (double level)
    {
        const double chance = slips + (1.0 - 2.0 * slips) / (1.0 + std::exp (-slope * (level - threshold)));
        return random.unit (n++) < chance;
    }
};
} // namespace

TEST_CASE ("the staircase finds a simulated person's threshold within a decibel, and soon")
{
    std::vector<double> errors;
    double answers = 0.0;
    for (std::uint64_t who = 0; who < 400; ++who)
    {
        const Stream random (who + 1);
        Simulated person { -58.0 + 40.0 * random.unit (0), 0.7 + random.unit (1), 0.02, random.child ("answers") };
        Staircase stairs ({});
        while (! stairs.found()) stairs.answer (person.feels (stairs.level()));
        errors.push_back (std::abs (stairs.estimate() - person.threshold));
        answers += stairs.answers();
    }
    std::sort (errors.begin(), errors.end());
    answers /= 400.0;
    INFO ("half within " << errors[200] << " dB, nine of ten within " << errors[360] << " dB, " << answers << " answers each");
    CHECK (errors[200] < 0.75);
    CHECK (errors[272] < 1.0); // two of three
    CHECK (errors[360] < 2.0);
    CHECK (answers < 19.0);
}

TEST_CASE ("it starts where hardly anything is felt, climbs in small steps, and never asks beyond what it may")
{
    for (std::uint64_t who = 0; who < 50; ++who)
    {
        Simulated person { -60.0 + 70.0 * Stream (who).unit (0), 1.0, 0.02, Stream (who).child (1) };
        Staircase::Rules rules;
        rules.most = -18.0;
        Staircase stairs (rules);
        double loudest = stairs.level();
        CHECK (loudest <= -60.0);
        while (! stairs.found())
        {
            CHECK (stairs.level() <= loudest + rules.climb + 1e-9);
            CHECK (stairs.level() <= rules.most);
            loudest = std::max (loudest, stairs.level());
            stairs.answer (person.feels (stairs.level()));
        }
        if (person.threshold > -15.0) CHECK (stairs.estimate() > -21.0); // as much as there is
    }
}

TEST_CASE ("fits and spots read back what was written, and say what is wrong with a file")
{
    Fit fit { "four-zone", {} };
    fit.of ("upper left") = { "upper left", 40.0, -51.3, -22.5 };
    fit.of ("the \"low\" one") = { "the \"low\" one", 60.0, {}, -20.0 };
    const auto again = readFit ("fit.yaml", toText (fit));
    REQUIRE (again.has_value());
    CHECK (again->chair == "four-zone");
    REQUIRE (again->actuators.size() == 2);
    CHECK (*again->find ("upper left")->felt == -51.3);
    CHECK (*again->find ("the \"low\" one")->comfortable == -20.0);
    CHECK_FALSE (again->find ("the \"low\" one")->felt.has_value());
    CHECK (readFit ("fit.yaml", toText (Fit { "x", {} }))->actuators.empty());

    const Spots spots { { { -8.0, 50.0 }, { 4.5, 41.0 } }, { { 9.0, 24.0 } } };
    const auto read = readSpots ("spots.yaml", toText (spots));
    REQUIRE (read.has_value());
    CHECK (read->tight.size() == 2);
    CHECK (read->tight[1].x == 4.5);
    CHECK (read->avoid[0].y == 24.0);
    CHECK (readSpots ("spots.yaml", toText (Spots {}))->tight.empty());

    const auto says = [] (const auto& result) { return result ? std::string ("good") : result.error().front().message; };
    CHECK (says (readSpots ("s.yaml", "spots: 1\ntight: [ { x: 8 cm } ]\n")) == "a point needs \"y\"");
    CHECK (says (readSpots ("s.yaml", "spots: 1\ntigth: []\n")) == "\"tigth\" is not a key of spots");
    CHECK (says (readSpots ("s.yaml", "- 1\n")) == "spots is a map");
    CHECK (says (readFit ("f.yaml", "fit: 1\nchair: c\nactuators: [ { name: a, at: 40 Hz, felt: 3 dB } ]\n")).find ("3 dB") != std::string::npos);
    CHECK (says (readFit ("f.yaml", "fit: 2\nchair: c\nactuators: []\n")).find ("2") != std::string::npos);
}

TEST_CASE ("strength 100 % is what was comfortable, whatever the actuator adds of its own, and never nearer than 3 dB to its ceiling")
{
    auto chair = chairAt ({ { -9.0, 40.0 }, { 9.0, 40.0 }, { 0.0, 52.0 } });
    chair.actuators[2].resonance = 45.0;
    chair.actuators[2].q = 5.0;
    Fit fit { "made", {} };
    fit.of ("a1") = { "a1", 40.0, -50.0, -26.0 };
    fit.of ("a2") = { "a2", 40.0, -50.0, -2.0 };
    fit.of ("a3") = { "a3", 40.0, -50.0, -26.0 };
    const auto own = forPerson (chair, &fit, nullptr);
    CHECK (math::decibels (own.a100 (0)) == Approx (-26.0));
    CHECK (math::decibels (own.a100 (1)) == Approx (math::decibels (own.ceiling (1)) - 3.0));
    const auto evens = compensationOf (chair.actuators[2]);
    CHECK (math::decibels (own.a100 (2) * evens->gain (40.0) * evens->rest (40.0)) == Approx (-26.0)); // what leaves at 40 Hz is what was felt
    CHECK (own.ceiling (0) == chair.ceiling (0));
    CHECK (forPerson (chair, nullptr, nullptr).a100 (0) == chair.a100 (0));
}

TEST_CASE ("a spot to avoid is left alone by every technique on every path")
{
    for (const auto* id : { "four-zone", "eight-zone" })
    {
        const auto as = test::chair (id).zones.back();
        const Spots spots { {}, { { as.x + 1.0, as.y + 2.0 } } };
        const auto chair = forPerson (test::chair (id), nullptr, &spots);
        std::vector<std::size_t> near;
        for (const auto& z : chair.zones)
            if (std::hypot (z.x - spots.avoid[0].x, z.y - spots.avoid[0].y) < avoidsWithin * z.reach) near.push_back (static_cast<std::size_t> (z.actuator));
        REQUIRE_FALSE (near.empty());
        REQUIRE (near.size() < chair.actuators.size());
        for (const auto* kind : techniqueKinds())
            for (const char* place : { "upper back", "shoulders", "mid back" })
            {
                INFO (id << " " << kind->name << " " << place);
                const auto t = played (chair, kind->name, std::string ("carrier: 60 Hz, place: ") + place, 12.0);
                for (const auto n : near) CHECK (*std::max_element (t.zone[n].begin(), t.zone[n].end()) == 0.0);
            }
        const auto said = findTechniqueKind ("effleurage")->substitutions (setting (chair, "effleurage", "", 0.0, 60.0));
        CHECK (std::any_of (said.begin(), said.end(), [] (const std::string& s) { return s.find ("over a spot to avoid") != std::string::npos; }));
    }
    // Between two places a hand is felt where neither is: it lifts over the spot.
    const Spots between { {}, { { 9.0, 44.0 } } };
    const auto two = forPerson (chairAt ({ { 9.0, 34.0 }, { 9.0, 54.0 } }), nullptr, &between);
    const auto over = played (two, "effleurage", "way: [ { x: 9 cm, y: 34 cm }, { x: 9 cm, y: 54 cm } ], speed: 4 cm/s, return: none, carrier: 60 Hz", 5.0);
    CHECK (over.level[Trace::moment (2.5)] < 0.01);
    CHECK (over.level[Trace::moment (0.6)] > 0.5);
    CHECK (over.level[Trace::moment (4.4)] > 0.5);
    // What is felt everywhere cannot leave a spot alone: it stays soft, and says so.
    const auto one = forPerson (test::chair ("one-shaker"), nullptr, &between);
    const auto t = played (one, "rocking", "carrier: 60 Hz", 4.0), plain = played (test::chair ("one-shaker"), "rocking", "carrier: 60 Hz", 4.0);
    CHECK (t.most (0.0, 4.0) == Approx (0.5 * plain.most (0.0, 4.0)).epsilon (0.01));
}

TEST_CASE ("a spot that is marked moves the one that is nearly there, is one thing only, and can be taken away")
{
    touch::Spots spots;
    CHECK (spots.mark (true, { 8.0, 44.0 }));
    CHECK (spots.mark (true, { 10.0, 45.0 })); // within 4 cm
    REQUIRE (spots.tight.size() == 1);
    CHECK (spots.tight[0].x == 10.0);
    CHECK (spots.mark (false, { 11.0, 46.0 }));
    CHECK (spots.tight.empty());
    REQUIRE (spots.avoid.size() == 1);
    CHECK_FALSE (spots.forget ({ 0.0, 20.0 }));
    CHECK (spots.forget ({ 11.0, 48.0 }));
    CHECK (spots.avoid.empty());
    CHECK (spots.mark (false, { 20.0, 50.0 }));
    for (int i = 0; i < static_cast<int> (touch::Spots::most); ++i) CHECK (spots.mark (true, { -20.0 + 5.0 * (i % 8), 10.0 + 10.0 * (i / 8) }));
    CHECK_FALSE (spots.mark (true, { 20.0, 50.0 })); // as many as there may be
    CHECK (spots.avoid.size() == 1);                 // and what was there stays as it was
    CHECK (spots.mark (true, { -20.0, 11.0 }));      // but one that is there moves
}

// `place: my spots`: a person's own, one after another.
#include "Catch.h"
#include "Session/Timeline.h"
#include "Touch/Place.h"

using namespace lull;

namespace
{
const char* const script =
    "session: 1\ntitle: Spots\nphases:\n  - name: Work\n    for: 90 s\n    touch: [ { stroke: pressure, strength: 40%, place: my spots } ]\n"
    "  - name: Rest\n    for: 60 s\n";

session::Timeline timelineFor (const std::vector<text::Point>& tight)
{
    touch::Chair chair;
    chair.actuators.push_back ({});
    chair.zones.push_back ({});
    chair.tight = tight;
    auto score = session::readScore ("spots.lull.yaml", script);
    REQUIRE (score.has_value());
    return { std::make_shared<const session::Score> (std::move (*score)), std::make_shared<const touch::Chair> (std::move (chair)), 1 };
}

text::Point placeOf (const session::TouchLayer& layer) { return std::get<text::Point> (layer.values.find ("place")->is); }
} // namespace

TEST_CASE ("a stroke at my spots works on one after another, each for as long, and goes over softly")
{
    const auto t = timelineFor ({ { -8.0, 50.0 }, { 5.0, 40.0 }, { 9.0, 30.0 } });
    REQUIRE (t.touches().size() == 3);
    for (std::size_t i = 0; i < 3; ++i)
    {
        const auto& layer = t.touches()[i];
        CHECK (layer.begin == Approx (30.0 * static_cast<double> (i)));
        CHECK (layer.end == Approx (30.0 * static_cast<double> (i + 1)));
        CHECK (layer.presence.gain (15.0 + 30.0 * static_cast<double> (i)) == Approx (1.0));
    }
    CHECK (placeOf (t.touches()[0]).x == -8.0);
    CHECK (placeOf (t.touches()[2]).y == 30.0);
    for (double s = 28.5; s < 31.5; s += 0.1) // equal power on the way
    {
        const double a = t.touches()[0].presence.gain (s), b = t.touches()[1].presence.gain (s);
        CHECK (a * a + b * b == Approx (1.0).margin (1e-6));
    }
}

TEST_CASE ("where nothing is known of a person the upper back is touched, and where there is no time for all spots, the first ones are")
{
    const auto plain = timelineFor ({});
    REQUIRE (plain.touches().size() == 1);
    CHECK (std::get<std::string> (plain.touches()[0].values.find ("place")->is) == "my spots");
    CHECK (touch::placeOf (*plain.touches()[0].values.find ("place")).region.y0 == 36.0);
    std::vector<text::Point> many;
    for (int i = 0; i < 10; ++i) many.push_back ({ 4.0 + i, 40.0 });
    CHECK (timelineFor (many).touches().size() == 4); // 20 s each at least
}

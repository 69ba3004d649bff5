// Touch that is played by hand.
#include "Catch.h"

#include <algorithm>
#include <cmath>

#include "Engine/Hand.h"
#include "Touch/Place.h"

using namespace lull;
using engine::Hand;

namespace
{
constexpr SampleRate rate { 48'000.0 };

// Six zones up the back on either side, an actuator each: 0 .. 5 left, 6 .. 11 right, from the lower back up.
std::shared_ptr<const touch::Chair> chair()
{
    touch::Chair c;
    for (const double x : { -10.0, 10.0 })
        for (const double y : { 15.0, 29.0, 44.0, 46.0, 55.0, 66.0 })
        {
            touch::Zone z;
            z.name = "z";
            z.actuator = static_cast<int> (c.actuators.size());
            z.x = x;
            z.y = y;
            c.actuators.push_back ({});
            c.zones.push_back (z);
        }
    return std::make_shared<const touch::Chair> (std::move (c));
}

struct Played
{
    std::vector<std::vector<float>> lane { maxLanes };

    void take (Hand& hand, int quanta)
    {
        for (int q = 0; q < quanta; ++q)
        {
            TouchQuantum t;
            t.clear();
            hand.add (0, t);
            for (std::size_t k = 0; k < maxLanes; ++k)
                for (int i = 0; i < quantum; ++i) lane[k].push_back (t.frame (i)[k]);
        }
    }
    [[nodiscard]] double energy (std::size_t k) const
    {
        double sum = 0.0;
        for (const float x : lane[k]) sum += static_cast<double> (x) * x;
        return sum;
    }
    [[nodiscard]] double whole() const
    {
        double sum = 0.0;
        for (std::size_t k = 0; k < maxLanes; ++k) sum += energy (k);
        return sum;
    }
    [[nodiscard]] long first() const // frame that is not silent
    {
        long at = static_cast<long> (lane[0].size());
        for (const auto& l : lane) at = std::min (at, static_cast<long> (std::find_if (l.begin(), l.end(), [] (float x) { return x != 0.0f; }) - l.begin()));
        return at;
    }
};

Hand::Setting with (std::string technique)
{
    Hand::Setting s;
    s.technique = std::move (technique);
    return s;
}
} // namespace

TEST_CASE ("a keyboard is a back: octaves are its sides, white keys its places from the lower back up")
{
    CHECK (Hand::placeOfKey (36) == "left lower back");
    CHECK (Hand::placeOfKey (48) == "lower back");
    CHECK (Hand::placeOfKey (65) == "right upper back");
    CHECK (Hand::placeOfKey (69) == "right neck");
    for (const int silent : { 37, 71, 35, 72, -1, 1000 }) CHECK (Hand::placeOfKey (silent).empty());
    const auto& names = touch::placeNames();
    for (int k = 0; k < 128; ++k)
        if (const auto p = Hand::placeOfKey (k); ! p.empty()) CHECK (std::find (names.begin(), names.end(), p) != names.end());
}

TEST_CASE ("a key is felt where it is, from the sample on which it was pressed, and until it is let go")
{
    Hand hand;
    hand.set (chair(), rate, with ("vibration"));
    hand.press (77, 36 + 2, 0.8); // left mid back
    CHECK (hand.sounds());
    Played p;
    p.take (hand, 300);
    CHECK (p.first() >= 77);
    CHECK (p.first() <= 79);
    for (std::size_t k = 0; k < 12; ++k)
        if (k != 1) CHECK (p.energy (k) < p.energy (1));
    double right = 0.0;
    for (std::size_t k = 6; k < 12; ++k) right += p.energy (k);
    CHECK (right < 0.02 * p.whole());

    hand.lift (10, 36 + 2);
    Played after;
    after.take (hand, 800);
    CHECK_FALSE (hand.sounds());
    const auto falls = static_cast<std::size_t> (10 + Hand::release * rate.value);
    for (std::size_t i = falls + 2; i < after.lane[1].size(); ++i) REQUIRE (after.lane[1][i] == 0.0f);
    CHECK (std::abs (after.lane[1][falls / 2]) > 0.0f);
}

TEST_CASE ("harder is stronger, and so are pressure and the listener's strength")
{
    const auto energy = [] (double velocity, double pressure, double strength) {
        Hand hand;
        hand.set (chair(), rate, with ("vibration"));
        hand.pressure (pressure);
        hand.setStrength (strength);
        Played settle, p;
        settle.take (hand, 200);
        hand.press (0, 53, velocity);
        p.take (hand, 1'000);
        return p.whole();
    };
    const double full = energy (1.0, 1.0, 1.0);
    CHECK (energy (0.5, 1.0, 1.0) < 0.5 * full);
    CHECK (energy (0.5, 1.0, 1.0) == Approx (energy (1.0, 0.5, 1.0)).epsilon (0.01));
    CHECK (energy (1.0, 1.0, 0.5) == Approx (energy (1.0, 0.5, 1.0)).epsilon (0.01));
    CHECK (energy (1.0, 1.0, 0.0) == 0.0);
}

TEST_CASE ("tapping goes by the beats it is given, as fast as it is wished")
{
    for (const double speed : { 1.0, 0.5 })
    {
        auto s = with ("tapotement");
        s.place = "shoulders";
        s.bpm = 60.0;
        s.speed = speed;
        Hand hand;
        hand.set (chair(), rate, s);
        hand.press (0, 48, 1.0);
        Played p;
        p.take (hand, 6'000); // 4 s
        // Onsets: loud after a while of quiet.
        int onsets = 0;
        long quiet = 10'000;
        for (std::size_t i = 0; i < p.lane[0].size(); ++i)
        {
            float most = 0.0f;
            for (std::size_t k = 0; k < 12; ++k) most = std::max (most, std::abs (p.lane[k][i]));
            if (most > 1e-3f)
            {
                if (quiet > 1'500) ++onsets;
                quiet = 0;
            }
            else ++quiet;
        }
        CHECK (onsets == Approx (20.0 * speed).margin (1.0)); // 5 per beat
    }
}

TEST_CASE ("what a technique may not touch stays silent")
{
    Hand hand;
    hand.set (chair(), rate, with ("tapotement"));
    hand.press (0, 57, 1.0); // the neck
    Played p;
    p.take (hand, 3'000);
    double neck = p.energy (5) + p.energy (11);
    CHECK (neck == 0.0);
}

TEST_CASE ("keys that are held go on while others are built; none hangs")
{
    Hand hand;
    hand.set (chair(), rate, with ("vibration"));
    hand.press (0, 53, 1.0);
    Played p;
    p.take (hand, 50);
    hand.set (chair(), rate, with ("petrissage"));
    hand.press (0, 60, 1.0);
    p.take (hand, 50);
    CHECK (hand.sounds());
    hand.lift (0, 53);
    hand.lift (0, 60);
    p.take (hand, 800);
    CHECK_FALSE (hand.sounds());
    for (int i = 0; i < 1'000; ++i) hand.press (i % 32, 36 + i % 36, 0.5);
    p.take (hand, 10);
    hand.liftAll();
    p.take (hand, 800);
    CHECK_FALSE (hand.sounds());
    hand.collect();
}

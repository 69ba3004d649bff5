// Sound under touch.
#include "Engine/Scripts.h"

#include <cmath>

using namespace lull;
using namespace lull::test;

namespace
{
std::string script (const std::string& touch)
{
    return "session: 1\ntitle: T\nsounds: { a: { kind: pink, level: -30 LUFS } }\nphases:\n"
           "  - { name: A, for: 60 s, sound: { a: {} } }\n"
           "  - { name: B, for: 60 s, fade: 8 s, sound: { a: {} }, touch: [ " +
           touch + " ] }\n  - { name: C, for: 60 s, fade: 8 s, sound: { a: {} } }\n";
}

// dB of the layer beside the same without touch; with a chair and without one.
std::vector<double> under (const std::string& touch)
{
    const session::Timeline felt (scoreOf (script (touch)), chairOf ("four-zone"), 1), heard (scoreOf (script (touch)), nullptr, 1),
        alone (scoreOf (script ("")), nullptr, 1);
    std::vector<double> db;
    for (double t = 15.0; t < 165.0; t += 0.1)
    {
        const double gain = felt.sounds().front().gain (t);
        CHECK (gain == heard.sounds().front().gain (t));
        db.push_back (20.0 * std::log10 (gain / alone.sounds().front().gain (t)));
    }
    return db;
}
double at (const std::vector<double>& db, double seconds) { return db[static_cast<std::size_t> (10.0 * (seconds - 15.0) + 0.5)]; }
} // namespace

TEST_CASE ("sound is 1 dB softer while touch is strong, not while it is weak or over, and gets there without haste")
{
    const auto strong = under ("{ stroke: effleurage, strength: 70% }");
    CHECK (at (strong, 40.0) == Approx (0.0).margin (1e-9));
    CHECK (at (strong, 90.0) == Approx (-1.0).margin (1e-9));
    CHECK (at (strong, 140.0) == Approx (0.0).margin (1e-9));
    for (std::size_t i = 1; i < strong.size(); ++i) CHECK (std::abs (strong[i] - strong[i - 1]) < 0.051); // 1 dB in 2 s

    for (double db : under ("{ stroke: effleurage, strength: 20% }")) CHECK (db == Approx (0.0).margin (1e-9));
    const auto middling = at (under ("{ stroke: effleurage, strength: 42% }"), 90.0);
    CHECK (middling < -0.3);
    CHECK (middling > -0.7);
}

TEST_CASE ("ducking does not step even where touch nearly does")
{
    const auto sudden = under ("{ stroke: effleurage, strength: [ 0 s 10%, 30 s 10%, 30.1 s 90%, end 90% ] }");
    CHECK (at (sudden, 85.0) == Approx (0.0).margin (1e-9));
    CHECK (at (sudden, 95.0) == Approx (-1.0).margin (1e-9));
    for (std::size_t i = 1; i < sudden.size(); ++i) CHECK (std::abs (sudden[i] - sudden[i - 1]) < 0.051);
}

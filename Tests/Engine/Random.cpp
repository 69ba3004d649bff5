// faults.md, case 1: random sessions x chairs x strengths x volumes. Whatever a script that is read without complaint asks for, on whatever chair a
// chair file can describe, no touch sample is above its actuator's ceiling and no sound above -1 dBTP by another meter.
#include "Engine/Scripts.h"

#include <algorithm>

#include <ebur128.h>

#include "Base/Simd.h"
#include "Engine/LastStage.h"
#include "Session/SessionFields.h"
#include "Text/Fields.h"

using namespace lull;
using namespace lull::test;

namespace
{
// Chances in the order they are asked for: one in each expression, since a compiler may take those of one in any order.
class Dice
{
public:
    explicit Dice (std::uint64_t seed) : stream (seed) {}
    double unit() { return stream.unit (n++); }
    bool chance (double p) { return unit() < p; }
    std::size_t below (std::size_t most) { return static_cast<std::size_t> (stream.bits (n++) % most); }
    double between (double a, double b) { return a + unit() * (b - a); }
    double edgy (double a, double b) // often an end of the range: that is where things break
    {
        const double u = unit();
        return u < 0.25 ? a : u > 0.75 ? b : between (a, b);
    }

private:
    Stream stream;
    std::uint64_t n = 0;
};

std::string said (double value, text::Measure m) { return text::toText (text::Quantity { value, m }); }

// Any value that a field takes, as a person would write it.
std::string valueOf (const text::Field& f, Dice& dice)
{
    using Kind = text::Field::Kind;
    if (f.kind == Kind::text && f.key == "sound") return "s0"; // the first layer
    if (f.kind == Kind::text) return "recording.wav";          // nobody looks for it: silent
    if (f.kind == Kind::flag) return dice.chance (0.5) ? "yes" : "no";
    if (! f.words.empty() && (f.ranges.empty() || dice.chance (0.5))) return f.words[dice.below (f.words.size())];
    const auto& r = f.ranges[dice.below (f.ranges.size())];
    if (f.kind == Kind::place)
    {
        const double x = std::floor (dice.between (-30.0, 30.0)), y = std::floor (dice.between (-5.0, 75.0));
        return "{ x: " + said (x, r.measure) + ", y: " + said (y, r.measure) + " }";
    }
    if (f.kind == Kind::points)
    {
        std::string way;
        for (auto left = 2 + dice.below (15); left > 0; --left)
        {
            const double x = std::floor (dice.between (-25.0, 25.0)), y = std::floor (dice.between (0.0, 72.0));
            way += (way.empty() ? "[ { x: " : ", { x: ") + said (x, r.measure) + ", y: " + said (y, r.measure) + " }";
        }
        return way + " ]";
    }
    const double from = dice.edgy (r.least, r.greatest), to = dice.edgy (r.least, r.greatest);
    if (f.kind != Kind::ramp || dice.chance (0.5)) return said (from, r.measure);
    const bool bends = from > 0.0 && to > 0.0 && dice.chance (0.3); // exp goes between values above zero only
    return said (from, r.measure) + " -> " + said (to, r.measure) + (bends ? " exp" : dice.chance (0.3) ? " smooth" : "");
}

std::string mapOf (const text::FieldTable& table, Dice& dice)
{
    std::string map;
    for (const auto& f : table)
        if (f.key != "name" && (f.required || dice.chance (0.6))) map += ", " + f.key + ": " + valueOf (f, dice);
    return map;
}

std::string levelOf (Dice& dice)
{
    const auto& range = session::soundFields()[1].ranges.front();
    return said (dice.chance (0.4) ? range.greatest : std::floor (dice.between (-50.0, range.greatest)), range.measure);
}

std::string scriptOf (Dice& dice)
{
    const auto tempo = [&] { return said (std::floor (dice.edgy (20.0, 200.0)), text::Measure::bpm); };
    std::string s = "session: 1\ntitle: Random\nseed: " + std::to_string (dice.below (1'000'000));
    s += "\ntempo: " + tempo();
    s += "\nbreath: " + said (std::floor (dice.edgy (2.0, 30.0)), text::Measure::perMinute) + "\nsounds:\n";
    const std::size_t layers = 1 + dice.below (3);
    for (std::size_t l = 0; l < layers; ++l)
    {
        const auto& kinds = sound::voiceKinds();
        const auto* kind = kinds[dice.below (kinds.size())];
        s += "  s" + std::to_string (l) + ": { kind: " + std::string (kind->name) + ", level: " + levelOf (dice);
        s += mapOf (kind->fields, dice) + " }\n";
    }
    s += "phases:\n";
    const std::size_t phases = 1 + dice.below (3);
    for (std::size_t p = 0; p < phases; ++p)
    {
        s += "  - name: P" + std::to_string (p) + "\n    for: " + said (1.0 + 0.1 * static_cast<double> (dice.below (21)), text::Measure::seconds) + "\n";
        if (dice.chance (0.5)) s += "    fade: " + said (0.1 * static_cast<double> (dice.below (10)), text::Measure::seconds) + "\n";
        if (dice.chance (0.5))
        {
            s += "    tempo: " + tempo();
            s += " -> " + tempo() + "\n";
        }
        s += "    sound: {";
        for (std::size_t l = 0; l < layers; ++l)
        {
            if (! dice.chance (0.7)) continue;
            s += (s.back() == '{' ? " s" : ", s") + std::to_string (l);
            if (dice.chance (0.5))
            {
                s += ": {}";
                continue;
            }
            s += ": { level: " + levelOf (dice);
            s += " -> " + levelOf (dice) + " }";
        }
        s += " }\n";
        const std::size_t strokes = dice.below (4);
        if (strokes > 0) s += "    touch:\n";
        for (std::size_t t = 0; t < strokes; ++t)
        {
            const auto& kinds = touch::techniqueKinds();
            const auto* kind = kinds[dice.below (kinds.size())];
            if (layers == 0 && kind->name == "follow") kind = touch::findTechniqueKind ("effleurage"); // there is nothing to follow
            text::FieldTable table = touch::commonFields();
            table.insert (table.end(), kind->fields.begin(), kind->fields.end());
            s += "      - { stroke: " + std::string (kind->name) + mapOf (table, dice) + " }\n";
        }
    }
    return s;
}

// Within what chair files take.
std::shared_ptr<const touch::Chair> chairOf (Dice& dice)
{
    auto chair = std::make_shared<touch::Chair>();
    const std::size_t count = dice.chance (0.2) ? 16 : 1 + dice.below (16);
    const auto surfaceOf = [&] { return dice.chance (0.7) ? touch::Surface::back : static_cast<touch::Surface> (dice.below (5)); };
    const bool one = dice.chance (0.5);
    for (std::size_t i = 0; i < count; ++i)
    {
        touch::Actuator a;
        a.name = "a" + std::to_string (i);
        a.bandLow = dice.edgy (5.0, 160.0);
        a.bandHigh = dice.edgy (a.bandLow * 1.05, std::max (a.bandLow * 1.1, 300.0));
        if (dice.chance (0.7)) a.ohms = dice.edgy (0.5, 32.0);
        if (dice.chance (0.7)) a.watts = dice.edgy (0.01, 200.0);
        if (dice.chance (0.7)) a.voltsAtFullScale = dice.edgy (0.01, 60.0);
        if (dice.chance (0.3)) a.resonance = dice.edgy (5.0, 250.0);
        if (dice.chance (0.3)) a.q = dice.edgy (0.1, 100.0);
        if (dice.chance (0.3)) a.trim = dice.between (-12.0, 0.0);
        a.inverted = dice.chance (0.2);
        chair->actuators.push_back (a);
        touch::Zone z;
        z.name = "z" + std::to_string (i);
        z.surface = one ? touch::Surface::back : surfaceOf();
        z.x = dice.between (-20.0, 20.0);
        z.y = dice.between (-10.0, 80.0);
        z.whole = dice.chance (0.1);
        z.reach = z.whole ? std::numeric_limits<double>::infinity() : dice.edgy (1.0, 60.0);
        z.actuator = static_cast<int> (i);
        chair->zones.push_back (z);
    }
    return chair;
}

// By libebur128, in dBTP.
class TruePeak
{
public:
    explicit TruePeak (double rate) : state (ebur128_init (2, static_cast<unsigned long> (rate), EBUR128_MODE_TRUE_PEAK)) {}
    ~TruePeak() { ebur128_destroy (&state); }
    TruePeak (const TruePeak&) = delete;
    TruePeak& operator= (const TruePeak&) = delete;

    void add (const StereoQuantum& q)
    {
        std::array<float, 2 * quantum> both;
        for (std::size_t i = 0; i < quantum; ++i) both[2 * i] = q.left[i], both[2 * i + 1] = q.right[i];
        ebur128_add_frames_float (state, both.data(), quantum);
    }

    double decibels()
    {
        double left = 0.0, right = 0.0;
        ebur128_true_peak (state, 0, &left);
        ebur128_true_peak (state, 1, &right);
        return 20.0 * std::log10 (std::max ({ left, right, 1e-10 }));
    }

private:
    ebur128_state* state;
};

// What was reached, so that a run which tests nothing is seen.
struct Reached
{
    int touching = 0, guarded = 0, limited = 0;
};

void play (std::uint64_t seed, Reached& reached)
{
    Dice dice (seed);
    const auto text = scriptOf (dice);
    const auto chair = chairOf (dice);
    constexpr std::array<double, 6> rates { 8'000.0, 8'000.0, 8'000.0, 11'025.0, 16'000.0, 44'100.0 };
    const SampleRate rate { rates[dice.below (rates.size())] };
    const double strength = dice.edgy (0.0, 1.0), volume = std::pow (10.0, 0.05 * dice.edgy (-20.0, 6.0));
    const double turned = dice.chance (0.3) ? dice.unit() : strength;
    INFO ("session " << seed << " at " << rate.value << " Hz, strength " << strength << ", volume " << volume << "\n" << text);
    const auto timeline = std::make_shared<const session::Timeline> (scoreOf (text), chair, 7 + seed);

    const auto limits = engine::limitsOf (chair.get());
    const FlushDenormals flush;
    engine::Performance performance (timeline, rate);
    safety::BodyMemory hot; // as after a restart
    engine::LastStage last (limits, rate, hot);
    last.prime (performance, { { strength, strength } }, static_cast<float> (volume));
    std::array<float, quantum> one;
    one.fill (1.0f);
    TruePeak meter (rate.value);
    StereoQuantum sound;
    TouchQuantum touch;
    const Frame frames = timeline->frames (rate);
    bool finite = true, under = true, touching = false, guarded = false, limited = false;
    const Frame end = frames + static_cast<Frame> (0.05 * rate.value); // and the silence after it, as a player plays it
    for (Frame f = 0; f < end; f += quantum)
    {
        const double u = std::min (1.0, static_cast<double> (f) / static_cast<double> (frames)), s = strength + (turned - strength) * u;
        performance.render ({ { s, s } }, sound, touch);
        last.process (sound, touch, { volume, volume }, one);
        meter.add (sound);
        for (std::size_t i = 0; i < quantum; ++i) finite = finite && std::isfinite (sound.left[i]) && std::isfinite (sound.right[i]);
        for (int i = 0; i < quantum; ++i)
            for (std::size_t k = 0; k < maxLanes; ++k)
            {
                const float x = touch.frame (i)[k], ceiling = k < chair->actuators.size() ? limits.peak[k] : 0.0f;
                finite = finite && std::isfinite (x);
                under = under && std::abs (x) <= ceiling;
                touching = touching || std::abs (x) > 1e-4f;
            }
        limited = limited || last.limiterGain() < 1.0f;
        for (std::size_t k = 0; k < chair->actuators.size(); ++k) guarded = guarded || last.touchMeters().gain[k] < 1.0f;
    }
    CHECK (finite);
    CHECK (under);
    CHECK (meter.decibels() <= -1.0);
    reached.touching += touching ? 1 : 0;
    reached.guarded += guarded ? 1 : 0;
    reached.limited += limited ? 1 : 0;
}
} // namespace

TEST_CASE ("sixty random sessions on random chairs stay under every ceiling")
{
    Reached reached;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) play (seed, reached);
    CHECK (reached.touching > 20);
    CHECK (reached.guarded > 10);
    CHECK (reached.limited > 3);
}

TEST_CASE ("ten thousand random sessions on random chairs stay under every ceiling", "[.][all]")
{
    Reached reached;
    for (std::uint64_t seed = 1'001; seed <= 11'000; ++seed) play (seed, reached);
    CHECK (reached.touching > 3'000);
    CHECK (reached.guarded > 1'000);
    CHECK (reached.limited > 1'000);
}

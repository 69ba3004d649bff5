// Follow: a sound of the session, felt. Its low part as it is, bass above it taken down, what hisses as a swell, what strikes as a tap; voices are left out. The
// left hand follows the left channel, the right one the right. This one technique remembers: it hears (Dsp/Follower) what the session plays, as early as that it
// is felt with it.
// Sources: the band below 80 to 120 Hz is what a body feels and more than that leaks as sound (figures.md 3.1, 4.4); octaves and hiss are ours.
#include <algorithm>
#include <cmath>

#include "Dsp/Follower.h"
#include "Touch/Stance.h"

namespace lull::touch
{
namespace
{
constexpr Habit habit { "follow", "palm", Sides::both, false };

class Follow final : public Technique
{
public:
    Follow (const TechniqueSetting& s, const Stance& stance)
        : follower (s.rate),
          name (s.values.word ("sound")),
          hearsBoth (stance.sides == Sides::both || stance.sides == Sides::alternate),
          first (stance.patch (stance.region, hearsBoth ? Patch::Hands::left : handsOf (stance.sides, false), {}).everywhere()),
          second (stance.patch (stance.region, Patch::Hands::right, {}).everywhere())
    {}

    void touch (const Span&, Contacts& out) const noexcept override
    {
        out.count = hearsBoth ? 2 : 1;
        give (heardLeft, first, out.hand[0]);
        if (hearsBoth) give (heardRight, second, out.hand[1]);
    }

    [[nodiscard]] const std::string* hears() const noexcept override { return &name; }
    [[nodiscard]] Seconds early() const noexcept override { return dsp::Follower::latency; }

    void hear (const StereoQuantum& sound) noexcept override
    {
        alignas (64) std::array<float, quantum> one;
        if (! hearsBoth)
            for (std::size_t i = 0; i < quantum; ++i) one[i] = 0.5f * (sound.left[i] + sound.right[i]);
        follower.process (hearsBoth ? sound.left.data() : one.data(), hearsBoth ? sound.right.data() : one.data(), heardLeft, heardRight);
    }

    void forget() noexcept override
    {
        follower.restart();
        heardLeft = heardRight = {};
    }

private:
    using Heard = dsp::Follower::Felt;

    dsp::Follower follower;
    std::string name;
    bool hearsBoth;
    LaneWeights first, second;
    Heard heardLeft, heardRight;

    static void give (const Heard& heard, const LaneWeights& weights, Contact& hand) noexcept
    {
        hand.weightBegin = hand.weightEnd = weights;
        hand.envelope = heard.envelope;
        hand.ownCarrier = true;
        hand.wave = &heard.carrier;
        hand.hertz = dsp::Follower::tone;
        hand.cycles = {};
        hand.headroom = 1.0f;
    }
};

std::unique_ptr<Technique> make (const TechniqueSetting& s) { return std::make_unique<Follow> (s, stanceOf (s, habit)); }

std::vector<Frame> events (const TechniqueSetting&, Frame, Frame) { return {}; }

std::vector<std::string> substitutions (const TechniqueSetting& s) { return substitutionsOf (s, stanceOf (s, habit), {}, s.carrier); }
} // namespace

extern const TechniqueKind techniqueFollow;
const TechniqueKind techniqueFollow {
    "follow",
    "A sound of the session, felt: its low part, its swells and its strikes. Voices are left out.",
    {
        { "sound", text::Field::Kind::text, "The name of the sound, as `sounds:` has it.", {}, {}, {}, true, 60 },
    },
    45.0,
    false,
    make,
    events,
    substitutions,
};
} // namespace lull::touch

#include "Engine/Performance.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "Base/Simd.h"
#include "Engine/SpokenSection.h"
#include "Touch/Conditioner.h"
#include "Touch/Mix.h"

namespace lull::engine
{
namespace
{
using Stretch = std::vector<StereoQuantum>;

// One sound layer while it plays. Absent layers cost a comparison; one that becomes present starts with cleared memories, at the same session
// frame wherever playing began.
struct SoundSection
{
    const session::SoundLayer* layer = nullptr;
    std::unique_ptr<sound::Voice> voice;
    double gain = 0.0;  // at the end of the quantum before
    bool known = false; // whether `gain` is
    bool present = false;
    std::array<Stretch, 2> stretch;

    // False: silent, `out` untouched. `duck`: gain of all layers.
    bool render (const Span& span, const Ends& duck, StereoQuantum& out) noexcept
    {
        const double begin = known ? gain : duck.begin * layer->gain (span.seconds.begin);
        const double end = duck.end * layer->gain (span.seconds.end);
        gain = end;
        known = true;
        if (! (begin > 0.0) && ! (end > 0.0))
        {
            present = false;
            return false;
        }
        if (! present) voice->restart();
        present = true;
        voice->render (span, out);
        const auto g = static_cast<float> (begin), step = static_cast<float> ((end - begin) / quantum);
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float now = g + step * static_cast<float> (i);
            out.left[i] *= now;
            out.right[i] *= now;
        }
        return true;
    }
};

struct TouchSection
{
    const session::TouchLayer* layer = nullptr;
    std::unique_ptr<touch::Technique> technique;
    std::unique_ptr<SoundSection> ear {}; // what it goes by: a voice of its own, the same samples as the layer's, so that it may be read ahead
    Frame heard = 0;                      // up to where, when `hearing`
    bool hearing = false;

    // Sound up to where touch at this quantum needs it. After a jump a little of it at once.
    void listen (const session::Timeline& timeline, Frame frame, SampleRate rate) noexcept
    {
        const auto ahead = static_cast<Frame> (technique->early().value * rate.value) / quantum * quantum;
        if (! hearing || heard != frame + ahead)
        {
            forget();
            heard = frame;
        }
        hearing = true;
        StereoQuantum sound;
        for (; heard < frame + ahead + quantum; heard += quantum)
        {
            if (! ear->render (timeline.span (heard, rate), { 1.0, 1.0 }, sound)) sound.clear();
            technique->hear (sound);
        }
    }
    void forget() noexcept
    {
        if (ear == nullptr) return;
        hearing = false;
        ear->known = ear->present = false;
        technique->forget();
    }
};

void add (StereoQuantum& sum, const StereoQuantum& x) noexcept
{
    for (std::size_t i = 0; i < quantum; ++i)
    {
        sum.left[i] += x.left[i];
        sum.right[i] += x.right[i];
    }
}
} // namespace

struct Performance::State
{
    std::shared_ptr<const session::Timeline> timeline;
    SampleRate rate;
    Frame start = 0, position = 0;
    Frame early = 0; // touch is read so far ahead
    bool jumped = true;
    std::vector<SoundSection> sounds;
    std::unique_ptr<SpokenSection> spoken; // null: nothing is
    std::array<Stretch, 2> spokenStretch;
    std::vector<TouchSection> touches; // in order of begin
    std::unique_ptr<touch::Mix> mix;
    std::unique_ptr<touch::Conditioner> conditioner; // null: nothing is known that it could undo
    touch::Contacts contacts {};
    std::array<std::vector<TouchQuantum>, 2> touchStretch;
    std::array<std::vector<std::array<bool, stretchQuanta>>, 2> heard; // per section: which quanta are not silent
    std::size_t making = 0;                                            // the set of stretch buffers being rendered; the other one is being mixed

    [[nodiscard]] Span span (Frame frame) const noexcept { return timeline->span (frame, rate, jumped && frame == position); }
    [[nodiscard]] Span spanOfTouch (Frame frame) const noexcept { return timeline->span (frame + early, rate, jumped && frame == position); }

    // What the layers give way by to a voice.
    [[nodiscard]] Ends duck (const Span& span) const noexcept
    {
        const auto* speech = timeline->speech();
        return speech == nullptr ? Ends { 1.0, 1.0 } : Ends { speech->others (span.seconds.begin), speech->others (span.seconds.end) };
    }

    // Sections by number: the layers, then what is spoken.
    bool render (std::size_t section, const Span& span, StereoQuantum& out) noexcept
    {
        return section < sounds.size() ? sounds[section].render (span, duck (span), out) : spoken->render (span, out);
    }
    [[nodiscard]] std::size_t sections() const noexcept { return sounds.size() + (spoken != nullptr ? 1 : 0); }
    [[nodiscard]] Stretch& stretch (std::size_t section, std::size_t which) noexcept
    {
        return section < sounds.size() ? sounds[section].stretch[which] : spokenStretch[which];
    }

    // With the layer's carrier; or, where two take turns, with both.
    void add (const session::TouchLayer& layer, const touch::Felt& felt, const Span& span) noexcept
    {
        const Ends other = layer.other (span.seconds);
        if (contacts.hand[0].ownCarrier || (! (other.begin > 0.0) && ! (other.end > 0.0))) return mix->add (contacts, felt, layer.carrier);
        const auto rest = [] (double x) { return std::sqrt (std::max (0.0, 1.0 - x * x)); };
        mix->add (contacts, { felt.strength, { felt.presence.begin * other.begin, felt.presence.end * other.end } }, layer.otherCarrier());
        if (rest (other.begin) > 1e-6 || rest (other.end) > 1e-6)
            mix->add (contacts, { felt.strength, { felt.presence.begin * rest (other.begin), felt.presence.end * rest (other.end) } }, layer.carrier);
    }

    void touch (const Controls& controls, const Span& span, TouchQuantum& out) noexcept
    {
        if (mix == nullptr || span.frame < 0) // before the session began there is no touch
        {
            out.clear();
            return;
        }
        mix->begin();
        for (auto& t : touches)
        {
            if (t.layer->presence.from() >= span.seconds.end) break;
            if (t.layer->presence.to() <= span.seconds.begin) continue;
            const auto felt = t.layer->felt (span.seconds, controls.strength);
            if (! (felt.strength.begin * felt.presence.begin > 0.0) && ! (felt.strength.end * felt.presence.end > 0.0)) continue;
            contacts.count = 0;
            if (t.ear != nullptr) t.listen (*timeline, span.frame, rate);
            t.technique->touch (span, contacts);
            if (contacts.count > 0) add (*t.layer, felt, span);
        }
        mix->finish (span, out);
        if (conditioner != nullptr) conditioner->process (out);
    }

    // The layers' voices, then those that touch hears by.
    template <class Do>
    void everyVoice (const Do& act)
    {
        for (auto& s : sounds) act (*s.voice);
        for (auto& t : touches)
            if (t.ear != nullptr) act (*t.ear->voice);
    }

    void forget() noexcept
    {
        for (auto& s : sounds)
        {
            s.known = false;
            s.present = false;
        }
        for (auto& t : touches) t.forget();
        if (conditioner != nullptr) conditioner->forget();
        jumped = true;
    }

    // The voices' past, so that a start in the middle sounds like arriving there. Touch is a closed form and needs none, but for what hears a sound.
    void preroll() noexcept
    {
        double longest = 0.0;
        const double now = static_cast<double> (start) / rate.value;
        for (auto& s : sounds)
            if (s.layer->gain (now) > 0.0) longest = std::max (longest, s.voice->settling().value);
        const auto frames = static_cast<Frame> (std::min (longest, 10.0) * rate.value);
        const FlushDenormals flush;
        StereoQuantum scratch;
        for (Frame f = std::max<Frame> (0, (start - frames) / quantum * quantum); f < start; f += quantum)
            for (auto& s : sounds)
            {
                const Span past = timeline->span (f, rate);
                s.render (past, duck (past), scratch);
            }
        // It ends so far ahead as touch will ask for next.
        const auto before = static_cast<Frame> (10.0 * rate.value);
        for (auto& t : touches)
            if (t.ear != nullptr && t.layer->presence.to() > now && t.layer->presence.from() < now + 1.0)
                for (Frame f = std::max<Frame> (0, (start + early - before) / quantum * quantum); f < start + early; f += quantum)
                    t.listen (*timeline, f, rate);
    }
};

Performance::Performance (std::shared_ptr<const session::Timeline> timeline, SampleRate rate, Frame start, Reading reading, Seconds early)
    : state (std::make_unique<State>())
{
    auto& s = *state;
    s.timeline = std::move (timeline);
    s.rate = rate;
    s.start = s.position = std::max<Frame> (0, start) / quantum * quantum;
    s.early = static_cast<Frame> (std::lround (std::clamp (early.value, -mostEarly.value, mostEarly.value) * rate.value / quantum)) * quantum;
    for (const auto& layer : s.timeline->sounds()) s.sounds.push_back ({ &layer, layer.kind->make (s.timeline->setting (layer, rate)), 0.0, false, false, {} });
    if (const auto* speech = s.timeline->speech()) s.spoken = std::make_unique<SpokenSection> (*speech, rate);
    for (const auto& layer : s.timeline->touches())
    {
        auto& section = s.touches.emplace_back (TouchSection { &layer, layer.kind->make (s.timeline->setting (layer, rate)) });
        const auto* name = section.technique->hears();
        if (name == nullptr) continue;
        for (const auto& sound : s.timeline->sounds())
            if (sound.name == *name)
                section.ear =
                    std::make_unique<SoundSection> (SoundSection { &sound, sound.kind->make (s.timeline->setting (sound, rate)), 0.0, false, false, {} });
    }
    std::stable_sort (s.touches.begin(), s.touches.end(),
                      [] (const TouchSection& a, const TouchSection& b) { return a.layer->presence.from() < b.layer->presence.from(); });
    if (const auto* chair = s.timeline->chair())
    {
        s.mix = std::make_unique<touch::Mix> (*chair, rate);
        s.conditioner = std::make_unique<touch::Conditioner> (*chair, rate);
        if (s.conditioner->idle()) s.conditioner.reset();
    }
    s.preroll();
    if (reading == Reading::live) s.everyVoice ([&s] (sound::Voice& v) { v.live (s.start); });
}

Performance::~Performance() = default;

const session::Timeline& Performance::timeline() const noexcept { return *state->timeline; }
SampleRate Performance::rate() const noexcept { return state->rate; }
Frame Performance::start() const noexcept { return state->start; }
Frame Performance::position() const noexcept { return state->position; }

void Performance::render (const Controls& controls, StereoQuantum& sound, TouchQuantum& touch) noexcept
{
    auto& s = *state;
    const Span span = s.span (s.position);
    sound.clear();
    StereoQuantum layer;
    for (std::size_t n = 0; n < s.sections(); ++n)
        if (s.render (n, span, layer)) add (sound, layer);
    s.touch (controls, s.early == 0 ? span : s.spanOfTouch (s.position), touch);
    s.position += quantum;
    s.jumped = false;
}

void Performance::restart (Frame frame) noexcept
{
    auto& s = *state;
    s.position = (frame >= 0 ? frame / quantum : -((quantum - 1 - frame) / quantum)) * quantum;
    s.forget();
    s.everyVoice ([&s] (sound::Voice& v) { v.jumped (s.position); });
}

void Performance::waits (bool w) noexcept
{
    state->everyVoice ([w] (sound::Voice& v) { v.waits (w); });
}

std::uint32_t Performance::losses() const noexcept
{
    std::uint32_t sum = 0;
    for (const auto& section : state->sounds) sum += section.voice->losses();
    return sum;
}

void Performance::prepareStretches()
{
    auto& s = *state;
    for (std::size_t n = 0; n < s.sections(); ++n)
        for (std::size_t which : { 0u, 1u }) s.stretch (n, which).resize (stretchQuanta);
    for (auto& buffer : s.touchStretch) buffer.resize (stretchQuanta);
    for (auto& flags : s.heard) flags.resize (s.sections());
}

int Performance::soundSections() const noexcept { return static_cast<int> (state->sections()); }

void Performance::renderSound (int section, int quanta) noexcept
{
    auto& s = *state;
    assert (quanta <= stretchQuanta);
    const auto n = static_cast<std::size_t> (section);
    for (int q = 0; q < quanta; ++q)
        s.heard[s.making][n][static_cast<std::size_t> (q)] =
            s.render (n, s.span (s.position + q * quantum), s.stretch (n, s.making)[static_cast<std::size_t> (q)]);
}

void Performance::renderTouch (const Controls& controls, int quanta) noexcept
{
    auto& s = *state;
    for (int q = 0; q < quanta; ++q) s.touch (controls, s.spanOfTouch (s.position + q * quantum), s.touchStretch[s.making][static_cast<std::size_t> (q)]);
}

void Performance::advance (int quanta) noexcept
{
    state->position += quanta * quantum;
    state->jumped = false;
    state->making ^= 1u;
}

void Performance::mix (int at, StereoQuantum& sound, TouchQuantum& touch) const noexcept
{
    auto& s = *state;
    const auto done = s.making ^ 1u;
    const auto q = static_cast<std::size_t> (at);
    sound.clear();
    for (std::size_t n = 0; n < s.sections(); ++n)
        if (s.heard[done][n][q]) add (sound, s.stretch (n, done)[q]);
    touch = s.touchStretch[done][q];
}

const StereoQuantum& Performance::layer (int section, int at) const noexcept
{
    static const StereoQuantum silence {};
    auto& s = *state;
    const auto done = s.making ^ 1u;
    const auto n = static_cast<std::size_t> (section), q = static_cast<std::size_t> (at);
    return s.heard[done][n][q] ? s.stretch (n, done)[q] : silence;
}
} // namespace lull::engine

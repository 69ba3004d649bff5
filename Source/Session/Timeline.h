// A score compiled for a chair: curves of time in seconds, no sample rate, shared and immutable. Any thread.
// Everything that sounds or touches is asked here where it is, how loud and how strong; the answers are closed forms.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "Base/Curve.h"
#include "Base/Quantum.h"
#include "Session/Score.h"
#include "Session/Speech.h"
#include "Touch/Chair.h"
#include "Touch/Mix.h"

namespace lull::session
{
// A stretch of the session over which something is present, with the crossfades at its two ends (centred on them; the session's own first
// and last fade lie inside it). Gains are equal-power: sin in, cos out.
struct Presence
{
    double begin = 0.0, end = 0.0;      // s; the end may be infinite
    double fadeIn = 0.0, fadeOut = 0.0; // s
    bool first = false, last = false;   // touches the session's own start or end, or may not reach past it: the fade lies inside
    [[nodiscard]] double from() const noexcept { return first ? begin : begin - 0.5 * fadeIn; }
    [[nodiscard]] double to() const noexcept { return last ? end : end + 0.5 * fadeOut; }
    [[nodiscard]] double gain (double t) const noexcept; // 0 .. 1
};

struct SoundLayer
{
    std::string name;
    const sound::VoiceKind* kind = nullptr;
    text::Values values;
    std::shared_ptr<const sound::Recorded> recording; // of a file layer
    std::vector<sound::VoiceSetting::Window> windows;

    // One per phase that lists the layer, in order, and one for `then`: its level over that phase (dB re the kind's reference loudness).
    struct Part
    {
        double begin = 0.0, end = 0.0, fadeIn = 0.0;
        Curve decibels;
    };
    std::vector<Part> parts;
    std::vector<Presence> presences;     // consecutive parts joined
    std::shared_ptr<const Curve> ducked; // dB, of all layers while touch is strong (duckedUnder); may be null

    // Linear gain on the voice's reference output at t: level (gliding in dB over a boundary that it outlives, ducked) times presence. 0 where absent.
    [[nodiscard]] double gain (double t) const noexcept;
};

struct TouchLayer
{
    std::string name, phase;
    const touch::TechniqueKind* kind = nullptr;
    text::Values values;
    double begin = 0.0, end = 0.0, firstBeat = 0.0;
    double carrier = 60.0; // Hz
    Curve strength;        // 0 .. 1, perceptual
    Presence presence;

    // Over a stretch of time, for a listener's control of 0 .. 1 at its ends.
    [[nodiscard]] touch::Felt felt (Ends t, Ends control) const noexcept;

    // With `refresh:` two carriers take turns, and cross over in equal power: how much of the other one at t, 0 .. 1 in amplitude of its own; and its Hz, of a
    // channel of touch that the first one has not tired (figures.md 3.2: bands 30-45 and 60-80, adaptation is of one channel).
    [[nodiscard]] Ends other (Ends t) const noexcept;
    [[nodiscard]] double otherCarrier() const noexcept;
    double refresh = 0.0;       // s; 0: never
    std::vector<Hold> holds {}; // in it

    // Drive re A100 at t of an actuator that plays the carrier itself: (strength x control)^(1/n (carrier)) x presence.
    [[nodiscard]] double drive (double t, double control) const noexcept;
};

struct TimelinePhase
{
    std::string name, say; // say: empty where it is not to be told
    double begin = 0.0, end = 0.0;
    bool link = false;
};

class Timeline
{
public:
    // Compiles for a chair (none: sound only) and a seed (the script's own unless given). `then`: for how many seconds the score's `then` goes on after the
    // last phase; 0: not at all, infinite: until it is stopped. A score without `then` has nothing that follows. `speech`: what is spoken of it (null:
    // nothing).
    Timeline (std::shared_ptr<const Score>, std::shared_ptr<const touch::Chair>, std::uint64_t seed, double then = 0.0,
              std::shared_ptr<const Speech> speech = nullptr);

    // What a person changes while it plays. Both are the same as this one up to there, and share what they can with it.
    // `stays`: as it is at `hold.at`, for so much longer; tempo, breath, levels and strengths stand, strokes and beats go on. `at` is moved out of
    // crossfades, to where one thing alone is felt: never later than the phase it lies in. Nothing when it lies in what follows.
    [[nodiscard]] std::shared_ptr<const Timeline> stays (Hold) const;
    [[nodiscard]] std::shared_ptr<const Timeline> on (std::shared_ptr<const touch::Chair>) const; // with as many actuators

    // The same with another tempo (bpm, above zero) and breath (per minute): what is told in seconds stays where it is, what is counted in beats or breaths
    // goes with them.
    [[nodiscard]] std::shared_ptr<const Timeline> paced (Curve tempo, Curve breath) const;
    [[nodiscard]] const Curve& tempo() const noexcept { return bpm; }
    [[nodiscard]] const Curve& breath() const noexcept { return breaths; }
    [[nodiscard]] const std::vector<Hold>& holds() const noexcept { return theHolds; } // in the order in which they were wished

    [[nodiscard]] double length() const noexcept; // s, of the session: what follows is outside it
    [[nodiscard]] Frame frames (SampleRate) const noexcept;

    // What follows: sound alone. Its length in seconds (0: nothing follows), and the end of all; may be infinite.
    [[nodiscard]] double then() const noexcept { return theThen; }
    [[nodiscard]] double whole() const noexcept { return length() + theThen; }
    [[nodiscard]] bool endless() const noexcept;
    [[nodiscard]] Frame wholeFrames (SampleRate) const noexcept; // endless: 2^62
    [[nodiscard]] bool after (double seconds) const noexcept { return theThen > 0.0 && seconds >= length(); }

    // Beats and breaths counted from 0 s, closed form.
    [[nodiscard]] double beatAt (double seconds) const noexcept;
    [[nodiscard]] double breathAt (double seconds) const noexcept;
    [[nodiscard]] double bpmAt (double seconds) const noexcept;
    [[nodiscard]] double breathsPerMinuteAt (double seconds) const noexcept;
    [[nodiscard]] double secondsOfBeat (double beat) const noexcept;

    // The clock: the quantum that begins at `frame` (a multiple of 32; may be negative or past the end).
    [[nodiscard]] Span span (Frame frame, SampleRate, bool jump = false) const noexcept;

    [[nodiscard]] const Score& score() const noexcept { return *theScore; }
    [[nodiscard]] const touch::Chair* chair() const noexcept { return theChair.get(); }
    [[nodiscard]] int actuators() const noexcept;
    [[nodiscard]] const std::vector<TimelinePhase>& phases() const noexcept { return thePhases; }
    [[nodiscard]] std::size_t phaseAt (double seconds) const noexcept;
    [[nodiscard]] std::string phaseNameAt (double seconds) const; // empty in what follows the last one
    [[nodiscard]] const std::vector<SoundLayer>& sounds() const noexcept { return theSounds; }
    [[nodiscard]] const std::vector<TouchLayer>& touches() const noexcept { return theTouches; }

    [[nodiscard]] const Speech* speech() const noexcept { return theSpeech.get(); } // null: nothing is spoken

    // What a layer is made with at a rate.
    [[nodiscard]] sound::VoiceSetting setting (const SoundLayer&, SampleRate) const;
    [[nodiscard]] touch::TechniqueSetting setting (const TouchLayer&, SampleRate) const;

private:
    std::shared_ptr<const Score> theScore;
    std::shared_ptr<const touch::Chair> theChair;
    std::shared_ptr<const Speech> theSpeech;
    Stream seed;
    double theThen = 0.0;
    Curve bpm, breaths;
    std::vector<Hold> theHolds;
    std::vector<TimelinePhase> thePhases;
    std::vector<SoundLayer> theSounds;
    std::vector<TouchLayer> theTouches;
};
} // namespace lull::session

// One session on one chair, following a host's playhead: what stands between a plugin's callbacks and a Player.
// Threads are said per method. The audio thread neither locks nor frees; a Player is handed to it whole.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "Base/Result.h"
#include "Engine/Hand.h"
#include "Engine/Player.h"
#include "Files/Arming.h"
#include "Plugins/Shared/HostTime.h"
#include "Plugins/Shared/Pacer.h"
#include "Plugins/Shared/Recorder.h"
#include "Plugins/Shared/SavedState.h"
#include "Session/Speech.h"
#include "Session/Timeline.h"

namespace lull::plugin
{
// The same chair, with the n-th session of ui::shelvedSessions(), which lies in no folder. Any thread but audio.
[[nodiscard]] Choices withShelved (Choices, std::size_t n);

// The chair of these choices as it fits its person; null: none. Any thread but audio.
[[nodiscard]] Result<std::shared_ptr<const touch::Chair>> chairOf (const Choices&);

// Touch that is added to what the session does; and whether this one stands after others on the same chair, which it arms with itself.
struct Chain
{
    std::shared_ptr<engine::Carried> carried {};
    bool guards = false;
};

// What the keys do, in numbers that the audio thread may copy.
struct Played
{
    int technique = 0;    // of handTechniques()
    int place = 0;        // of touch::placeNames(), from 1; 0: each key at its own
    double speed = 1.0;   // times
    double carrier = 0.0; // Hz; 0: the technique's own

    bool operator== (const Played&) const = default;
};
[[nodiscard]] const std::vector<std::string>& handTechniques(); // in a fixed order, which projects keep

class Instrument
{
public:
    static constexpr int channels = 18; // left, right, touch_1 ... touch_16

    // Makes what is played of the choices and their chair (may be null). None: the script that they hold. Any thread but audio.
    using Compile = std::function<Result<std::shared_ptr<const session::Timeline>> (const Choices&, std::shared_ptr<const touch::Chair>)>;

    explicit Instrument (std::string who, Compile = {}, Chain = {}); // who: as another program would name it, "the Lull plugin"
    ~Instrument();

    // ---- any thread but audio

    // Compiles on the calling thread. What is to be spoken of a script that is new is spoken meanwhile, and is there a second or two later; whoever renders waits for
    // it. On an error everything stays as it was. Touch is disarmed: consent was for what was there before. A recording that cannot be had refuses a script that
    // a person opens; a saved project is played without it.
    enum class From { person, savedState };
    Result<bool> load (const Choices&, From = From::person);
    void settle();                                 // until everything that was asked for is there
    void prepare (SampleRate, const Pacing& = {}); // a changed rate needs a new Player; the same rate keeps everything
    [[nodiscard]] Choices choices() const;
    [[nodiscard]] std::shared_ptr<const session::Timeline> timeline() const;

    [[nodiscard]] files::Arming::Outcome arm(); // by the editor's button only
    void nextCeiling();                         // of touch, by the editor's button only; in no state
    void stopTouch() noexcept;                  // the latch, at once

    // Any thread, audio too: a host has gone back from writing a file. When that holds no touch because nobody armed it, it is told once.
    void wroteFile() noexcept
    {
        if (wroteNoTouch.exchange (false)) toTell = true;
    }

    // What is played and turned from now on is kept, from where the host rolls next until it stops or jumps, or it is said again.
    void capture (bool on);
    [[nodiscard]] bool captures() const noexcept { return recorder.on(); }
    [[nodiscard]] Result<std::string> captured(); // as a script

    struct Shown // for an editor
    {
        engine::Telemetry told;
        std::shared_ptr<const session::Timeline> timeline;
        bool waits = false; // armed, and rises when the host first plays
        std::string news;   // what the session has to do without, and why; or empty
    };
    [[nodiscard]] Shown shown();

    // ---- audio thread

    struct Turn
    {
        HostTime::Answer time;
        Seconds gap {};           // callbacks had paused for this long before this block
        bool held = false;        // stopped or bypassed: touch goes down in 20 ms, sound fades, nothing plays
        bool stopsAll = false;    // held by a person's stop, which is that of everybody on the chair
        Seconds heldFade { 1.5 }; // of sound
        bool renders = false;     // the host says that nobody listens
        double strength = 0.5;    // 0 .. 1
        Decibels volume {};       // -inf .. +6
        Decibels touch {};        // -inf .. 0
        Pacing pacing {};
        std::optional<HostBeats::Said> beats {}; // of the host, at the block's first sample
        Played played {};
    };
    // Before process(): keys of the block that comes, by its frames (Hand). One that follows nothing has none.
    void starts (Frame session) noexcept; // where that block is
    void press (int frame, int key, double velocity) noexcept;
    void lift (int frame, int key) noexcept;
    void liftAll() noexcept;
    void pressure (double zeroToOne) noexcept;
    void mark() noexcept { marks.fetch_add (1, std::memory_order_relaxed); } // any thread: of what is captured, a phase begins here

    // `out`: 18 pointers, null where the host wants nothing.
    void process (float* const* out, int frames, const Turn&) noexcept;

private:
    struct Body; // a Player for one chair and one rate
    struct Hand; // between the threads

    mutable std::mutex desk; // everything that is not the audio thread's
    Choices chosen;
    std::string news;
    Pacer pacer; // has the line that is played
    SampleRate rate {};
    files::Arming arming;
    const Compile compile;
    const Chain chain;
    safety::Ceiling ceiling = safety::Ceiling::normal;
    Recorder recorder;
    bool armAsked = false;
    Body* newest = nullptr; // the one handed over last: lives until a newer one has taken its place
    std::unique_ptr<Hand> hand;

    // Audio thread only.
    Body* current = nullptr;
    Body* next = nullptr;
    Frame expected = 0;
    bool rolling = false, wasHeld = false;
    std::atomic<bool> wroteNoTouch { false }, toTell { false }; // any thread
    int leaving = -1;                                           // frames left of the old body's fade; -1: none
    double level = 0.0;                                         // dB on its way to Turn::volume
    HostSlope hostSlope;
    Pacing paced; // as it was wanted last
    bool everPaced = false;
    Played played;
    Frame blockAt = 0;                   // of the session: the coming block's, as far as is known
    std::atomic<double> now { 0.0 };     // s of the session; any thread, like the next
    std::atomic<bool> pressed { false }; // a key ever was
    std::atomic<unsigned> marks { 0 };
    unsigned marksSeen = 0; // under the desk's lock

    class Attendant;
    std::unique_ptr<Attendant> attendant; // its thread ends before anything else does

    std::mutex throat;                    // of who has something spoken
    std::atomic<bool> unspoken { false }; // there is something to be spoken
    std::atomic<bool> rolls { false };    // the host does, on from before

    struct Made;
    [[nodiscard]] Result<Made> make (const Choices&, std::optional<session::Spoken>, bool goesWithout);
    void attend (const Pacer::Asked&);
    void attendKeys (const Played&);
    void collectCapture();
    [[nodiscard]] double felt (int frame) const noexcept; // the second of the session at which what is pressed there is felt
    [[nodiscard]] engine::Hand* keys() noexcept;          // audio thread
    void pace (const Turn&) noexcept;

    void install();
    void replay (bool playing, double seconds);
    void tell(); // what is to be told
    [[nodiscard]] bool hearsTouch() const;
    void collect();
    void takeOver() noexcept;
    void play (float* const* out, int from, int frames, const Turn&, Frame) noexcept;
    void rest (float* const* out, int from, int frames) noexcept;
};
} // namespace lull::plugin

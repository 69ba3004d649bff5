// A recording, as a loop that follows the session's clock or once from where its layer begins. What is not there in time fades out and back in.
#include <algorithm>
#include <array>

#include "Base/Math.h"
#include "Sound/FrameSource.h"
#include "Sound/Voice.h"

namespace lull::sound
{
namespace
{
constexpr double outSeconds = 0.01, inSeconds = 0.02;
constexpr int longestOut = 1920; // frames: 10 ms at 192 kHz, in whole quanta

// Half of a raised cosine: 1 at 0, 0 at 1.
float falling (double x) noexcept { return static_cast<float> (0.5 + 0.5 * math::cosCycles (0.5 * x)); }

class File final : public Voice
{
public:
    explicit File (const VoiceSetting& s)
        : out (static_cast<int> (outSeconds * s.rate.value) / quantum * quantum), in (static_cast<int> (inSeconds * s.rate.value) / quantum * quantum)
    {
        if (s.recording != nullptr) source = s.recording->open (s.rate);
        out = std::clamp (out, quantum, longestOut);
        for (int i = 0; i < out; ++i) fall.push_back (falling (static_cast<double> (i) / out));
        in = std::max (in, quantum);
        for (const auto& w : s.windows)
        {
            // Phases that follow each other are one stretch; a recording that plays once begins where the first of them is first heard.
            if (! stretches.empty() && stretches.back().end == w.begin) stretches.back().end = w.end;
            else stretches.push_back ({ w.from, w.end, static_cast<Frame> (w.from * s.rate.value + 0.5) });
        }
    }

    void render (const Span& span, StereoQuantum& o) noexcept override
    {
        o.clear();
        if (source == nullptr) return;
        const std::size_t now = stretchAt (span.seconds.begin);
        source->want (placeOf (span.frame, now), upcoming (now + 1));

        // A loss is seen coming as long before as fading out takes: so it fades what was really recorded.
        const bool coming = thereAt (placeOf (span.frame + out + quantum - 1, now)), here = read (span.frame, now, o);
        if (fresh) level = coming && here ? 1.0 : 0.0;
        if (missing != ! (coming && here)) lost += missing ? 0 : 1;
        missing = ! (coming && here);
        if (here)
        {
            std::copy (o.left.begin(), o.left.end(), heard.left.begin() + written);
            std::copy (o.right.begin(), o.right.end(), heard.right.begin() + written);
            written = (written + quantum) % out;
            fade (o);
        }
        else
        {
            o.clear();
            if (level > 0.0) letGoOfTheLast();
            level = 0.0;
        }
        fresh = false;
        if (letGo < out)
            for (std::size_t i = 0; i < quantum; ++i, ++letGo)
            {
                const auto k = static_cast<std::size_t> (letGo);
                o.left[i] += tail.left[k];
                o.right[i] += tail.right[k];
            }
    }

    Seconds settling() const noexcept override { return Seconds { 0.0 }; }

    void restart() noexcept override
    {
        fresh = true;
        missing = false;
        letGo = out;
        heard = {};
    }

    void live (Frame first) override
    {
        if (source != nullptr) source->live (placeAt (first), nextAt (first));
    }

    void waits (bool w) noexcept override
    {
        if (source != nullptr) source->waits (w);
    }

    void jumped (Frame to) noexcept override
    {
        if (source != nullptr) source->want (placeAt (to), nextAt (to));
    }

    std::uint32_t losses() const noexcept override { return lost; }

private:
    struct Stretch
    {
        double from, end; // s
        Frame first;
    };
    struct Memory
    {
        std::array<float, longestOut> left {}, right {};
    };

    std::unique_ptr<FrameSource> source;
    std::vector<Stretch> stretches;
    int out, in;             // frames of the fades: whole quanta
    std::vector<float> fall; // over `out` frames
    Memory heard, tail;      // the last `out` frames there were, a ring; those that are let go, fading
    int written = 0, letGo = longestOut;
    double level = 1.0; // of the fades
    bool fresh = true, missing = false;
    std::uint32_t lost = 0;

    // The stretch that t lies in or before; past the last one, their number.
    [[nodiscard]] std::size_t stretchAt (double t) const noexcept
    {
        std::size_t n = 0;
        while (n + 1 < stretches.size() && t >= stretches[n + 1].from) ++n;
        return n;
    }

    [[nodiscard]] Frame looped (Frame frame) const noexcept
    {
        const Frame n = source->frames(), rest = frame % n;
        return rest < 0 ? rest + n : rest;
    }

    // The recording's frame at a session frame: a closed form. Outside [0, frames()) it is silent.
    [[nodiscard]] Frame placeOf (Frame frame, std::size_t stretch) const noexcept
    {
        if (source->loops()) return looped (frame);
        return stretch < stretches.size() ? frame - stretches[stretch].first : -quantum;
    }

    // Where a later stretch begins.
    [[nodiscard]] Frame upcoming (std::size_t stretch) const noexcept
    {
        if (stretch >= stretches.size()) return -1;
        return source->loops() ? looped (stretches[stretch].first / quantum * quantum) : 0;
    }

    // Before the stretches, between or in them: where reading is at a session frame, and where after that.
    [[nodiscard]] Frame placeAt (Frame frame) const noexcept
    {
        for (std::size_t n = 0; n < stretches.size(); ++n)
            if (frame <= stretches[n].first) return upcoming (n); // it is waited for
            else if (n + 1 == stretches.size() || frame < stretches[n + 1].first) return placeOf (frame, n);
        return -1;
    }
    [[nodiscard]] Frame nextAt (Frame frame) const noexcept
    {
        for (std::size_t n = 0; n < stretches.size(); ++n)
            if (frame < stretches[n].first) return upcoming (n);
        return -1;
    }

    // One quantum, across the loop's seam and both ends of what plays once; false when any of it is missing.
    [[nodiscard]] bool read (Frame frame, std::size_t stretch, StereoQuantum& o) noexcept
    {
        const Frame length = source->frames(), at = placeOf (frame, stretch);
        for (int done = 0; done < quantum;)
        {
            Frame place = source->loops() ? looped (at + done) : at + done;
            int n = quantum - done;
            if (place < 0) n = static_cast<int> (std::min<Frame> (n, -place));
            else if (place < length)
            {
                n = static_cast<int> (std::min<Frame> (n, length - place));
                if (! source->read (place, n, o.left.data() + done, o.right.data() + done)) return false;
            }
            done += n;
        }
        return true;
    }

    [[nodiscard]] bool thereAt (Frame place) const noexcept { return place < 0 || place >= source->frames() || source->has (place); }

    // Towards silence where a loss is coming, else towards all of it.
    void fade (StereoQuantum& o) noexcept
    {
        if (! missing && level >= 1.0) return;
        const double step = missing ? -1.0 / out : 1.0 / in;
        for (std::size_t i = 0; i < quantum; ++i)
        {
            const float g = falling (1.0 - level);
            o.left[i] *= g;
            o.right[i] *= g;
            level = std::clamp (level + step, 0.0, 1.0);
        }
    }

    // Lost without warning: what was heard last, backwards, dying away.
    void letGoOfTheLast() noexcept
    {
        const float now = falling (1.0 - level);
        for (int i = 0; i < out; ++i)
        {
            const auto from = static_cast<std::size_t> ((written + out - 1 - i) % out), k = static_cast<std::size_t> (i);
            const float g = now * fall[k];
            const bool still = letGo + i < out; // what was let go before has not died away yet
            tail.left[k] = g * heard.left[from] + (still ? tail.left[k + static_cast<std::size_t> (letGo)] : 0.0f);
            tail.right[k] = g * heard.right[from] + (still ? tail.right[k + static_cast<std::size_t> (letGo)] : 0.0f);
        }
        letGo = 0;
    }
};

const text::FieldTable fileFields {
    { .key = "file",
      .kind = text::Field::Kind::text,
      .about = "The recording: a WAV, FLAC or Ogg file in the script's own folder, mono or stereo",
      .required = true,
      .longest = 255 },
    { .key = "loop",
      .kind = text::Field::Kind::flag,
      .about = "Goes round without a seam; otherwise it is heard once, from where the layer begins",
      .fallback = "yes" },
    { .key = "beats",
      .kind = text::Field::Kind::quantity,
      .about = "The recording's own tempo: a phase that has it and says no tempo goes by its beats",
      .ranges = { { text::Measure::bpm, 20.0, 200.0 } } },
    { .key = "first beat",
      .kind = text::Field::Kind::quantity,
      .about = "Where in the recording its first beat is",
      .ranges = { { text::Measure::seconds, 0.0, 600.0 } },
      .fallback = "0 s" },
};
} // namespace

extern const VoiceKind voiceFile;
const VoiceKind voiceFile { "file", "A recording, as a seamless loop or once", fileFields, [] (const text::Values&) { return recordedLoudness; },
                            [] (const VoiceSetting& s) -> std::unique_ptr<Voice> { return std::make_unique<File> (s); } };
} // namespace lull::sound

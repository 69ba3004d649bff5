#include "Cli/Rendering.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "Cli/Interrupt.h"
#include "Cli/Measure.h"
#include "Engine/Audition.h"
#include "Engine/Renderer.h"
#include "Files/SoundFileWriter.h"
#include "Session/After.h"

namespace fs = std::filesystem;

namespace lull::cli
{
namespace
{
using Container = files::SoundFormat::Container;

Result<files::SoundFormat> formatOf (const Rendering& r, int channels)
{
    files::SoundFormat format;
    format.channels = channels;
    format.rate = r.rate;
    std::string kind = r.format, ending = r.file.extension().string();
    std::transform (ending.begin(), ending.end(), ending.begin(), [] (char c) { return c >= 'A' && c <= 'Z' ? static_cast<char> (c + 32) : c; });
    if (kind.empty() && ending == ".flac") kind = "flac";
    if (kind.empty() && (ending == ".wav" || ending == ".wave" || ending == ".rf64")) kind = "wav";
    if (kind.empty())
        return fail ("which format " + r.file.string() + " should have is not clear; end it in .wav or .flac, or say --format", Error::Kind::usage);
    format.container = kind == "flac" ? Container::flac : Container::wav;
    format.bits = r.bits == "16" ? 16 : r.bits == "24" ? 24 : 32;
    if (auto ok = files::suits (format); ! ok) return fail (ok.error());
    return format;
}

// Where each phase begins in the file; the one amid which it starts stands at 0.
files::Inscription inscriptionOf (const Loaded& loaded, const Rendering& r, double from, double to)
{
    files::Inscription says { loaded.score->text, loaded.score->title, "Lull " LULL_VERSION, {} };
    const auto& then = loaded.score->then;
    says.made = { .seed = loaded.seed,
                  .lasting = loaded.lasting,
                  .from = r.from,
                  .to = r.to,
                  .rate = r.rate,
                  .chair = loaded.chair != nullptr ? loaded.chair->id : std::string(),
                  .version = LULL_VERSION,
                  .then = then ? session::thenText (*loaded.score, *then) : std::string(),
                  .voice = loaded.voice,
                  .speaker = loaded.speaker };
    const double rate = r.rate;
    says.starts = std::llround (from * rate);
    const auto mark = [&] (double begin, double end, const std::string& name) {
        if (end > from && begin < to) says.markers.push_back ({ std::max<Frame> (0, std::llround (begin * rate) - std::llround (from * rate)), name });
    };
    for (const auto& p : loaded.timeline->phases()) mark (p.begin, p.end, p.name);
    if (loaded.timeline->then() > 0.0) mark (loaded.timeline->length(), loaded.timeline->whole(), "Afterwards");
    return says;
}

// A layer's name as a file's.
std::string fileName (const std::string& name)
{
    std::string out;
    for (char c : name) out += c == '/' || c == '\0' || (out.empty() && c == '.') ? '_' : c;
    return out;
}

// Where each part goes: what it is, and its file.
struct Place
{
    std::string what;
    fs::path file;
};

// Two parts under one name would leave one of them; links are followed, so that another way to the same file is noticed too.
Result<void> allApart (const std::vector<Place>& places)
{
    std::map<fs::path, const Place*> taken;
    for (const Place& p : places)
    {
        std::error_code ignored;
        const auto [other, free] = taken.try_emplace (fs::weakly_canonical (fs::absolute (p.file, ignored), ignored), &p);
        if (! free)
            return fail (fmt::format ("{} would be written over by {}: both are {}; give one of them another name or folder", other->second->what, p.what,
                                      p.file.string()),
                         Error::Kind::usage);
    }
    return {};
}

struct Part // channels [first, first + count) of what the renderer hands out, into one file
{
    files::SoundFileWriter writer;
    fs::path file;
    int first = 0, count = 0;
};
} // namespace

Result<Rendered> renderTo (const Rendering& r, const Loaded& loaded, Console& console)
{
    const auto started = std::chrono::steady_clock::now();
    const auto& timeline = loaded.timeline;
    const double length = timeline->whole(), from = r.from.value_or (0.0), to = r.to.value_or (length);
    if (from >= length || to > length + 0.5 || to <= from)
        return fail (fmt::format ("from {} to {} is not within this session of {}", clockText (from), clockText (to), clockText (length)), Error::Kind::usage);

    const int actuators = timeline->actuators(), shown = r.touchChannels ? actuators : 0;
    auto format = formatOf (r, 2 + shown);
    if (! format) return fail (format.error());
    format->seed = loaded.seed;
    format->expected = std::llround ((to - from) * r.rate);
    const files::Inscription says = inscriptionOf (loaded, r, from, to);

    const std::string ending = format->container == Container::flac ? ".flac" : ".wav";
    std::vector<Place> places { { "the session itself", r.file } };
    if (! r.stems.empty())
    {
        for (const auto& sound : timeline->sounds()) places.push_back ({ "the stem \"" + sound.name + "\"", r.stems / (fileName (sound.name) + ending) });
        if (timeline->speech() != nullptr) places.push_back ({ "the stem of what is spoken", r.stems / ("spoken" + ending) });
        if (shown > 0) places.push_back ({ "the stem of touch", r.stems / ("touch" + ending) });
    }
    if (auto ok = allApart (places); ! ok) return fail (ok.error());

    const Interrupt interrupt; // longer than the unfinished files: a second signal while they go away is not the system's
    std::vector<Part> parts;
    std::vector<fs::path> stems;
    const auto add = [&] (const fs::path& file, int first, int count) -> Result<void> {
        files::SoundFormat own = *format;
        own.channels = count;
        auto writer = files::SoundFileWriter::create (file, own, says);
        if (! writer) return fail (writer.error());
        parts.push_back ({ std::move (*writer), file, first, count });
        return {};
    };
    if (auto ok = add (r.file, 0, 2 + shown); ! ok) return fail (ok.error());
    if (! r.stems.empty())
    {
        std::error_code failed;
        fs::create_directories (r.stems, failed);
        if (failed) return fail ("cannot make the folder " + r.stems.string() + ": " + failed.message());
        for (std::size_t s = 0; s + 1 < places.size(); ++s)
        {
            const bool sound = s < timeline->sounds().size() + (timeline->speech() != nullptr ? 1 : 0);
            stems.push_back (places[s + 1].file);
            if (auto ok = add (stems.back(), sound ? 2 + actuators + 2 * static_cast<int> (s) : 2, sound ? 2 : shown); ! ok) return fail (ok.error());
        }
    }

    engine::RenderOptions options;
    options.rate = SampleRate { r.rate };
    options.from = from;
    options.to = r.to ? to : -1.0;
    options.block = r.block;
    options.threads = r.threads;
    options.strength = listenersStrength;
    options.stems = ! r.stems.empty();

    std::optional<engine::Audition> audition;
    if (r.audition && loaded.chair != nullptr) audition.emplace (*loaded.chair, options.rate);
    std::vector<float> left, right;

    Progress progress (console, "rendering " + loaded.name);
    Frame done = 0;
    bool written = true;
    engine::render (timeline, options, [&] (const float* const* channels, int count, int frames) {
        std::vector<const float*> at (channels, channels + count);
        if (audition)
        {
            left.assign (at[0], at[0] + frames);
            right.assign (at[1], at[1] + frames);
            audition->process (at.data() + 2, left.data(), right.data(), frames);
            at[0] = left.data();
            at[1] = right.data();
        }
        for (Part& p : parts) written = written && p.writer.write (at.data() + p.first, frames);
        done += frames;
        progress.at (static_cast<double> (done) / static_cast<double> (std::max<Frame> (1, format->expected)));
        return written && ! interrupt.asked();
    });
    if (interrupt.asked()) return fail (interrupt.error());
    for (Part& p : parts) // none gets its name when one cannot
        if (auto ok = p.writer.good(); ! ok) return fail (ok.error());
    for (Part& p : parts)
        if (auto ok = p.writer.finish(); ! ok) return fail (ok.error());

    Rendered result;
    result.frames = done;
    result.channels = 2 + shown;
    result.seconds = static_cast<double> (done) / r.rate;
    result.container = format->container == Container::flac ? "flac" : "wav";
    result.stems = std::move (stems);
    std::error_code ignored;
    result.bytes = fs::file_size (r.file, ignored);
    result.took = std::chrono::duration<double> (std::chrono::steady_clock::now() - started).count();
    return result;
}
} // namespace lull::cli

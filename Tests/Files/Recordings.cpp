#include "Engine/Scripts.h"

#include <chrono>
#include <thread>

#include "Dsp/LoudnessMeter.h"
#include "Files/Recordings.h"
#include "Folder.h"
#include "Recorded.h"

using namespace lull;
using namespace lull::files;
using namespace lull::test;

namespace
{
constexpr int wav = SF_FORMAT_WAV | SF_FORMAT_FLOAT, flac = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;

std::string script (const std::string& file, const std::string& more = "", double seconds = 30.0)
{
    return "session: 1\ntitle: T\nsounds:\n  rain: { kind: file, file: " + file + ", level: -32 LUFS" + more +
           " }\nphases:\n  - name: A\n    for: " + std::to_string (static_cast<int> (seconds)) + " s\n    fade: 0 s\n    sound: { rain: {} }\n";
}

struct Loaded
{
    std::shared_ptr<const session::Timeline> timeline; // none when refused
    text::Diagnostics found;
};

Loaded load (const std::string& text, const session::FindRecording& find)
{
    auto score = session::readScore ("test.lull.yaml", text);
    REQUIRE (score);
    Loaded l;
    l.found = session::findRecordings (*score, find);
    if (! text::refused (l.found))
        l.timeline = std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), nullptr, 7);
    return l;
}

Loaded load (const Folder& folder, const std::string& text) { return load (text, recordingsIn (folder.path, SoundCache (folder / "cache"))); }

// Duller, as most of nature is: what lies beyond the lower rate's reach is lost in conversion, and white noise has much of it.
Ears dull (Ears e, double rate)
{
    const auto share = static_cast<float> (1.0 - math::exp (-math::tau * 2'000.0 / rate));
    for (auto* side : { &e.left, &e.right })
    {
        float held = 0.0f;
        for (float& x : *side) x = held += share * (x - held);
    }
    return e;
}

double loudness (const Channels& c, double rate)
{
    dsp::LoudnessMeter m { SampleRate { rate } };
    m.add (c[0].data(), c[1].data(), static_cast<int> (c[0].size()));
    return m.integrated();
}
} // namespace

TEST_CASE ("a recording is as loud as its level says, at every rate, whatever it was recorded at")
{
    const Folder folder;
    save (folder / "quiet.flac", dull (noise (5.0, 22'050.0, 1, 0.01f), 22'050.0), 22'050, flac);
    save (folder / "loud.wav", dull (noise (3.0, 48'000.0, 2, 6.0f), 48'000.0), 48'000, wav); // beyond full scale
    save (folder / "mono.wav", dull (noise (3.0, 44'100.0, 3), 44'100.0), 44'100, wav, 1);
    Ears off = dull (noise (3.0, 48'000.0, 4), 48'000.0);
    for (float& x : off.left) x += 0.5f;
    save (folder / "off.wav", off, 48'000, wav);
    for (const char* name : { "quiet.flac", "loud.wav", "mono.wav", "off.wav" })
    {
        const auto l = load (folder, script (name, "", 12.0));
        REQUIRE (l.timeline);
        CHECK (l.found.empty());
        for (double rate : { 44'100.0, 48'000.0, 96'000.0 })
        {
            engine::RenderOptions options;
            options.rate = SampleRate { rate };
            const auto out = renderAll (l.timeline, options);
            INFO (name << " at " << rate);
            CHECK (loudness (out, rate) == Approx (-32.0).margin (0.2));
            double mean = 0.0;
            for (float x : out[0]) mean += static_cast<double> (x) / static_cast<double> (out[0].size());
            CHECK (std::abs (mean) < 1e-4);
        }
    }
}

TEST_CASE ("live and offline, one thread and two, any block size: a recording gives the same samples, over its seam and from any start")
{
    const Folder folder;
    save (folder / "rain.flac", noise (4.0, 44'100.0), 44'100, flac);
    const auto text = script ("rain.flac", "", 12.0);
    const auto l = load (folder, text);
    REQUIRE (l.timeline);
    engine::RenderOptions options;
    const auto whole = renderAll (l.timeline, options);
    REQUIRE (peakOf (whole[0]) > 0.01);
    const SampleRate rate { 48'000 };
    for (int block : { 1, 33, 4096 })
    {
        engine::Player player (engine::limitsOf (nullptr), rate, safety::Interlock::Offline {});
        player.play (std::make_unique<engine::Performance> (l.timeline, rate));
        INFO ("block " << block);
        CHECK ((playThrough (player, 2, static_cast<Frame> (whole[0].size()), [&] (int) { return block; }) == whole));
        CHECK (player.telemetry().losses == 0);
    }
    options.threads = 2;
    CHECK ((renderAll (l.timeline, options) == whole));
    options.from = 7.5;
    const auto later = renderAll (l.timeline, options);
    const auto first = static_cast<std::ptrdiff_t> (7.6 * 48'000); // after the fade-in of a start in the middle
    CHECK (std::equal (later[0].begin() + 4'800, later[0].end(), whole[0].begin() + first));

    // Converted by another, into another cache: the same bytes.
    const Folder other;
    save (other / "copy.flac", noise (4.0, 44'100.0), 44'100, flac);
    const auto again = load (other, script ("copy.flac", "", 12.0));
    CHECK ((renderAll (again.timeline) == whole));
}

TEST_CASE ("a host that writes a file as fast as it can gets every frame of a long recording, also where its playhead leaps")
{
    const Folder folder;
    save (folder / "rain.wav", noise (50.0, 48'000.0), 48'000, wav);
    const auto l = load (folder, script ("rain.wav", "", 50.0));
    REQUIRE (l.timeline);
    const auto whole = renderAll (l.timeline);
    const SampleRate rate { 48'000 };
    engine::Player player (engine::limitsOf (nullptr), rate, safety::Interlock::Offline {});
    player.play (std::make_unique<engine::Performance> (l.timeline, rate));
    player.waits (true);
    CHECK ((playThrough (player, 2, 40 * 48'000, [] (int) { return 4'096; })[0] == std::vector<float> (whole[0].begin(), whole[0].begin() + 40 * 48'000)));
    player.jump (20 * 48'000, true);
    const auto leapt = playThrough (player, 2, 48'000, [] (int) { return 4'096; });
    CHECK (std::equal (leapt[0].begin() + 4'800, leapt[0].end(), whole[0].begin() + 20 * 48'000 + 4'800)); // after the fade-in
    CHECK (player.telemetry().losses == 0);
}

TEST_CASE ("a recording is converted once: the second time it comes from the cache, under any name")
{
    const Folder folder;
    save (folder / "rain.flac", noise (2.0, 44'100.0), 44'100, flac);
    const auto first = renderAll (load (folder, script ("rain.flac")).timeline);
    CHECK (std::distance (std::filesystem::directory_iterator (folder / "cache"), {}) == 2); // at its own rate and at the session's
    std::vector<std::filesystem::file_time_type> before;
    for (const auto& e : std::filesystem::directory_iterator (folder / "cache"))
    {
        std::filesystem::last_write_time (e.path(), std::filesystem::file_time_type::clock::now() - std::chrono::hours (1));
        std::filesystem::permissions (e.path(), std::filesystem::perms::owner_read); // nothing may be written there
    }
    std::filesystem::rename (folder / "rain.flac", folder / "shower.flac");
    CHECK ((renderAll (load (folder, script ("shower.flac")).timeline) == first));
    CHECK (std::distance (std::filesystem::directory_iterator (folder / "cache"), {}) == 2);
    // Other bytes are another recording.
    save (folder / "shower.flac", noise (2.0, 44'100.0, 9), 44'100, flac);
    CHECK_FALSE ((renderAll (load (folder, script ("shower.flac")).timeline) == first));
}

TEST_CASE ("a recording that plays once is heard once, whole, and begins and ends without a step")
{
    const Folder folder;
    Ears level;
    level.left.assign (24'000, 0.0f);
    for (std::size_t i = 0; i < level.left.size(); ++i)
        level.left[i] = static_cast<float> (0.3 * math::cosCycles (200.0 * static_cast<double> (i) / 48'000.0)); // at its peak at once
    level.right = level.left;
    save (folder / "gong.wav", level, 48'000, wav);
    const auto out = renderAll (load (folder, script ("gong.wav", ", loop: no", 3.0)).timeline);
    const auto peak = [&] (double from, double to) {
        double p = 0.0;
        for (auto i = static_cast<std::size_t> (from * 48'000.0); i < static_cast<std::size_t> (to * 48'000.0); ++i)
            p = std::max (p, std::abs (static_cast<double> (out[0][i])));
        return p;
    };
    CHECK (peak (0.01, 0.49) > 0.01);
    CHECK (peak (0.5001, 3.0) == 0.0);
    double step = 0.0, usual = 0.0;
    for (std::size_t i = 1; i < out[0].size(); ++i) step = std::max (step, std::abs (static_cast<double> (out[0][i] - out[0][i - 1])));
    for (std::size_t i = 4'800; i < 9'600; ++i) usual = std::max (usual, std::abs (static_cast<double> (out[0][i] - out[0][i - 1])));
    CHECK (step <= 1.05 * usual);
}

TEST_CASE ("what is wrong with a recording is said at its name, in one line that helps")
{
    const Folder folder;
    save (folder / "short.wav", noise (0.4, 8'000.0), 8'000, wav);
    Ears none;
    none.left.assign (16'000, 0.0f);
    none.right = none.left;
    save (folder / "none.wav", none, 8'000, wav);
    const auto said = [&] (const std::string& file, const std::string& more = "") {
        const auto l = load (folder, script (file, more));
        REQUIRE (l.found.size() == 1);
        const auto& d = l.found.front();
        CHECK (d.line == 4);
        CHECK (d.column == 29);
        CHECK (d.length == static_cast<int> (file.size()));
        CHECK ((d.severity == text::Severity::error) == (l.timeline == nullptr));
        return d.message + (d.fix.empty() ? "" : "; " + d.fix);
    };
    CHECK (said ("wind.wav") == "there is no file \"wind.wav\" beside the script; write the name of a file in the script's own folder");
    CHECK (said ("../wind.wav") == "\"../wind.wav\" lies outside the script's folder; write the name of a file in the script's own folder");
    CHECK (said ("short.wav") == "\"short.wav\" has 0.40 s, too little to go round; write loop: no, or record 1 s at least");
    CHECK (said ("none.wav") == "\"none.wav\" is silent");
    CHECK (load (folder, script ("short.wav", ", loop: no")).found.empty());

    // Two layers with the same mistake: one line each.
    auto two = script ("gone.wav");
    two.insert (two.find ("phases:"), "  wind: { kind: file, file: gone.wav }\n");
    CHECK (load (folder, two).found.size() == 2);

    // A script that lies in no folder.
    const auto homeless = load (script ("rain.wav"), {});
    REQUIRE (homeless.found.size() == 1);
    CHECK (homeless.found.front().message == "\"rain.wav\" cannot be looked for: this script does not come from a folder");
    CHECK (homeless.timeline == nullptr);
}

TEST_CASE ("a layer that comes back later has its recording there in time, and losses are told")
{
    const Folder folder;
    save (folder / "long.wav", noise (40.0, 8'000.0), 8'000, wav);
    std::string text = script ("long.wav", "", 4.0);
    text += "  - name: B\n    for: 6 s\n  - name: C\n    for: 4 s\n    sound: { rain: {} }\n";
    const auto l = load (folder, text);
    REQUIRE (l.timeline);
    const auto whole = renderAll (l.timeline);
    const SampleRate rate { 48'000 };
    engine::Player player (engine::limitsOf (nullptr), rate, safety::Interlock::Offline {});
    player.play (std::make_unique<engine::Performance> (l.timeline, rate));
    CHECK ((playThrough (player, 2, static_cast<Frame> (whole[0].size()), [] (int) {
                std::this_thread::sleep_for (std::chrono::milliseconds (1)); // ten times as fast as life
                return 512;
            }) == whole));
    CHECK (player.telemetry().losses == 0);
}

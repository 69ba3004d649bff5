#include "Engine/Scripts.h"

#include <filesystem>

#include "AudioThread/Forbidden.h"
#include "Files/Recordings.h"
#include "Files/SoundFileWriter.h"

using namespace lull;
using namespace lull::test;

TEST_CASE ("a recording plays, is lost and comes back, without an allocation, a lock or a system call")
{
    // Ten times what is held in memory, played as fast as it goes: pages are bound to be late.
    std::string folder = (std::filesystem::temp_directory_path() / "lull-test-XXXXXX").string();
    REQUIRE (mkdtemp (folder.data()) != nullptr);
    files::SoundFormat format;
    format.bits = 16;
    format.rate = 8'000.0;
    auto writer = files::SoundFileWriter::create (folder + "/noise.wav", format, { "session: 1\n", "", "", {} });
    REQUIRE (writer);
    for (std::uint32_t n = 0; n < 110; ++n)
    {
        std::vector<float> x (8'000);
        for (std::uint32_t i = 0; i < 8'000; ++i) x[i] = 0.1f * whiteAt (1, n * 8'000 + i);
        const float* both[] = { x.data(), x.data() };
        REQUIRE (writer->write (both, 8'000));
    }
    REQUIRE (writer->finish());

    auto score = session::readScore ("t.lull.yaml", "session: 1\ntitle: T\nsounds:\n  n: { kind: file, file: noise.wav, level: -30 LUFS }\nphases:\n"
                                                    "  - name: A\n    for: 200 s\n    sound: { n: {} }\n");
    REQUIRE (score);
    REQUIRE_FALSE (text::refused (session::findRecordings (*score, files::recordingsIn (folder, files::SoundCache (folder + "/cache")))));
    const auto timeline = std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)), nullptr, 1);
    const SampleRate rate { 48'000 };
    {
        engine::Player player (engine::limitsOf (nullptr), rate);
        player.play (std::make_unique<engine::Performance> (timeline, rate));
        std::vector<float> left (512), right (512);
        float* to[] = { left.data(), right.data() };
        int calls = 0;
        float peak = 0.0f, step = 0.0f, last = 0.0f;
        std::string first;
        for (int n = 0; n < 60 * 48'000 / 512; ++n)
        {
            const Forbidden forbidden;
            if (n == 1'000) player.jump (static_cast<Frame> (150.0 * rate.value));
            player.process (to, 2, 512);
            calls += forbidden.calls();
            if (first.empty()) first = forbidden.first();
            for (float x : left)
            {
                peak = std::max (peak, std::abs (x));
                step = std::max (step, std::abs (x - last));
                last = x;
            }
        }
        INFO ("the first was " << first);
        CHECK (calls == 0);
        CHECK (peak > 0.01f);
        CHECK (std::isfinite (step));
        CHECK (player.telemetry().losses > 0);
    }
    std::filesystem::remove_all (folder);
}

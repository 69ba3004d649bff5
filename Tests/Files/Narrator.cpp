// Lines that are spoken by a recording or by another program: every way in which that program can go wrong is played by a script that stands in for it.
#include "Catch.h"

#include <chrono>
#include <csignal>
#include <cstdlib>

#include "Files/Child.h"
#include "Files/Folder.h"
#include "Files/Narrator.h"
#include "Files/Signal.h"
#include "Files/StandIn.h"

using namespace lull;

namespace
{
session::Line line (const std::string& text, const std::string& recording = {})
{
    session::Line l;
    l.phaseName = "P";
    l.text = text;
    l.recording = recording;
    l.language = "en";
    return l;
}

files::Narrator::Manner brisk() { return { "espeak-ng", 0.4 }; }
} // namespace

TEST_CASE ("espeak-ng is asked without a shell, slowly, and given the text as it stands")
{
    const StandIn stage ("printf '%s\\n' \"$@\" > \"$STAGE/words\"; cat > \"$STAGE/text\"; cat \"$STAGE/voice.wav\"");
    writeBytes (stage.folder / "voice.wav", piped (4'410));
    files::Narrator narrator (stage.folder.path);
    const auto take = narrator.speak (line ("Lie down & rest; $(touch x) `y` <b> [[z]]. Then breathe."));
    REQUIRE (take.has_value());
    CHECK (take->rate == 22'050.0);
    REQUIRE (take->samples.size() == 4'410);
    CHECK (take->samples[999] == Approx (999 * 16 / 32768.0f));
    CHECK (bytesOf (stage.folder / "words") == "-v\nen\n-s\n125\n-p\n40\n-b\n1\n-m\n--stdin\n--stdout\n");
    CHECK (bytesOf (stage.folder / "text") ==
           "<prosody range=\"50%\">Lie down &amp; rest; $(touch x) `y` &lt;b&gt; [ [z]].<break time=\"900ms\"/> Then breathe.</prosody>");
}

TEST_CASE ("without espeak-ng there is one sentence about it, and nothing fails")
{
    const StandIn stage ({}, true);
    files::Narrator narrator (stage.folder.path);
    for (int i = 0; i < 3; ++i)
    {
        const auto take = narrator.speak (line ("A."));
        REQUIRE_FALSE (take.has_value());
        CHECK (take.error().message == "espeak-ng is not installed, so what has no recording is shown, not spoken");
    }
    CHECK (narrator.synthesiser().empty());
}

TEST_CASE ("an espeak-ng that goes wrong is asked once, told of once, and nothing of it is left running")
{
    struct Case
    {
        const char* script;
        const char* message;
    };
    for (const auto& c :
         { Case { "sleep 100", "espeak-ng gave no answer within 0.4 s; what it would say is shown, not spoken" },
           Case { "sleep 100 & echo $! > \"$STAGE/child\"; wait", "espeak-ng gave no answer within 0.4 s; what it would say is shown, not spoken" },
           Case { "exec >&-; sleep 100", "espeak-ng gave no answer within 0.4 s; what it would say is shown, not spoken" },
           Case { "echo nonsense", "what espeak-ng gave is not a sound; what it would say is shown, not spoken" },
           Case { "true", "what espeak-ng gave is not a sound; what it would say is shown, not spoken" },
           Case { "cat \"$STAGE/stereo.wav\"", "what espeak-ng gave is not a sound; what it would say is shown, not spoken" },
           Case { "cat \"$STAGE/head.wav\"", "what espeak-ng gave is not a sound; what it would say is shown, not spoken" },
           Case { "cat \"$STAGE/voice.wav\"; exit 1", "espeak-ng cannot speak \"en\"; what it would say is shown, not spoken" },
           Case { "cat \"$STAGE/voice.wav\"; kill -9 $$", "espeak-ng cannot speak \"en\"; what it would say is shown, not spoken" },
           Case { "cat \"$STAGE/voice.wav\" /dev/zero", "espeak-ng does not come to an end; what it would say is shown, not spoken" } })
    {
        INFO (c.script);
        const StandIn stage (std::string ("echo x >> \"$STAGE/asked\"; ") + c.script);
        writeBytes (stage.folder / "voice.wav", piped (100));
        writeBytes (stage.folder / "stereo.wav", piped (100, 22'050, 2));
        writeBytes (stage.folder / "head.wav", piped (0).substr (0, 30));
        // Who does not come to an end is to be found out by its size, not by the time.
        files::Narrator narrator (stage.folder.path, std::string (c.script).ends_with ("zero") ? files::Narrator::Manner {} : brisk());
        for (int i = 0; i < 3; ++i)
        {
            const auto take = narrator.speak (line ("A."));
            REQUIRE_FALSE (take.has_value());
            CHECK (take.error().message == c.message);
        }
        CHECK (bytesOf (stage.folder / "asked") == "x\n");
        if (const auto child = bytesOf (stage.folder / "child"); ! child.empty())
        {
            const int pid = std::atoi (child.c_str());
            REQUIRE (pid > 1);
            for (int i = 0; i < 100 && ::kill (pid, 0) == 0 && bytesOf ("/proc/" + std::to_string (pid) + "/stat").find (") Z") == std::string::npos; ++i)
                usleep (10'000);
            const auto state = bytesOf ("/proc/" + std::to_string (pid) + "/stat");
            CHECK ((state.empty() || state.find (") Z") != std::string::npos)); // gone, or waiting for init to take it away
        }
    }
}

TEST_CASE ("a recording is taken before espeak-ng is asked, and where it cannot be read the line is shown")
{
    const StandIn stage ("echo x >> \"$STAGE/asked\"");
    files::SoundFormat format;
    format.channels = 2;
    format.rate = 32'000.0;
    const Planar signal (2, 3'200);
    {
        auto writer = files::SoundFileWriter::create (stage.folder / "settle.flac", format, {});
        REQUIRE (writer.has_value());
        REQUIRE (signal.into (*writer, 800));
        REQUIRE (writer->finish().has_value());
    }
    files::Narrator narrator (stage.folder.path);
    const auto take = narrator.speak (line ("A.", "settle.flac"));
    REQUIRE (take.has_value());
    CHECK (take->rate == 32'000.0);
    REQUIRE (take->samples.size() == 3'200);
    for (std::size_t i : { 100u, 1'777u, 3'199u })
        CHECK (take->samples[i] == Approx (0.5f * (signal.channels[0][i] + signal.channels[1][i])).margin (1e-4)); // in the middle

    writeBytes (stage.folder / "broken.wav", "RIFF no");
    for (const char* name : { "none.flac", "../settle.flac", "/etc/passwd", "broken.wav", "." })
    {
        INFO (name);
        const auto none = narrator.speak (line ("A.", name));
        REQUIRE_FALSE (none.has_value());
        CHECK (none.error().message.find (name) != std::string::npos);
        CHECK (none.error().message.ends_with ("; what it would say is shown, not spoken"));
    }
    // A rendered file carries its script and nothing that lay beside it.
    files::Narrator carried (std::nullopt);
    CHECK_FALSE (carried.speak (line ("A.", "settle.flac")).has_value());
    CHECK_FALSE (std::filesystem::exists (stage.folder / "asked"));
}

TEST_CASE ("who spoke is known by name and version, where somebody did")
{
    const StandIn stage ("if [ \"$1\" = --version ]; then echo 'eSpeak NG text-to-speech: 9.87  Data at: /nowhere'; else cat \"$STAGE/voice.wav\"; fi");
    writeBytes (stage.folder / "voice.wav", piped (100));
    files::Narrator narrator (stage.folder.path);
    CHECK (narrator.synthesiser().empty());
    REQUIRE (narrator.speak (line ("A.")).has_value());
    CHECK (narrator.synthesiser() == "espeak-ng 9.87");
}

TEST_CASE ("another program gets its words, its text and a clean start, and gives what it wrote")
{
    const auto answer = files::run ({ { "sh", "-c", "cat; printf %s \"$1\"; ls /proc/self/fd | wc -l", "sh", "a b*" }, "text\n", 1'000, 5.0 });
    CHECK (answer.end == files::Answer::End::good);
    CHECK (answer.output.starts_with ("text\na b*"));
    CHECK (std::atoi (answer.output.substr (9).c_str()) == 4); // 0, 1, 2, and the folder that is being listed
    CHECK (files::run ({ { "sh", "-c", "kill -s TERM $$" }, {}, 10, 5.0 }).end == files::Answer::End::failed);
    CHECK (files::run ({ { "true" }, std::string (1 << 20, 'x'), 10, 5.0 }).end == files::Answer::End::failed); // more than a pipe holds: not even begun
    CHECK (files::run ({ { "/" }, {}, 10, 5.0 }).end == files::Answer::End::missing);
    CHECK (files::run ({ {}, {}, 10, 5.0 }).end == files::Answer::End::failed);
}

TEST_CASE ("within a program that takes no notice of its children's end, an answer is still an answer")
{
    const auto before = std::signal (SIGCHLD, SIG_IGN);
    const auto answer = files::run ({ { "sh", "-c", "cat; echo done" }, "text\n", 1'000, 5.0 });
    const auto late = files::run ({ { "sleep", "100" }, {}, 10, 0.1 });
    std::signal (SIGCHLD, before);
    CHECK (answer.end == files::Answer::End::good);
    CHECK (answer.output == "text\ndone\n");
    CHECK (late.end == files::Answer::End::late);
}

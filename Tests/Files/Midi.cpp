// Sessions and Standard MIDI Files: what one says the other says too, and a stranger's file does no harm.
#include "Files/SessionMidi.h"

#include <cmath>

#include "Catch.h"
#include "Touch/Chair.h"

using namespace lull;
using files::MidiFile;

namespace
{
std::shared_ptr<const session::Timeline> timelineOf (const std::string& script)
{
    auto score = session::readScore ("midi.lull.yaml", script);
    REQUIRE (score.has_value());
    touch::Chair chair;
    for (int i = 0; i < 4; ++i)
    {
        chair.actuators.push_back ({});
        touch::Zone z;
        z.name = "z" + std::to_string (i);
        z.x = i % 2 == 0 ? -8.0 : 8.0;
        z.y = i < 2 ? 44.0 : 28.0;
        z.actuator = i;
        chair.zones.push_back (z);
    }
    return std::make_shared<const session::Timeline> (std::make_shared<const session::Score> (std::move (*score)),
                                                      std::make_shared<const touch::Chair> (std::move (chair)), 1);
}

const char* const script = R"(
session: 1
title: Über Nacht
phases:
  - { name: Auf, for: 2 min, tempo: 60 bpm -> 72 bpm smooth, fade: 2 s, touch: [ { stroke: tapotement, strength: 50%, rate: 2 per beat } ] }
  - { name: Bleiben, for: 61.5 s, fade: 2 s, touch: [ { stroke: effleurage, strength: 40% } ] }
  - { name: Ab, for: 4 min, tempo: [ 0 s 72 bpm, 1 min 50 bpm, end 44 bpm ], fade: 2 s }
)";

// Seconds of a tick, as any sequencer works it out.
double secondsOf (const MidiFile& f, std::int64_t tick)
{
    double seconds = 0.0, each = 0.5 / f.division;
    std::int64_t at = 0;
    for (const auto& t : f.tempos)
    {
        if (t.tick >= tick) break;
        seconds += static_cast<double> (t.tick - at) * each;
        at = t.tick;
        each = 1e-6 * t.micros / f.division;
    }
    return seconds + static_cast<double> (tick - at) * each;
}

std::string bytesOf (std::initializer_list<int> list)
{
    std::string out;
    for (const int b : list) out += static_cast<char> (b);
    return out;
}
const std::string head = "MThd" + bytesOf ({ 0, 0, 0, 6, 0, 0, 0, 1, 0, 96 }); // format 0, 96 ticks a quarter note
std::string track (const std::string& body)
{
    return "MTrk" + bytesOf ({ 0, 0, static_cast<int> (body.size() >> 8), static_cast<int> (body.size() & 255) }) + body;
}
} // namespace

TEST_CASE ("every beat of a session lies within a microsecond where its tempo map puts it, and every phase and tap on its tick")
{
    const auto line = timelineOf (script);
    const auto read = files::readMidi (files::written (files::midiOf (*line)));
    REQUIRE (read.has_value());
    const auto& midi = *read;
    CHECK (midi.title == "Über Nacht");
    for (std::int64_t beat = 0; static_cast<double> (beat) < line->beatAt (line->length()); ++beat)
        CHECK (secondsOf (midi, beat * midi.division) == Approx (line->secondsOfBeat (static_cast<double> (beat))).margin (1.0e-6));
    REQUIRE (midi.markers.size() == 3);
    for (std::size_t i = 0; i < 3; ++i)
    {
        CHECK (midi.markers[i].text == line->phases()[i].name);
        CHECK (secondsOf (midi, midi.markers[i].tick) == Approx (line->phases()[i].begin).margin (0.001));
    }
    CHECK (secondsOf (midi, midi.end) == Approx (line->length()).margin (0.001));

    REQUIRE (midi.tracks.size() == 2);
    CHECK (midi.tracks[0].name == "Auf: tapotement 1");
    const auto& layer = line->touches()[0];
    const auto taps = layer.kind->events (line->setting (layer, SampleRate { 48'000 }), 0, 120 * 48'000);
    CHECK (midi.tracks[0].notes.size() > taps.size() - 5); // those in the fade may be too weak for a note
    std::size_t k = 0;
    for (const auto& n : midi.tracks[0].notes)
    {
        while (k < taps.size() && static_cast<double> (taps[k]) / 48'000.0 < secondsOf (midi, n.tick) - 0.002) ++k;
        REQUIRE (k < taps.size());
        CHECK (secondsOf (midi, n.tick) == Approx (static_cast<double> (taps[k]) / 48'000.0).margin (0.001));
        CHECK (n.velocity <= 127);
    }
    CHECK (midi.tracks[0].notes[20].velocity == Approx (64).margin (1));
    CHECK (midi.tracks[0].notes[0].channel != midi.tracks[1].notes[0].channel);
}

TEST_CASE ("a file's markers and tempo map become phases, with tempo within a quarter of a bpm of it and beats within a tenth of their place")
{
    const auto line = timelineOf (script);
    const auto made = files::scriptOf (files::midiOf (*line), "Again: \"one\" #2");
    REQUIRE (made.has_value());
    INFO (*made);
    const auto again = timelineOf (*made);
    CHECK (again->score().title == "Again: \"one\" #2");
    REQUIRE (again->phases().size() == 3);
    CHECK (again->length() == Approx (line->length()).margin (0.002));
    for (double t = 0.5; t < line->length(); t += 0.5)
    {
        CHECK (again->bpmAt (t) == Approx (line->bpmAt (t)).margin (files::tempoWithin + 0.2)); // and what lies within one beat
        CHECK (again->beatAt (t) == Approx (line->beatAt (t)).margin (0.3));
    }
}

TEST_CASE ("what other programs write is read: format 0, running status, notes let go by velocity 0, old letters, no tempo, no marker at the beginning")
{
    // A title in Latin-1; after two bars of 120 bpm a marker; notes in running status.
    const auto body = bytesOf (
        { 0, 0xFF, 3, 4, 'N', 0xE4, 'h', 'e', 0, 0x90, 60, 100, 48, 60, 0, 0, 62, 90, 0x86, 0x00, 0xFF, 6, 4, 'M', 'o', 'r', 'e', 0x86, 0x00, 0xFF, 0x2F, 0 });
    const auto midi = files::readMidi (head + track (body));
    REQUIRE (midi.has_value());
    CHECK (midi->title == "Nähe");
    REQUIRE (midi->tracks.size() == 1);
    REQUIRE (midi->tracks[0].notes.size() == 2);
    CHECK (midi->tracks[0].notes[0].length == 48);
    CHECK (midi->tracks[0].notes[1].length == 768 + 768); // until its track ends
    REQUIRE (midi->markers.size() == 1);
    CHECK (midi->markers[0].tick == 48 + 768);
    const auto made = files::scriptOf (*midi, midi->title);
    REQUIRE (made.has_value());
    const auto line = timelineOf (*made);
    REQUIRE (line->phases().size() == 2);
    CHECK (line->phases()[0].name == "Start");
    CHECK (line->phases()[1].name == "More");
    CHECK (line->phases()[1].begin == Approx (816.0 / 192.0).margin (0.002));
    CHECK (line->bpmAt (1.0) == 120.0);
}

TEST_CASE ("what is no MIDI file, or a broken one, is refused with what is wrong and where")
{
    const auto why = [] (const std::string& bytes) {
        const auto read = files::readMidi (bytes);
        return read ? std::string ("read") : read.error().message;
    };
    CHECK (why ("RIFF....") == "it is no Standard MIDI File: it does not begin with MThd");
    CHECK (why (head.substr (0, 10)) == "its header is cut short");
    CHECK (why ("MThd" + bytesOf ({ 0, 0, 0, 6, 0, 2, 0, 1, 0, 96 })) == "it is of format 2; 0 and 1 are read");
    CHECK (why ("MThd" + bytesOf ({ 0, 0, 0, 6, 0, 0, 0, 1, 0xE7, 40 })) == "its time is in SMPTE frames, not in beats");
    CHECK (why (head) == "it holds 0 of its 1 tracks");
    CHECK (why (head + "MTrk" + bytesOf ({ 0, 0, 1, 0, 0 })) == "track 1 is cut short");
    CHECK (why (head + track (bytesOf ({ 0, 60, 100 }))) == "track 1, byte 1: data without a message before it");
    CHECK (why (head + track (bytesOf ({ 0, 0x90, 60 }))) == "track 1, byte 1: an event that is cut short");
    CHECK (why (head + track (bytesOf ({ 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }))) == "track 1, byte 4: a time that is none");
    CHECK (why (head + track (bytesOf ({ 0, 0xF4 }))) == "track 1, byte 1: a message 0xF4, which no file may hold");
    MidiFile nothing;
    CHECK (files::scriptOf (nothing, "x").error().message == "it lasts less than a second: there is nothing to make a session of");

    // Every truncation and ten thousand turned bits: read or refused.
    const auto good = files::written (files::midiOf (*timelineOf (script)));
    for (std::size_t n = 0; n < good.size(); n += 1 + n / 50) (void)files::readMidi (good.substr (0, n));
    std::uint32_t dice = 1;
    for (int i = 0; i < 10'000; ++i)
    {
        dice = dice * 1'664'525u + 1'013'904'223u;
        auto bad = good.substr (0, 1'200);
        bad[(dice >> 8) % bad.size()] = static_cast<char> (bad[(dice >> 8) % bad.size()] ^ (1 << (dice >> 5 & 7)));
        if (const auto read = files::readMidi (bad)) (void)files::scriptOf (*read, "x");
    }
}

// What is played on an Instrument: the keys as they are wanted, and what is captured of them. Any thread but audio.
#include "Plugins/Shared/InstrumentBody.h"

#include <cmath>

#include "Touch/Place.h"

namespace lull::plugin
{
const std::vector<std::string>& handTechniques()
{
    static const std::vector<std::string> all { "effleurage", "petrissage",  "friction", "tapotement", "vibration",
                                                "pressure",   "acupressure", "stretch",  "rocking",    "vibroacoustic" };
    return all;
}

// The keys as they are wanted now, unless they are so already: where they are played, by a tempo within a hundredth of the session's.
void Instrument::attendKeys (const Played& wanted)
{
    const std::lock_guard lock (desk);
    const auto& line = pacer.line();
    if (newest == nullptr || newest->keys == nullptr || line == nullptr) return;
    const double bpm = line->bpmAt (now);
    auto& are = newest->keysAre;
    if (are && are->first == wanted && (! pressed || std::abs (are->second - bpm) <= 0.01 * bpm)) return newest->keys->collect();
    are.emplace (wanted, bpm);
    const auto& places = touch::placeNames();
    engine::Hand::Setting s { handTechniques().at (static_cast<std::size_t> (wanted.technique)), {}, wanted.speed, wanted.carrier, bpm };
    if (wanted.place > 0 && wanted.place <= static_cast<int> (places.size())) s.place = places[static_cast<std::size_t> (wanted.place - 1)];
    newest->keys->set (std::shared_ptr<const touch::Chair> (line, line->chair()), newest->rate, s);
    newest->keysBuilt = true;
}

void Instrument::collectCapture()
{
    const std::lock_guard lock (desk);
    if (newest == nullptr || pacer.line() == nullptr) return;
    for (const auto all = marks.load(); marksSeen != all; ++marksSeen) recorder.mark (now);
    const double bpm = newest->keysAre ? newest->keysAre->second : pacer.line()->bpmAt (now);
    recorder.collect (
        [] (const Recorder::Key& k, session::Capture::Held& h) {
            h.technique = handTechniques().at (static_cast<std::size_t> (k.technique));
            const auto own = engine::Hand::placeOfKey (k.key);
            if (! own.empty()) h.place = k.place > 0 ? touch::placeNames().at (static_cast<std::size_t> (k.place - 1)) : own;
        },
        bpm);
}

void Instrument::capture (bool on)
{
    collectCapture();
    const std::lock_guard lock (desk);
    marksSeen = marks;
    if (on) recorder.start();
    else recorder.stop();
}

Result<std::string> Instrument::captured()
{
    collectCapture();
    const std::lock_guard lock (desk);
    if (pacer.line() == nullptr) return fail (std::string ("nothing was played yet"));
    return session::scriptOf (*pacer.line(), recorder.take());
}
} // namespace lull::plugin

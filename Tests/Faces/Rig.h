// The generator, its editor and a playhead, as the tests of arming and of hearing take them into the hand.
#pragma once

#include <cmath>

#include "Catch.h"

#include "Host.h"
#include "Plugins/Lull/Editor.h"
#include "Plugins/Lull/Processor.h"
#include "Ui/Shelf.h"

namespace lull::test
{
inline plugin::Choices choices (const std::string& session, const std::string& chair)
{
    plugin::Choices c;
    for (const auto& s : ui::shelvedSessions())
        if (s.id == session) c.session = s.id, c.script = std::string (s.text);
    for (const auto& ch : ui::shelvedChairs())
        if (ch.id == chair) c.chair = ch.id, c.chairText = std::string (ch.text);
    return c;
}

struct Rig
{
    Rig (const std::string& session, const std::string& chair)
    {
        startJuce();
        processor = std::make_unique<plugin::Processor>();
        CHECK (processor->choose (choices (session, chair)).isEmpty());
        ready (*processor, head);
        editor.reset (processor->createEditor());
    }
    ~Rig() { editor.reset(); }

    // What Main carries, by the person: 1 sound, 2 touch made heard, 11 + pair.
    void carry (int id)
    {
        dynamic_cast<plugin::Editor&> (*editor).update();
        auto* box = dynamic_cast<juce::ComboBox*> (editor->findChildWithID ("carries"));
        REQUIRE (box != nullptr);
        box->setSelectedId (id, juce::sendNotificationSync);
    }
    Channels play (double seconds, int block = 512) { return run (*processor, head, static_cast<int> (seconds * 48'000.0), block); }
    void turn (juce::RangedAudioParameter* p, float v) { p->setValueNotifyingHost (p->convertTo0to1 (v)); }
    void locate (double seconds) { head.frame = static_cast<Frame> (seconds * 48'000.0); }

    Head head;
    std::unique_ptr<plugin::Processor> processor;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
};

inline float touchIn (const Channels& all, std::size_t from = 0, std::size_t to = ~std::size_t { 0 })
{
    float most = 0.0f;
    for (std::size_t c = 2; c < all.size(); ++c)
        for (std::size_t i = from; i < std::min (to, all[c].size()); ++i) most = std::max (most, std::abs (all[c][i]));
    return most;
}
} // namespace lull::test

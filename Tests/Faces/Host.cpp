#include "Catch.h"

#include "Files/Folder.h"
#include "Files/Notice.h"

#include "Host.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <sys/mman.h>
#include <unistd.h>

#include "Engine/Renderer.h"
#include "Ui/Shelf.h"

namespace lull::test
{
namespace
{
struct Juce
{
    juce::ScopedJuceInitialiser_GUI gui;
    juce::AudioPluginFormatManager formats;
};
std::unique_ptr<Juce> running;

#if defined CATCH_VERSION_MAJOR && CATCH_VERSION_MAJOR >= 3
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;
#endif
struct EndsJuce final : Listener
{
    using Listener::Listener;
    void testRunEnded (const Catch::TestRunStats&) override { running.reset(); }
};
CATCH_REGISTER_LISTENER (EndsJuce)
} // namespace

void startJuce()
{
    if (running != nullptr) return;
    // No display: where none is named JUCE takes the first there is, which may be another test's and end with it.
    ::setenv ("DISPLAY", ":none", 0);
    running = std::make_unique<Juce>();
    // A person with folders of their own, who has read what comes before the first touch.
    static const Folder home;
    ::setenv ("XDG_CONFIG_HOME", home.path.c_str(), 1);
    if (! files::acknowledgeNotice()) std::abort();
    // What earlier runs have put the shipped chairs through, minutes ago as clocks go and hours as frames do, would have this one rest.
    for (const auto& chair : ui::shelvedChairs())
    {
        std::uint64_t h = 14695981039346656037ull;
        for (const char c : chair.id) h = (h ^ static_cast<unsigned char> (c)) * 1099511628211ull;
        char name[64];
        std::snprintf (name, sizeof name, "/lull-%u-%016llx", static_cast<unsigned> (::geteuid()), static_cast<unsigned long long> (h));
        ::shm_unlink (name);
    }
}

juce::AudioPluginFormatManager& formats()
{
    startJuce();
    if (running->formats.getNumFormats() == 0) running->formats.addDefaultFormats();
    return running->formats;
}

std::unique_ptr<juce::AudioPluginInstance> loadPlugin (const std::string& format, const std::string& vst3)
{
    for (auto* f : formats().getFormats())
    {
        if (! f->getName().startsWith (format)) continue;
        juce::String id =
            juce::File (vst3.empty() ? LULL_VST3 : vst3.c_str()).getParentDirectory().getParentDirectory().getParentDirectory().getFullPathName(); // the bundle
        if (format == "LV2")
        {
            id = LULL_URI;
            (void)f->searchPathsForPlugins (juce::FileSearchPath (juce::File (LULL_LV2).getParentDirectory().getParentDirectory().getFullPathName()), true,
                                            false);
        }
        juce::OwnedArray<juce::PluginDescription> found;
        f->findAllTypesForFile (found, id);
        REQUIRE (found.size() == 1);
        juce::String error;
        auto plugin = formats().createPluginInstance (*found[0], 48'000.0, 512, error);
        INFO (error);
        REQUIRE (plugin != nullptr);
        return plugin;
    }
    FAIL ("JUCE's host has no format " + format);
    return {};
}

juce::Optional<juce::AudioPlayHead::PositionInfo> Head::getPosition() const
{
    if (! speaks) return {};
    PositionInfo p;
    p.setIsPlaying (playing);
    p.setTimeInSamples (frame);
    const double seconds = static_cast<double> (frame) / rate;
    p.setTimeInSeconds (seconds);
    if (tempo)
    {
        p.setBpm (tempo->value (seconds));
        p.setPpqPosition (tempo->integral (seconds) / 60.0);
    }
    return p;
}

namespace
{
juce::Component* below (juce::Component& parent, const juce::String& id)
{
    if (auto* c = parent.findChildWithID (id)) return c;
    for (auto* child : parent.getChildren())
        if (auto* c = below (*child, id)) return c;
    return nullptr;
}
} // namespace

void press (juce::Component& parent, const juce::String& id)
{
    auto* c = below (parent, id);
    INFO (id);
    REQUIRE (c != nullptr);
    const auto middle = c->getLocalBounds().getCentre().toFloat();
    const auto time = juce::Time::getCurrentTime();
    const juce::MouseEvent e (juce::Desktop::getInstance().getMainMouseSource(), middle, juce::ModifierKeys::leftButtonModifier, 1.0f, 0.0f, 0.0f, 0.0f, 0.0f,
                              c, c, time, middle, time, 1, false);
    c->mouseDown (e);
    c->mouseUp (e);
}

Channels run (juce::AudioProcessor& p, Head& head, int frames, int block, const std::function<float (int, int)>& in, juce::MidiBuffer midi)
{
    Channels all (18);
    for (int done = 0; done < frames;)
    {
        const int n = std::min (block, frames - done);
        juce::AudioBuffer<float> buffer (18, n);
        for (int c = 0; c < 18; ++c)
            for (int i = 0; i < n; ++i) buffer.setSample (c, i, in ? in (c, done + i) : 0.7f); // must be overwritten
        p.processBlock (buffer, midi);
        midi.clear();
        for (int c = 0; c < 18; ++c)
            all[static_cast<std::size_t> (c)].insert (all[static_cast<std::size_t> (c)].end(), buffer.getReadPointer (c), buffer.getReadPointer (c) + n);
        if (head.playing) head.frame += n;
        done += n;
    }
    return all;
}

void ready (juce::AudioProcessor& p, Head& head, double rate, int block)
{
    p.enableAllBuses();
    p.setPlayHead (&head);
    p.setNonRealtime (true);
    p.setRateAndBufferSizeDetails (rate, block);
    head.rate = rate;
    p.prepareToPlay (rate, block);
}

Channels rendered (const std::string& session, const std::string& chairId, double seconds, double rate, double from)
{
    std::shared_ptr<const touch::Chair> chair;
    for (const auto& c : ui::shelvedChairs())
        if (c.id == chairId) chair = ui::chairFrom (c.id, std::string (c.text)).value();
    std::string text;
    for (const auto& s : ui::shelvedSessions())
        if (s.id == session) text = std::string (s.text);
    return rendered (ui::compile (session, text, chair).value(), seconds, rate, from);
}

Channels rendered (const std::shared_ptr<const session::Timeline>& timeline, double seconds, double rate, double from)
{
    engine::RenderOptions options;
    options.rate = SampleRate { rate };
    options.from = from;
    options.to = from + seconds;
    Channels all (static_cast<std::size_t> (2 + timeline->actuators()));
    engine::render (timeline, options, [&] (const float* const* channels, int count, int frames) {
        for (int c = 0; c < count; ++c) all[static_cast<std::size_t> (c)].insert (all[static_cast<std::size_t> (c)].end(), channels[c], channels[c] + frames);
        return true;
    });
    return all;
}

long firstDifference (const std::vector<float>& a, const std::vector<float>& b, std::size_t from)
{
    for (std::size_t i = from; i < std::min (a.size(), b.size()); ++i)
        if (a[i] != b[i]) return static_cast<long> (i);
    return a.size() == b.size() ? -1 : static_cast<long> (std::min (a.size(), b.size()));
}

float greatest (const std::vector<float>& a)
{
    float most = 0.0f;
    for (float x : a) most = std::max (most, std::abs (x));
    return most;
}
} // namespace lull::test

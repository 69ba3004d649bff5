// What the tests of the screens share: sessions under way, pictures, and what a component asks to have drawn again.
#pragma once

#include "Engine/Performance.h"
#include "Engine/Player.h"
#include "Engine/Renderer.h"
#include "Ui/PlayingView.h"
#include "Ui/Shelf.h"

namespace lull::test
{
inline std::shared_ptr<const session::Timeline> timeline (const std::string& session, const std::string& chairId)
{
    std::shared_ptr<const touch::Chair> chair;
    for (const auto& c : ui::shelvedChairs())
        if (c.id == chairId) chair = ui::chairFrom (c.id, std::string (c.text)).value();
    for (const auto& s : ui::shelvedSessions())
        if (s.id == session) return ui::compile (s.id, std::string (s.text), chair).value();
    return {};
}

// What a Player says in the middle of a session, as if armed long ago.
struct Playing
{
    std::shared_ptr<const session::Timeline> line;
    engine::Player player;
    std::vector<float> scratch = std::vector<float> (4'800);

    Playing (const std::string& session, const std::string& chair, double from)
        : line (timeline (session, chair)), player (engine::limitsOf (line->chair()), SampleRate { 48'000.0 }, safety::Interlock::Offline {})
    {
        player.play (std::make_unique<engine::Performance> (line, SampleRate { 48'000.0 }, static_cast<Frame> (from * 48'000.0)));
    }
    engine::Telemetry after (double seconds)
    {
        std::vector<float*> out (static_cast<std::size_t> (2 + line->actuators()), nullptr);
        out[0] = scratch.data();
        for (int left = static_cast<int> (seconds * 48'000.0); left > 0; left -= 4'800)
            player.process (out.data(), static_cast<int> (out.size()), std::min (left, 4'800));
        return player.telemetry();
    }
};

inline juce::Image draw (juce::Component& c, const std::string& name, float scale = 1.0f)
{
    const auto image = c.createComponentSnapshot (c.getLocalBounds(), true, scale);
    const juce::File folder (LULL_BUILD "/faces");
    folder.createDirectory();
    const auto file = folder.getChildFile (name + ".png");
    file.deleteFile();
    juce::FileOutputStream stream (file);
    juce::PNGImageFormat().writeImageToStream (image, stream);
    return image;
}

inline double light (const juce::Image& image, juce::Rectangle<int> where)
{
    double sum = 0.0;
    where = where.getIntersection (image.getBounds());
    for (int y = where.getY(); y < where.getBottom(); ++y)
        for (int x = where.getX(); x < where.getRight(); ++x)
        {
            const auto c = image.getPixelAt (x, y);
            sum += ui::luminance ({ c.getRed(), c.getGreen(), c.getBlue() });
        }
    return sum / std::max (1, where.getWidth() * where.getHeight());
}

// Counts what a component asks to have drawn again.
struct Counting final : juce::CachedComponentImage
{
    juce::RectangleList<int> asked;
    void paint (juce::Graphics&) override {}
    bool invalidateAll() override
    {
        asked.add (0, 0, 100'000, 100'000);
        return false;
    }
    bool invalidate (const juce::Rectangle<int>& r) override
    {
        asked.add (r);
        return false;
    }
    void releaseResources() override {}
};

inline ui::Wishes allWishes()
{
    ui::Wishes w;
    w.strength = w.volume = [] (double) {};
    w.pause = w.arm = w.stop = w.goOn = w.again = w.sleepLater = w.sleepNever = [] {};
    w.phase = [] (int) {};
    w.wish = [] (engine::Command::Kind) {};
    w.nextCeiling = [] {};
    return w;
}
} // namespace lull::test

#include "Ui/Faces.h"

#include <utility>

namespace lull::ui
{
namespace
{
constexpr std::array<const char*, 5> names { "Not good", "Not so good", "All right", "Good", "Very good" };
}

struct Faces::Face final : Ringed
{
    Face (const Look& l, int n) : Ringed (names[static_cast<std::size_t> (n)]), look (l), bend (0.5f * static_cast<float> (n) - 1.0f)
    {
        setTitle (names[static_cast<std::size_t> (n)]);
        setTooltip (names[static_cast<std::size_t> (n)]);
        setComponentID ("face " + juce::String (n + 1));
    }
    void paintButton (juce::Graphics& g, bool over, bool down) override
    {
        const auto whole = getLocalBounds().toFloat();
        const float d = std::min (whole.getWidth(), whole.getHeight()) - 4.0f, pen = std::max (1.5f, 0.035f * d);
        const auto r = juce::Rectangle<float> (d, d).withCentre (whole.getCentre()).reduced (pen);
        g.setColour (look[Token::raised].interpolatedWith (look[Token::line], down ? 0.8f : over ? 0.4f : 0.0f));
        g.fillEllipse (r);
        g.setColour (look[over || down ? Token::touch : Token::soft]);
        g.drawEllipse (r, pen);
        for (const float side : { -1.0f, 1.0f })
            g.fillEllipse (juce::Rectangle<float> (0.1f * d, 0.1f * d).withCentre ({ r.getCentreX() + side * 0.17f * d, r.getCentreY() - 0.12f * d }));
        juce::Path mouth;
        const float y = r.getCentreY() + 0.2f * d, half = 0.22f * d;
        mouth.startNewSubPath (r.getCentreX() - half, y - 0.08f * bend * d);
        mouth.quadraticTo (r.getCentreX(), y + 0.17f * bend * d, r.getCentreX() + half, y - 0.08f * bend * d);
        g.strokePath (mouth, juce::PathStrokeType (pen, juce::PathStrokeType::curved, juce::PathStrokeType::rounded));
        if (ring.around (*this)) look.drawFocus (g, r.expanded (pen), 0.5f * d);
    }
    const Look& look;
    float bend; // of the mouth: -1 down .. 1 up
};

Faces::Faces (const Look& look, std::function<void (int)> rated)
{
    setTitle ("How was it?");
    for (std::size_t i = 0; i < face.size(); ++i)
    {
        face[i] = std::make_unique<Face> (look, static_cast<int> (i));
        face[i]->onClick = [rated, i] { rated (static_cast<int> (i) + 1); };
        addAndMakeVisible (*face[i]);
    }
}

void Faces::resized()
{
    const int each = std::min (getHeight(), (getWidth() - 4 * 8) / 5), gap = std::min (24, (getWidth() - 5 * each) / 4);
    int x = 0;
    for (const auto& f : face)
    {
        f->setBounds (x, (getHeight() - each) / 2, each, each);
        x += each + gap;
    }
}
} // namespace lull::ui

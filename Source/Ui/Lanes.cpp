#include "Ui/Lanes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "Base/Beats.h"
#include "Base/Math.h"
#include "Session/Music.h"
#include "Ui/Course.h"
#include "Ui/Utf8.h"

namespace lull::ui
{
namespace
{
constexpr float leastRow = 24.0f, mostRow = 58.0f;  // at scale 1
constexpr std::size_t mostStrokes = 600;            // more of them are a wash
constexpr double quietest = -60.0, loudest = -20.0; // LUFS: a sound's lane is empty and full

double levelOf (const session::SoundLayer& layer, double reference, double t)
{
    const double gain = layer.gain (t);
    return gain > 0.0 ? reference + 20.0 * math::log (gain) / math::log (10.0) : -std::numeric_limits<double>::infinity();
}
} // namespace

double loudnessAt (const session::Timeline& line, double seconds)
{
    double power = 0.0;
    for (const auto& layer : line.sounds()) power += math::pow (10.0, 0.1 * levelOf (layer, layer.kind->loudness (layer.values), seconds));
    return power > 0.0 ? 10.0 * math::log (power) / math::log (10.0) : -std::numeric_limits<double>::infinity();
}

std::vector<Lane> lanesOf (const session::Timeline& line, int points)
{
    const double length = line.length();
    const auto sampled = [&] (auto&& of) {
        std::vector<float> v;
        for (int i = 0; i < points; ++i) v.push_back (static_cast<float> (of (length * i / (points - 1))));
        return v;
    };
    std::vector<Lane> all;
    all.push_back ({ Lane::Kind::line, "Tempo", "bpm", sampled ([&] (double t) { return line.bpmAt (t); }), {} });
    all.push_back ({ Lane::Kind::line, "Breath", "/min", sampled ([&] (double t) { return line.breathsPerMinuteAt (t); }), {} });
    std::vector<double> references;
    for (const auto& layer : line.sounds()) references.push_back (layer.kind->loudness (layer.values));
    all.push_back ({ Lane::Kind::line,
                     "Loudness",
                     "LUFS",
                     sampled ([&] (double t) {
                         double power = 0.0;
                         for (std::size_t i = 0; i < references.size(); ++i) power += math::pow (10.0, 0.1 * levelOf (line.sounds()[i], references[i], t));
                         const double lufs = power > 0.0 ? 10.0 * math::log (power) / math::log (10.0) : quietest - 1.0;
                         return lufs < quietest ? std::nan ("") : lufs;
                     }),
                     {} });
    for (std::size_t i = 0; i < references.size(); ++i)
        all.push_back ({ Lane::Kind::sound,
                         capital (line.sounds()[i].name),
                         "sound",
                         sampled ([&] (double t) {
                             const double lufs = levelOf (line.sounds()[i], references[i], t);
                             return std::clamp ((lufs - quietest) / (loudest - quietest), 0.0, 1.0);
                         }),
                         {} });
    // A recording's own beats.
    for (const auto& m : session::musicOf (line.score()))
        for (auto& lane : all)
            if (lane.kind == Lane::Kind::sound && lane.name == capital (line.score().sounds[m.layer].name))
            {
                lane.unit = juce::String (m.bpm) + " bpm";
                const double apart = 60.0 / m.bpm * std::max (1.0, std::exp2 (std::ceil (std::log2 ((m.end - m.begin) * m.bpm / 60.0 / 300.0))));
                for (double k = std::ceil ((m.begin - m.anchor) / apart); m.anchor + k * apart < m.end; ++k) lane.strokes.push_back (m.anchor + k * apart);
            }
    const SampleRate rate { 48'000.0 };
    for (const auto& layer : line.touches())
    {
        const auto name = capital (std::string (layer.kind->name));
        auto lane = std::find_if (all.begin(), all.end(), [&] (const Lane& l) { return l.kind == Lane::Kind::touch && l.name == name; });
        if (lane == all.end())
            lane = all.insert (all.end(), Lane { Lane::Kind::touch, name, "touch", std::vector<float> (static_cast<std::size_t> (points), 0.0f), {} });
        const auto felt = sampled ([&] (double t) { return layer.strength.value (t) * layer.presence.gain (t); });
        for (std::size_t i = 0; i < felt.size(); ++i) lane->values[i] = std::max (lane->values[i], felt[i]);
        if (layer.kind->events == nullptr || lane->strokes.size() > mostStrokes) continue;
        for (const auto f : layer.kind->events (line.setting (layer, rate), frameOfSeconds (layer.begin, rate), frameOfSeconds (layer.end, rate)))
            if (lane->strokes.size() <= mostStrokes) lane->strokes.push_back (static_cast<double> (f) / rate.value);
    }
    for (auto& lane : all)
        if (lane.strokes.size() > mostStrokes) lane.strokes.clear();
    return all;
}

Lanes::Lanes (const Look& l) : look (l)
{
    setTitle ("Lanes of the session");
    setMouseCursor (juce::MouseCursor::PointingHandCursor);
}

void Lanes::setTimeline (std::shared_ptr<const session::Timeline> t)
{
    if (t == timeline) return;
    timeline = std::move (t);
    resized();
}

void Lanes::setScale (float s)
{
    scale = s;
    resized();
}

void Lanes::resized()
{
    all.clear();
    if (timeline != nullptr && timeline->length() > 0.0) all = lanesOf (*timeline, std::clamp (static_cast<int> (width() * 0.5f), 40, 800));
    drawn = -1;
    repaint();
}

int Lanes::wantedHeight() const { return static_cast<int> (std::ceil (head() + leastRow * scale * static_cast<float> (all.size()) + 4.0f)); }

float Lanes::rowHeight() const noexcept
{
    return all.empty() ? 0.0f
                       : std::clamp ((static_cast<float> (getHeight()) - head() - 4.0f) / static_cast<float> (all.size()), leastRow * scale, mostRow * scale);
}

float Lanes::across (double s) const noexcept { return left() + static_cast<float> (juce::jlimit (0.0, 1.0, s / timeline->length())) * width(); }

void Lanes::setPosition (double s)
{
    if (timeline == nullptr || all.empty()) return;
    const int now = static_cast<int> (across (s) * 2.0f);
    seconds = s;
    if (now == drawn) return;
    const auto strip = [this] (int at) {
        return juce::Rectangle<int> (at / 2 - static_cast<int> (40.0f * scale), 0, static_cast<int> (80.0f * scale), getHeight());
    };
    if (drawn >= 0) repaint (strip (drawn));
    drawn = now;
    repaint (strip (now));
}

void Lanes::setCursor (double from, double to)
{
    if (std::abs (from - cursorFrom) < 1e-6 && std::abs (to - cursorTo) < 1e-6) return;
    cursorFrom = from;
    cursorTo = to;
    repaint();
}

void Lanes::mouseDown (const juce::MouseEvent& e)
{
    if (all.empty() || onPress == nullptr || static_cast<float> (e.x) < left()) return;
    onPress (timeline->length() * static_cast<double> ((static_cast<float> (e.x) - left()) / width()));
}

void Lanes::paintPhases (juce::Graphics& g)
{
    const float top = 22.0f * scale, height = 24.0f * scale, size = 12.0f * scale;
    for (const auto& p : timeline->phases())
    {
        const juce::Rectangle<float> box (across (p.begin) + 0.5f, top, std::max (1.0f, across (p.end) - across (p.begin) - 1.0f), height);
        const bool under = cursorTo > cursorFrom && p.begin < cursorTo - 1e-6 && p.end > cursorFrom + 1e-6;
        g.setColour (look[Token::raised]);
        g.fillRoundedRectangle (box, std::min (4.0f * scale, 0.5f * box.getWidth()));
        g.setColour (look[under ? Token::touch : Token::line]);
        g.drawRoundedRectangle (box.reduced (0.5f), std::min (4.0f * scale, 0.5f * box.getWidth()), under ? 1.5f : 1.0f);
        const auto name = juce::String::fromUTF8 (p.name.c_str());
        if (look.widthOf (name, size, Weight::medium) > box.getWidth() - 6.0f) continue;
        g.setColour (look[Token::text]);
        look.write (g, name, box.getCentreX(), box.getCentreY() + 0.36f * size, size, Weight::medium, Look::Anchor::middle);
    }
}

void Lanes::paintLane (juce::Graphics& g, const Lane& lane, juce::Rectangle<float> box)
{
    const float size = std::min (13.5f * scale, 0.6f * box.getHeight()), small = std::min (11.0f * scale, 0.34f * box.getHeight());
    const bool two = box.getHeight() >= 33.0f * scale;
    g.setColour (look[Token::text]);
    look.write (g, lane.name, 0.0f, two ? box.getCentreY() : box.getCentreY() + 0.36f * size, size, Weight::medium);
    juce::String about = lane.unit;
    float least = 1e9f, most = -1e9f;
    if (lane.kind == Lane::Kind::line)
    {
        for (const float v : lane.values)
            if (std::isfinite (v)) least = std::min (least, v), most = std::max (most, v);
        const auto number = [] (float v) { return juce::String (std::lround (v)).replace ("-", juce::String::fromUTF8 ("−")); };
        if (most >= least)
            about = number (lane.values.front() > lane.values.back() ? most : least) +
                    (most - least < 0.5f ? juce::String() : " to " + number (lane.values.front() > lane.values.back() ? least : most)) + " " + lane.unit;
    }
    if (two)
    {
        g.setColour (look[Token::soft]);
        look.write (g, about, 0.0f, box.getCentreY() + small + 4.0f * scale, small);
    }
    const auto field = box.withLeft (left()).withRight (left() + width());
    g.setColour (look[Token::raised]);
    g.fillRoundedRectangle (field, 4.0f * scale);
    g.setColour (look[Token::line]);
    g.drawRoundedRectangle (field.reduced (0.5f), 4.0f * scale, 1.0f);
    const auto n = static_cast<int> (lane.values.size());
    const auto x = [&] (int i) { return field.getX() + field.getWidth() * static_cast<float> (i) / static_cast<float> (n - 1); };
    if (lane.kind == Lane::Kind::line)
    {
        juce::Path path;
        bool open = false;
        for (int i = 0; i < n; ++i)
        {
            const float v = lane.values[static_cast<std::size_t> (i)];
            if (! std::isfinite (v))
            {
                open = false;
                continue;
            }
            const float h = most > least ? (v - least) / (most - least) : 0.5f;
            const juce::Point<float> p (x (i), field.getBottom() - field.getHeight() * (0.2f + 0.6f * h));
            if (open) path.lineTo (p);
            else path.startNewSubPath (p);
            open = true;
        }
        g.setColour (look[Token::sound]);
        g.strokePath (path, juce::PathStrokeType (1.6f * std::max (0.7f, scale), juce::PathStrokeType::curved, juce::PathStrokeType::rounded));
        return;
    }
    const float middle = field.getCentreY(), half = 0.42f * field.getHeight();
    juce::Path shape;
    for (int side : { -1, 1 })
        for (int k = 0; k < n; ++k)
        {
            const int i = side < 0 ? k : n - 1 - k;
            const juce::Point<float> p (x (i), middle + static_cast<float> (side) * half * lane.values[static_cast<std::size_t> (i)]);
            if (side < 0 && k == 0) shape.startNewSubPath (p);
            else shape.lineTo (p);
        }
    shape.closeSubPath();
    const auto colour = look[lane.kind == Lane::Kind::touch ? Token::touch : Token::sound];
    g.setColour (lane.strokes.empty() ? colour.withAlpha (0.85f) : colour.withAlpha (0.45f));
    g.fillPath (shape);
    // Where they are far enough apart to be seen, the strokes themselves.
    if (lane.strokes.empty()) return;
    g.setColour (colour);
    float before = -10.0f;
    for (const double s : lane.strokes)
    {
        const float at = across (s);
        if (at - before < 2.5f) continue;
        before = at;
        const auto i = static_cast<std::size_t> (juce::jlimit (0, n - 1, static_cast<int> (std::lround (s / timeline->length() * (n - 1)))));
        const float h = half * std::max (lane.values[i], 0.05f);
        g.drawLine (at, middle - h, at, middle + h, 1.2f);
    }
}

void Lanes::paint (juce::Graphics& g)
{
    if (timeline == nullptr || all.empty()) return;
    paintPhases (g);
    const float row = rowHeight(), gap = std::max (2.0f, 0.1f * row);
    float y = head();
    for (const auto& lane : all)
    {
        paintLane (g, lane, { 0.0f, y + 0.5f * gap, static_cast<float> (getWidth()), row - gap });
        y += row;
    }
    if (cursorTo > cursorFrom)
    {
        g.setColour (look[Token::touch].withAlpha (0.10f));
        g.fillRect (juce::Rectangle<float> (across (cursorFrom), head(), across (cursorTo) - across (cursorFrom), y - head()));
    }
    const float x = juce::jlimit (left(), left() + width(), across (seconds)), size = 12.0f * scale;
    const auto clock = juce::String (text::clockText (seconds));
    const float wide = look.widthOf (clock, size, Weight::medium);
    g.setColour (look[Token::text]);
    look.write (g, clock, juce::jlimit (left(), left() + width() - wide, x - 0.5f * wide), 14.0f * scale, size, Weight::medium);
    g.setColour (look[look.theme().night ? Token::touchHigh : Token::touch]);
    g.drawLine (x, 19.0f * scale, x, y, 1.5f);
}
} // namespace lull::ui

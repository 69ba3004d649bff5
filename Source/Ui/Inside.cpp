#include "Ui/Inside.h"

#include <algorithm>

#include "Touch/Place.h"
#include "Ui/Utf8.h"

namespace lull::ui
{
namespace
{
bool holds (text::ByteSpan s, std::size_t at) noexcept { return at >= s.begin && at < s.end + 1; }

// A value as it was written, or as it is without a word of it.
juce::String written (const session::Score& score, const text::Values& values, std::string_view key)
{
    const auto* v = values.find (key);
    if (v == nullptr) return {};
    if (v->span.end > v->span.begin) return utf8 (std::string_view (score.text).substr (v->span.begin, v->span.end - v->span.begin));
    if (const auto* q = std::get_if<text::Quantity> (&v->is)) return utf8 (text::toText (*q));
    if (const auto* s = std::get_if<std::string> (&v->is)) return utf8 (*s);
    return {};
}
} // namespace

Inside::Inside (const Look& l) : lanes (l), script (l), back (l), look (l)
{
    frame.setViewedComponent (&lanes, false);
    frame.setScrollBarsShown (true, false);
    frame.setScrollBarThickness (10);
    for (juce::Component* c : std::initializer_list<juce::Component*> { &frame, &script, &back }) addAndMakeVisible (c);
    script.onEdit = [this] {
        read();
        if (onDraft) onDraft();
    };
    script.onCaret = [this] { heedCaret(); };
    script.onApply = [this] {
        if (onApply) onApply();
    };
    script.onEscape = [this] {
        if (onEscape) onEscape();
    };
    lanes.onPress = [this] (double s) {
        if (drawn == nullptr || score == nullptr) return;
        const auto& phases = score->phases;
        if (const auto i = drawn->phaseAt (s); i < phases.size()) script.moveCaretTo (phases[i].span.begin);
    };
}

void Inside::setSession (const std::string& n, const std::string& text, const std::string& draft, std::shared_ptr<const touch::Chair> c)
{
    name = n;
    playing = text;
    chair = std::move (c);
    const auto& shows = draft.empty() ? text : draft;
    if (shows != script.text()) script.setText (shows);
    drawn.reset();
    read();
}

void Inside::setTimeline (std::shared_ptr<const session::Timeline> t)
{
    if (t == played) return;
    played = std::move (t);
    back.setTimeline (played);
    if (! edited())
    {
        drawn = played;
        lanes.setTimeline (drawn);
        resized();
        heedCaret();
    }
}

void Inside::read()
{
    const auto text = script.text();
    auto result = session::readScore (name, text);
    reads = result.has_value();
    if (! reads)
    {
        script.setDiagnostics (std::move (result.error()));
        return; // the lanes stay as they could be drawn last
    }
    script.setDiagnostics (result->warnings);
    score = std::make_shared<const session::Score> (std::move (*result));
    drawn = text == playing && played != nullptr ? played : std::make_shared<const session::Timeline> (score, chair, score->seed);
    lanes.setTimeline (drawn);
    resized();
    heedCaret();
}

void Inside::heedCaret()
{
    spot.clear();
    cursor = 0.0;
    double from = 0.0, to = 0.0;
    std::vector<touch::Place> marked;
    if (score != nullptr && drawn != nullptr && reads)
    {
        const auto at = script.caret();
        for (std::size_t i = 0; i < score->phases.size() && i < drawn->phases().size(); ++i)
        {
            const auto& phase = score->phases[i];
            if (at >= phase.span.begin) cursor = drawn->phases()[i].begin; // also behind the last one
            if (! holds (phase.span, at)) continue;
            from = drawn->phases()[i].begin;
            to = drawn->phases()[i].end;
            for (const auto& use : phase.touch)
            {
                if (! holds (use.span, at)) continue;
                const auto* place = use.values.find ("place");
                marked.push_back (touch::placeOf (place != nullptr ? *place : text::Value {}));
                juce::StringArray how { utf8 (marked.back().name) };
                for (const auto* key : { "rate", "speed", "pulse", "hold" })
                    if (const auto w = written (*score, use.values, key); w.isNotEmpty() && how.size() < 2) how.add (w);
                const auto carrier = use.values.has ("carrier") ? written (*score, use.values, "carrier")
                                                                : utf8 (text::toText (text::Quantity { use.kind->carrier, text::Measure::hertz }));
                spot = { utf8 (std::string (use.kind->name)), how.joinIntoString (", "), written (*score, use.values, "strength") + ", carrier " + carrier };
            }
        }
    }
    back.mark (std::move (marked));
    lanes.setCursor (from, to);
    repaint (words);
}

void Inside::follow (const engine::Telemetry& told, double elapsed)
{
    lanes.setPosition (told.seconds);
    back.follow (told, elapsed);
}

void Inside::setScale (float s)
{
    scale = s;
    script.setScale (s);
    lanes.setScale (s);
    resized();
}

void Inside::themeChanged()
{
    script.themeChanged();
    repaint();
}

void Inside::resized()
{
    const float w = static_cast<float> (getWidth()), h = static_cast<float> (getHeight()), gap = 18.0f * scale;
    const auto at = [] (float x, float y, float ww, float hh) {
        return juce::Rectangle<float> (x, y, std::max (0.0f, ww), std::max (0.0f, hh)).toNearestInt();
    };
    const float split = std::floor (0.585f * w), right = w - split - gap, foot = std::min (0.37f * h, 0.56f * right);
    frame.setBounds (at (0.0f, 0.0f, split, h));
    const int high = std::max (frame.getHeight(), lanes.wantedHeight());
    lanes.setBounds (0, 0, frame.getWidth() - (high > frame.getHeight() ? 14 : 0), high);
    script.setBounds (at (split + gap, 0.0f, right, h - foot - 0.5f * gap));
    back.setBounds (at (split + gap, h - foot, std::min (foot, 0.5f * right), foot));
    words = at (split + gap + std::min (foot, 0.5f * right) + 14.0f * scale, h - foot, right - std::min (foot, 0.5f * right) - 14.0f * scale, foot);
}

void Inside::paint (juce::Graphics& g)
{
    if (spot.isEmpty()) return;
    const auto box = words.toFloat();
    const float x = box.getX(), y = box.getY() + 20.0f * scale;
    g.setColour (look[Token::soft]);
    look.write (g, "at the cursor: " + spot[0], x, y, 13.0f * scale);
    g.setColour (look[Token::text]);
    look.writeParagraph (g, spot[1], { x, y + 8.0f * scale, box.getWidth(), 26.0f * scale }, 16.0f * scale, 1, Weight::medium);
    g.setColour (look[Token::soft]);
    look.writeParagraph (g, spot[2], { x, y + 34.0f * scale, box.getWidth(), 44.0f * scale }, 13.0f * scale, 2);
}
} // namespace lull::ui

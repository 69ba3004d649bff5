#include "Plugins/Lull/Parameters.h"

#include <cmath>

namespace lull::plugin
{
namespace
{
using namespace juce;

constexpr float silent = -60.0f; // dB
constexpr float written = 2.0f, ownCarrier = 19.0f;

using Text = String (*) (float, int);
using Value = float (*) (const String&);

AudioParameterFloat* real (const char* id, const char* name, NormalisableRange<float> range, float fallback, const char* unit, Text text, Value value)
{
    return new AudioParameterFloat (ParameterID { id, 1 }, name, std::move (range), fallback,
                                    AudioParameterFloatAttributes().withLabel (unit).withStringFromValueFunction (text).withValueFromStringFunction (value));
}

String decibels (float v, int) { return v <= silent ? String ("off") : String (v, 1) + " dB"; }
float fromDecibels (const String& s) { return s.trim() == "off" ? silent : s.getFloatValue(); }
String percent (float v, int) { return String (std::lround (v * 100.0f)) + " %"; }
float fromPercent (const String& s) { return s.getFloatValue() / 100.0f; }
String breaths (float v, int) { return v <= written + 0.05f ? String ("as written") : String (v, 1) + " /min"; }
float fromBreaths (const String& s) { return s.trim().startsWith ("as") ? written : s.getFloatValue(); }
String hertz (float v, int) { return v < 19.95f ? String ("its own") : String (v, 1) + " Hz"; }
float fromHertz (const String& s) { return s.trim().startsWith ("its") ? ownCarrier : s.getFloatValue(); }

// Equal steps are equal ratios, one in the middle.
NormalisableRange<float> times (float most)
{
    return { 1.0f / most, most, [] (float a, float b, float u) { return a * std::pow (b / a, u); },
             [] (float a, float b, float v) { return std::log (v / a) / std::log (b / a); },
             [] (float a, float b, float v) { return jlimit (a, b, std::round (v * 1000.0f) / 1000.0f); } };
}

AudioParameterChoice* choice (const char* id, const char* name, const StringArray& of) { return new AudioParameterChoice (ParameterID { id, 1 }, name, of, 0); }

StringArray words (const std::vector<std::string>& list, const char* first)
{
    StringArray all;
    if (first != nullptr) all.add (first);
    for (const auto& w : list) all.add (w);
    return all;
}

// A parameter that went through 0 .. 1 and back is 0 dB again.
Decibels levelOf (const AudioParameterFloat& p) noexcept
{
    const float db = p.get();
    return Decibels { db <= silent ? -200.0 : std::round (static_cast<double> (db) * 1000.0) / 1000.0 };
}
} // namespace

Parameters::Parameters()
    : volume (real ("volume", "Sound level", { silent, 6.0f }, 0.0f, "dB", decibels, fromDecibels)),
      touch (real ("touch", "Touch level", { silent, 0.0f }, 0.0f, "dB", decibels, fromDecibels)),
      tempo (real ("tempo", "Tempo", times (2.0f), 1.0f, "%", percent, fromPercent)),
      hostTempo (new AudioParameterBool (ParameterID { "host_tempo", 1 }, "Host tempo", false)),
      breath (real ("breath", "Breath", { written, 30.0f, 0.1f }, written, "/min", breaths, fromBreaths)),
      technique (choice ("technique", "Keys: technique", words (handTechniques(), nullptr))),
      place (choice ("place", "Keys: place", words (touch::placeNames(), "by key"))),
      speed (real ("speed", "Keys: speed", times (4.0f), 1.0f, "%", percent, fromPercent)),
      carrier (real ("carrier", "Keys: carrier", { ownCarrier, 120.0f, 0.1f }, ownCarrier, "Hz", hertz, fromHertz))
{}

std::vector<RangedAudioParameter*> Parameters::later() const { return { touch, tempo, hostTempo, breath, technique, place, speed, carrier }; }

Decibels Parameters::soundLevel() const noexcept { return levelOf (*volume); }
Decibels Parameters::touchLevel() const noexcept { return levelOf (*touch); }

Pacing Parameters::pacing() const noexcept
{
    const auto thousandths = [] (float v) { return std::round (static_cast<double> (v) * 1000.0) / 1000.0; };
    const float b = breath->get();
    return { hostTempo->get(), thousandths (tempo->get()), b <= written + 0.05f ? 0.0 : thousandths (b) };
}

Played Parameters::played() const noexcept
{
    const float c = carrier->get();
    return { technique->getIndex(), place->getIndex(), static_cast<double> (speed->get()), c < 19.95f ? 0.0 : static_cast<double> (c) };
}
} // namespace lull::plugin

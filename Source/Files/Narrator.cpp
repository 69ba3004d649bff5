#include "Files/Narrator.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include <fmt/format.h>

#include "Files/Child.h"
#include "Files/SoundFileReader.h"

namespace lull::files
{
namespace
{
using session::Speech;
using session::Take;

constexpr int wordsPerMinute = 125, pitch = 40; // of 0 .. 99
constexpr double longest = Speech::longestLine + 1.0;

// SSML: flat in pitch, and a breath between sentences, which espeak-ng alone runs through.
std::string spokenText (std::string_view text)
{
    std::string out = "<prosody range=\"50%\">";
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        const bool more = i + 1 < text.size();
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '[' && more && text[i + 1] == '[') out += "[ "; // [[ begins phonemes
        else out += c;
        if ((c == '.' || c == '!' || c == '?') && more && (text[i + 1] == ' ' || text[i + 1] == '\n')) out += "<break time=\"900ms\"/>";
    }
    return out + "</prosody>";
}

std::uint32_t number (std::string_view bytes, std::size_t at, std::size_t count) noexcept
{
    std::uint32_t v = 0;
    for (std::size_t i = 0; i < count; ++i) v |= static_cast<std::uint32_t> (static_cast<unsigned char> (bytes[at + i])) << (8 * i);
    return v;
}

// A WAV that was written into a pipe: its sizes are not to be trusted. One channel of 16 bits, else nothing.
Take takeFrom (std::string_view bytes)
{
    Take take;
    if (bytes.size() < 12 || ! bytes.starts_with ("RIFF") || bytes.substr (8, 4) != "WAVE") return {};
    for (std::size_t at = 12; at + 8 <= bytes.size();)
    {
        const auto name = bytes.substr (at, 4);
        const std::size_t size = number (bytes, at + 4, 4), begin = at + 8, there = bytes.size() - begin;
        if (name == "fmt ")
        {
            if (size < 16 || there < 16 || number (bytes, begin, 2) != 1 || number (bytes, begin + 2, 2) != 1 || number (bytes, begin + 14, 2) != 16) return {};
            take.rate = number (bytes, begin + 4, 4);
            if (take.rate < 8'000.0 || take.rate > 48'000.0) return {};
        }
        if (name == "data")
        {
            if (! (take.rate > 0.0)) return {};
            for (std::size_t i = 0; i + 1 < std::min (size, there); i += 2)
                take.samples.push_back (static_cast<float> (static_cast<std::int16_t> (number (bytes, begin + i, 2))) / 32768.0f);
            return take;
        }
        if (size > there) return {};
        at = begin + size + size % 2;
    }
    return {};
}

std::string shown (std::string why) { return std::move (why) + "; what it would say is shown, not spoken"; }
} // namespace

Result<Take> Narrator::speak (const session::Line& line)
{
    if (line.recording.empty()) return synthesise (line);
    if (! where) return fail (shown ("a file that carries its script carries no recordings: \"" + line.recording + "\" is not there"));
    RecordingLimits limits;
    limits.longest = longest;
    auto recording = readRecording (*where, line.recording, limits);
    if (! recording)
    {
        const auto& e = recording.error();
        return fail (shown (e.message + (e.fix.empty() ? "" : " (" + e.fix + ")")));
    }
    Take take { recording->rate, std::move (recording->left), std::move (recording->warning) };
    for (std::size_t i = 0; i < take.samples.size(); ++i) take.samples[i] = 0.5f * (take.samples[i] + recording->right[i]);
    return take;
}

Result<Take> Narrator::synthesise (const session::Line& line)
{
    if (! gaveUp.empty()) return fail (gaveUp);
    const auto since = std::chrono::steady_clock::now();
    Errand errand;
    errand.words = { manner.program, "-v",      line.language, "-s", fmt::format ("{}", wordsPerMinute), "-p", fmt::format ("{}", pitch), "-b", "1",
                     "-m",           "--stdin", "--stdout" };
    errand.input = spokenText (line.text);
    errand.most = static_cast<std::size_t> (longest * 48'000.0) * 2;
    errand.seconds = std::min (manner.patience, 3.0 * manner.patience - spent);
    const auto answer = run (errand);
    spent += std::chrono::duration<double> (std::chrono::steady_clock::now() - since).count();

    // What went wrong once goes wrong again: nothing more is asked, and it is told once.
    using End = Answer::End;
    if (answer.end == End::missing) gaveUp = manner.program + " is not installed, so what has no recording is shown, not spoken";
    else if (answer.end == End::late) gaveUp = shown (fmt::format ("{} gave no answer within {:g} s", manner.program, errand.seconds));
    else if (answer.end == End::tooMuch) gaveUp = shown (manner.program + " does not come to an end");
    else if (answer.end == End::failed) gaveUp = shown (fmt::format ("{} cannot speak \"{}\"", manner.program, line.language));
    if (! gaveUp.empty()) return fail (gaveUp);
    auto take = takeFrom (answer.output);
    if (take.samples.empty())
    {
        gaveUp = shown ("what " + manner.program + " gave is not a sound");
        return fail (gaveUp);
    }
    synthesised = true;
    return take;
}

std::string Narrator::synthesiser() const
{
    if (! synthesised) return {};
    Errand errand;
    errand.words = { manner.program, "--version" };
    errand.most = 4'096;
    errand.seconds = 2.0;
    const auto answer = run (errand);
    // "eSpeak NG text-to-speech: 1.51  Data at: ..."
    std::string version;
    if (const auto colon = answer.output.find (": "); colon != std::string::npos)
        for (std::size_t i = colon + 2; i < answer.output.size() && answer.output[i] > ' ' && answer.output[i] < 127 && version.size() < 20; ++i)
            version += answer.output[i];
    return manner.program + (version.empty() ? "" : " " + version);
}
} // namespace lull::files

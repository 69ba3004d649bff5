#include "App/Arguments.h"

#include <algorithm>

#include "Text/Fields.h"

namespace lull::app
{
namespace
{
const std::vector<std::string> known { "--chair", "--device", "--channels",    "--out",  "--timer",     "--timer-fade", "--theme",
                                       "--scale", "--size",   "--full-screen", "--midi", "--midi-port", "--help",       "--version" };
} // namespace

const char* usage() noexcept
{
    return "Lull                          shows what there is for tonight\n"
           "Lull desk-break --chair four-zone --channels sound=1-2,touch=3-6\n"
           "Lull my.lull.yaml --device alsa\n"
           "\n"
           "  SESSION            a name, or a file when it holds \"/\" or \".yaml\"\n"
           "  --chair CHAIR      the chair to touch with; without it sound only\n"
           "  --device DEVICE    as \"lull devices\" lists them\n"
           "  --channels MAP     which outputs carry sound and touch\n"
           "  --out=none         no device: everything is drawn, nothing is heard\n"
           "  --timer TIME       sleep timer: silence after so long (45m), faded to; t gives more\n"
           "  --timer-fade TIME  how long that fade is, up to the whole timer; 60 s when not said\n"
           "  --midi             a controller's knobs, pads and keys, and MIDI clock (`lull midi`)\n"
           "  --midi-port NAME   and connects to that one, by a part of its name\n"
           "  --theme NAME       ember (night), linen (day), or one of your own; else the one chosen last\n"
           "  --scale N          0.5 to 3\n"
           "  --size WxH         of the window; --full-screen\n"
           "  --help, --version\n";
}

Result<Arguments> readArguments (const std::vector<std::string>& words)
{
    Arguments a;
    bool named = false, fades = false;
    for (std::size_t i = 0; i < words.size(); ++i)
    {
        std::string word = words[i], value;
        if (! word.starts_with ("-") || word == "-")
        {
            if (named) return fail (std::string ("one session at a time, not also \"" + word + "\""), Error::Kind::usage);
            a.session = word;
            named = true;
            continue;
        }
        const auto equals = word.find ('=');
        const bool joined = equals != std::string::npos;
        if (joined)
        {
            value = word.substr (equals + 1);
            word.resize (equals);
        }
        if (word == "-h") word = "--help";
        const bool flag = word == "--full-screen" || word == "--midi" || word == "--help" || word == "--version";
        if (std::find (known.begin(), known.end(), word) == known.end())
        {
            const auto near = text::nearest (word, known);
            return fail ("\"" + word + "\" is not an option" + (near.empty() ? std::string ("; --help lists them") : "; did you mean " + near + "?"),
                         Error::Kind::usage);
        }
        if (! flag && ! joined)
        {
            if (i + 1 == words.size()) return fail (word + " needs a value", Error::Kind::usage);
            value = words[++i];
        }
        if (word == "--chair") a.chair = value;
        else if (word == "--device") a.device = value;
        else if (word == "--channels") a.channels = value;
        else if (word == "--full-screen") a.full = true;
        else if (word == "--midi") a.midi = true;
        else if (word == "--midi-port")
        {
            a.midi = true;
            a.midiPorts.push_back (value);
        }
        else if (word == "--help") a.help = true;
        else if (word == "--version") a.version = true;
        else if (word == "--out")
        {
            if (value != "none") return fail (std::string ("--out takes only \"none\"; a device is chosen by --device"), Error::Kind::usage);
            a.silent = true;
        }
        else if (word == "--timer" || word == "--timer-fade")
        {
            const auto time = text::parseTime (value);
            if (! time) return fail (word + ": \"" + value + "\" is not a time; write 90, 2:50, 1:02:03 or 20m", Error::Kind::usage);
            if (word == "--timer" && *time < 1.0) return fail (std::string ("--timer is at least 1 s"), Error::Kind::usage);
            (word == "--timer" ? a.timer : a.timerFade) = *time;
            fades = fades || word == "--timer-fade";
        }
        else if (word == "--theme") { a.theme = value; }
        else if (word == "--scale")
        {
            const auto n = text::parseNumber (value);
            if (! n || *n < 0.5 || *n > 3.0) return fail (std::string ("--scale takes a number from 0.5 to 3"), Error::Kind::usage);
            a.scale = *n;
        }
        else if (word == "--size")
        {
            const auto x = value.find ('x');
            const auto w = text::parseNumber (value.substr (0, x)), h = text::parseNumber (x == std::string::npos ? "" : value.substr (x + 1));
            if (! w || ! h || *w < 320.0 || *h < 240.0 || *w > 16'384.0 || *h > 16'384.0)
                return fail (std::string ("--size takes a width and a height, as 1366x768"), Error::Kind::usage);
            a.size = { static_cast<int> (*w), static_cast<int> (*h) };
        }
    }
    if (fades && a.timer == 0.0) return fail (std::string ("--timer-fade is of a timer: say --timer too, such as --timer 45m"), Error::Kind::usage);
    return a;
}
} // namespace lull::app

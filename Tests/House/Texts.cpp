// What Lull says to people: never a promise. Texts that are shipped name what happens, not what it is good for.
#include "Catch.h"

#include <regex>

#include "House/Tree.h"

using namespace house;

namespace
{
// A verb of benefit near a thing that medicine measures, or a claim that needs no verb.
const std::vector<std::regex>& benefits()
{
    static const auto flags = std::regex::icase;
    static const std::string verbs = "\\b(improv|increas|boost|enhanc|promot|stimulat|support|restor|reduc|lower|reliev|eas|alleviat|lessen|releas|remov|flush|"
                                     "eliminat|break|dissolv|prevent|treat|heal|cur|fix|correct|strengthen|speed)(e|es|ed|s|ing|ts|ting|up)*\\b";
    static const std::string things =
        "\\b(circulation|blood|lymph\\w*|toxins?|adhesions?|knots?|scar "
        "tissue|posture|headaches?|migraines?|pains?|aches?|tension|stress|anxiety|depression|insomnia|inflammation|immun\\w*|metabolism|cortisol|endorphins?|"
        "serotonin|blood pressure|heart rate|flexibility|mobility|range of motion|recovery|healing|disease|illness|symptoms?|brain ?waves?|theta|delta)\\b";
    static const std::vector<std::regex> all {
        std::regex (verbs + "[^.;:]{0,40}" + things, flags),
        std::regex (things + "[^.;:]{0,25}\\b(is|are|will be|gets?) (relieved|reduced|released|improved|gone|healed|cured|eased)\\b", flags),
        std::regex ("\\b(detox\\w*|therapeutic|therapy|clinically|scientifically|proven|medical grade|cures?|heals?|remedy|remedies)\\b", flags),
        std::regex ("\\bgood for (your|the) (health|heart|back|spine|circulation)\\b", flags),
        std::regex ("\\b(helps?|makes?|lets?) (you|one) (to )?(sleep|fall asleep|recover|heal)\\b", flags),
    };
    return all;
}

std::string promiseIn (const std::string& text)
{
    std::smatch m;
    for (const auto& r : benefits())
        if (std::regex_search (text, m, r)) return m.str();
    return {};
}

bool isForPeople (const TextFile& f)
{
    if (f.endsWith ("LICENSE")) return false;
    return f.under ("Sessions/") || f.under ("Assets/") || f.endsWith (".md");
}

// A text with its line breaks taken for blanks, so that a promise cannot hide in a fold; blank lines and list marks end a sentence.
std::vector<std::string> paragraphs (const std::string& text)
{
    std::vector<std::string> all { "" };
    for (const auto& line : linesOf (text))
    {
        const auto start = line.find_first_not_of (" #");
        if (start == std::string::npos || line[start] == '-' || line[start] == '|' || line.find (": ") != std::string::npos) all.emplace_back();
        if (start != std::string::npos) all.back() += line.substr (start) + " ";
    }
    return all;
}
} // namespace

TEST_CASE ("no shipped text promises a benefit")
{
    std::vector<std::string> promises;
    int texts = 0;
    for (const auto& f : tree())
    {
        if (! isForPeople (f)) continue;
        ++texts;
        for (const auto& p : paragraphs (f.text))
            if (const auto promise = promiseIn (p); ! promise.empty()) promises.push_back (f.path + ": " + promise);
    }
    INFO (joined (promises));
    CHECK (promises.empty());
    CHECK (texts >= 5);
}

TEST_CASE ("what commands, voices and techniques say of themselves promises nothing either")
{
    const std::regex quoted (R"re("((?:[^"\\]|\\.)*)")re");
    std::vector<std::string> promises;
    for (const auto& f : tree())
    {
        if (! f.isCode() || ! (f.under ("Source/") || f.under ("Plugins/"))) continue;
        for (const auto& line : linesOf (f.text))
            for (std::sregex_iterator it (line.begin(), line.end(), quoted), end; it != end; ++it)
                if (const auto promise = promiseIn ((*it)[1]); ! promise.empty()) promises.push_back (f.path + ": " + promise);
    }
    INFO (joined (promises));
    CHECK (promises.empty());
}

TEST_CASE ("a promise is recognised, and a description is not taken for one")
{
    for (const auto* promise : { "It improves circulation.", "Kneading releases toxins from the muscles", "breaks up adhesions",
                                 "Relieves headaches and back pain", "a therapeutic frequency", "reduces your stress", "This lowers blood pressure.",
                                 "tension is released", "It will help you sleep: helps you sleep", "Improves\nyour posture" })
    {
        std::string flat;
        for (const auto& p : paragraphs (promise)) flat += p;
        INFO (promise);
        CHECK (promiseIn (flat) != "");
    }
    for (const auto* plain :
         { "Long, flowing strokes.", "Soreness or light-headedness after a massage is rare and passes within hours.", "Drink some water and sit up slowly.",
           "posture: seated", "Stop at once if it hurts.", "The upper back, kneaded slowly, one side and then the other." })
    {
        INFO (plain);
        CHECK (promiseIn (plain) == "");
    }
}

TEST_CASE ("each session says how to sit or lie, what to have at hand, and what to do afterwards")
{
    int sessions = 0;
    for (const auto& f : tree())
    {
        if (! f.under ("Sessions/") || ! f.endsWith (".lull.yaml")) continue;
        ++sessions;
        INFO (f.path);
        CHECK (f.text.find ("\nposture: ") != std::string::npos);
        CHECK (f.text.find ("\nabout: ") != std::string::npos);
        if (f.path == "Sessions/try.lull.yaml") continue; // a minute needs no towel
        CHECK (f.text.find ("\nneed: ") != std::string::npos);
        CHECK (f.text.find ("\nafter: ") != std::string::npos);
        CHECK ((f.text.find ("tapotement") == std::string::npos) == (f.text.find ("pulsed touch") == std::string::npos));
    }
    CHECK (sessions >= 3);
}

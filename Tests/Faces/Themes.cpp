#include "Catch.h"

#include "Ui/Embedded.h"
#include "Ui/Theme.h"

using namespace lull;
using ui::Token;

TEST_CASE ("every theme keeps its words readable and its numbers as designed")
{
    REQUIRE (ui::shippedThemes().size() == ui::embeddedThemes().size());
    REQUIRE (ui::shippedThemes().size() == 2);
    for (const auto& t : ui::shippedThemes())
    {
        INFO (t.name);
        for (const auto ground : { Token::ground, Token::raised })
        {
            CHECK (ui::contrast (t[Token::text], t[ground]) >= 4.5);
            CHECK (ui::contrast (t[Token::soft], t[ground]) >= 4.5);
            CHECK (ui::contrast (t[Token::touch], t[ground]) >= 3.0);
            CHECK (ui::contrast (t[Token::sound], t[ground]) >= 3.0);
        }
        CHECK (ui::contrast (t[Token::stopText], t[Token::stopGround]) >= 4.5);
        CHECK (ui::contrast (t[Token::text], t[Token::skin]) >= 4.5);
    }
    CHECK (ui::shippedThemes()[0].name == "Ember");
    CHECK (ui::shippedThemes()[1].name == "Linen");
    CHECK (ui::contrast ({ 0, 0, 0 }, { 255, 255, 255 }) == Approx (21.0));
    CHECK (ui::contrast ({ 119, 119, 119 }, { 255, 255, 255 }) == Approx (4.48).margin (0.01)); // the known near miss
}

TEST_CASE ("the night theme holds no blue and no white, and its surfaces stay dark")
{
    const auto& night = ui::shippedThemes()[0];
    REQUIRE (night.night);
    for (std::size_t i = 0; i < night.colours.size(); ++i)
    {
        const auto c = night.colours[i];
        INFO ("token " << i);
        CHECK (c.b <= c.r);
        CHECK (c.b <= c.g + 8); // warm all the way
        CHECK (ui::luminance (c) < 0.78);
    }
    for (const auto large : { Token::ground, Token::raised, Token::stopGround, Token::skin }) CHECK (ui::luminance (night[large]) < 0.03);
    CHECK (ui::luminance (night[Token::dimmed]) < 0.01);
}

TEST_CASE ("a theme file that is wrong is said to be so, with the place")
{
    const std::string good (ui::embeddedThemes()[0].bytes);
    REQUIRE (ui::readTheme ("t.yaml", good));
    const auto broken = [&] (const std::string& from, const std::string& to) {
        auto text = good;
        text.replace (text.find (from), from.size(), to);
        const auto t = ui::readTheme ("t.yaml", text);
        REQUIRE_FALSE (t);
        return t.error().front();
    };
    CHECK (broken ("\"#0B0908\"", "\"#0B09\"").code == "colour");
    CHECK (broken ("\"#0B0908\"", "\"#0B09GG\"").line == 5);
    CHECK (broken ("soft:", "sofd:").code == "unknown-key");
    CHECK (broken ("touch high: \"#FFDDAE\"\n", "").code == "missing-key");
    CHECK (broken ("theme: 1", "theme: 2").code == "version");
}

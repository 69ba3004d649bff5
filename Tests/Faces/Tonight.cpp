// Tonight: what there is, what it needs, how long, and one start.
#include "Catch.h"

#include "Host.h"
#include "Parts.h"
#include "Screen.h"
#include "Ui/Shelf.h"
#include "Ui/TonightView.h"

using namespace lull;
using namespace lull::test;

namespace
{
std::shared_ptr<const touch::Chair> seat (const std::string& id)
{
    for (const auto& c : ui::shelvedChairs())
        if (c.id == id) return ui::chairFrom (c.id, std::string (c.text)).value();
    return nullptr;
}

struct Evening
{
    explicit Evening (const std::string& chair = "four-zone")
    {
        startJuce();
        look.emplace (ui::shippedThemes().front());
        view.emplace (
            *look, [this] (const ui::TonightView::Wish& w) { wished.push_back (w); }, [this] { ++nots; });
        std::vector<ui::Offered> all;
        for (const auto& s : ui::shelvedSessions()) all.push_back ({ s.id, ui::compile (s.id, std::string (s.text), nullptr, {}).value(), false });
        std::vector<std::pair<std::string, std::string>> chairs;
        for (const auto& c : ui::shelvedChairs()) chairs.emplace_back (c.id, c.title);
        view->offer (std::move (all), std::move (chairs), chair, seat);
        view->setSize (1366, 768);
    }
    std::optional<ui::Look> look;
    std::optional<ui::TonightView> view;
    std::vector<ui::TonightView::Wish> wished;
    int nots = 0;
};

const session::Score scoreOf (const std::string& id)
{
    for (const auto& s : ui::shelvedSessions())
        if (s.id == id) return session::readScore (id, std::string (s.text)).value();
    FAIL ("there is no " + id);
    return {};
}
} // namespace

TEST_CASE ("a card says whether a session is for this chair")
{
    CHECK (ui::fitOf (scoreOf ("rain-for-reading"), nullptr) == "no chair needed");
    CHECK (ui::fitOf (scoreOf ("bedtime"), nullptr) == "sound only");
    CHECK (ui::fitOf (scoreOf ("bedtime"), seat ("four-zone").get()) == "fits this chair");
    auto chair = *seat ("four-zone");
    for (auto& z : chair.zones) z.without.push_back ("tapotement");
    CHECK (ui::fitOf (scoreOf ("bedtime"), &chair) == "tapotement: no place for it here");
}

TEST_CASE ("an own session that cannot be read stands after all others, says so, and is opened by a press, never chosen")
{
    Evening e;
    std::string opened;
    const auto before = e.view->wish().session;
    e.view->setUnread ({ "torn" }, [&] (const std::string& name) { opened = name; });
    const auto cards = parts<ui::ShelfCard> (*e.view);
    REQUIRE (cards.size() == ui::shelvedSessions().size() + 1);
    CHECK (cards.back()->getTitle() == "torn, own, cannot be read: look inside");
    for (auto* c : cards) CHECK (c->getY() <= cards.back()->getY());
    cards.back()->onClick();
    CHECK (opened == "torn");
    CHECK (e.view->wish().session == before);
    e.view->choose (cards.size()); // as Down does at the end
    CHECK (e.view->wish().session == ui::shelvedSessions().back().id);
}

TEST_CASE ("the lengths that are offered are those the session can be")
{
    const auto score = scoreOf ("bedtime");
    const auto all = ui::lengthsOf (score);
    CHECK (std::find (all.begin(), all.end(), 30) != all.end());
    CHECK (std::is_sorted (all.begin(), all.end()));
    for (const int m : all)
        if (m != 30) CHECK (session::fitted (score, m * 60.0).has_value());
}

TEST_CASE ("one press, or Return, starts what is chosen, with its chair and length")
{
    Evening e;
    press (*e.view, "start");
    REQUIRE (e.wished.size() == 1);
    CHECK (e.wished[0].session == "bedtime");
    CHECK (e.wished[0].chair == "four-zone");
    CHECK_FALSE (e.wished[0].minutes.has_value());
    CHECK_FALSE (e.wished[0].later);

    CHECK (e.view->keyPressed (juce::KeyPress (juce::KeyPress::downKey)));
    CHECK (e.view->chosen() == 1);
    for (auto* c : e.view->getChildren())
        if (auto* pill = dynamic_cast<ui::Pill*> (c); pill != nullptr && pill->getButtonText() == "15 min") pill->onClick();
    CHECK (e.view->keyPressed (juce::KeyPress (juce::KeyPress::returnKey)));
    REQUIRE (e.wished.size() == 2);
    CHECK (e.wished[1].session == ui::shelvedSessions()[1].id);
    e.view->chooseById ("bedtime");
    e.view->chooseById ("nothing of that name");
    CHECK (e.view->wish().session == "bedtime");
}

TEST_CASE ("it can start in three minutes, now after all, or not at all")
{
    Evening e ("");
    CHECK (e.view->wish().chair.empty());
    press (*e.view, "later");
    REQUIRE (e.wished.size() == 1);
    CHECK (e.wished[0].later);
    e.view->setWaiting (180.0);
    press (*e.view, "later");
    CHECK (e.nots == 1);
    CHECK (e.view->keyPressed (juce::KeyPress (juce::KeyPress::escapeKey)));
    CHECK (e.nots == 2);
    press (*e.view, "start");
    CHECK (e.wished.size() == 2);
    CHECK_FALSE (e.wished[1].later);
}

TEST_CASE ("Tonight is drawn at every size, by night and by day")
{
    startJuce();
    for (const auto& theme : ui::shippedThemes())
    {
        Evening e;
        e.look->setTheme (theme);
        struct Size
        {
            int w, h;
        };
        for (const auto& size : { Size { 1366, 768 }, Size { 800, 480 }, Size { 1920, 1080 }, Size { 3840, 2160 } })
        {
            e.view->setSize (size.w, size.h);
            const auto image = draw (*e.view, std::string (theme.night ? "tonight-night-" : "tonight-day-") + std::to_string (size.w));
            if (theme.night) CHECK (light (image, image.getBounds()) < 0.06);
            // Everything that is pressed lies within, and is high enough for a finger.
            for (auto* c : e.view->getChildren())
                if (auto* b = dynamic_cast<juce::Button*> (c))
                {
                    INFO (b->getButtonText() << " at " << size.w);
                    CHECK (e.view->getLocalBounds().contains (b->getBounds()));
                    CHECK (b->getHeight() >= 44);
                }
        }
    }
}

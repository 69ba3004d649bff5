// What is read before the first touch: drawn whole at every size, asked for once, and nothing arms without it.
#include "Catch.h"

#include <cstdlib>

#include "Files/Folder.h"
#include "Files/Notice.h"
#include "Host.h"
#include "Plugins/Lull/Editor.h"
#include "Screen.h"
#include "Ui/NoticeView.h"
#include "Ui/Shelf.h"

namespace juce // one turn of the message loop, for hosts that have their own
{
bool dispatchNextMessageOnSystemQueue (bool returnIfNoPendingMessages);
}

using namespace lull;
using namespace lull::test;

namespace
{
juce::String notice()
{
    const auto t = files::noticeText();
    return juce::String::fromUTF8 (t.data(), static_cast<int> (t.size()));
}

ui::NoticeView* noticeIn (juce::Component& c)
{
    for (auto* child : c.getChildren())
        if (auto* n = dynamic_cast<ui::NoticeView*> (child)) return n;
    return nullptr;
}
} // namespace

TEST_CASE ("the notice is drawn whole at every size, by night and by day")
{
    startJuce();
    for (const auto& theme : ui::shippedThemes())
    {
        ui::Look look (theme);
        for (const auto& [w, h] : { std::pair { 1366, 768 }, { 800, 480 }, { 480, 800 }, { 720, 460 } })
        {
            juce::Component page;
            page.setSize (w, h);
            int closed = 0;
            ui::NoticeView view (look, page, notice(), [&] (bool read) { closed += read ? 1 : 10; });
            INFO (w << " x " << h);
            CHECK (view.getBounds() == page.getLocalBounds());
            CHECK (view.whole());
            CHECK (view.textSize() >= 11.0f);
            draw (view, std::string (theme.night ? "notice-night-" : "notice-day-") + std::to_string (w) + "x" + std::to_string (h));
            press (view, "read");
            CHECK (closed == 1);
            press (view, "not now");
            CHECK (closed == 11);
            CHECK_FALSE (view.keyPressed (juce::KeyPress (juce::KeyPress::escapeKey)));
            CHECK (closed == 21);
        }
    }
}

TEST_CASE ("in the plugin nothing arms until the notice was read, and it is asked for once")
{
    startJuce();
    const std::string before = std::getenv ("XDG_CONFIG_HOME");
    const Folder home;
    ::setenv ("XDG_CONFIG_HOME", home.path.c_str(), 1);
    {
        plugin::Processor processor;
        plugin::Choices c;
        c.session = ui::shelvedSessions().front().id;
        c.script = std::string (ui::shelvedSessions().front().text);
        c.chair = "four-zone";
        for (const auto& ch : ui::shelvedChairs())
            if (ch.id == c.chair) c.chairText = std::string (ch.text);
        REQUIRE (processor.choose (c).isEmpty());
        Head head;
        ready (processor, head);
        std::unique_ptr<juce::AudioProcessorEditor> editor (processor.createEditor());
        const auto armed = [&] {
            (void)run (processor, head, 4'800);
            return processor.instrument.shown().told.interlock != safety::Interlock::State::unarmed;
        };
        const auto settle = [] {
            while (juce::dispatchNextMessageOnSystemQueue (true)) {}
        };
        press (*editor, "arm");
        CHECK_FALSE (armed());
        auto* shown = noticeIn (*editor);
        REQUIRE (shown != nullptr);
        press (*shown, "not now");
        settle();
        CHECK (noticeIn (*editor) == nullptr);
        CHECK_FALSE (files::noticeAcknowledged());
        CHECK_FALSE (armed());
        press (*editor, "arm");
        REQUIRE (noticeIn (*editor) != nullptr);
        press (*noticeIn (*editor), "read");
        settle();
        CHECK (noticeIn (*editor) == nullptr);
        CHECK (files::noticeAcknowledged());
        CHECK (armed());
    }
    ::setenv ("XDG_CONFIG_HOME", before.c_str(), 1);
}

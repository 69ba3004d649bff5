// Lull Touch's editor, drawn at its sizes: everything has its place, and nothing lies over anything else.
#include "Catch.h"

#include "Faces/Host.h"
#include "Faces/Screen.h"
#include "Plugins/Touch/Editor.h"

using namespace lull;

TEST_CASE ("from half to twice its size every control has a place of its own and is large enough to be hit")
{
    test::startJuce();
    follow::Processor processor;
    test::Head head;
    test::ready (processor, head);
    std::unique_ptr<juce::AudioProcessorEditor> editor (processor.createEditor());
    for (const auto& [w, h, name] :
         { std::tuple { 640, 400, "touch-small" }, std::tuple { 840, 520, "touch-editor" }, std::tuple { 1680, 1040, "touch-large" } })
    {
        INFO (name);
        editor->setSize (w, h);
        const auto image = test::draw (*editor, name);
        CHECK (image.getWidth() == w);
        std::vector<juce::Component*> shown;
        for (auto* c : editor->getChildren())
            if (c->isVisible() && dynamic_cast<juce::ResizableCornerComponent*> (c) == nullptr) shown.push_back (c);
        REQUIRE (shown.size() == 7);
        for (auto* a : shown)
        {
            INFO (a->getTitle() << " " << a->getName() << " " << a->getBounds().toString());
            CHECK (editor->getLocalBounds().contains (a->getBounds()));
            CHECK ((! a->getWantsKeyboardFocus() || (a->getHeight() >= 44 && (a->getTitle().isNotEmpty() || a->getName().isNotEmpty()))));
            for (auto* b : shown)
                if (a != b) CHECK (a->getBounds().getIntersection (b->getBounds()).isEmpty());
        }
        CHECK (test::light (image, image.getBounds()) < 0.05); // near black, at night
    }
}

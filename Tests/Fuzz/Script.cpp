// libFuzzer: any text -> score, fitted to a length, and every value of it edited by one splice. No rendering: this digs into the reader.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "Session/Document.h"
#include "Session/Score.h"

using namespace lull;

namespace
{
void must (bool held)
{
    if (! held) std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    const std::string_view text (reinterpret_cast<const char*> (data), size);
    const auto score = session::readScore ("fuzz.lull.yaml", text);
    for (const auto& d : score ? score->warnings : score.error())
    {
        must (d.line >= 1 && d.column >= 1 && d.length >= 1 && ! d.message.empty());
        must (! text::toText (d, text).empty());
    }
    if (! score)
    {
        must (text::refused (score.error()));
        return 0;
    }
    must (score->length() > 0.0 && score->length() <= 5400.0);
    if (const auto fit = session::fitted (*score, 600.0)) must (fit->length() > 599.999 && fit->length() < 600.001);

    // What was read can be written: the first title that is accepted changes nothing else, and undo brings the text back.
    auto document = session::Document::open ("fuzz.lull.yaml", std::string (text));
    must (document.has_value());
    const auto span = score->phases.front().nameSpan;
    if (document->replace (span, "Another: \"name\""))
    {
        must (document->score().phases.front().name == "Another: \"name\"");
        must (document->text().substr (0, span.begin) == text.substr (0, span.begin));
        must (document->undo());
        must (document->text() == text);
    }
    return 0;
}

#include "Session/Recordings.h"

#include "Text/Utf8.h"

namespace lull::session
{
text::Diagnostics findRecordings (Score& score, const FindRecording& find)
{
    text::Diagnostics found;
    text::Reading reading { score.file, score.text, found };
    for (auto& layer : score.sounds)
    {
        if (layer.kind == nullptr || ! layer.values.has ("file")) continue;
        const auto span = layer.values.find ("file")->span;
        if (find == nullptr)
        {
            reading.error (span, "no-folder", text::quoted (layer.values.word ("file")) + " cannot be looked for: this script does not come from a folder",
                           "save it beside the recording and play it from there");
            continue;
        }
        auto recording = find (layer.values);
        if (! recording)
        {
            auto& e = recording.error();
            reading.error (span, std::move (e.code), std::move (e.message), std::move (e.fix));
            continue;
        }
        if (! recording->remark.empty()) reading.warn (span, "recording", std::move (recording->remark));
        layer.recording = std::move (recording->sound);
    }
    return found;
}
} // namespace lull::session

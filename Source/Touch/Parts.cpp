#include "Touch/Parts.h"

namespace lull::touch
{
const std::vector<Part>& parts()
{
    constexpr auto unknown = std::nullopt;
    static const std::vector<Part> list {
        { "aura-ast-2b-4", "Aura AST-2B-4 Pro bass shaker", 20.0, 80.0, 4.0, 50.0, "" },
        { "buttkicker-lfe", "ButtKicker LFE", 5.0, 200.0, 4.0, 400.0, "It asks for an amplifier of 400 to 1,500 W, and cuts itself out at 70 to 75 degrees." },
        { "buttkicker-mini-lfe", "ButtKicker Mini LFE", unknown, unknown, unknown, unknown, "" },
        { "clark-aw339", "Clark Synthesis AW339", 10.0, 17'000.0, 4.0, 135.0, "It plays the whole range of hearing; touch uses what lies below 250 Hz." },
        { "dayton-bst-1", "Dayton Audio BST-1 bass shaker", unknown, unknown, 4.0, 50.0, "" },
        { "dayton-daex25fhe-4", "Dayton Audio DAEX25FHE-4 exciter", unknown, unknown, 4.0, 20.0, "Its 20 W are a greatest, not a continuous power." },
        { "dayton-daex32ep-4", "Dayton Audio DAEX32EP-4 exciter", unknown, unknown, 4.0, 40.0, "" },
        { "dayton-tt25-16", "Dayton Audio TT25-16 puck", 20.0, 80.0, 16.0, 15.0, "" },
        { "dayton-tt25-8", "Dayton Audio TT25-8 puck", 20.0, 80.0, 8.0, 15.0, "" },
        { "subpac", "SUBPAC", 5.0, 130.0, unknown, unknown, "It has its own amplifier: nothing is known between its input and its coils." },
        { "woojer", "Woojer", unknown, unknown, unknown, unknown, "It has its own amplifier: nothing is known between its input and its coils." },
    };
    return list;
}

const Part* findPart (std::string_view id) noexcept
{
    for (const auto& p : parts())
        if (p.id == id) return &p;
    return nullptr;
}
} // namespace lull::touch

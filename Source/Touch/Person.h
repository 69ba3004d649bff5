// What Lull knows of a person: how strong is comfortable on a chair (a fit), where it is tight and what is to be left alone (spots). Read from small files like
// chairs, with the same diagnostics. Immutable; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "Text/Diagnostic.h"
#include "Text/Fields.h"
#include "Touch/Chair.h"

namespace lull::touch
{
// Of one actuator, by feel: peak amplitudes that reached its output, dBFS, at a frequency.
struct Comfort
{
    std::string actuator;
    double hertz = 40.0;
    std::optional<double> felt, comfortable; // just felt; comfortable at most
};

struct Fit
{
    std::string chair; // its name
    std::vector<Comfort> actuators;

    [[nodiscard]] const Comfort* find (std::string_view actuator) const noexcept;
    [[nodiscard]] Comfort& of (std::string_view actuator); // made when there is none
};

// cm on the back of 60 cm (session-script.md, "Place").
struct Spots
{
    static constexpr std::size_t most = 16; // of each
    static constexpr double merged = 4.0;   // cm: nearer, two marks are one spot
    std::vector<text::Point> tight, avoid;

    // Adds a spot, or moves the one that is nearly there; it cannot be both. False: there are as many as there may be.
    bool mark (bool isTight, const text::Point&);
    // Takes away what is nearly there; false: nothing is.
    bool forget (const text::Point&);
};

[[nodiscard]] Result<Fit, text::Diagnostics> readFit (std::string_view file, std::string_view text);
[[nodiscard]] Result<Spots, text::Diagnostics> readSpots (std::string_view file, std::string_view text);
[[nodiscard]] std::string toText (const Fit&);
[[nodiscard]] std::string toText (const Spots&);

// The chair as it is for a person: strength 100 % is what was comfortable, but never nearer than 3 dB to a ceiling; spots are known to the field.
[[nodiscard]] Chair forPerson (Chair, const Fit*, const Spots*);

// A zone whose middle is nearer to a spot to avoid than this share of its reach takes no part in anything.
inline constexpr double avoidsWithin = 0.75;
} // namespace lull::touch

// A text that holds a part, in Catch2 2 and 3.
#pragma once

#include <string>

#include "Catch.h"

#if __has_include(<catch2/catch_all.hpp>)
inline auto contains (const std::string& part) { return Catch::Matchers::ContainsSubstring (part); }
#else
inline auto contains (const std::string& part) { return Catch::Matchers::Contains (part); }
#endif

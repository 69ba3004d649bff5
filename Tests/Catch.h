// Catch2, whichever version is here: 3 where found, else Debian 12's 2.13.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
 #include <catch2/catch_all.hpp>
using Catch::Approx;
#else
 #include <catch2/catch.hpp>
#endif

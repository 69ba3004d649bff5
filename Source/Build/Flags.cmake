# Every target of ours links lull_flags; third-party code does not.
add_library (lull_flags INTERFACE)

# The floating-point contract: no contraction, no reassociation; SSE2, AVX2, gcc and clang give the same bytes.
target_compile_options (lull_flags INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math)
target_compile_options (lull_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi> # vectors stay inside inlined kernels
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> # gcc 12 fears for every moved std::optional; clang watches the rest
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # gcc 12 sees overlaps in std::string that are not there (its bug 105651)
if (LULL_WERROR)
    target_compile_options (lull_flags INTERFACE -Werror)
endif()
# Hardening; fortify needs optimisation.
target_compile_options (lull_flags INTERFACE -fstack-protector-strong)
if (NOT LULL_SANITIZE)
    target_compile_options (lull_flags INTERFACE $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endif()
target_link_options (lull_flags INTERFACE -Wl,-z,relro,-z,now)
# Two compilers must agree about warnings that only one has.
target_compile_options (lull_flags INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)
set (CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")

if (LULL_SANITIZE)
    set (lull_sanitize_options -fsanitize=${LULL_SANITIZE} -fno-omit-frame-pointer -g)
    if (LULL_SANITIZE MATCHES "undefined")
        list (APPEND lull_sanitize_options -fno-sanitize-recover=undefined)
    endif()
    add_compile_options (${lull_sanitize_options})
    add_link_options (${lull_sanitize_options})
    set (LULL_COUNTING OFF)
endif()
if (LULL_FUZZ)
    add_compile_options (-fsanitize=fuzzer-no-link)
endif()

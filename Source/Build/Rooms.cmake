# lull_room (Name Below...): the folder Source/Name as the static library lull_Name; includes are written "Room/File.h".
function (lull_room name)
    file (GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/Source/${name}/*.cpp" "${PROJECT_SOURCE_DIR}/Source/${name}/*.h")
    if (NOT sources MATCHES "\\.cpp")
        file (WRITE "${PROJECT_BINARY_DIR}/empty.cpp" "")
        list (APPEND sources "${PROJECT_BINARY_DIR}/empty.cpp")
    endif()
    add_library (lull_${name} STATIC ${sources})
    target_include_directories (lull_${name} PUBLIC "${PROJECT_SOURCE_DIR}/Source")
    set_target_properties (lull_${name} PROPERTIES LINKER_LANGUAGE CXX)
    list (TRANSFORM ARGN PREPEND lull_)
    target_link_libraries (lull_${name} PUBLIC ${ARGN} PRIVATE lull_flags)
endfunction()

# lull_kinds (target Folder prefix Type namespace): every file of Source/Folder holds one kind, named after it. Writes the list that the
# room's registry returns, so that a new kind is one new file: Voices/Ocean.cpp defines `extern const VoiceKind voiceOcean`.
function (lull_kinds target folder prefix type namespace)
    file (GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/Source/${folder}/*.cpp")
    set (declarations "")
    set (entries "")
    foreach (f IN LISTS files)
        get_filename_component (n "${f}" NAME_WE)
        string (APPEND declarations "extern const ${type}Kind ${prefix}${n};\n")
        string (APPEND entries "&${prefix}${n}, ")
    endforeach()
    get_filename_component (room "${folder}" DIRECTORY)
    file (GENERATE OUTPUT "${PROJECT_BINARY_DIR}/kinds/${type}Kinds.cpp" CONTENT "// Written by the build from the files of Source/${folder}.
#include \"${room}/${type}.h\"
namespace ${namespace}
{
${declarations}const std::vector<const ${type}Kind*>& ${prefix}Kinds() { static const std::vector<const ${type}Kind*> all { ${entries} }; return all; }
const ${type}Kind* find${type}Kind (std::string_view name) { for (const auto* k : ${prefix}Kinds()) if (k->name == name) return k; return nullptr; }
} // namespace ${namespace}
")
    target_sources (${target} PRIVATE "${PROJECT_BINARY_DIR}/kinds/${type}Kinds.cpp")
endfunction()

# JUCE: Debian's juce-modules-source where it is, else a pinned download. No module is compiled twice for one face:
#   lull_juce_audio  audio devices and hashes alone, no display libraries (the command line); with libjack, for our own JACK type
#   lull_juce_all    everything the app and the plugins need
find_package (JUCE 7.0.5 CONFIG QUIET)
if (NOT JUCE_FOUND)
    # Without faces the modules are enough: juceaide, which wants display libraries at configure time, is not built.
    if (NOT LULL_FACES)
        set (JUCE_MODULES_ONLY ON CACHE INTERNAL "")
    endif()
    include (FetchContent)
    FetchContent_Declare (JUCE GIT_REPOSITORY https://github.com/juce-framework/JUCE.git GIT_TAG 7.0.5 GIT_SHALLOW ON)
    FetchContent_GetProperties (JUCE)
    if (NOT juce_POPULATED)
        FetchContent_Populate (JUCE)
        add_subdirectory ("${juce_SOURCE_DIR}" "${juce_BINARY_DIR}" EXCLUDE_FROM_ALL) # nor installed with us
    endif()
endif()

set (lull_juce_options
    JUCE_WEB_BROWSER=0 JUCE_USE_CURL=0 JUCE_USE_FLAC=0 JUCE_USE_OGGVORBIS=0 JUCE_USE_MP3AUDIOFORMAT=0
    JUCE_JACK=0 JUCE_ALSA=1 JUCE_DISPLAY_SPLASH_SCREEN=0 JUCE_REPORT_APP_USAGE=0
    JUCE_VST3_EMULATE_MIDI_CC_WITH_PARAMETERS=0 JUCE_VST3_CAN_REPLACE_VST2=0 JUCE_MODAL_LOOPS_PERMITTED=0
    JUCE_STRICT_REFCOUNTEDPOINTER=1)

function (lull_juce_library name)
    add_library (${name} STATIC)
    target_link_libraries (${name} PRIVATE ${ARGN})
    target_compile_definitions (${name} PUBLIC ${lull_juce_options} INTERFACE $<TARGET_PROPERTY:${name},COMPILE_DEFINITIONS>)
    target_include_directories (${name} SYSTEM INTERFACE $<TARGET_PROPERTY:${name},INCLUDE_DIRECTORIES>)
    # Third-party code keeps the floating-point contract too, but not our warnings.
    target_compile_options (${name} PRIVATE -ffp-contract=off -fno-math-errno -fno-trapping-math -w)
    set_target_properties (${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

if (LULL_DEVICES)
    pkg_check_modules (JACK REQUIRED IMPORTED_TARGET jack)
endif()
if (LULL_FACES)
    lull_juce_library (lull_juce_all juce::juce_audio_utils juce::juce_audio_processors juce::juce_audio_devices juce::juce_cryptography juce::juce_gui_basics)
    if (TARGET juce::pkgconfig_JUCE_IMG_LINUX_DEPS)
        target_link_libraries (lull_juce_all PRIVATE juce::pkgconfig_JUCE_IMG_LINUX_DEPS)
    endif()
    target_compile_definitions (lull_juce_all PUBLIC JUCE_PLUGINHOST_VST3=1 JUCE_PLUGINHOST_LV2=1)
    # Audio devices are a part of it: a face that has both has one JUCE.
    add_library (lull_juce_audio INTERFACE)
    target_link_libraries (lull_juce_audio INTERFACE lull_juce_all)
elseif (LULL_DEVICES)
    lull_juce_library (lull_juce_audio juce::juce_audio_devices juce::juce_cryptography)
endif()
if (LULL_DEVICES)
    target_link_libraries (lull_juce_audio INTERFACE PkgConfig::JACK)
endif()

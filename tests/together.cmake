# SPDX-License-Identifier: BSL-1.0
# Compiles the test files of an executable together, `at_once` at a time, which takes a third of the time: headers are
# read and templates instantiated once for many files. All that the files include comes first, then each file in a
# namespace of its own, so that their helpers of the same name do not meet.
function(equipoise_compile_together executable at_once)
    get_target_property(files ${executable} SOURCES)
    list(FILTER files INCLUDE REGEX "_test\\.cpp$")
    set(includes)
    foreach(file IN LISTS files)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
        cmake_path(GET file PARENT_PATH folder)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
        # What has to stand outside of every namespace, is named there, or includes under conditions is compiled alone.
        file(READ "${file}" text)
        string(REGEX MATCH "\n# *if.*\n# *include" conditional "${text}")
        file(STRINGS "${file}" outside
            REGEX "^(template <>|namespace (boost|equipoise|std)|BOOST_TEST_DONT_PRINT_LOG_VALUE|.*operator (new|delete)\\()|(^|[^A-Za-z0-9_>:])::[a-zA-Z_]")
        if(conditional OR outside)
            set_source_files_properties("${file}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
            continue()
        endif()
        file(STRINGS "${file}" lines REGEX "^#include ")
        foreach(line IN LISTS lines)
            if(line MATCHES "\"(.*)\"")
                cmake_path(ABSOLUTE_PATH CMAKE_MATCH_1 BASE_DIRECTORY "${folder}" NORMALIZE OUTPUT_VARIABLE header)
                set(line "#include \"${header}\"")
            endif()
            list(APPEND includes "${line}")
        endforeach()
    endforeach()
    list(SORT includes)
    list(REMOVE_DUPLICATES includes)
    list(JOIN includes "\n" includes)
    set(header "${CMAKE_CURRENT_BINARY_DIR}/${executable}_includes.hpp")
    file(CONFIGURE OUTPUT "${header}" CONTENT "#pragma once\n${includes}\n" @ONLY)
    set_target_properties(${executable} PROPERTIES
        UNITY_BUILD ON
        UNITY_BUILD_BATCH_SIZE ${at_once}
        UNITY_BUILD_UNIQUE_ID EQUIPOISE_TEST_FILE
        UNITY_BUILD_CODE_BEFORE_INCLUDE "#include \"${header}\"\nnamespace EQUIPOISE_TEST_FILE {"
        UNITY_BUILD_CODE_AFTER_INCLUDE "}")
endfunction()

# SPDX-License-Identifier: BSL-1.0
# Compiles each header by itself, which shows that it includes what it needs. What many headers include is precompiled
# for those that include it anyway, by themselves or through others. All of a header's includes come before its code, so
# they see nothing that they would not see without, in half the time. Of several, the last in this list is taken.
set(precompiled_headers
    range/v3/range/concepts.hpp
    equipoise/core/index.hpp
    equipoise/model/portfolio.hpp
    equipoise/exposure/shares.hpp
    equipoise/io/row.hpp
    equipoise/io/formats/detail/format.hpp)

# The places in the list above of what a header includes, itself among them.
function(equipoise_places_of out header)
    get_property(known GLOBAL PROPERTY "equipoise_places_of_${header}" SET)
    if(NOT known)
        set(places)
        list(FIND precompiled_headers "${header}" place)
        if(NOT place EQUAL -1)
            list(APPEND places ${place})
        endif()
        if(header MATCHES "^equipoise/")
            file(STRINGS "${PROJECT_SOURCE_DIR}/include/${header}" lines REGEX "^#include <")
            foreach(line IN LISTS lines)
                if(line MATCHES "<(equipoise/[^>]+|range/v3/[^>]+)>")
                    equipoise_places_of(theirs "${CMAKE_MATCH_1}")
                    list(APPEND places ${theirs})
                endif()
            endforeach()
        endif()
        list(REMOVE_DUPLICATES places)
        list(SORT places COMPARE NATURAL)
        set_property(GLOBAL PROPERTY "equipoise_places_of_${header}" "${places}")
    endif()
    get_property(places GLOBAL PROPERTY "equipoise_places_of_${header}")
    set(${out} "${places}" PARENT_SCOPE)
endfunction()

# Adds a target for each precompiled header, and one without, that compiles the headers of a library. To precompile
# takes as long as five headers do, which is not worth it for a library of a few.
function(equipoise_compile_alone library)
    foreach(path IN LISTS ARGN)
        string(REGEX REPLACE "^include/" "" header "${path}")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${path}")
        equipoise_places_of(places "${header}")
        list(FIND precompiled_headers "${header}" own)
        list(REMOVE_ITEM places ${own})
        set(place none)
        if(NOT places STREQUAL "" AND ARGC GREATER 40)
            list(GET places -1 place)
        endif()
        set(source "${CMAKE_CURRENT_BINARY_DIR}/alone/${header}.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "#include <${header}>\n" @ONLY)
        list(APPEND sources_${place} "${source}")
        list(APPEND used_places ${place})
    endforeach()
    list(REMOVE_DUPLICATES used_places)
    foreach(place IN LISTS used_places)
        set(target ${library}_headers_alone_${place})
        add_library(${target} OBJECT ${sources_${place}})
        target_link_libraries(${target} PRIVATE equipoise::${library})
        # nothing in a header is compiled to code before it is used
        target_compile_options(${target} PRIVATE
            $<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU,Clang,AppleClang>>:-O0>)
        if(NOT place STREQUAL "none")
            list(GET precompiled_headers ${place} header)
            target_precompile_headers(${target} PRIVATE <${header}>)
        endif()
        add_dependencies(headers_alone ${target})
    endforeach()
endfunction()

add_custom_target(headers_alone)
equipoise_compile_alone(equipoise ${headers})
foreach(part IN LISTS parts)
    set(has_libraries ON)
    foreach(library IN LISTS libraries_of_${part})
        if(NOT TARGET ${library})
            set(has_libraries OFF)
        endif()
    endforeach()
    if(has_libraries)
        equipoise_compile_alone(${part} ${${part}_headers})
    endif()
endforeach()

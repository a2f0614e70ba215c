# Every target of ours links this one, and nothing is set globally: third-party code keeps its own flags.
add_library(contactsheet_options INTERFACE)
target_compile_features(contactsheet_options INTERFACE cxx_std_20)
target_compile_definitions(contactsheet_options INTERFACE
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_CAST_TO_ASCII
    QT_NO_CONTEXTLESS_CONNECT # Takes effect from Qt 6.7 on.
    QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_URL_CAST_FROM_STRING
    QT_STRICT_ITERATORS
    QT_USE_QSTRINGBUILDER
)
if(MSVC)
    target_compile_options(contactsheet_options INTERFACE
        /W4 /utf-8 $<$<BOOL:${CONTACTSHEET_WARNINGS_AS_ERRORS}>:/WX>)
else()
    target_compile_options(contactsheet_options INTERFACE
        -Wall -Wextra -Wpedantic
        -Wcast-align -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wshadow
        $<$<BOOL:${CONTACTSHEET_WARNINGS_AS_ERRORS}>:-Werror>
        # What ccache needs to see through a precompiled header.
        $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
if(CONTACTSHEET_SANITIZERS)
    target_compile_options(contactsheet_options INTERFACE
        -fsanitize=${CONTACTSHEET_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(contactsheet_options INTERFACE -fsanitize=${CONTACTSHEET_SANITIZERS})
endif()

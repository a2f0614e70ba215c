# What a compiler can do against bytes from strangers: answers, lists and pictures are read by this program.
# tests/check_hardening.py looks at what came of it.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT MSVC)
    foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
        string(MAKE_C_IDENTIFIER "CONTACTSHEET_HAS${flag}" variable)
        check_cxx_compiler_flag(${flag} ${variable})
        if(${variable})
            target_compile_options(contactsheet_options INTERFACE ${flag})
        endif()
    endforeach()
    target_compile_definitions(contactsheet_options INTERFACE _GLIBCXX_ASSERTIONS)
    if(NOT CONTACTSHEET_SANITIZERS) # They check more, and the two do not go together.
        # Needs optimisation, and the compilers of some systems define it themselves.
        target_compile_options(contactsheet_options INTERFACE
            $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>)
    endif()
endif()
if(LINUX)
    target_link_options(contactsheet_options INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()

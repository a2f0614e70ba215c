# Linked into each of some hundred and fifty tests, the engine and the window fill 25 GB with their debug
# information; shared they need a tenth, and a change is linked once. What is shipped is one file.
set(CONTACTSHEET_LIBRARY_KIND STATIC)
# Windows gives out only what is marked in the source.
if(CONTACTSHEET_SHARED_LIBRARIES AND NOT WIN32)
    set(CONTACTSHEET_LIBRARY_KIND SHARED)
endif()

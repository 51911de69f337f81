# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# CTest entries over the files here. A tool that is not installed skips its check.
function(cobench_packaging_check name)
  add_test(NAME packaging_${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/check-files ${name} ${CMAKE_CURRENT_SOURCE_DIR})
  set_tests_properties(packaging_${name} PROPERTIES LABELS fast SKIP_RETURN_CODE 77 TIMEOUT 60)
endfunction()

cobench_packaging_check(desktop_entry)
cobench_packaging_check(appstream_metadata)
cobench_packaging_check(mime_type)
cobench_packaging_check(man_pages)
cobench_packaging_check(scripts)
cobench_packaging_check(versions)

# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Programs in bin, what only they start in libexec/cobench, and what makes a desktop know them.
set(COBENCH_PROGRAMS)
foreach(program IN ITEMS cobench cobench-cli cobench-engine)
  if(TARGET ${program})
    list(APPEND COBENCH_PROGRAMS ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES man/${program}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endif()
endforeach()

set(COBENCH_HELPERS)
foreach(helper IN ITEMS cobench-trainer)
  if(TARGET ${helper})
    list(APPEND COBENCH_HELPERS ${helper})
    install(TARGETS ${helper} RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/cobench)
  endif()
endforeach()

# What packaging/run needs: everything that is installed, and nothing that only tests.
add_custom_target(cobench_programs DEPENDS ${COBENCH_PROGRAMS} ${COBENCH_HELPERS})

install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET cobench)
  set(id org.cobench.CoBench)
  install(FILES linux/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES linux/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES linux/${id}.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME ${id}.xml)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/cobench.svg
          DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${id}.svg)
  install(FILES linux/application-x-cobench.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/mimetypes)
endif()

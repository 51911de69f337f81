# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What makes a desktop know the programs, and their manual pages. The programs install themselves (app/).
foreach(program IN ITEMS cobench cobench-cli cobench-engine)
  if(TARGET ${program})
    install(FILES man/${program}.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endif()
endforeach()

# What packaging/run needs: everything that is installed, and nothing that only tests.
add_custom_target(cobench_programs)
foreach(program IN ITEMS cobench cobench-cli cobench-engine cobench-trainer cobench-detection cobench-detector cobench-torch-detector)
  if(TARGET ${program})
    add_dependencies(cobench_programs ${program})
  endif()
endforeach()

# What the compiler must see besides the sources: for tools that read sources without building them.
add_custom_target(cobench_generated)
if(TARGET cobench_engine_proto)
  add_dependencies(cobench_generated cobench_engine_proto)
endif()

install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cobench)
if(TARGET cobench)
  set(id org.cobench.CoBench)
  install(FILES linux/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES linux/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES linux/${id}.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME ${id}.xml)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/cobench.svg
          DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${id}.svg)
  install(FILES linux/application-x-cobench.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/mimetypes)
endif()

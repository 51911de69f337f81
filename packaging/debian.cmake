# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# cpack -G DEB in the build folder makes cobench_VERSION_ARCH.deb.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cobench)
set(CPACK_PACKAGE_VENDOR "The CoBench authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for ensembles and training of deep networks")
set(CPACK_PACKAGE_DESCRIPTION
    "CoBench reads the predictions of trained models, measures how their failures
differ, and shows which teams of models are worth combining. It trains small
networks in a separate engine process, and does the same work from the
command line, without a display.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The CoBench authors <cobench@cobench.invalid>")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "dataset-fashion-mnist, libopenblas0-pthread, opencv-data, qt6-wayland")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# Debian's policy wants these two beside every package.
install(FILES debian/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cobench)
find_program(GZIP_PROGRAM gzip)
if(GZIP_PROGRAM)
  set(changelog ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz)
  add_custom_command(
    OUTPUT ${changelog}
    COMMAND ${GZIP_PROGRAM} -9nc ${CMAKE_CURRENT_SOURCE_DIR}/debian/changelog > ${changelog}
    DEPENDS debian/changelog
    VERBATIM)
  add_custom_target(cobench_changelog ALL DEPENDS ${changelog})
  add_dependencies(cobench_programs cobench_changelog)
  install(FILES ${changelog} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cobench)
endif()

# A package holds no test, so making it builds none: check-package builds cobench_programs first.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON CACHE INTERNAL "")
include(CPack)

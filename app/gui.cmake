# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The desktop program.
add_executable(
  cobench
  gui_main.cpp
  gui_services.cpp
  gui_services.h
  headless.cpp
  headless.h
  headless_tools.cpp
  headless_tools.h
  report_command.cpp
  report_command.h
  start_clock.cpp
  start_clock.h
  table_command.cpp
  table_command.h)
target_compile_definitions(cobench PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII COBENCH_VERSION="${PROJECT_VERSION}")
target_link_libraries(cobench PRIVATE cobench_options cobench_ui cobench_ui_reports cobench::app_cli)
install(TARGETS cobench RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The background engine, and the program it runs for each training run. Only the latter knows LibTorch.
if(COBENCH_RPC)
  add_executable(cobench-engine engine_main.cpp)
  target_compile_definitions(cobench-engine PRIVATE COBENCH_VERSION="${PROJECT_VERSION}")
  target_link_libraries(cobench-engine PRIVATE cobench_options cobench::core_engine_rpc)
  install(TARGETS cobench-engine RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(COBENCH_RPC)
  add_executable(cobench-detection detection_main.cpp)
  target_link_libraries(cobench-detection PRIVATE cobench_options cobench::core_engine_detection)
  install(TARGETS cobench-detection RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/cobench)
  add_dependencies(cobench-engine cobench-detection)
endif()
if(COBENCH_TORCH)
  add_executable(cobench-trainer trainer_main.cpp)
  target_link_libraries(cobench-trainer PRIVATE cobench_options cobench::core_engine_worker cobench::core_train_torch
                                                cobench::core_io cobench::core_data_decode)
  install(TARGETS cobench-trainer RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/cobench)
endif()
if(COBENCH_OPENCV)
  add_executable(cobench-detector detector_main.cpp)
  target_link_libraries(cobench-detector PRIVATE cobench_options cobench::core_engine_detector
                                                 cobench::core_detect_opencv cobench::core_data_decode)
  install(TARGETS cobench-detector RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/cobench)
  add_dependencies(cobench-cli cobench-detector)
endif()
if(COBENCH_OPENCV AND COBENCH_TORCH)
  add_executable(cobench-torch-detector torch_detector_main.cpp)
  target_link_libraries(
    cobench-torch-detector PRIVATE cobench_options cobench::core_engine_detector cobench::core_detect_opencv
                                   cobench::core_train_torch cobench::core_data_decode)
  install(TARGETS cobench-torch-detector RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/cobench)
  add_dependencies(cobench-cli cobench-torch-detector)
endif()
if(COBENCH_RPC AND COBENCH_TORCH)
  add_dependencies(cobench-engine cobench-trainer)
endif()

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::detect {

enum class NetworkFormat { Onnx, Darknet, Caffe, TorchScript };
inline constexpr std::string_view kNetworkFormats[] = {"onnx", "darknet", "caffe", "torchscript"};

/// What a network's outputs mean. core/detect/README.md has the formulas.
enum class OutputLayout {
    Region, // Darknet's: rows of centre, size, objectness, class scores, as shares of the input
    FastestDet, // one map: objectness, box, class scores
    YoloFastestV2, // rows of three anchors' boxes, three objectnesses, class scores
    NanoDet, // for each stride: class scores, and the distributions of four distances
    Corners, // corners as shares of the input; scores, the background first
    Priors, // offsets from boxes that were laid out before; scores, the background first
    YuNet, // for each stride: class, objectness, box
    Ssd, // rows of picture, class (the background is 0), score, corners as shares of the input
    Yolov5, // rows of centre, size, objectness, class scores, in pixels of the input
    Yolov8, // one map: centre, size, class scores, in pixels of the input
};
inline constexpr std::string_view kOutputLayouts[] = {
    "region", "fastestdet", "yolo-fastest-v2", "nanodet", "corners", "priors", "yunet", "ssd", "yolov5", "yolov8"};

/// How a picture is brought to the size of the input.
enum class ResizeFilter { Linear, Area };
inline constexpr std::string_view kResizeFilters[] = {"linear", "area"};

/// How a network wants to be fed and understood, and which files hold it.
struct ModelCard {
    std::string name;
    NetworkFormat format = NetworkFormat::Onnx;
    std::string weights; // file, relative to the folder that holds it
    std::string config; // Darknet's .cfg, Caffe's .prototxt; empty for others
    std::uint32_t width = 0; // of the input, pixels
    std::uint32_t height = 0;
    std::array<double, 3> mean{}; // subtracted, in the order of channels that the network wants
    std::array<double, 3> scale{1.0, 1.0, 1.0}; // multiplied afterwards
    bool isRgb = true; // else BGR
    bool isLetterboxed = false; // else stretched
    std::uint8_t border = 0; // grey of the letter-box
    ResizeFilter filter = ResizeFilter::Linear;
    OutputLayout layout = OutputLayout::Region;
    std::vector<std::string> classes;
    std::vector<std::uint32_t> strides; // pixels of the input per cell
    std::vector<std::vector<double>> anchors; // [strides]: widths and heights in turn, or sides of squares
    double leastScore = 0.01; // boxes below are not told
    double overlap = 0.45; // IoU with a better box of the class, above which a box goes
    std::string licence;
    std::string source;
};

/// The 80 classes of COCO's detection task, in the order in which networks number them.
const std::vector<std::string>& cocoClasses();

} // namespace cobench::detect

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/models.h"

namespace cobench::train {

std::vector<ModelInfo> classicModels(); // softmax mlp lenet5 cnn3 alexnet squeezenet
std::vector<ModelInfo> gtdlModels(); // the reference networks of the frameworks that GTDLBench compares
std::vector<ModelInfo> vggModels();
std::vector<ModelInfo> residualModels(); // ResNet, WRN, ResNeXt
std::vector<ModelInfo> denseModels();

/// From this size on, images are treated as ImageNet's: large first strides. Below, as CIFAR's.
inline constexpr std::uint64_t kLargeImage = 96;
inline bool isLarge(const Shape& input)
{
    return input.height >= kLargeImage && input.width >= kLargeImage;
}

void append(Layers& layers, Layers more);

/// Convolution without bias, with batch normalisation after it.
Layer plainConv(std::uint64_t outputs, std::uint64_t kernel, std::uint64_t stride = 1, std::uint64_t groups = 1);
Layers convNorm(std::uint64_t outputs, std::uint64_t kernel, std::uint64_t stride = 1, std::uint64_t groups = 1);

/// Networks for CIFAR's 32 x 32 take MNIST's 28 x 28 with two pixels of zeros around.
Layers cifarInput(const Shape& input);

/// Mean over each plane, then one linear layer.
Layers meanAndLinear(std::uint64_t classes);

} // namespace cobench::train

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/network.h"

#include <torch/torch.h>

#include <string>
#include <utility>
#include <vector>

namespace cobench::train {

/// A layer with its tensors; undefined ones where the layer has none.
struct BuiltLayer {
    Layer layer;
    torch::Tensor weight, bias; // trained
    torch::Tensor mean, variance; // BatchNorm's running figures
    std::vector<std::vector<BuiltLayer>> branches;
};

/// A Network on LibTorch. Exceptions are LibTorch's.
class TorchNetwork
{
public:
    using Named = std::vector<std::pair<std::string, torch::Tensor>>;

    /// Weights follow from seed and network alone, whatever the device.
    TorchNetwork(const Network& network, std::uint64_t seed, torch::Device device);

    /// Logits [N][classes]. While training, BatchNorm takes the batch's figures and Dropout drops.
    torch::Tensor forward(const torch::Tensor& input, bool isTraining) const;
    bool hasDropout() const { return m_hasDropout; }
    /// In the order of the layers: "3.weight", "7.0.2.bias" (layer, branch, layer).
    const Named& parameters() const { return m_parameters; }
    const Named& runningFigures() const { return m_runningFigures; }

private:
    void collect(const std::vector<BuiltLayer>& layers, const std::string& prefix);

    std::vector<BuiltLayer> m_layers;
    Named m_parameters;
    Named m_runningFigures;
    bool m_hasDropout = false;
};

} // namespace cobench::train

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/known_schedules.h"

namespace cobench::lr {

namespace {

constexpr KnownSchedule kSchedules[] = {
    {"MNIST fixed, Caffe", "lrPolicy_FIX+k0_0.01", Unit::Iteration, 10000, "LRBench's example for LeNet on MNIST"},
    {"MNIST decaying, Caffe",
        "lrPolicy_EXP+k0_0.01+gamma_0.99994",
        Unit::Iteration,
        10000,
        "LRBench's example for LeNet on MNIST"},
    {"MNIST in three steps, Caffe",
        "lrPolicy_NSTEP+k0_0.001+gamma_0.1+l_8571+9286+10000",
        Unit::Iteration,
        10000,
        "LRBench's example for LeNet on MNIST"},
    {"MNIST sine, then still, Keras",
        "lrPolicy_SIN+k0_1+k1_6+l_5-lrPolicy_FIX+k0_0.5-AT-11",
        Unit::Epoch,
        12,
        "LRBench's example with Adadelta on MNIST"},
    {"MNIST sine, then down, PyTorch",
        "lrPolicy_SINEXP+k0_1+k1_3+gamma_0.94+l_5-lrPolicy_POLY+k0_0.1+k1_0.5+p_1.2+l_5-AT-11",
        Unit::Epoch,
        14,
        "LRBench's example with Adadelta on MNIST"},
    {"CIFAR-10 sine, then still, Keras",
        "lrPolicy_SIN+k0_1+k1_6+l_5-lrPolicy_FIX+k0_0.0001-AT-10",
        Unit::Epoch,
        12,
        "LRBench's example with Adadelta on CIFAR-10"},
    {"CIFAR-10 triangular",
        "lrPolicy_TRI+k0_0.001+k1_0.006+l_2000",
        Unit::Iteration,
        70000,
        "L. N. Smith, Cyclical Learning Rates for Training Neural Networks (WACV 2017)"},
    {"ImageNet in steps",
        "lrPolicy_STEP+k0_0.1+gamma_0.1+l_30",
        Unit::Epoch,
        90,
        "ResNet of the PyTorch examples; LRBench's reference for its range test on ImageNet"},
    {"CIFAR-10 residual network",
        "lrPolicy_NSTEP+k0_0.1+gamma_0.1+l_32000+48000",
        Unit::Iteration,
        64000,
        "K. He et al., Deep Residual Learning for Image Recognition (CVPR 2016)"},
    {"Landscape, fixed", "lrPolicy_FIX+k0_0.025", Unit::Iteration, 50, "LRBench's animation on a 2-D surface"},
    {"Landscape, in steps",
        "lrPolicy_NSTEP+k0_0.05+gamma_0.1+l_35+45+50",
        Unit::Iteration,
        50,
        "LRBench's animation on a 2-D surface"},
    {"Landscape, cyclic and decaying",
        "lrPolicy_TRIEXP+k0_0.05+k1_0.3+gamma_0.94+l_50",
        Unit::Iteration,
        50,
        "LRBench's animation on a 2-D surface"},
};

} // namespace

std::span<const KnownSchedule> knownSchedules()
{
    return kSchedules;
}

} // namespace cobench::lr

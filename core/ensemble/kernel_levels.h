// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/kernels.h"

namespace cobench::ensemble {

extern const Kernels kBaselineKernels;
extern const Kernels kAvx2Kernels; // x86-64 only
extern const Kernels kAvx512Kernels; // x86-64 only

} // namespace cobench::ensemble

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/kernels.h"

#include "core/ensemble/kernel_levels.h"

namespace cobench::ensemble {

#ifdef __x86_64__

SimdLevel bestSimd()
{
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
        return SimdLevel::Avx512;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") ? SimdLevel::Avx2
                                                                              : SimdLevel::Baseline;
}

const Kernels& kernelsFor(SimdLevel level)
{
    switch (level) {
    case SimdLevel::Avx512:
        return kAvx512Kernels;
    case SimdLevel::Avx2:
        return kAvx2Kernels;
    case SimdLevel::Baseline:
        break;
    }
    return kBaselineKernels;
}

#else

SimdLevel bestSimd()
{
    return SimdLevel::Baseline;
}

const Kernels& kernelsFor(SimdLevel)
{
    return kBaselineKernels;
}

#endif

} // namespace cobench::ensemble

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/caught.h"

#include <new>

namespace cobench {

Error errorOf(const std::exception& exception)
{
    if (dynamic_cast<const std::bad_alloc*>(&exception))
        return {.code = ErrorCode::TooLarge,
            .detail = "there is not enough memory for this",
            .cure = "close other programs or use a smaller selection"};
    return {.code = ErrorCode::Internal,
        .detail = std::string("unexpected failure: ") + exception.what(),
        .cure = "this is a defect of CoBench"};
}

} // namespace cobench

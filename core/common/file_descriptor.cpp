// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/file_descriptor.h"

#include <unistd.h>

namespace cobench {

FileDescriptor::~FileDescriptor()
{
    if (isOpen())
        ::close(m_number);
}

} // namespace cobench

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <string>

namespace cobench::data {

/// The bytes of a JPEG file; quality from 1 to 100, as libjpeg counts it. Grey or RGB, sides below 2^16.
std::string encodeJpeg(const Image& picture, unsigned quality);

} // namespace cobench::data

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace cobench::detect {

/// A model card of resources/models, without the weights.
struct ShippedCard {
    std::string_view name; // of the file, without .json
    std::string_view text;
};

/// By name.
std::span<const ShippedCard> shippedCards();

} // namespace cobench::detect

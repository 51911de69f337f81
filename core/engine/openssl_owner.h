// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace cobench::engine {

template <auto Free>
struct FreedBy {
    template <typename T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

/// An object of OpenSSL with the function that frees it: OpenSslOwner<BIGNUM, BN_clear_free>.
template <typename T, auto Free>
using OpenSslOwner = std::unique_ptr<T, FreedBy<Free>>;

} // namespace cobench::engine

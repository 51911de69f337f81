// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <string>
#include <string_view>

namespace cobench::engine {

/// Who this installation is to others: a key and a certificate it signed itself. Others pin the certificate when
/// they are paired; no authority and no date counts.
struct Identity {
    std::string name; // of the machine
    std::string key; // PEM; EC P-256
    std::string certificate; // PEM
    std::string fingerprint; // as fingerprintOf() of the certificate
};

/// Makes it on first need: key.pem (mode 0600) and certificate.pem in the folder of pairings.
Result<Identity> openIdentity();

/// SHA-256 of the first certificate of a PEM text, as 64 hexadecimal digits. Corrupt when there is none.
Result<std::string> fingerprintOf(std::string_view pem);

} // namespace cobench::engine

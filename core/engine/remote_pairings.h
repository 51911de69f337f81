// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cobench::engine {

/// A machine that this user's CoBench is paired with, in one of two directions.
struct Pairing {
    std::string name; // as the machine calls itself: at most 64 printable characters
    std::string address; // "host:port" where it listens; empty for machines that may use this one
    std::string fingerprint; // SHA-256 of its certificate, 64 hexadecimal digits
    double pairedAt = 0.0; // seconds since 1970

    bool operator==(const Pairing&) const = default;
};

struct Pairings {
    std::vector<Pairing> machines; // to be used as devices; one of an address
    std::vector<Pairing> clients; // that may use this one

    const Pairing* machineAt(const std::string& address) const;
    bool isClient(const std::string& fingerprint) const;
};

/// $XDG_DATA_HOME/cobench/pairing, which holds key, certificate and pairings. Made when missing, mode 0700;
/// Forbidden when it is somebody else's or others may enter.
Result<std::filesystem::path> openPairingFolder();

/// None where nothing was ever paired. Corrupt names the file.
Result<Pairings> readPairings();
/// Reads, changes and writes as one step that no other process of the user comes between.
Result<void> changePairings(const std::function<void(Pairings&)>& change);

/// Forgets every pairing of that address, name or fingerprint, in both directions; how many there were.
Result<std::size_t> forgetPairing(const std::string& who);

/// What a machine said it is called, without what could mislead whoever reads it.
std::string cleanName(std::string_view told);

} // namespace cobench::engine

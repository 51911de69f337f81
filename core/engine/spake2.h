// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cobench::engine {

/// One side of SPAKE2-P256-SHA256-HKDF-HMAC (RFC 9382): two sides that know one short code prove it to each other,
/// together with what each believes about who they are. Nobody in between learns anything that lets him try codes
/// without the sides: each exchange tests one code.
class Spake2
{
public:
    enum class Side { A, B };
    struct Options {
        Side side = Side::A;
        std::string identityA; // what both must believe alike
        std::string identityB;
        std::string secret; // 32 bytes or more of the code, big-endian; secretOf() makes it
        std::optional<std::string> scalar = std::nullopt; // 32 bytes; random unless a test gives it
    };

    static Result<Spake2> start(const Options& options);
    Spake2(Spake2&&) noexcept;
    Spake2& operator=(Spake2&&) noexcept;
    ~Spake2();

    /// For the other side; 65 bytes.
    const std::string& share() const;
    /// Takes the other side's. Corrupt for what is no point of the curve.
    Result<void> finish(std::string_view share);
    /// After finish(): for the other side; 32 bytes.
    const std::string& proof() const;
    /// After finish(): whether the other side knows the code and believes the same. Takes the same time for all.
    bool isProof(std::string_view proof) const;

private:
    struct State;
    explicit Spake2(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Of a code as people type it (digits count, all else does not): scrypt, so that trying codes takes time.
std::string secretOf(std::string_view code);

} // namespace cobench::engine

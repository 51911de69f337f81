// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/spake2.h"

#include "core/engine/openssl_owner.h"

#include <algorithm>
#include <cassert>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>

namespace cobench::engine {

namespace {

constexpr std::size_t kShareBytes = 65;
constexpr std::size_t kScalarBytes = 32;
constexpr std::size_t kHalf = 16; // bytes of each key
// RFC 9382, section 4: points whose logarithm nobody knows.
constexpr const char* kM = "02886E2F97ACE46E55BA9DD7242579F2993B64E16EF3DCAB95AFD497333D8FA12F";
constexpr const char* kN = "03D8BBD6C639C62937B04D997F38C3770719C629D7014D49A24B4F98BAA1292B49";

using Number = OpenSslOwner<BIGNUM, BN_clear_free>;
using Point = OpenSslOwner<EC_POINT, EC_POINT_clear_free>;
using Group = OpenSslOwner<EC_GROUP, EC_GROUP_free>;
using Context = OpenSslOwner<BN_CTX, BN_CTX_free>;

const unsigned char* asBytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* asBytes(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

Number numberOf(std::string_view bytes)
{
    return Number(BN_bin2bn(asBytes(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::string hmac(std::string_view key, std::string_view text)
{
    std::string mac(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), asBytes(text), text.size(), asBytes(mac), &size);
    mac.resize(size);
    return mac;
}

std::string hash(std::string_view text)
{
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), asBytes(digest), &size, EVP_sha256(), nullptr);
    digest.resize(size);
    return digest;
}

/// HKDF without salt (RFC 5869) to 32 bytes: its first block.
std::string confirmationKeys(std::string_view key)
{
    const std::string extracted = hmac(std::string(32, '\0'), key);
    return hmac(extracted, std::string("ConfirmationKeys") + '\x01');
}

void appendPart(std::string& transcript, std::string_view part)
{
    std::uint64_t size = part.size();
    for (int i = 0; i < 8; ++i, size >>= 8)
        transcript += static_cast<char>(size & 0xff);
    transcript += part;
}

Error failed()
{
    return {.code = ErrorCode::Internal, .subject = "pairing", .detail = "OpenSSL cannot compute it"};
}

} // namespace

struct Spake2::State {
    Options options;
    Group group{EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)};
    Context context{BN_CTX_new()};
    Number w;
    Number scalar;
    std::string share;
    std::string proof;
    std::string expected;

    bool isA() const { return options.side == Side::A; }
    const BIGNUM* order() const { return EC_GROUP_get0_order(group.get()); }
    Point point() const { return Point(EC_POINT_new(group.get())); }

    Point blind(const char* base, bool isNegative) const
    {
        const Point generator(EC_POINT_hex2point(group.get(), base, nullptr, context.get()));
        Point product = point();
        if (!generator || !product
            || EC_POINT_mul(group.get(), product.get(), nullptr, generator.get(), w.get(), context.get()) != 1
            || (isNegative && EC_POINT_invert(group.get(), product.get(), context.get()) != 1))
            return nullptr;
        return product;
    }

    std::string encode(const EC_POINT* what) const
    {
        std::string bytes(kShareBytes, '\0');
        EC_POINT_point2oct(
            group.get(), what, POINT_CONVERSION_UNCOMPRESSED, asBytes(bytes), bytes.size(), context.get());
        return bytes;
    }

    bool prepare()
    {
        w = numberOf(options.secret);
        scalar = options.scalar ? numberOf(*options.scalar) : Number(BN_secure_new());
        if (!group || !context || !w || !scalar || BN_nnmod(w.get(), w.get(), order(), context.get()) != 1)
            return false;
        while (!options.scalar && BN_is_zero(scalar.get()))
            if (BN_priv_rand_range(scalar.get(), order()) != 1)
                return false;
        const Point mask = blind(isA() ? kM : kN, false); // pA = wM + xP, pB = wN + yP
        const Point own = point();
        if (!mask || !own
            || EC_POINT_mul(group.get(), own.get(), scalar.get(), nullptr, nullptr, context.get()) != 1
            || EC_POINT_add(group.get(), own.get(), own.get(), mask.get(), context.get()) != 1)
            return false;
        share = encode(own.get());
        return true;
    }

    /// K = x(pB - wN) or y(pA - wM); the cofactor of P-256 is 1.
    Result<std::string> sharedPoint(std::string_view theirs) const
    {
        const Point other = point();
        if (theirs.size() != kShareBytes
            || EC_POINT_oct2point(group.get(), other.get(), asBytes(theirs), theirs.size(), context.get()) != 1)
            return Error{
                .code = ErrorCode::Corrupt, .subject = "pairing", .detail = "the other side sent no point"};
        const Point mask = blind(isA() ? kN : kM, true);
        const Point shared = point();
        if (!mask || EC_POINT_add(group.get(), other.get(), other.get(), mask.get(), context.get()) != 1
            || EC_POINT_mul(group.get(), shared.get(), nullptr, other.get(), scalar.get(), context.get()) != 1)
            return failed();
        if (EC_POINT_is_at_infinity(group.get(), shared.get()) == 1)
            return Error{
                .code = ErrorCode::Corrupt, .subject = "pairing", .detail = "the other side sent no share"};
        return encode(shared.get());
    }

    std::string transcript(std::string_view theirs, std::string_view shared) const
    {
        std::string secret(kScalarBytes, '\0');
        BN_bn2binpad(w.get(), asBytes(secret), static_cast<int>(secret.size()));
        std::string text;
        appendPart(text, options.identityA);
        appendPart(text, options.identityB);
        appendPart(text, isA() ? share : theirs);
        appendPart(text, isA() ? theirs : share);
        appendPart(text, shared);
        appendPart(text, secret);
        return text;
    }
};

Spake2::Spake2(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Spake2::Spake2(Spake2&&) noexcept = default;
Spake2& Spake2::operator=(Spake2&&) noexcept = default;
Spake2::~Spake2() = default;

Result<Spake2> Spake2::start(const Options& options)
{
    auto state = std::make_unique<State>();
    state->options = options;
    if (!state->prepare())
        return failed();
    return Spake2(std::move(state));
}

const std::string& Spake2::share() const
{
    return m_state->share;
}

Result<void> Spake2::finish(std::string_view share)
{
    const auto shared = m_state->sharedPoint(share);
    if (!shared)
        return shared.error();
    const std::string transcript = m_state->transcript(share, *shared);
    const std::string keys = confirmationKeys(hash(transcript).substr(kHalf)); // Ke || Ka
    const std::string proofA = hmac(keys.substr(0, kHalf), transcript);
    const std::string proofB = hmac(keys.substr(kHalf, kHalf), transcript);
    m_state->proof = m_state->isA() ? proofA : proofB;
    m_state->expected = m_state->isA() ? proofB : proofA;
    return {};
}

const std::string& Spake2::proof() const
{
    return m_state->proof;
}

bool Spake2::isProof(std::string_view proof) const
{
    const std::string& expected = m_state->expected;
    return !expected.empty() && proof.size() == expected.size()
        && CRYPTO_memcmp(proof.data(), expected.data(), expected.size()) == 0;
}

std::string secretOf(std::string_view code)
{
    std::string digits;
    std::ranges::copy_if(code, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    constexpr std::string_view kSalt = "CoBench pairing 1";
    // 8 bytes more than the order of the group has, so that the remainder is as good as uniform (RFC 9382, 3.2).
    std::string secret(kScalarBytes + 8, '\0');
    [[maybe_unused]] const int made = EVP_PBE_scrypt(digits.data(),
        digits.size(),
        asBytes(kSalt),
        kSalt.size(),
        1U << 14,
        8,
        1,
        std::uint64_t{64} << 20,
        asBytes(secret),
        secret.size());
    assert(made == 1);
    return secret;
}

} // namespace cobench::engine

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/sha256.h"

#include <algorithm>
#include <bit>
#include <utility>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace cobench {

namespace {

alignas(16) constexpr std::uint32_t kRound[64] = {0x428a2f98,
    0x71374491,
    0xb5c0fbcf,
    0xe9b5dba5,
    0x3956c25b,
    0x59f111f1,
    0x923f82a4,
    0xab1c5ed5,
    0xd807aa98,
    0x12835b01,
    0x243185be,
    0x550c7dc3,
    0x72be5d74,
    0x80deb1fe,
    0x9bdc06a7,
    0xc19bf174,
    0xe49b69c1,
    0xefbe4786,
    0x0fc19dc6,
    0x240ca1cc,
    0x2de92c6f,
    0x4a7484aa,
    0x5cb0a9dc,
    0x76f988da,
    0x983e5152,
    0xa831c66d,
    0xb00327c8,
    0xbf597fc7,
    0xc6e00bf3,
    0xd5a79147,
    0x06ca6351,
    0x14292967,
    0x27b70a85,
    0x2e1b2138,
    0x4d2c6dfc,
    0x53380d13,
    0x650a7354,
    0x766a0abb,
    0x81c2c92e,
    0x92722c85,
    0xa2bfe8a1,
    0xa81a664b,
    0xc24b8b70,
    0xc76c51a3,
    0xd192e819,
    0xd6990624,
    0xf40e3585,
    0x106aa070,
    0x19a4c116,
    0x1e376c08,
    0x2748774c,
    0x34b0bcb5,
    0x391c0cb3,
    0x4ed8aa4a,
    0x5b9cca4f,
    0x682e6ff3,
    0x748f82ee,
    0x78a5636f,
    0x84c87814,
    0x8cc70208,
    0x90befffa,
    0xa4506ceb,
    0xbef9a3f7,
    0xc67178f2};

std::uint32_t bigEndian32(const std::byte* at)
{
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | std::to_integer<std::uint32_t>(at[i]);
    return value;
}

#if defined(__x86_64__)

bool hasShaInstructions()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return false;
    return (b & bit_SHA) != 0 && __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1");
}

/// Intel's layout: the state is held as ABEF and CDGH, four rounds are one pair of sha256rnds2.
__attribute__((target("sha,ssse3,sse4.1"))) void sha256BlocksX86(
    std::array<std::uint32_t, 8>& state, const std::byte* blocks, std::size_t count)
{
    const __m128i swapBytes = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    auto* words = reinterpret_cast<__m128i*>(state.data());
    const __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1B);
    __m128i abef = _mm_alignr_epi8(abcd, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, abcd, 0xF0);

    for (; count > 0; --count, blocks += 64) {
        const __m128i savedAbef = abef;
        const __m128i savedCdgh = cdgh;
        __m128i message[4];
        for (int i = 0; i < 4; ++i) {
            const auto* at = reinterpret_cast<const __m128i*>(blocks + std::ptrdiff_t{16} * i);
            message[i] = _mm_shuffle_epi8(_mm_loadu_si128(at), swapBytes);
        }
#pragma GCC unroll 16
        for (int step = 0; step < 16; ++step) {
            __m128i& current = message[step & 3];
            if (step >= 4) {
                const __m128i last = message[(step + 3) & 3];
                current = _mm_sha256msg1_epu32(current, message[(step + 1) & 3]);
                current = _mm_add_epi32(current, _mm_alignr_epi8(last, message[(step + 2) & 3], 4));
                current = _mm_sha256msg2_epu32(current, last);
            }
            const auto* constants = reinterpret_cast<const __m128i*>(kRound + std::ptrdiff_t{4} * step);
            const __m128i sum = _mm_add_epi32(current, _mm_load_si128(constants));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef = _mm_add_epi32(abef, savedAbef);
        cdgh = _mm_add_epi32(cdgh, savedCdgh);
    }

    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
}

#endif

void compress(std::array<std::uint32_t, 8>& state, const std::byte* blocks, std::size_t count)
{
#if defined(__x86_64__)
    static const bool accelerated = hasShaInstructions();
    if (accelerated)
        return sha256BlocksX86(state, blocks, count);
#endif
    detail::sha256BlocksPortable(state, blocks, count);
}

} // namespace

namespace detail {

void sha256BlocksPortable(std::array<std::uint32_t, 8>& state, const std::byte* blocks, std::size_t count)
{
    using std::rotr;
    for (; count > 0; --count, blocks += 64) {
        std::uint32_t w[64];
        for (int i = 0; i < 16; ++i)
            w[i] = bigEndian32(blocks + std::ptrdiff_t{4} * i);
        for (int i = 16; i < 64; ++i) {
            const std::uint32_t s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
            const std::uint32_t s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (int i = 0; i < 64; ++i) {
            const std::uint32_t s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
            const std::uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + kRound[i] + w[i];
            const std::uint32_t s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
            const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = std::exchange(g, std::exchange(f, std::exchange(e, d + t1)));
            d = std::exchange(c, std::exchange(b, std::exchange(a, t1 + t2)));
        }
        const std::uint32_t mixed[] = {a, b, c, d, e, f, g, h};
        for (int i = 0; i < 8; ++i)
            state[i] += mixed[i];
    }
}

} // namespace detail

void Sha256::update(std::span<const std::byte> bytes)
{
    const std::size_t held = m_bytes % 64;
    m_bytes += bytes.size();
    if (held != 0) {
        const std::size_t taken = std::min(bytes.size(), 64 - held);
        std::copy_n(bytes.begin(), taken, m_block.begin() + static_cast<std::ptrdiff_t>(held));
        bytes = bytes.subspan(taken);
        if (held + taken < 64)
            return;
        compress(m_state, m_block.data(), 1);
    }
    compress(m_state, bytes.data(), bytes.size() / 64);
    const auto rest = bytes.subspan(bytes.size() / 64 * 64);
    std::copy(rest.begin(), rest.end(), m_block.begin());
}

Sha256::Digest Sha256::finish()
{
    const std::uint64_t bits = m_bytes * 8;
    std::array<std::byte, 72> padding{};
    padding[0] = std::byte{0x80};
    const std::size_t zeros = (119 - m_bytes % 64) % 64; // so that 0x80, zeros and the length end a block
    for (std::size_t i = 0; i < 8; ++i)
        padding[1 + zeros + i] = static_cast<std::byte>(bits >> (56 - 8 * i));
    update(std::span(padding).first(9 + zeros));

    Digest digest;
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::byte>(m_state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::string Sha256::finishHex()
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::byte byte : finish()) {
        text += kDigits[std::to_integer<unsigned>(byte) >> 4];
        text += kDigits[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

std::string sha256Hex(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.update(bytes);
    return hash.finishHex();
}

} // namespace cobench

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pairing_desk.h"

#include "core/engine/openssl_owner.h"

#include <array>
#include <cstdio>
#include <openssl/bn.h>

namespace cobench::engine {

namespace {

constexpr unsigned kCodes = 100'000'000;

Error closed()
{
    return {.code = ErrorCode::Forbidden,
        .subject = "pairing",
        .detail = "no code is shown there, or it was used up",
        .cure = "have a new code shown: cobench-cli engine pair"};
}

/// Of all codes with the same probability.
std::optional<unsigned> randomCode()
{
    const OpenSslOwner<BIGNUM, BN_free> range(BN_new());
    const OpenSslOwner<BIGNUM, BN_clear_free> drawn(BN_new());
    if (!range || !drawn || BN_set_word(range.get(), kCodes) != 1
        || BN_priv_rand_range(drawn.get(), range.get()) != 1)
        return std::nullopt;
    return static_cast<unsigned>(BN_get_word(drawn.get()));
}

} // namespace

PairingDesk::PairingDesk(std::string fingerprint, std::function<Clock::time_point()> now)
    : m_fingerprint(std::move(fingerprint))
    , m_now(std::move(now))
{
}

Result<std::string> PairingDesk::open()
{
    const auto code = randomCode();
    if (!code)
        return Error{.code = ErrorCode::Internal, .subject = "pairing", .detail = "there are no random numbers"};
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04u-%04u", *code / 10000, *code % 10000);
    std::string secret = secretOf(text.data());
    const std::lock_guard lock(m_mutex);
    m_secret = std::move(secret);
    m_end = m_now() + kOpenFor;
    m_triesLeft = kTries;
    m_exchanges.clear();
    return std::string(text.data());
}

bool PairingDesk::isOpen() const
{
    const std::lock_guard lock(m_mutex);
    return isOpenNow();
}

bool PairingDesk::isOpenNow() const
{
    return (m_triesLeft > 0 || !m_exchanges.empty()) && m_now() < m_end;
}

Result<std::string> PairingDesk::begin(const std::string& fingerprint, std::string_view share)
{
    const std::lock_guard lock(m_mutex);
    if (!isOpenNow() || m_triesLeft == 0)
        return closed();
    --m_triesLeft;
    auto exchange = Spake2::start(
        {.side = Spake2::Side::B, .identityA = fingerprint, .identityB = m_fingerprint, .secret = m_secret});
    if (!exchange)
        return std::move(exchange).error();
    if (auto finished = exchange->finish(share); !finished)
        return std::move(finished).error();
    std::string answer = exchange->share();
    m_exchanges.insert_or_assign(fingerprint, std::move(*exchange));
    return answer;
}

Result<std::string> PairingDesk::finish(const std::string& fingerprint, std::string_view proof)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_exchanges.find(fingerprint);
    if (!isOpenNow() || found == m_exchanges.end())
        return closed();
    const Spake2 exchange = std::move(found->second);
    m_exchanges.erase(found); // one proof an exchange
    if (!exchange.isProof(proof)) {
        Error wrong{.code = ErrorCode::Forbidden, .subject = "pairing", .detail = "the code is wrong"};
        wrong.cure = m_triesLeft > 0 ? std::to_string(m_triesLeft) + " more tries" : closed().cure;
        return wrong;
    }
    m_triesLeft = 0;
    m_exchanges.clear();
    return exchange.proof();
}

} // namespace cobench::engine

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pairing_desk.h"
#include "core/engine/remote_identity.h"
#include "core/engine/remote_pairings.h"
#include "core/engine/rpc_cause.h"

#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace cobench;
using namespace cobench::engine;

namespace {

std::string bytes(const char* hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

QByteArray hex(const std::string& bytes)
{
    return QByteArray::fromStdString(bytes).toHex();
}

const std::string kMachine(64, 'a'); // fingerprints
const std::string kOther(64, 'b');
const std::string kDesk(64, 'd');

Result<Spake2> asker(const std::string& own, const std::string& desk, const std::string& code)
{
    return Spake2::start({.side = Spake2::Side::A, .identityA = own, .identityB = desk, .secret = secretOf(code)});
}

} // namespace

class PairingTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    /// What comes of the whole exchange.
    static Result<std::string> pair(PairingDesk& desk, const std::string& own, const std::string& code)
    {
        auto spake = asker(own, kDesk, code);
        auto share = desk.begin(own, spake->share());
        if (!share)
            return share;
        if (auto finished = spake->finish(*share); !finished)
            return finished.error();
        auto proof = desk.finish(own, spake->proof());
        if (proof && !spake->isProof(*proof))
            return Error{.detail = "the desk did not prove anything"};
        return proof;
    }
    static std::string otherCode(std::string code)
    {
        code[0] = code[0] == '0' ? '1' : '0';
        return code;
    }

private Q_SLOTS:
    void a_machine_that_cannot_be_reached_is_told_in_few_words()
    {
        // As gRPC 1.51 says them.
        QCOMPARE(linkCause("failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.0.7:4727: Failed to "
                           "connect to remote host: Connection refused"),
            std::string("nobody listens there"));
        QCOMPARE(linkCause("DNS resolution failed for box:4727: C-ares status is not ARES_SUCCESS qtype=A name=box "
                           "is_balancer=0: Domain name not found"),
            std::string("there is no machine of that name"));
        QCOMPARE(linkCause({}), std::string("it closed the session"));
        QVERIFY(linkCause(std::string(5000, 'x')).size() < 120);
        QCOMPARE(linkCause("the model is not there"), std::string("the model is not there"));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
    }

    /// RFC 9382, appendix B, first vector.
    void spake2_gives_the_published_messages()
    {
        const std::string w = bytes("2ee57912099d31560b3a44b1184b9b4866e904c49d12ac5042c97dca461b1a5f");
        const auto make = [&](Spake2::Side side, const char* scalar) {
            return Spake2::start(
                {.side = side, .identityA = "server", .identityB = "client", .secret = w, .scalar = bytes(scalar)});
        };
        auto a = make(Spake2::Side::A, "43dd0fd7215bdcb482879fca3220c6a968e66d70b1356cac18bb26c84a78d729");
        auto b = make(Spake2::Side::B, "dcb60106f276b02606d8ef0a328c02e4b629f84f89786af5befb0bc75b6e66be");
        VERIFY_OK(a);
        VERIFY_OK(b);
        QCOMPARE(hex(a->share()),
            QByteArray(
                "04a56fa807caaa53a4d28dbb9853b9815c61a411118a6fe516a8798434751470f9010153ac33d0d5f2047ffdb1a3e42"
                "c9b4e6be662766e1eeb4116988ede5f912c"));
        QCOMPARE(hex(b->share()),
            QByteArray(
                "0406557e482bd03097ad0cbaa5df82115460d951e3451962f1eaf4367a420676d09857ccbc522686c83d1852abfa8ed"
                "6e4a1155cf8f1543ceca528afb591a1e0b7"));
        VERIFY_OK(a->finish(b->share()));
        VERIFY_OK(b->finish(a->share()));
        QCOMPARE(hex(a->proof()), QByteArray("58ad4aa88e0b60d5061eb6b5dd93e80d9c4f00d127c65b3b35b1b5281fee38f0"));
        QCOMPARE(hex(b->proof()), QByteArray("d3e2e547f1ae04f2dbdbf0fc4b79f8ecff2dff314b5d32fe9fcef2fb26dc459b"));
        QVERIFY(a->isProof(b->proof()));
        QVERIFY(b->isProof(a->proof()));
        QVERIFY(!a->isProof(a->proof()));
    }

    void who_is_no_point_of_the_curve_is_refused()
    {
        auto spake = asker(kMachine, kDesk, "1234-5678");
        VERIFY_OK(spake);
        std::string share = spake->share();
        QVERIFY(!spake->finish("").ok());
        QVERIFY(!spake->finish(std::string(65, '\0')).ok());
        share[20] ^= 1;
        QCOMPARE(spake->finish(share).error().code, ErrorCode::Corrupt);
        QVERIFY(!spake->isProof(""));
    }

    void right_code_pairs_once()
    {
        PairingDesk desk(kDesk);
        QVERIFY(!desk.isOpen());
        const auto code = desk.open();
        VERIFY_OK(code);
        QCOMPARE(code->size(), std::size_t{9});
        VERIFY_OK(pair(desk, kMachine, *code));
        QVERIFY(!desk.isOpen());
        QCOMPARE(pair(desk, kOther, *code).error().code, ErrorCode::Forbidden);
    }

    void digits_count_however_they_are_grouped()
    {
        PairingDesk desk(kDesk);
        std::string code = *desk.open();
        code.erase(4, 1);
        VERIFY_OK(pair(desk, kMachine, " " + code));
    }

    void three_wrong_codes_close_the_desk()
    {
        PairingDesk desk(kDesk);
        const std::string code = *desk.open();
        for (int i = 0; i < PairingDesk::kTries; ++i)
            QCOMPARE(pair(desk, kMachine, otherCode(code)).error().code, ErrorCode::Forbidden);
        QVERIFY(!desk.isOpen());
        QCOMPARE(pair(desk, kMachine, code).error().code, ErrorCode::Forbidden);
    }

    void tries_that_are_broken_off_count()
    {
        PairingDesk desk(kDesk);
        const std::string code = *desk.open();
        for (int i = 0; i < PairingDesk::kTries; ++i)
            VERIFY_OK(desk.begin(kMachine, asker(kMachine, kDesk, code)->share()));
        QCOMPARE(desk.begin(kMachine, asker(kMachine, kDesk, code)->share()).error().code, ErrorCode::Forbidden);
    }

    /// Somebody in between hands on every message, but has a certificate of his own on both connections.
    void man_in_the_middle_who_hands_everything_on_pairs_nobody()
    {
        PairingDesk desk(kDesk);
        const std::string code = *desk.open();
        const std::string middle(64, 'e');
        auto victim = asker(kMachine, middle, code); // sees the middle's certificate
        const auto share = desk.begin(middle, victim->share()); // and so does the desk
        VERIFY_OK(share);
        VERIFY_OK(victim->finish(*share));
        QCOMPARE(desk.finish(middle, victim->proof()).error().code, ErrorCode::Forbidden);
    }

    void desk_closes_after_its_time()
    {
        auto now = PairingDesk::Clock::now();
        PairingDesk desk(kDesk, [&] { return now; });
        const std::string code = *desk.open();
        now += PairingDesk::kOpenFor - std::chrono::seconds(1);
        QVERIFY(desk.isOpen());
        now += std::chrono::seconds(2);
        QVERIFY(!desk.isOpen());
        QCOMPARE(pair(desk, kMachine, code).error().code, ErrorCode::Forbidden);
    }

    void identity_is_made_once_and_its_key_is_private()
    {
        const auto made = openIdentity();
        VERIFY_OK(made);
        const auto again = openIdentity();
        VERIFY_OK(again);
        QCOMPARE(again->fingerprint, made->fingerprint);
        QCOMPARE(made->fingerprint.size(), std::size_t{64});
        struct stat status = {};
        QCOMPARE(stat((*openPairingFolder() / "key.pem").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600U);
    }

    void key_that_others_can_read_is_refused()
    {
        VERIFY_OK(openIdentity());
        QCOMPARE(chmod((*openPairingFolder() / "key.pem").c_str(), 0644), 0);
        QCOMPARE(openIdentity().error().code, ErrorCode::Forbidden);
    }

    void pairings_are_kept_found_and_forgotten()
    {
        VERIFY_OK(changePairings([](Pairings& pairings) {
            pairings.machines = {{.name = "box", .address = "box:4727", .fingerprint = kMachine, .pairedAt = 1.5}};
            pairings.clients = {{.name = "desk", .address = "", .fingerprint = kOther, .pairedAt = 2.0}};
        }));
        auto pairings = readPairings();
        VERIFY_OK(pairings);
        QCOMPARE(pairings->machineAt("box:4727")->fingerprint, kMachine);
        QVERIFY(!pairings->machineAt("box:1"));
        QVERIFY(pairings->isClient(kOther));
        QVERIFY(!pairings->isClient(kMachine));
        QCOMPARE(*forgetPairing("desk"), std::size_t{1});
        QCOMPARE(*forgetPairing("box:4727"), std::size_t{1});
        QCOMPARE(*forgetPairing("box:4727"), std::size_t{0});
        pairings = readPairings();
        QVERIFY(pairings->machines.empty() && pairings->clients.empty());
    }

    void damaged_list_of_pairings_is_told()
    {
        VERIFY_OK(changePairings([](Pairings&) {}));
        QFile file(QString::fromStdString((*openPairingFolder() / "pairings.json").string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"machines\": [{}]}");
        file.close();
        QCOMPARE(readPairings().error().code, ErrorCode::Corrupt);
        QCOMPARE(changePairings([](Pairings&) {}).error().code, ErrorCode::Corrupt); // and not overwritten
    }

    void names_that_mislead_are_cleaned()
    {
        QCOMPARE(cleanName("box\n\x1b[31mred"), std::string("box__[31mred"));
        QCOMPARE(cleanName(""), std::string("unnamed"));
        QCOMPARE(cleanName(std::string(1000, 'x')).size(), std::size_t{64});
    }
};

QTEST_APPLESS_MAIN(PairingTest)
#include "pairing_test.moc"

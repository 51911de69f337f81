// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/sha256.h"

#include <QtTest>

using namespace cobench;

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

class Sha256Test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishedVectorsAreReproduced_data();
    void publishedVectorsAreReproduced();
    void piecesGiveTheSameDigestAsTheWhole();
    void portableAndAcceleratedAgree();
};

// FIPS 180-4 examples and NIST CAVP SHA256LongMsg's million-a message.
void Sha256Test::publishedVectorsAreReproduced_data()
{
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("digest");
    QTest::newRow("empty") << std::string()
                           << std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << std::string("abc")
                         << std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << std::string("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million a") << std::string(1'000'000, 'a')
                                 << std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void Sha256Test::publishedVectorsAreReproduced()
{
    QFETCH(std::string, message);
    QFETCH(std::string, digest);
    QCOMPARE(sha256Hex(bytesOf(message)), digest);
}

void Sha256Test::piecesGiveTheSameDigestAsTheWhole()
{
    std::string message;
    for (int i = 0; i < 300; ++i)
        message += static_cast<char>(i * 7);
    for (std::size_t length = 0; length <= message.size(); ++length) {
        const std::string part = message.substr(0, length);
        Sha256 hash;
        hash.update(bytesOf(part).first(length / 3));
        hash.update(bytesOf(part).subspan(length / 3));
        QCOMPARE(hash.finishHex(), sha256Hex(bytesOf(part)));
    }
}

void Sha256Test::portableAndAcceleratedAgree()
{
    // One block whose padding is already in it: "abc", 0x80, zeros, 24 bits.
    std::array<std::byte, 64> block{};
    block[0] = std::byte{'a'};
    block[1] = std::byte{'b'};
    block[2] = std::byte{'c'};
    block[3] = std::byte{0x80};
    block[63] = std::byte{24};
    std::array<std::uint32_t, 8> state{
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    detail::sha256BlocksPortable(state, block.data(), 1);
    const std::array<std::uint32_t, 8> expected{
        0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};
    QVERIFY(state == expected);
}

QTEST_APPLESS_MAIN(Sha256Test)
#include "sha256_test.moc"

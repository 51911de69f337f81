// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_identity.h"

#include "core/common/sha256.h"
#include "core/engine/openssl_owner.h"
#include "core/engine/remote_pairings.h"
#include "core/io/bounded_reader.h"
#include "core/io/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

using Key = OpenSslOwner<EVP_PKEY, EVP_PKEY_free>;
using Certificate = OpenSslOwner<X509, X509_free>;
using Text = OpenSslOwner<BIO, BIO_free>;

constexpr std::uint64_t kMaxPemBytes = 1U << 16;
constexpr long kSeconds = 50L * 365 * 24 * 3600; // pinned, so that only other tools look at it

Error failed(const char* what)
{
    return {.code = ErrorCode::Internal, .subject = "certificate", .detail = std::string("OpenSSL cannot ") + what};
}

std::string machineName()
{
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return cleanName(name.data());
}

std::string textOf(BIO* bio)
{
    char* begin = nullptr;
    const long size = BIO_get_mem_data(bio, &begin);
    return {begin, static_cast<std::size_t>(size)};
}

bool describeAs(X509* certificate, EVP_PKEY* key, const std::string& name)
{
    std::array<unsigned char, 16> serial{};
    if (RAND_bytes(serial.data(), serial.size()) != 1)
        return false;
    serial[0] &= 0x7f; // positive
    const OpenSslOwner<BIGNUM, BN_free> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
    X509_NAME* subject = X509_get_subject_name(certificate);
    return X509_set_version(certificate, X509_VERSION_3) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate))
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -24L * 3600) // clocks differ
        && X509_gmtime_adj(X509_getm_notAfter(certificate), kSeconds)
        && X509_NAME_add_entry_by_txt(
               subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0)
        == 1
        && X509_set_issuer_name(certificate, subject) == 1 && X509_set_pubkey(certificate, key) == 1
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}

Result<Identity> makeIdentity()
{
    Identity identity{.name = machineName()};
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    if (!key || !certificate || !describeAs(certificate.get(), key.get(), identity.name))
        return failed("make one");
    const Text keyText(BIO_new(BIO_s_mem()));
    const Text certificateText(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1
        || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1)
        return failed("write one");
    identity.key = textOf(keyText.get());
    identity.certificate = textOf(certificateText.get());
    return identity;
}

/// Private from the first byte on. The rename makes it whole or not there.
Result<void> writePrivately(const fs::path& file, const std::string& text)
{
    const fs::path temporary = file.string() + ".new";
    unlink(temporary.c_str());
    const int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return systemError(errno, temporary.string(), "create");
    const bool isWritten = write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size())
        && fsync(descriptor) == 0;
    const int error = errno;
    close(descriptor);
    if (!isWritten || rename(temporary.c_str(), file.c_str()) != 0)
        return systemError(isWritten ? errno : error, file.string(), "write");
    return {};
}

Result<std::string> readPem(const fs::path& file)
{
    Progress progress;
    const auto bytes = io::readFile(file, progress, {}, kMaxPemBytes);
    if (!bytes)
        return bytes.error();
    return std::string(io::asText({bytes->data(), bytes->size()}));
}

Result<void> refuseShared(const fs::path& key)
{
    struct stat status = {};
    if (stat(key.c_str(), &status) != 0)
        return systemError(errno, key.string(), "look at");
    if (status.st_uid != geteuid() || (status.st_mode & 077) != 0)
        return Error{.code = ErrorCode::Forbidden,
            .subject = key.string(),
            .detail = "can be read by others",
            .cure = "remove it and pair again"};
    return {};
}

Result<Identity> readIdentity(const fs::path& keyFile, const fs::path& certificateFile)
{
    if (auto isPrivate = refuseShared(keyFile); !isPrivate)
        return std::move(isPrivate).error();
    auto key = readPem(keyFile);
    if (!key)
        return std::move(key).error();
    auto certificate = readPem(certificateFile);
    if (!certificate)
        return std::move(certificate).error();
    auto fingerprint = fingerprintOf(*certificate);
    if (!fingerprint)
        return std::move(fingerprint).error();
    return Identity{machineName(), std::move(*key), std::move(*certificate), std::move(*fingerprint)};
}

} // namespace

Result<Identity> openIdentity()
{
    const auto folder = openPairingFolder();
    if (!folder)
        return folder.error();
    const fs::path keyFile = *folder / "key.pem";
    const fs::path certificateFile = *folder / "certificate.pem";
    std::error_code ignored;
    if (fs::exists(certificateFile, ignored)) // written last
        return readIdentity(keyFile, certificateFile);
    auto made = makeIdentity();
    if (!made)
        return made;
    if (auto written = writePrivately(keyFile, made->key); !written)
        return std::move(written).error();
    if (auto written = writePrivately(certificateFile, made->certificate); !written)
        return std::move(written).error();
    return readIdentity(keyFile, certificateFile);
}

Result<std::string> fingerprintOf(std::string_view pem)
{
    const Text text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Certificate certificate(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
    unsigned char* der = nullptr;
    const int size = certificate ? i2d_X509(certificate.get(), &der) : -1;
    if (size <= 0)
        return Error{.code = ErrorCode::Corrupt, .subject = "certificate", .detail = "is none"};
    std::string fingerprint = sha256Hex({reinterpret_cast<const std::byte*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return fingerprint;
}

} // namespace cobench::engine

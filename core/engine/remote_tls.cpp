// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_tls.h"

#include <cstdlib>
#include <grpc/support/log.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>

namespace cobench::engine {

namespace {

namespace tls = grpc::experimental;

class PinVerifier final : public tls::ExternalCertificateVerifier
{
public:
    explicit PinVerifier(PeerCheck isWelcome)
        : m_isWelcome(std::move(isWelcome))
    {
    }

    bool Verify(tls::TlsCustomVerificationCheckRequest* request,
        std::function<void(grpc::Status)>,
        grpc::Status* status) override
    {
        const grpc::string_ref pem = request->peer_cert();
        const auto fingerprint = fingerprintOf({pem.data(), pem.size()});
        if (!fingerprint || !m_isWelcome(*fingerprint))
            *status = {grpc::StatusCode::UNAUTHENTICATED, "the certificate is not the one that was paired"};
        return true; // decided at once
    }
    void Cancel(tls::TlsCustomVerificationCheckRequest*) override { }

private:
    PeerCheck m_isWelcome;
};

void checkPeersBy(PeerCheck isWelcome, tls::TlsCredentialsOptions& options)
{
    options.watch_identity_key_cert_pairs();
    options.set_certificate_verifier(tls::ExternalCertificateVerifier::Create<PinVerifier>(std::move(isWelcome)));
    options.set_check_call_host(false);
}

/// gRPC writes a line for each handshake that fails, which strangers cause; what matters is told by status.
void keepQuiet()
{
    if (!std::getenv("GRPC_VERBOSITY"))
        gpr_set_log_function([](gpr_log_func_args*) {});
}

std::shared_ptr<tls::CertificateProviderInterface> provide(const Identity& identity)
{
    keepQuiet();
    return std::make_shared<tls::StaticDataCertificateProvider>(
        std::vector<tls::IdentityKeyCertPair>{{identity.key, identity.certificate}});
}

} // namespace

std::shared_ptr<grpc::ChannelCredentials> channelCredentials(const Identity& identity, PeerCheck isWelcome)
{
    tls::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(provide(identity));
    checkPeersBy(std::move(isWelcome), options);
    options.set_verify_server_certs(false); // by an authority
    return tls::TlsCredentials(options);
}

std::shared_ptr<grpc::ServerCredentials> serverCredentials(const Identity& identity, PeerCheck isWelcome)
{
    tls::TlsServerCredentialsOptions options(provide(identity));
    checkPeersBy(std::move(isWelcome), options);
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
    return tls::TlsServerCredentials(options);
}

std::string peerFingerprint(const grpc::ServerContext& context)
{
    const auto certificates = context.auth_context()->FindPropertyValues("x509_pem_cert");
    if (certificates.empty())
        return {};
    const auto fingerprint = fingerprintOf({certificates.front().data(), certificates.front().size()});
    return fingerprint ? *fingerprint : std::string();
}

} // namespace cobench::engine

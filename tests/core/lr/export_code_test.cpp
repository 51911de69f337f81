// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/lr/export_code.h"
#include "core/lr/import_code.h"
#include "core/lr/policy_text.h"
#include "tests/core/lr/python_torch.h"
#include "tests/core/lr/typical_policy.h"

#include <QTest>

#include <cmath>

using namespace cobench::lr;
using cobench::ErrorCode;

namespace {

constexpr int kSteps = 500;

/// Every family, every wave of the reference, and what the libraries' own schedulers are used for.
std::vector<std::string> exported()
{
    std::vector<std::string> policies;
    for (const FamilyInfo& family : allFamilies())
        policies.push_back(format(test::typical(family.family)));
    for (const char* more : {"lrPolicy_POLY+k0_0+k1_0.1+p_2+l_300",
             "lrPolicy_SGDR+k0_0.001+k1_0.1+p_1+l_70",
             "lrPolicy_LINEAR+k0_0+k1_0.1+l_100-lrPolicy_COS+k0_0+k1_0.1+l_300-lrPolicy_FIX+k0_0-AT-100+400",
             "lrPolicy_LINEAR+k0_0.02+k1_0.1+l_30-lrPolicy_ONECYCLE+k0_0.01+k1_0.1+gamma_0.1+p_0.3+l_90"
             "-lrPolicy_WSD+k0_0+k1_0.1+l_10+20+40-AT-30+130",
             "lrPolicy_ONECYCLE+k0_0.01+k1_0.1+gamma_0.1+p_0+l_600",
             "lrPolicy_STEP+k0_0.1+gamma_0.5+l_33.5",
             "lrPolicy_SGDR+k0_0.001+k1_0.1+p_1+l_1e+05",
             "lrPolicy_EXPR+expr_{max(0.01, min(0.1, t^2/1000)) + (t > 50 && t < 60 ? 0.1 : 0) + mod(t, 3)/100}"})
        policies.emplace_back(more);
    return policies;
}

} // namespace

class ExportCodeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exported_pytorch_code_runs_and_gives_our_rates()
    {
        if (!test::hasTorch())
            QSKIP("python3-torch is not installed");
        for (const Convention convention : {Convention::Corrected, Convention::Reference}) {
            std::vector<std::string> codes;
            for (const std::string& policy : exported())
                codes.push_back(
                    exportCode(parse(policy).value(), CodeFormat::PyTorch, {.convention = convention}).value());
            compare(codes, convention);
        }
    }

    void the_hugging_face_fallback_is_code_that_runs_too()
    {
        if (!test::hasTorch())
            QSKIP("python3-torch is not installed");
        const auto code
            = exportCode(parse("lrPolicy_TRI+k0_0.1+k1_1+l_10").value(), CodeFormat::HuggingFace).value();
        const auto rates = test::ratesOf({code}, kSteps);
        QCOMPARE(rates.size(), std::size_t(1));
        QVERIFY(std::abs(rates[0][5] - 0.55) < 1e-12);
    }

    void every_python_export_reads_back_as_the_same_policy()
    {
        for (const std::string& policy : exported()) {
            for (const CodeFormat format :
                {CodeFormat::PyTorch, CodeFormat::Keras, CodeFormat::HuggingFace, CodeFormat::Json}) {
                const auto code = exportCode(parse(policy).value(), format, {.unit = Unit::Epoch});
                QVERIFY(code.ok());
                const auto read = importCode(*code);
                QVERIFY2(read.ok(), code->c_str());
                QCOMPARE(cobench::lr::format(read->schedule), policy);
                QVERIFY(read->unit == Unit::Epoch);
            }
        }
    }

    // Without our comment the library's own words have to carry the policy.
    void library_schedulers_read_back_without_the_comment()
    {
        for (const char* policy : {"lrPolicy_STEP+k0_0.1+gamma_0.5+l_30",
                 "lrPolicy_EXP+k0_0.1+gamma_0.99",
                 "lrPolicy_COS+k0_0.001+k1_0.1+l_300",
                 "lrPolicy_TRI2+k0_0.001+k1_0.1+l_50",
                 "lrPolicy_SGDR+k0_0.001+k1_0.1+p_2+l_50"}) {
            std::string code = exportCode(parse(policy).value(), CodeFormat::PyTorch).value();
            code = code.substr(code.find('\n'));
            const auto read = importCode(code, {.baseRate = 0.1});
            QVERIFY2(read.ok(), code.c_str());
            QCOMPARE(cobench::lr::format(read->schedule), policy);
        }
        for (const char* policy : {"lrPolicy_LINEAR+k0_0+k1_0.1+l_100-lrPolicy_POLY+k0_0+k1_0.1+p_1+l_900-AT-100",
                 "lrPolicy_FIX+k0_0.1",
                 "lrPolicy_INVSQRT+k0_0.1+l_100",
                 "lrPolicy_WSD+k0_0+k1_0.1+l_100+800+1000",
                 "lrPolicy_POLY+k0_0.001+k1_0.1+p_2+l_500"}) {
            std::string code = exportCode(parse(policy).value(), CodeFormat::HuggingFace).value();
            const auto read = importCode(code.substr(code.find('\n')));
            QVERIFY2(read.ok(), code.c_str());
            QCOMPARE(cobench::lr::format(read->schedule), policy);
        }
        for (const char* policy : {"lrPolicy_LINEAR+k0_0+k1_0.1+l_100-lrPolicy_COS+k0_0.001+k1_0.1+l_900"
                                   "-lrPolicy_FIX+k0_0.001-AT-100+1000",
                 "lrPolicy_FIX+k0_0.1-lrPolicy_FIX+k0_0.01-AT-30",
                 "lrPolicy_STEP+k0_0.1+gamma_0.5+l_30",
                 "lrPolicy_INV+k0_0.1+gamma_0.5+p_1"}) {
            std::string code = exportCode(parse(policy).value(), CodeFormat::Keras).value();
            const auto read = importCode(code.substr(code.find('\n')));
            QVERIFY2(read.ok(), code.c_str());
            QCOMPARE(cobench::lr::format(read->schedule), policy);
        }
    }

    void caffe_fields_read_back_and_others_are_refused_by_name()
    {
        for (const char* policy : {"lrPolicy_FIX+k0_0.1",
                 "lrPolicy_STEP+k0_0.1+gamma_0.5+l_30",
                 "lrPolicy_NSTEP+k0_0.1+gamma_0.5+l_30+60",
                 "lrPolicy_EXP+k0_0.1+gamma_0.99",
                 "lrPolicy_INV+k0_0.1+gamma_1e-04+p_0.75",
                 "lrPolicy_POLY+k0_0+k1_0.1+p_2+l_500",
                 "lrPolicy_SIG+k0_0.1+gamma_-0.05+l_500"}) {
            const auto code = exportCode(parse(policy).value(), CodeFormat::Caffe);
            QVERIFY(code.ok());
            const auto read = importCode(*code);
            QVERIFY2(read.ok(), code->c_str());
            QCOMPARE(cobench::lr::format(read->schedule), policy);
        }
        const auto refused = exportCode(parse("lrPolicy_TRI+k0_0.1+k1_1+l_10").value(), CodeFormat::Caffe);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY(!refused.error().cure.empty());
    }

private:
    static void compare(const std::vector<std::string>& codes, Convention convention)
    {
        const std::vector<std::vector<double>> rates = test::ratesOf(codes, kSteps);
        QCOMPARE(rates.size(), codes.size());
        const std::vector<std::string> policies = exported();
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const Schedule schedule = parse(policies[i]).value();
            QCOMPARE(rates[i].size(), std::size_t(kSteps));
            for (int t = 0; t < kSteps; ++t) {
                const double ours = valueAt(schedule, t, convention);
                if (!(std::abs(rates[i][std::size_t(t)] - ours) <= 1e-12))
                    QFAIL(qPrintable(QStringLiteral("%1 at %2: %3, ours %4\n%5")
                                         .arg(QString::fromStdString(policies[i]))
                                         .arg(t)
                                         .arg(rates[i][std::size_t(t)], 0, 'g', 17)
                                         .arg(ours, 0, 'g', 17)
                                         .arg(QString::fromStdString(codes[i]))));
            }
        }
    }
};

QTEST_APPLESS_MAIN(ExportCodeTest)
#include "export_code_test.moc"

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/member_values.h"
#include "tests/support/verify_ok.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <numeric>

using namespace cobench;
using namespace cobench::io;

namespace {

RawMember member(std::vector<float> values, std::uint64_t classes)
{
    return {.classes = classes, .values = std::move(values)};
}

Result<CheckedMember> checked(
    std::vector<float> values, std::uint64_t classes, ValueReading reading = ValueReading::Detect)
{
    return checkMember(member(std::move(values), classes), reading, ReadContext("a file", 100));
}

std::string complaint(std::vector<float> values, ValueReading reading = ValueReading::Detect)
{
    const auto result = checked(std::move(values), 2, reading);
    return result ? "accepted" : describe(result.error());
}

} // namespace

class MemberValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void rows_that_sum_to_one_are_kept_as_they_are();
    void the_tolerance_is_a_thousandth();
    void a_negative_value_means_logits();
    void soft_max_equals_hand_computed_values();
    void soft_max_survives_huge_logits();
    void soft_max_ignores_a_shift();
    void anything_else_is_refused_naming_the_first_bad_row();
    void values_that_are_not_finite_are_named();
    void a_promise_of_probabilities_is_checked();
    void a_promise_of_logits_needs_no_negative_value();
    void one_class_is_refused();
    void labels_pass();
};

void MemberValuesTest::rows_that_sum_to_one_are_kept_as_they_are()
{
    const std::vector<float> values{0.3F, 0.7F, 1.0F, -0.0F};
    const auto result = checked(values, 2);
    VERIFY_OK(result);
    QVERIFY(!result->wasLogits);
    QVERIFY(std::ranges::equal(result->predictions.probabilities, values));
}

void MemberValuesTest::the_tolerance_is_a_thousandth()
{
    VERIFY_OK(checked({0.5F, 0.5009F}, 2));
    VERIFY_OK(checked({0.5F, 0.4991F}, 2));
    QVERIFY(!checked({0.5F, 0.5011F}, 2));
    QVERIFY(!checked({0.5F, 0.4989F}, 2));
}

void MemberValuesTest::a_negative_value_means_logits()
{
    // The first row alone looks like probabilities.
    const auto result = checked({0.5F, 0.5F, -1.0F, 2.0F}, 2);
    VERIFY_OK(result);
    QVERIFY(result->wasLogits);
    QCOMPARE(result->predictions.probabilities[0], 0.5F);
}

void MemberValuesTest::soft_max_equals_hand_computed_values()
{
    // exp(0), exp(ln 2), exp(ln 5) = 1, 2, 5.
    std::vector<float> values{0.0F, std::log(2.0F), std::log(5.0F)};
    VERIFY_OK(softMaxRows(values, 3, {}));
    QVERIFY(std::abs(values[0] - 0.125F) < 1e-7F);
    QVERIFY(std::abs(values[1] - 0.25F) < 1e-7F);
    QVERIFY(std::abs(values[2] - 0.625F) < 1e-7F);
}

void MemberValuesTest::soft_max_survives_huge_logits()
{
    constexpr float kHuge = std::numeric_limits<float>::max();
    std::vector<float> values{kHuge, -kHuge, -kHuge, -kHuge, 700.0F, 701.0F};
    VERIFY_OK(softMaxRows(values, 2, {}));
    const std::vector<float> firstRows(values.begin(), values.begin() + 4);
    QCOMPARE(firstRows, (std::vector<float>{1.0F, 0.0F, 0.5F, 0.5F}));
    QVERIFY(std::abs(values[4] - 0.26894142F) < 1e-7F); // 1 / (1 + e)
}

void MemberValuesTest::soft_max_ignores_a_shift()
{
    std::vector<float> values{-1.0F, 0.5F, 2.0F};
    std::vector<float> shifted{-33.0F, -31.5F, -30.0F};
    VERIFY_OK(softMaxRows(values, 3, {}));
    VERIFY_OK(softMaxRows(shifted, 3, {}));
    QCOMPARE(values, shifted);
    QVERIFY(std::abs(std::accumulate(values.begin(), values.end(), 0.0) - 1) < 1e-6);
}

void MemberValuesTest::anything_else_is_refused_naming_the_first_bad_row()
{
    const std::string said = complaint({0.5F, 0.5F, 3.0F, 2.0F, 9.0F, 9.0F});
    QVERIFY2(said.find("row 1: sums to 5") != std::string::npos, said.c_str());
}

void MemberValuesTest::values_that_are_not_finite_are_named()
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    QVERIFY(complaint({0.5F, 0.5F, 0.5F, kNan}).find("row 1, class 1: value nan") != std::string::npos);
    QVERIFY(complaint({kInfinity, 0.5F}).find("row 0, class 0: value inf") != std::string::npos);
    QVERIFY(complaint({kInfinity, -kInfinity}, ValueReading::Logits).find("row 0, class 0") != std::string::npos);
    QVERIFY(complaint({-kInfinity, 0.0F}).find("value -inf") != std::string::npos);
}

void MemberValuesTest::a_promise_of_probabilities_is_checked()
{
    QVERIFY(complaint({0.5F, 0.5F, -1.0F, 2.0F}, ValueReading::Probabilities).find("row 1: value -1")
        != std::string::npos);
    QVERIFY(complaint({3.0F, 2.0F}, ValueReading::Probabilities).find("row 0: sums to 5") != std::string::npos);
}

void MemberValuesTest::a_promise_of_logits_needs_no_negative_value()
{
    const auto result = checked({3.0F, 3.0F, 0.5F, 0.5F}, 2, ValueReading::Logits);
    VERIFY_OK(result);
    QVERIFY(!result->wasLogits); // nothing was guessed, so there is nothing to warn of
    QCOMPARE(result->predictions.probabilities[0], 0.5F);
}

void MemberValuesTest::one_class_is_refused()
{
    QCOMPARE(checked({1.0F, 1.0F}, 1).error().code, ErrorCode::Shape);
}

void MemberValuesTest::labels_pass()
{
    const auto result = checkMember({.labels = {3, 4}}, ValueReading::Detect, ReadContext("a file", 100));
    VERIFY_OK(result);
    QVERIFY(result->predictions.isLabelOnly());
    QCOMPARE(result->predictions.labels.size(), std::size_t(2));
}

QTEST_APPLESS_MAIN(MemberValuesTest)
#include "member_values_test.moc"

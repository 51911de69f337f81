// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/error.h"

#include "core/common/result.h"

#include <QTest>
#include <cerrno>
#include <memory>

using namespace cobench;

class ErrorTest : public QObject
{
    Q_OBJECT

private slots:
    void a_message_names_subject_place_finding_and_cure();
    void empty_parts_leave_no_punctuation();
    void a_cause_follows_in_brackets();
    void a_warning_reads_like_an_error();
    void errno_becomes_the_code_a_caller_can_act_on_data();
    void errno_becomes_the_code_a_caller_can_act_on();
    void cancelled_is_an_outcome_of_its_own();
    void a_result_holds_a_value_or_an_error();
    void a_result_moves_what_cannot_be_copied();
    void a_void_result_is_ok_until_told_otherwise();
};

void ErrorTest::a_message_names_subject_place_finding_and_cure()
{
    const Error error{
        .code = ErrorCode::Value, .subject = "a.npy", .place = "row 17", .detail = "NaN", .cure = "remove the row"};
    QCOMPARE(describe(error), std::string("a.npy: row 17: NaN; remove the row"));
}

void ErrorTest::empty_parts_leave_no_punctuation()
{
    QCOMPARE(describe(Error{.detail = "NaN"}), std::string("NaN"));
    QCOMPARE(describe(Error{.subject = "a.npy", .detail = "NaN"}), std::string("a.npy: NaN"));
    QCOMPARE(
        describe(Error{.place = "row 1", .detail = "NaN", .cure = "mend it"}), std::string("row 1: NaN; mend it"));
}

void ErrorTest::a_cause_follows_in_brackets()
{
    const Error inner{.subject = "b.zip", .detail = "broken"};
    const Error outer{.subject = "a.npz", .detail = "unreadable", .cause = std::make_shared<const Error>(inner)};
    QCOMPARE(describe(outer), std::string("a.npz: unreadable (b.zip: broken)"));
}

void ErrorTest::a_warning_reads_like_an_error()
{
    QCOMPARE(describe(Warning{.subject = "a", .place = "row 2", .detail = "odd", .cure = "look"}),
        std::string("a: row 2: odd; look"));
}

void ErrorTest::errno_becomes_the_code_a_caller_can_act_on_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("missing") << ENOENT << ErrorCode::NotFound;
    QTest::newRow("a file where a folder should be") << ENOTDIR << ErrorCode::NotFound;
    QTest::newRow("full") << ENOSPC << ErrorCode::DiskFull;
    QTest::newRow("quota") << EDQUOT << ErrorCode::DiskFull;
    QTest::newRow("read-only") << EROFS << ErrorCode::ReadOnly;
    QTest::newRow("anything else") << EIO << ErrorCode::Unreadable;
}

void ErrorTest::errno_becomes_the_code_a_caller_can_act_on()
{
    QFETCH(int, number);
    QFETCH(ErrorCode, code);
    const Error error = systemError(number, "x", "opening it");
    QCOMPARE(error.code, code);
    QCOMPARE(error.subject, std::string("x"));
    QVERIFY(error.detail.starts_with("opening it: "));
}

void ErrorTest::cancelled_is_an_outcome_of_its_own()
{
    QVERIFY(cancelled().isCancelled());
    QVERIFY(!Error{.code = ErrorCode::Corrupt}.isCancelled());
}

void ErrorTest::a_result_holds_a_value_or_an_error()
{
    const Result<int> good = 3;
    QVERIFY(good.ok());
    QCOMPARE(*good, 3);
    const Result<int> bad = Error{.code = ErrorCode::Empty};
    QVERIFY(!bad);
    QCOMPARE(bad.error().code, ErrorCode::Empty);
}

void ErrorTest::a_result_moves_what_cannot_be_copied()
{
    Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    const std::unique_ptr<int> taken = *std::move(result);
    QCOMPARE(*taken, 5);
}

void ErrorTest::a_void_result_is_ok_until_told_otherwise()
{
    QVERIFY(Result<void>().ok());
    const Result<void> bad = Error{.code = ErrorCode::Locked};
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().code, ErrorCode::Locked);
}

QTEST_APPLESS_MAIN(ErrorTest)
#include "error_test.moc"

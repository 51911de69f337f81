// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/one_line.h"

#include <QTest>

using namespace cobench;

class OneLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blanks_between_words_become_one_space()
    {
        QCOMPARE(oneLine(" a\n\t b\r\nc \n"), std::string("a b c"));
        QCOMPARE(oneLine("a b"), std::string("a b"));
        QCOMPARE(oneLine(" \n "), std::string());
    }
    void what_is_too_long_ends_with_a_sign_of_it()
    {
        QCOMPARE(oneLine("abcdef", 6), std::string("abcdef"));
        QCOMPARE(oneLine("abcdef", 3), std::string("abc …"));
        QCOMPARE(oneLine("a    b", 3), std::string("a b")); // as it is shown
    }
};

QTEST_APPLESS_MAIN(OneLineTest)
#include "one_line_test.moc"

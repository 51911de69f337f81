// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pruning_text.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;

class PruningTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void one_share_is_for_every_size()
    {
        PruningOptions options{.betaPerLevel = {0.5}};
        QVERIFY(parseShares("0.25", options).ok());
        for (const std::size_t size : {2U, 3U, 9U})
            QCOMPARE(options.betaOf(size), 0.25);
        QCOMPARE(sharesText(options), std::string("0.25"));
    }

    void the_last_of_several_shares_is_for_all_larger_sizes()
    {
        PruningOptions options;
        QVERIFY(parseShares("0.3,0.2,0", options).ok());
        QCOMPARE(options.betaOf(2), 0.3);
        QCOMPARE(options.betaOf(3), 0.2);
        QCOMPARE(options.betaOf(4), 0.0);
        QCOMPARE(options.betaOf(7), 0.0);
        QCOMPARE(sharesText(options), std::string("0.3,0.2,0"));
    }

    void text_says_no_more_than_it_must()
    {
        QCOMPARE(sharesText({.maxSize = 4, .beta = 0.1, .betaPerLevel = {0.2, 0.1}}), std::string("0.2,0.1"));
        QCOMPARE(sharesText({.maxSize = 3, .beta = 0.1, .betaPerLevel = {0.1, 0.1, 0.9}}), std::string("0.1"));
    }

    void what_is_no_share_is_refused()
    {
        for (const char* text : {"", "x", "1.5", "-0.1", "0.1,", "0.1;0.2", "nan", "0.1 "}) {
            PruningOptions options;
            const auto parsed = parseShares(text, options);
            QVERIFY2(!parsed.ok() && parsed.error().code == ErrorCode::Usage, text);
            QCOMPARE(options, PruningOptions());
        }
    }
};

QTEST_APPLESS_MAIN(PruningTextTest)
#include "pruning_text_test.moc"

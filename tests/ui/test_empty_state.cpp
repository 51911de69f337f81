// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include <QTest>

using namespace cobench;

class TestEmptyState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysOverWhatIsRaisedAndGrowsWithItsParent()
    {
        QWidget page;
        page.resize(300, 200);
        ui::EmptyState empty(QStringLiteral("pool"), QStringLiteral("Nothing"), {}, &page);
        QWidget late(&page);
        late.resize(300, 200);
        page.show();
        empty.coverParent();
        QCOMPARE(page.childAt(5, 5), &empty);
        late.raise();
        QTRY_COMPARE(page.childAt(5, 5), &empty);
        page.resize(500, 400);
        QCOMPARE(page.childAt(495, 395), &empty);
        empty.hide();
        late.raise();
        QCOMPARE(page.childAt(5, 5), &late);
    }

    void whatItCoversTakesNoKeys()
    {
        QWidget page;
        ui::EmptyState empty(QStringLiteral("pool"), QStringLiteral("Nothing"), {}, &page);
        QWidget covered(&page);
        empty.coverParent();
        QVERIFY(!covered.isEnabled());
        page.show();
        QVERIFY(!covered.isEnabled());
        empty.hide();
        QVERIFY(covered.isEnabled());
        empty.show();
        QVERIFY(!covered.isEnabled());
    }
};

QTEST_MAIN(TestEmptyState)
#include "test_empty_state.moc"

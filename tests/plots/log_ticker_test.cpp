// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/log_ticker.h"

#include <QTest>

using namespace cobench;

class LogTickerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ticksBelowADecadeAreToldApart();
    void decadesOfReadableSizeArePlainNumbers();
    void decadesBeyondArePowers();
};

namespace {

QVector<QString> labelsOf(double low, double high)
{
    plots::LogTicker ticker;
    QVector<double> ticks;
    QVector<QString> labels;
    ticker.generate({low, high}, QLocale::c(), QLatin1Char('e'), 0, ticks, nullptr, &labels);
    return labels;
}

} // namespace

void LogTickerTest::ticksBelowADecadeAreToldApart()
{
    for (const auto& [low, high] : {std::pair(2.25, 2.35), std::pair(2.1e-5, 2.4e-5)}) {
        const QVector<QString> labels = labelsOf(low, high);
        QVERIFY(labels.size() > 2);
        QCOMPARE(QSet<QString>(labels.begin(), labels.end()).size(), labels.size());
    }
}

void LogTickerTest::decadesOfReadableSizeArePlainNumbers()
{
    const QVector<QString> labels = labelsOf(0.5, 500.0);
    QVERIFY(labels.contains(QStringLiteral("10")));
    QVERIFY(labels.contains(QStringLiteral("100")));
}

void LogTickerTest::decadesBeyondArePowers()
{
    const QVector<QString> labels = labelsOf(1e-6, 1.0);
    QVERIFY(labels.contains(QStringLiteral("1e-05")));
    QVERIFY(labels.contains(QStringLiteral("1e-02")));
}

QTEST_APPLESS_MAIN(LogTickerTest)
#include "log_ticker_test.moc"

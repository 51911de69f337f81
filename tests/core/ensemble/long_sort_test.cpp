// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/long_sort.h"

#include <QTest>

#include <random>

using namespace cobench;
using namespace cobench::ensemble;

class LongSortTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheStableSortOfTheLibrary_data();
    void agreesWithTheStableSortOfTheLibrary();
    void endsWithoutAnAnswerOnceCancelled();
};

void LongSortTest::agreesWithTheStableSortOfTheLibrary_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, (1 << 14) - 1, 1 << 14, (1 << 14) + 1, 3 << 14, 100'000})
        QTest::addRow("%d", count) << count;
}

void LongSortTest::agreesWithTheStableSortOfTheLibrary()
{
    QFETCH(int, count);
    std::mt19937 random(7);
    std::vector<std::pair<int, int>> values;
    for (int i = 0; i < count; ++i)
        values.emplace_back(static_cast<int>(random() % 1000), i);
    const auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
    auto expected = values;
    std::ranges::stable_sort(expected, less);
    longSort(values, less, {});
    QVERIFY(values == expected);
}

void LongSortTest::endsWithoutAnAnswerOnceCancelled()
{
    CancelSource cancel;
    cancel.cancel();
    std::vector<int> values(100'000, 1);
    longSort(values, std::less<>(), cancel.token()); // that it returns is all that is promised
}

QTEST_APPLESS_MAIN(LongSortTest)
#include "long_sort_test.moc"

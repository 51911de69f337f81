// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/join_splits.h"

#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>

using namespace cobench;

namespace {

/// Two samples of two classes; every model answers `answer` to both.
std::shared_ptr<const data::Split> splitOf(
    const std::string& condition, std::vector<data::Label> answers, std::vector<data::Label> truth = {0, 1})
{
    data::Split split{.name = "test", .condition = condition, .truth = std::move(truth)};
    for (const data::Label answer : answers)
        split.members.push_back({.labels = std::vector<data::Label>{answer, answer}});
    return std::make_shared<const data::Split>(std::move(split));
}

data::Pool poolOf(std::vector<std::string> models, std::vector<std::shared_ptr<const data::Split>> splits)
{
    data::Pool pool{.name = "pool", .classes = 2, .splits = std::move(splits)};
    for (std::string& model : models)
        pool.models.push_back({.name = std::move(model)});
    return pool;
}

} // namespace

class JoinSplitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void new_conditions_come_to_the_end_and_old_ones_are_replaced_in_place()
    {
        const auto before = poolOf({"a", "b"}, {splitOf("", {0, 1}), splitOf("fgsm-0.1", {0, 0})});
        const auto more = poolOf({"a", "b"}, {splitOf("", {1, 1}), splitOf("blur-3", {0, 1})});
        const auto joined = jobs::joinSplits(before, more);
        VERIFY_OK(joined);
        QCOMPARE(joined->splitTitles(), (std::vector<std::string>{"test", "test@fgsm-0.1", "test@blur-3"}));
        QCOMPARE(joined->split("test")->members[0].labels[0], data::Label{1});
    }

    void members_are_told_by_name()
    {
        const auto before = poolOf({"a", "b"}, {splitOf("", {0, 1})});
        const auto joined = jobs::joinSplits(before, poolOf({"b", "a"}, {splitOf("blur-3", {1, 0})}));
        VERIFY_OK(joined);
        QCOMPARE(joined->split("test@blur-3")->members[0].labels[0], data::Label{0}); // a's
    }

    void what_does_not_belong_together_is_refused()
    {
        const auto before = poolOf({"a", "b"}, {splitOf("", {0, 1})});
        const auto codeOf = [&](const data::Pool& more) { return jobs::joinSplits(before, more).error().code; };
        QCOMPARE(codeOf(poolOf({"a", "c"}, {splitOf("blur-3", {0, 1})})), ErrorCode::Conflict);
        QCOMPARE(codeOf(poolOf({"a", "b", "c"}, {splitOf("blur-3", {0, 1, 1})})), ErrorCode::Conflict);
        QCOMPARE(codeOf(poolOf({"a", "b"}, {splitOf("blur-3", {0, 1}, {1, 1})})), ErrorCode::Conflict);
        auto wider = poolOf({"a", "b"}, {splitOf("blur-3", {0, 1})});
        wider.classes = 3;
        QCOMPARE(codeOf(wider), ErrorCode::Conflict);
    }
};

QTEST_APPLESS_MAIN(JoinSplitsTest)
#include "join_splits_test.moc"

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/probe_dialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

template <typename T>
T* named(const QWidget& parent, const QString& text)
{
    for (T* widget : parent.findChildren<T*>())
        if (widget->text().remove(u'&') == text)
            return widget;
    return nullptr;
}

std::vector<std::string> conditionsOf(const ProbeRequest& request)
{
    std::vector<std::string> names;
    for (const train::Condition& condition : request.plan.conditions)
        names.push_back(train::conditionName(condition));
    return names;
}

} // namespace

class ProbeDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_kind_comes_with_every_strength()
    {
        ProbeDialog dialog({RunId{3}, RunId{4}}, u"lenet5"_s, {}, u"/p q/a.cobench"_s);
        named<QCheckBox>(dialog, u"Noise"_s)->click();
        QCOMPARE(conditionsOf(dialog.request()),
            (std::vector<std::string>{"", "fgsm-0.01", "fgsm-0.03", "noise-1", "noise-3", "noise-5"}));
        QCOMPARE(dialog.command(),
            u"cobench-cli attack 3 4 --pool 'lenet5 under attack' --project '/p q/a.cobench' --split test "
            "--method fgsm --epsilon 0.01,0.03\n"
            "cobench-cli corrupt 3 4 --pool 'lenet5 under attack' --project '/p q/a.cobench' --split test "
            "--kind noise --severity 1,3,5"_s);
    }

    void what_cannot_be_asked_is_told_and_not_started()
    {
        ProbeDialog dialog({RunId{3}}, u"lenet5"_s, {u"lenet5 under attack"_s}, u"a.cobench"_s);
        auto* start = named<QPushButton>(dialog, u"Make the pool"_s);
        auto* pool = named<QLineEdit>(dialog, u"lenet5 under attack 2"_s);
        QVERIFY(start->isEnabled());
        pool->setText(u"lenet5 under attack"_s);
        QVERIFY(!start->isEnabled()); // the name is taken
        pool->setText(u"another"_s);
        QVERIFY(start->isEnabled());
        auto* epsilons = named<QLineEdit>(dialog, u"0.01, 0.03"_s);
        for (const QString& wrong : {u"x"_s, u""_s, u"-1"_s}) {
            epsilons->setText(wrong);
            QVERIFY2(!start->isEnabled(), qPrintable(wrong));
        }
        epsilons->setText(u"0.1"_s);
        named<QCheckBox>(dialog, u"FGSM"_s)->click();
        QVERIFY(!start->isEnabled()); // nothing is asked
    }

    void kept_checkpoints_are_those_of_one_run()
    {
        ProbeDialog two({RunId{3}, RunId{4}}, u"lenet5"_s, {}, u"a.cobench"_s);
        QVERIFY(!named<QRadioButton>(two, u"At each of its kept checkpoints"_s)->isEnabled());
        ProbeDialog one({RunId{3}}, u"lenet5"_s, {}, u"a.cobench"_s);
        named<QRadioButton>(one, u"At each of its kept checkpoints"_s)->click();
        QVERIFY(one.request().isOfSnapshots);
        QCOMPARE(one.request().pool, u"lenet5 on its way"_s);
        QCOMPARE(one.command(), u"cobench-cli runs snapshots 3 --pool 'lenet5 on its way' --project a.cobench"_s);
    }
};

QTEST_MAIN(ProbeDialogTest)
#include "probe_test.moc"

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"
#include "tests/cli/small_pictures.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

QStringList words(const QString& text)
{
    return text.split(u' ');
}

/// Accuracy of the first model by condition.
QMap<QString, double> accuracies(const CliRun& run)
{
    QMap<QString, double> told;
    for (const auto& condition : QJsonDocument::fromJson(run.out)[u"conditions"].toArray())
        told[condition[u"condition"].toString()] = condition[u"accuracy"][0].toDouble(-1.0);
    return told;
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Own networks and strangers' programs under attack, by the real trainer.
class AttackCliTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    CliRun cli(const QString& text) const { return runCli(words(text), m_folder->path()); }
    CliRun program(const QString& name, const QString& more = {}) const
    {
        return runCli(words(QStringLiteral("attack --data-dir pictures --json --run-program ")
                          + sourcePath(QStringLiteral("tests/cli/data/programs/") + name) + more),
            m_folder->path());
    }

private Q_SLOTS:
    void initTestCase();
    void attacks_take_accuracy_and_leave_conditions_of_a_pool();
    void the_same_seed_gives_the_same_files();
    void attacks_carry_over_and_join_a_project();
    void a_pool_of_the_project_gets_more_conditions();
    void what_cannot_be_attacked_is_refused();
    void honest_programs_answer_and_are_attacked();
    void hostile_programs_end_without_having_read_or_written_data();
    void hostile_programs_end_without_having_read_or_written();
};

void AttackCliTest::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(writeSmallPictures(m_folder->filePath(QStringLiteral("pictures"))));
    for (const char* seed : {"1", "2"}) {
        const CliRun run
            = cli(QStringLiteral("train --foreground --data-dir pictures --model softmax --epochs 5 --lr "
                                 "0.1 --threads 1 --project p.cobench --seed ")
                + QLatin1String(seed));
        QVERIFY2(run.exit == 0, run.err.constData());
    }
}

void AttackCliTest::attacks_take_accuracy_and_leave_conditions_of_a_pool()
{
    const CliRun run = cli(QStringLiteral(
        "attack 1 --project p.cobench --method fgsm,pgd --epsilon 0.05,0.4 --out attacked --json --threads 1"));
    QVERIFY2(run.exit == 0, run.err.constData());
    const auto told = accuracies(run);
    QCOMPARE(told.keys(), words(QStringLiteral("clean fgsm-0.05 fgsm-0.4 pgd-0.05 pgd-0.4")));
    QCOMPARE(told[QStringLiteral("clean")], 1.0);
    QVERIFY(told[QStringLiteral("fgsm-0.4")] < 0.1);
    QVERIFY(told[QStringLiteral("fgsm-0.4")] <= told[QStringLiteral("fgsm-0.05")]);
    QVERIFY(told[QStringLiteral("pgd-0.4")] < 0.1);
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("attacked/softmax.test@fgsm-0.05.npz"))));

    const CliRun more = cli(QStringLiteral("corrupt 1 --project p.cobench --severity 5 --out attacked --json"));
    QVERIFY2(more.exit == 0, more.err.constData());
    QCOMPARE(accuracies(more).size(), 8); // those from before too
    const CliRun compared = cli(QStringLiteral("ensemble conditions attacked --json"));
    QVERIFY2(compared.exit == 0, compared.err.constData());
    QCOMPARE(QJsonDocument::fromJson(compared.out)[u"conditions"].toArray().size(), 8);

    QVERIFY(QDir().mkdir(m_folder->filePath(QStringLiteral("attacked/notes"))));
    const CliRun beside = cli(QStringLiteral("attack 1 --project p.cobench --out attacked"));
    QCOMPARE(beside.exit, 1);
    QVERIFY2(beside.err.contains("holds more than an exported pool: notes"), beside.err.constData());
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("attacked/notes"))));
}

void AttackCliTest::the_same_seed_gives_the_same_files()
{
    const auto bytes = [&](const char* folder, const char* seed) {
        const CliRun run = cli(QStringLiteral("attack 1 --project p.cobench --method pgd --epsilon 0.1 --out ")
            + QLatin1String(folder) + QStringLiteral(" --seed ") + QLatin1String(seed));
        return run.exit == 0
            ? fileBytes(m_folder->filePath(QLatin1String(folder) + QStringLiteral("/softmax.test@pgd-0.1.npz")))
            : QByteArray();
    };
    const QByteArray first = bytes("one", "5");
    QVERIFY(!first.isEmpty());
    QCOMPARE(bytes("two", "5"), first);
}

void AttackCliTest::attacks_carry_over_and_join_a_project()
{
    const CliRun own = cli(QStringLiteral("attack 1 2 --project p.cobench --epsilon 0.2 --pool own --json"));
    QVERIFY2(own.exit == 0, own.err.constData());
    QCOMPARE(QJsonDocument::fromJson(own.out)[u"models"].toArray().size(), 2);
    const CliRun carried
        = cli(QStringLiteral("attack 1 2 --project p.cobench --epsilon 0.2 --by 2 --pool by2 --json"));
    QVERIFY2(carried.exit == 0, carried.err.constData());
    const auto second = [](const CliRun& run) { // of run 2: attacked by itself both times
        return QJsonDocument::fromJson(run.out)[u"conditions"][1][u"accuracy"][1].toDouble(-1.0);
    };
    QCOMPARE(second(carried), second(own));
    const CliRun compared = cli(QStringLiteral("ensemble conditions p.cobench#by2 --json"));
    QVERIFY2(compared.exit == 0, compared.err.constData());
    QCOMPARE(QJsonDocument::fromJson(compared.out)[u"conditions"].toArray().size(), 2);
}

void AttackCliTest::a_pool_of_the_project_gets_more_conditions()
{
    for (const char* strength : {"0.2", "0.3", "0.3"}) {
        const CliRun run = cli(
            QStringLiteral("attack 1 2 --project p.cobench --pool grows --epsilon ") + QLatin1String(strength));
        QVERIFY2(run.exit == 0, run.err.constData());
    }
    const CliRun corrupted
        = cli(QStringLiteral("corrupt 1 2 --project p.cobench --pool grows --kind blur --severity 5"));
    QVERIFY2(corrupted.exit == 0, corrupted.err.constData());
    const CliRun compared = cli(QStringLiteral("ensemble conditions p.cobench#grows --json"));
    QVERIFY2(compared.exit == 0, compared.err.constData());
    QStringList conditions;
    for (const auto& condition : QJsonDocument::fromJson(compared.out)[u"conditions"].toArray())
        conditions += condition.toString();
    QCOMPARE(conditions, words(QStringLiteral("clean fgsm-0.2 fgsm-0.3 blur-5")));
    const CliRun others = cli(QStringLiteral("attack 1 --project p.cobench --pool grows"));
    QCOMPARE(others.exit, 1); // it holds more than that run
    QVERIFY2(others.err.contains("nothing new is known of it"), others.err.constData());
}

void AttackCliTest::what_cannot_be_attacked_is_refused()
{
    QVERIFY(cli(QStringLiteral("attack 9 --project p.cobench")).err.contains("has no run 9"));
    QCOMPARE(cli(QStringLiteral("attack --project p.cobench")).exit, 2);
    QCOMPARE(cli(QStringLiteral("attack 1 --project p.cobench --method fog")).exit, 2);
    QCOMPARE(cli(QStringLiteral("attack 1 --project p.cobench --epsilon 0")).exit, 2);
    QCOMPARE(cli(QStringLiteral("corrupt 1 --project p.cobench --severity 6")).exit, 2);
    QVERIFY(
        cli(QStringLiteral("attack 1 --project p.cobench --split nowhere")).err.contains("has no split nowhere"));
}

void AttackCliTest::honest_programs_answer_and_are_attacked()
{
    const CliRun logits = program(QStringLiteral("honest.pt"), QStringLiteral(" --method fgsm,pgd --epsilon 0.4"));
    QVERIFY2(logits.exit == 0, logits.err.constData());
    const auto told = accuracies(logits);
    QCOMPARE(told[QStringLiteral("clean")], 1.0);
    QVERIFY(told[QStringLiteral("fgsm-0.4")] < 0.1);
    const CliRun probabilities
        = program(QStringLiteral("probabilities.pt"), QStringLiteral(" --method fgsm,pgd --epsilon 0.4"));
    QCOMPARE(accuracies(probabilities), told);
    const CliRun printing = program(QStringLiteral("prints.pt"));
    QVERIFY2(printing.exit == 0, printing.err.constData());
    QVERIFY(!printing.out.contains("forged"));
}

void AttackCliTest::hostile_programs_end_without_having_read_or_written_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isRefused");
    for (const char* name : {"writes_when_loaded", "writes_in_forward"}) // LibTorch tells them no failure
        QTest::newRow(name) << QString::fromLatin1(name) + QStringLiteral(".pt") << false;
    for (const char* name : {"reads_when_loaded",
             "loops_when_loaded",
             "reads_in_forward",
             "loops_in_forward",
             "takes_memory",
             "wrong_shape",
             "not_a_number",
             "cut",
             "flatbuffer",
             "archive_of_nothing",
             "garbage"})
        QTest::newRow(name) << QString::fromLatin1(name) + QStringLiteral(".pt") << true;
}

void AttackCliTest::hostile_programs_end_without_having_read_or_written()
{
    QFETCH(QString, name);
    QFETCH(bool, isRefused);
    QElapsedTimer time;
    time.start();
    const CliRun run = program(name, QStringLiteral(" --patience 5"));
    qInfo("%lld ms: %s", static_cast<long long>(time.elapsed()), run.err.trimmed().right(160).constData());
    QVERIFY(time.elapsed() < 20000);
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("written-by-a-program"))));
    QCOMPARE(run.exit, isRefused ? 1 : 0);
    if (!isRefused)
        return;
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(name.toUtf8()), run.err.constData());
}

QTEST_GUILESS_MAIN(AttackCliTest)
#include "attack_test.moc"

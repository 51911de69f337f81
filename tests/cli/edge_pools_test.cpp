// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

/// Every ensemble command on pools at the edge of what a pool can be: an answer without a number that is none, or
/// one line that says why there is none.
class EdgePoolsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void every_command_answers_or_says_why_not_data();
    void every_command_answers_or_says_why_not();
    void what_is_undefined_is_explained_data();
    void what_is_undefined_is_explained();

private:
    void write(const QString& name, const QByteArray& bytes) const;
    CliRun cli(const QString& command) const { return runCli(command.split(u' '), m_folder.path()); }

    QTemporaryDir m_folder;
};

namespace {

const char* const kPools[] = {"two.csv",
    "one_model.csv",
    "one_class.csv",
    "one_sample.csv",
    "all_right.csv",
    "all_wrong.csv",
    "alike.csv",
    "ties.csv",
    "mixed",
    "sure"};

QStringList commands()
{
    QStringList list{QStringLiteral("matrix %1 --metric QS"),
        QStringLiteral("matrix %1 --metric CK --samples disagreement"),
        QStringLiteral("score %1 --all"),
        QStringLiteral("score %1 --all --focal"),
        QStringLiteral("team %1 --members 0 --draws 20"),
        QStringLiteral("team %1 --members 0,1 --draws 20"),
        QStringLiteral("conditions %1"),
        QStringLiteral("diversity %1 --metric GD --permutations 20"),
        QStringLiteral("top %1"),
        QStringLiteral("tree %1 --metric GD"),
        QStringLiteral("select %1 --method exact --size 1"),
        QStringLiteral("select %1 --method random --min-size 1 --max-size 1")};
    for (const char* method : {"mean", "kmeans", "focal", "hierarchical", "top", "kstd"})
        list.push_back(QStringLiteral("select %1 --metric GD --method ") + QLatin1String(method));
    for (const char* method : {"eq", "kofn", "borda", "random", "forward", "backward", "beam", "genetic", "exact"})
        list.push_back(QStringLiteral("select %1 --method ") + QLatin1String(method));
    return list;
}

} // namespace

void EdgePoolsTest::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void EdgePoolsTest::initTestCase()
{
    write(QStringLiteral("two.csv"), "label,a,b\n0,0,1\n1,1,1\n0,0,0\n1,0,1\n");
    write(QStringLiteral("one_model.csv"), "label,a\n0,0\n1,1\n0,1\n");
    write(QStringLiteral("one_class.csv"), "label,a,b,c\n0,0,0,0\n0,0,0,0\n");
    write(QStringLiteral("one_sample.csv"), "label,a,b,c\n1,1,0,1\n");
    write(QStringLiteral("all_right.csv"), "label,a,b,c\n0,0,0,0\n1,1,1,1\n0,0,0,0\n");
    write(QStringLiteral("all_wrong.csv"), "label,a,b,c\n0,1,1,1\n1,0,0,0\n0,1,1,1\n");
    write(QStringLiteral("alike.csv"), "label,a,b,c,d\n0,0,0,0,0\n1,0,0,0,0\n0,0,0,0,0\n1,1,1,1,1\n");
    write(QStringLiteral("ties.csv"), "label,a,b,c,d\n0,0,1,0,1\n1,1,0,0,1\n0,1,0,0,1\n1,1,1,0,0\n");
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("mixed")));
    write(QStringLiteral("mixed/a.csv"), "label,p0,p1\n0,0.9,0.1\n1,0.2,0.8\n0,0.4,0.6\n1,0.5,0.5\n");
    write(QStringLiteral("mixed/b.csv"), "label,prediction\n0,0\n1,0\n0,0\n1,1\n");
    write(QStringLiteral("mixed/c.csv"), "label,p0,p1\n0,0.3,0.7\n1,0.3,0.7\n0,0.6,0.4\n1,0.9,0.1\n");
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("sure"))); // probabilities of one sample
    write(QStringLiteral("sure/a.csv"), "label,p0,p1\n0,1.0,0.0\n");
    write(QStringLiteral("sure/b.csv"), "label,p0,p1\n0,0.0,1.0\n");
}

void EdgePoolsTest::every_command_answers_or_says_why_not_data()
{
    QTest::addColumn<QString>("command");
    for (const char* pool : kPools)
        for (const QString& command : commands())
            QTest::newRow(qPrintable(command.arg(QLatin1String(pool)))) << command.arg(QLatin1String(pool));
}

void EdgePoolsTest::every_command_answers_or_says_why_not()
{
    QFETCH(QString, command);
    const CliRun text = cli(QStringLiteral("ensemble ") + command + QStringLiteral(" --quiet"));
    if (text.exit != 0) {
        QCOMPARE(text.exit, 2);
        QCOMPARE(text.err.count('\n'), 1);
        QVERIFY2(command.contains(u"one_model"), text.err.constData()); // the one pool without teams
        return;
    }
    static const QRegularExpression noNumber(QStringLiteral("\\b(nan|inf)\\b"));
    QVERIFY2(!noNumber.match(QString::fromUtf8(text.out)).hasMatch(), text.out.constData());
    QVERIFY(!text.out.isEmpty());
    const CliRun json = cli(QStringLiteral("ensemble ") + command + QStringLiteral(" --quiet --json"));
    QCOMPARE(json.exit, 0);
    QVERIFY2(QJsonDocument::fromJson(json.out).isObject(), json.out.constData());
}

void EdgePoolsTest::what_is_undefined_is_explained_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* command, const char* words) {
        QTest::newRow(command) << QString::fromUtf8(command) << QString::fromUtf8(words);
    };
    row("score one_model.csv --all", "no team of 2 exists; the pool has 1 model");
    row("top one_model.csv", "no team of 2 exists; the pool has 1 model");
    row("tree one_model.csv --metric GD", "a pool of 1 model has no teams");
    row("diversity one_model.csv --metric GD", "no team of 2 exists");
    row("diversity one_class.csv --metric GD", "There is nothing to tell");
    row("select two.csv --method mean --metric GD", "one team alone");
    row("select two.csv --method focal --metric GD", "one distinct point");
    row("select all_right.csv --method top --metric GD", "no sample the pool disagrees about");
    row("select all_right.csv --method kstd --metric GD", "no sample the pool disagrees about");
    row("select all_right.csv --method focal --metric GD",
        "no team has a defined diversity where its members fail");
    row("select one_class.csv --method hierarchical --metric GD", "teams have no defined FQ");
    row("select alike.csv --method eq", "no team clears the threshold");
    row("team mixed --members 0,1", "needs probabilities");
    row("team two.csv --members 0,1", "has to be fitted on other samples");
}

void EdgePoolsTest::what_is_undefined_is_explained()
{
    QFETCH(QString, command);
    QFETCH(QString, words);
    const CliRun run = cli(QStringLiteral("ensemble ") + command);
    QVERIFY2((run.out + run.err).contains(words.toUtf8()), (run.out + run.err).constData());
}

QTEST_APPLESS_MAIN(EdgePoolsTest)
#include "edge_pools_test.moc"

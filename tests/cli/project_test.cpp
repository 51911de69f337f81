// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "tests/cli/cli_process.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;

/// cobench-cli project …
class ProjectTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void info_tells_pools_sources_and_disk_use();
    void clean_frees_what_was_deleted();
    void a_bundle_unpacks_to_the_same_project();
    void an_unbundle_never_replaces_a_project();
    void a_held_project_is_told_and_packed_but_not_cleaned();

private:
    CliRun cli(const char* command) const
    {
        return runCli(QString::fromUtf8(command).split(u' '), m_folder->path());
    }
    QJsonObject json(const char* command) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

QJsonObject ProjectTest::json(const char* command) const
{
    const CliRun run = cli(command);
    if (run.exit != 0)
        qFatal("%s: %s", command, run.err.constData());
    return QJsonDocument::fromJson(run.out).object();
}

void ProjectTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QFile::copy(
        sourcePath(QStringLiteral("tests/cli/data/votes.csv")), m_folder->filePath(QStringLiteral("v.csv"))));
    QCOMPARE(cli("pool import v.csv --project p.cobench --name votes").exit, 0);
}

void ProjectTest::info_tells_pools_sources_and_disk_use()
{
    QJsonObject facts = json("project info p.cobench --json");
    QJsonObject pool = facts[QStringLiteral("pools")][0].toObject();
    QCOMPARE(pool[QStringLiteral("name")].toString(), QStringLiteral("votes"));
    QCOMPARE(pool[QStringLiteral("models")].toInt(), 4);
    QVERIFY(pool[QStringLiteral("bytes")].toInt() > 0);
    const QJsonObject source = pool[QStringLiteral("sources")][0].toObject();
    QCOMPARE(source[QStringLiteral("path")].toString(),
        QFileInfo(m_folder->filePath(QStringLiteral("v.csv"))).absoluteFilePath());
    QCOMPARE(source[QStringLiteral("state")].toString(), QStringLiteral("unchanged"));
    const QJsonObject disk = facts[QStringLiteral("disk")].toObject();
    QCOMPARE(disk[QStringLiteral("total")].toInt(),
        disk[QStringLiteral("database")].toInt() + disk[QStringLiteral("arrays")].toInt());

    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("v.csv"))));
    facts = json("project info p.cobench --check --json");
    QCOMPARE(facts[QStringLiteral("pools")][0][QStringLiteral("sources")][0][QStringLiteral("state")].toString(),
        QStringLiteral("missing"));
    const CliRun text = cli("project info p.cobench");
    QVERIFY2(text.out.contains("votes") && text.out.contains("1: 1 missing") && text.out.contains("On disk"),
        text.out.constData());
}

void ProjectTest::clean_frees_what_was_deleted()
{
    QCOMPARE(json("project clean p.cobench --json")[QStringLiteral("freed")].toInt(), 0);
    {
        const auto project = store::Project::open(
            m_folder->filePath(QStringLiteral("p.cobench")).toStdString(), store::OpenMode::ReadWrite);
        QVERIFY((*project)->deletePool(*(*project)->findPool("votes")).ok());
    }
    const int deleted
        = json("project info p.cobench --json")[QStringLiteral("disk")][QStringLiteral("deleted")].toInt();
    QVERIFY(deleted > 0);
    QCOMPARE(json("project clean p.cobench --json")[QStringLiteral("freed")].toInt(), deleted);
    QCOMPARE(json("project info p.cobench --json")[QStringLiteral("disk")][QStringLiteral("arrays")].toInt(), 0);
}

void ProjectTest::a_bundle_unpacks_to_the_same_project()
{
    QCOMPARE(cli("project bundle p.cobench --out p.cobenchz").exit, 0);
    QCOMPARE(cli("project unbundle p.cobenchz --out q.cobench").out, QByteArray("Wrote q.cobench\n"));
    QCOMPARE(cli("pool info q.cobench#votes --json").out, cli("pool info p.cobench#votes --json").out);
}

void ProjectTest::an_unbundle_never_replaces_a_project()
{
    QCOMPARE(cli("project bundle p.cobench --out p.cobenchz").exit, 0);
    const CliRun run = cli("project unbundle p.cobenchz --out p.cobench");
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains("p.cobench"), run.err.constData());
    const CliRun wrong = cli("project unbundle v.csv --out q.cobench");
    QCOMPARE(wrong.exit, 1);
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("q.cobench"))));
}

void ProjectTest::a_held_project_is_told_and_packed_but_not_cleaned()
{
    const auto holder = store::Project::open(
        m_folder->filePath(QStringLiteral("p.cobench")).toStdString(), store::OpenMode::ReadWrite);
    QVERIFY(holder.ok());
    QCOMPARE(cli("project info p.cobench").exit, 0);
    QCOMPARE(cli("project bundle p.cobench --out p.cobenchz").exit, 0);
    const CliRun run = cli("project clean p.cobench");
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains(QByteArray::number(QCoreApplication::applicationPid())), run.err.constData());
}

QTEST_APPLESS_MAIN(ProjectTest)
#include "project_test.moc"

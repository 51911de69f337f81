// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy_writer.h"
#include "core/store/project.h"
#include "tests/cli/cli_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <limits>
#include <sys/stat.h>

using namespace cobench;

/// Bad input: exit 1, one message that names the file, nothing on standard output, no file left behind.
class RefusalsTest : public QObject
{
    Q_OBJECT

private slots:
    void bad_files_are_refused_by_name_data();
    void bad_files_are_refused_by_name();
    void keep_going_leaves_the_bad_member_out_and_says_so();
    void a_csv_file_is_whole_or_absent();
    void an_unwritable_result_is_a_failure();
    void a_pool_that_is_imported_reads_back_alike();
    void a_team_that_is_exported_reads_back_alike();
    void a_rule_that_cannot_be_used_is_refused_by_name();
    void a_selection_that_cannot_be_made_is_refused();
    void an_import_into_a_locked_project_names_the_holder();
    void a_taken_pool_name_is_refused();
    void a_schedule_is_read_from_a_file_of_any_name();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const;
    void writeMember(
        const QString& name, const std::vector<float>& values, std::vector<std::uint16_t> labels) const;
    CliRun cli(const char* command) const;

    QTemporaryDir m_folder;
};

void RefusalsTest::write(const QString& name, const QByteArray& bytes) const
{
    QVERIFY(QDir(m_folder.path()).mkpath(QFileInfo(name).path()));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A member of two classes.
void RefusalsTest::writeMember(
    const QString& name, const std::vector<float>& values, std::vector<std::uint16_t> labels) const
{
    QVERIFY(QDir(m_folder.path()).mkpath(QFileInfo(name).path()));
    const auto predictions = io::npyArray("predictions", values, {values.size() / 2, 2});
    const auto truth = io::npyArray("labels", labels, {labels.size()});
    const auto written = io::writeNpz(path(name).toStdString(), {predictions, truth});
    QVERIFY(written.ok());
}

CliRun RefusalsTest::cli(const char* command) const
{
    return runCli(QString::fromUtf8(command).split(u' '), m_folder.path());
}

void RefusalsTest::bad_files_are_refused_by_name_data()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> good{0.9F, 0.1F, 0.2F, 0.8F};
    write(QStringLiteral("empty.npz"), {});
    write(QStringLiteral("nothing.csv"), {});
    write(QStringLiteral("text.npz"), "this is no archive");
    write(QStringLiteral("ragged.csv"), "label,p0,p1\n0,0.5,0.5\n1,0.5\n");
    write(QStringLiteral("words.csv"), "label,p0,p1\n0,0.5,half\n");
    write(QStringLiteral("nan.csv"), "label,p0,p1\n0,0.5,0.5\n1,nan,0.5\n");
    write(QStringLiteral("range.csv"), "label,p0,p1\n0,0.5,0.5\n2,0.5,0.5\n");
    writeMember(QStringLiteral("whole.npz"), good, {0, 1});
    writeMember(QStringLiteral("nan.npz"), {0.9F, 0.1F, nan, 0.8F}, {0, 1});
    writeMember(QStringLiteral("sum.npz"), {0.9F, 0.3F, 0.2F, 0.8F}, {0, 1});
    writeMember(QStringLiteral("shape.npz"), good, {0, 1, 1});
    writeMember(QStringLiteral("uneven/a.npz"), good, {0, 1});
    writeMember(QStringLiteral("uneven/b.npz"), {0.9F, 0.1F}, {0});
    writeMember(QStringLiteral("truths/a.npz"), good, {0, 1});
    writeMember(QStringLiteral("truths/b.npz"), good, {1, 1});
    QFile whole(path(QStringLiteral("whole.npz")));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    write(QStringLiteral("cut.npz"), bytes.left(bytes.size() / 2));
    QByteArray flipped = bytes;
    flipped[140] = static_cast<char>(flipped[140] ^ 4);
    write(QStringLiteral("flipped.npz"), flipped);
    QDir(m_folder.path()).mkpath(QStringLiteral("hollow"));
    mkfifo(path(QStringLiteral("pipe.npz")).toUtf8().constData(), 0600);

    QTest::addColumn<QString>("pool");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* pool, const char* named) {
        QTest::newRow(pool) << QString::fromUtf8(pool) << QString::fromUtf8(named);
    };
    row("absent.npz", "absent.npz");
    row("empty.npz", "empty.npz");
    row("nothing.csv", "nothing.csv");
    row("text.npz", "text.npz");
    row("cut.npz", "cut.npz");
    row("flipped.npz", "flipped.npz");
    row("ragged.csv", "line 3");
    row("words.csv", "half");
    row("nan.csv", "nan.csv");
    row("range.csv", "range.csv");
    row("nan.npz", "row");
    row("sum.npz", "row");
    row("shape.npz", "shape.npz");
    row("uneven", "b.npz");
    row("truths", "b.npz");
    row("hollow", "hollow");
    row("pipe.npz", "pipe.npz");
    row("absent.cobench#x", "absent.cobench");
    row("val=absent.npz", "absent.npz: ");
}

void RefusalsTest::bad_files_are_refused_by_name()
{
    QFETCH(QString, pool);
    QFETCH(QString, named);
    const CliRun run
        = runCli({QStringLiteral("pool"), QStringLiteral("info"), pool, QStringLiteral("--json")}, m_folder.path());
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.startsWith("cobench-cli: "), run.err.constData());
    QVERIFY2(QString::fromUtf8(run.err).contains(named), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
}

void RefusalsTest::keep_going_leaves_the_bad_member_out_and_says_so()
{
    writeMember(QStringLiteral("mixed/a.npz"), {0.9F, 0.1F, 0.2F, 0.8F}, {0, 1});
    writeMember(QStringLiteral("mixed/b.npz"), {0.8F, 0.2F, 0.6F, 0.4F}, {0, 1});
    write(QStringLiteral("mixed/c.npz"), "broken");
    QCOMPARE(cli("pool info mixed").exit, 1);
    const CliRun kept = cli("pool info mixed --keep-going --json");
    QCOMPARE(kept.exit, 0);
    QVERIFY2(kept.err.contains("c.npz"), kept.err.constData());
    QVERIFY(kept.out.contains("\"name\":\"b\""));
    QVERIFY(kept.out.contains("left out: "));
    QCOMPARE(cli("pool info mixed --keep-going --quiet").err, QByteArray());
}

void RefusalsTest::a_csv_file_is_whole_or_absent()
{
    writeMember(QStringLiteral("two/a.npz"), {0.9F, 0.1F, 0.2F, 0.8F}, {0, 1});
    writeMember(QStringLiteral("two/b.npz"), {0.8F, 0.2F, 0.6F, 0.4F}, {0, 1});
    const CliRun written = cli("ensemble matrix two --metric BD --csv bd.csv");
    QCOMPARE(written.exit, 0);
    QCOMPARE(written.out, QByteArray());
    QFile file(path(QStringLiteral("bd.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("model,a,b\na,,0.5\nb,0.5,\n"));

    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("only")));
    QCOMPARE(cli("pool info absent --csv only/info.csv").exit, 1);
    QCOMPARE(cli("ensemble score two --teams 0,9 --csv only/score.csv").exit, 2);
    const auto everything = QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot;
    QCOMPARE(QDir(path(QStringLiteral("only"))).entryList(everything), QStringList());
}

void RefusalsTest::an_unwritable_result_is_a_failure()
{
    writeMember(QStringLiteral("two/a.npz"), {0.9F, 0.1F, 0.2F, 0.8F}, {0, 1});
    const CliRun nowhere = cli("pool info two/a.npz --csv no-such-folder/info.csv");
    QCOMPARE(nowhere.exit, 1);
    QVERIFY2(nowhere.err.contains("no-such-folder/info.csv"), nowhere.err.constData());
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no /dev/full");
    const CliRun full = cli("pool info two/a.npz --csv /dev/full");
    QCOMPARE(full.exit, 1);
    QVERIFY2(full.err.contains("/dev/full"), full.err.constData());
}

void RefusalsTest::a_pool_that_is_imported_reads_back_alike()
{
    const QByteArray three = sourcePath(QStringLiteral("tests/cli/data/three")).toUtf8();
    const CliRun imported
        = cli(("pool import " + three + " --project stored.cobench --name three --json").constData());
    QCOMPARE(imported.err, QByteArray());
    QCOMPARE(imported.out, QByteArray("{\"pool\":\"three\",\"id\":1,\"models\":3,\"samples\":8}\n"));
    const CliRun files = cli(("ensemble score " + three + " --metrics all").constData());
    const CliRun stored = cli("ensemble score stored.cobench#three --metrics all");
    QCOMPARE(stored.exit, 0);
    const auto table = [](const QByteArray& text) { return text.mid(text.indexOf('\n')); };
    QCOMPARE(table(stored.out), table(files.out));
}

void RefusalsTest::a_team_that_is_exported_reads_back_alike()
{
    const QByteArray three = sourcePath(QStringLiteral("tests/cli/data/three")).toUtf8();
    for (const QByteArray file : {"team.npz", "team.csv"}) {
        const CliRun told
            = cli(("ensemble team " + three + " --members 0,2 --json --quiet --export " + file).constData());
        QCOMPARE(told.err, QByteArray());
        QCOMPARE(told.exit, 0);
        const CliRun back = cli(("pool info " + file + " --json").constData());
        QCOMPARE(back.exit, 0);
        const qsizetype figures = back.out.indexOf("\"accuracy\":");
        const QByteArray accuracy = back.out.mid(figures, back.out.indexOf(',', figures) - figures);
        QVERIFY2(told.out.contains("\"rule\":\"soft\",\"temperature\":1,\"unavailable\":null," + accuracy + ","),
            told.out.constData());
    }
    const CliRun nowhere = cli(("ensemble team " + three + " --members 0,2 --export no/team.npz").constData());
    QCOMPARE(nowhere.exit, 1);
    QCOMPARE(nowhere.out, QByteArray());
    QVERIFY2(nowhere.err.contains("no/team.npz"), nowhere.err.constData());
}

void RefusalsTest::a_rule_that_cannot_be_used_is_refused_by_name()
{
    const QByteArray votes = "ensemble team " + sourcePath(QStringLiteral("tests/cli/data/votes.csv")).toUtf8();
    const CliRun soft = cli((votes + " --members 0,1 --consensus soft").constData());
    QCOMPARE(soft.exit, 1);
    QCOMPARE(soft.out, QByteArray());
    QVERIFY2(soft.err.contains("ant has labels only"), soft.err.constData());
    const CliRun tempered = cli((votes + " --members 0,1 --temperature 2").constData());
    QCOMPARE(tempered.exit, 1);
    const CliRun open = cli((votes + " --members 0,1 --consensus majority --export m.npz").constData());
    QCOMPARE(open.exit, 1);
    QVERIFY2(open.err.contains("abstains"), open.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("m.npz"))));
}

void RefusalsTest::a_selection_that_cannot_be_made_is_refused()
{
    const QByteArray votes = "ensemble select " + sourcePath(QStringLiteral("tests/cli/data/votes.csv")).toUtf8();
    const CliRun soft = cli((votes + " --method beam --consensus soft --csv s.csv").constData());
    QCOMPARE(soft.exit, 1);
    QCOMPARE(soft.out, QByteArray());
    QVERIFY2(soft.err.contains("labels only"), soft.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("s.csv"))));
    const CliRun unused = cli((votes + " --method beam --beta 0.2 --json").constData());
    QCOMPARE(unused.exit, 0);
    QVERIFY2(unused.err.contains("--beta makes no difference"), unused.err.constData());
    QCOMPARE(cli((votes + " --method beam --beta 0.2 --json --quiet").constData()).out, unused.out);
}

void RefusalsTest::an_import_into_a_locked_project_names_the_holder()
{
    const QByteArray three = sourcePath(QStringLiteral("tests/cli/data/three")).toUtf8();
    const std::string target = path(QStringLiteral("locked.cobench")).toStdString();
    const auto holder = store::Project::open(target, store::OpenMode::Create);
    QVERIFY(holder.ok());
    const CliRun refused = cli(("pool import " + three + " --project locked.cobench --name a").constData());
    QCOMPARE(refused.exit, 1);
    const QByteArray pid = QByteArray::number(static_cast<qlonglong>(QCoreApplication::applicationPid()));
    QVERIFY2(refused.err.contains(pid), refused.err.constData());
    QVERIFY2(refused.err.contains("locked.cobench"), refused.err.constData());
}

void RefusalsTest::a_taken_pool_name_is_refused()
{
    const QByteArray command = "pool import " + sourcePath(QStringLiteral("tests/cli/data/three")).toUtf8()
        + " --project twice.cobench --name a";
    QCOMPARE(cli(command.constData()).exit, 0);
    const CliRun again = cli(command.constData());
    QCOMPARE(again.exit, 1);
    QVERIFY2(again.err.contains("another name"), again.err.constData());
}

void RefusalsTest::a_schedule_is_read_from_a_file_of_any_name()
{
    for (const char* name : {"decay(2).py", "lrPolicy_{mine}"}) {
        write(QString::fromUtf8(name), "CosineDecay(0.1,300,alpha=0.5)\n");
        const CliRun run = cli((QByteArray("lr import ") + name).constData());
        QVERIFY2(run.exit == 0, run.err.constData());
        QVERIFY(run.out.startsWith("lrPolicy_"));
    }
    const CliRun code = cli("lr import {\"a\":1}"); // which is no file's name
    QVERIFY(code.exit != 0);
    QVERIFY2(!code.err.contains("cannot be read"), code.err.constData());
}

QTEST_APPLESS_MAIN(RefusalsTest)
#include "refusals_test.moc"

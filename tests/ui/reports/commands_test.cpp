// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"
#include "tests/ui/reports/three_models.h"
#include "ui/pages/reports/view_spec.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;

#ifndef COBENCH_PROGRAM
#define COBENCH_PROGRAM ""
#endif

namespace {

struct Outcome {
    int status = -1;
    QString output;
    QString errors;
};

} // namespace

/// The program itself, run as a script would, without a display.
class CommandsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void everyKindOfFileIsWritten_data();
    void everyKindOfFileIsWritten();
    void sizeAndResolutionDecideThePixels();
    void theThemeDecidesTheColours();
    void theCsvHoldsTheNumbers();
    void tablesAreWrittenToo();
    void viewsAreListedWithAndWithoutAProject();
    void everyViewOfAPoolIsDrawn_data();
    void everyViewOfAPoolIsDrawn();
    void everyViewTellsWhatIsWrongWithIt_data();
    void everyViewTellsWhatIsWrongWithIt();
    void mistakesAreToldAndLeaveNoFile_data();
    void mistakesAreToldAndLeaveNoFile();
    void aFolderThatDoesNotExistIsAFailure();
    void aStoredReportIsWritten();
    void aPartThatCannotBeShownFailsTheReportUnlessToldToKeepGoing();
    void changedDataIsWarnedOf();
    void helpAndVersionNeedNoDisplay();
    void theOptionsOfEveryVerbAreTaken();
    void numbersHaveAPointInEveryLocale();
    void aWindowWithoutADisplayIsAFailureThatSaysWhatElseThereIs();

private:
    Outcome run(const QStringList& arguments, const QStringList& variables = {}) const;
    QByteArray contents(const QString& name) const;

    QTemporaryDir m_directory;
};

void CommandsTest::initTestCase()
{
    if (QLatin1String(COBENCH_PROGRAM).isEmpty())
        QSKIP("the desktop program is not built");
    VERIFY_OK(test::storeProject(
        m_directory.filePath(QLatin1String("p.cobench")).toStdString(), test::threeModels(), "three"));
    VERIFY_OK(test::storeProject(m_directory.filePath(QLatin1String("s.cobench")).toStdString(),
        test::samplePool(7, {.models = 5, .samples = 120, .lastIsLabelOnly = false}),
        "sample"));
    const auto project = store::Project::open(
        m_directory.filePath(QLatin1String("p.cobench")).toStdString(), store::OpenMode::ReadWrite);
    VERIFY_OK(project);
    const auto sample = store::Project::open(
        m_directory.filePath(QLatin1String("s.cobench")).toStdString(), store::OpenMode::ReadWrite);
    VERIFY_OK(sample);
    using store::BlockKind;
    VERIFY_OK(
        (*sample)->addReport("words", {{.id = 1, .kind = BlockKind::View, .content = "chance:sample:GD::50:3"}}));
    VERIFY_OK((*project)->addReport("For Monday",
        {{.id = 1, .kind = BlockKind::Text, .content = "Read this first."},
            {.id = 2, .kind = BlockKind::View, .content = "matrix:three:BD", .caption = "Who fails with whom."}}));
    VERIFY_OK((*project)->addReport("broken",
        {{.id = 1, .kind = BlockKind::View, .content = "matrix:gone:BD"},
            {.id = 2, .kind = BlockKind::Text, .content = "The rest."}}));
    VERIFY_OK((*project)->addReport(
        "old", {{.id = 1, .kind = BlockKind::Table, .content = "models:three", .dataHash = "0123"}}));
}

Outcome CommandsTest::run(const QStringList& arguments, const QStringList& variables) const
{
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(variable));
    for (const QString& variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(environment);
    process.start(QLatin1String(COBENCH_PROGRAM), arguments);
    if (!process.waitForFinished(60000))
        return {};
    return {process.exitCode(),
        QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

QByteArray CommandsTest::contents(const QString& name) const
{
    QFile file(m_directory.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void CommandsTest::everyKindOfFileIsWritten_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("png") << QStringLiteral("export") << QStringLiteral("m.png") << QByteArray("\x89PNG");
    QTest::newRow("svg") << QStringLiteral("export") << QStringLiteral("m.svg") << QByteArray("<?xml");
    QTest::newRow("pdf") << QStringLiteral("export") << QStringLiteral("m.pdf") << QByteArray("%PDF-");
    QTest::newRow("html") << QStringLiteral("report") << QStringLiteral("r.html") << QByteArray("<!DOCTYPE html>");
    QTest::newRow("report pdf") << QStringLiteral("report") << QStringLiteral("r.pdf") << QByteArray("%PDF-");
}

void CommandsTest::everyKindOfFileIsWritten()
{
    QFETCH(QString, verb);
    QFETCH(QString, file);
    QFETCH(QByteArray, begin);
    QStringList arguments{verb, QStringLiteral("p.cobench"), QStringLiteral("--out"), file};
    if (verb == QStringLiteral("export"))
        arguments << QStringLiteral("--view") << QStringLiteral("matrix:three:BD");
    const Outcome outcome = run(arguments);
    QVERIFY2(outcome.status == 0, qPrintable(outcome.errors));
    QCOMPARE(outcome.output, QString());
    QVERIFY2(contents(file).startsWith(begin), contents(file).left(40).constData());
}

void CommandsTest::sizeAndResolutionDecideThePixels()
{
    const Outcome outcome = run({QStringLiteral("export"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--view"),
        QStringLiteral("recall:three:0"),
        QStringLiteral("--out"),
        QStringLiteral("s.png"),
        QStringLiteral("--size"),
        QStringLiteral("400x300"),
        QStringLiteral("--dpi"),
        QStringLiteral("192")});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(QImage(m_directory.filePath(QStringLiteral("s.png"))).size(), QSize(800, 600));
}

void CommandsTest::theThemeDecidesTheColours()
{
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        const Outcome outcome = run({QStringLiteral("export"),
            QStringLiteral("p.cobench"),
            QStringLiteral("--view"),
            QStringLiteral("matrix:three:BD"),
            QStringLiteral("--out"),
            theme + QStringLiteral(".png"),
            QStringLiteral("--theme"),
            theme});
        QCOMPARE(outcome.status, 0);
        const QImage image(m_directory.filePath(theme + QStringLiteral(".png")));
        QCOMPARE(qGray(image.pixel(2, 2)) > 127, theme == QStringLiteral("light"));
    }
}

void CommandsTest::theCsvHoldsTheNumbers()
{
    const Outcome outcome = run({QStringLiteral("export"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--view"),
        QStringLiteral("matrix:three:BD"),
        QStringLiteral("--out"),
        QStringLiteral("m.csv")});
    QCOMPARE(outcome.status, 0);
    const QByteArray csv = contents(QStringLiteral("m.csv"));
    QVERIFY2(csv.contains("0.75") && csv.contains("0.25"), csv.constData());
}

void CommandsTest::tablesAreWrittenToo()
{
    const Outcome outcome = run({QStringLiteral("export"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--table"),
        QStringLiteral("models:three"),
        QStringLiteral("--out"),
        QStringLiteral("t.csv")});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.errors));
    const QByteArray csv = contents(QStringLiteral("t.csv"));
    QVERIFY2(csv.startsWith("Model,Accuracy") && csv.count('\n') == 4, csv.constData());
}

void CommandsTest::viewsAreListedWithAndWithoutAProject()
{
    const Outcome forms = run({QStringLiteral("export"), QStringLiteral("--list-views")});
    QCOMPARE(forms.status, 0);
    QVERIFY(forms.output.contains(QStringLiteral("matrix:POOL:METRIC[:SPLIT[:SAMPLES]]")));
    const Outcome views
        = run({QStringLiteral("export"), QStringLiteral("p.cobench"), QStringLiteral("--list-views")});
    QCOMPARE(views.status, 0);
    QVERIFY(views.output.contains(QStringLiteral("reliability:three:b\n")));
}

void CommandsTest::everyViewOfAPoolIsDrawn_data()
{
    QTest::addColumn<QString>("view");
    for (const ui::ViewForm& form : ui::viewForms()) {
        if (form.takes == ui::ViewTakes::Expression)
            continue;
        const QString view = QString::fromStdString(std::string(form.id)) + QStringLiteral(":sample:")
            + (form.takes == ui::ViewTakes::Metric      ? QStringLiteral("GD")
                    : form.takes == ui::ViewTakes::Team ? QStringLiteral("0,1,3")
                                                        : QStringLiteral("2"));
        QTest::newRow(qPrintable(view)) << view;
    }
    for (const char* view : {"matrix:sample:QS:val:focal:1",
             "scatter:sample:CK:val:all",
             "pareto:sample:GD:test:diversity:focal:2",
             "selection:sample:GD:val:kmeans:focal=2",
             "selection:sample:QS:test:kstd:k=0.5",
             "selection:sample:GD:val:eq",
             "chance:sample:GD:test:40:7:all",
             "correlations:sample:BD:val:all",
             "overlap:sample:0,1,2,3,4:val:plurality",
             "team-confusion:sample:0,1:test:soft:best",
             "team-confusion:sample:0,1:test:stacking:difference",
             "team-recall:sample:1,2:val"})
        QTest::newRow(view) << QString::fromUtf8(view);
}

void CommandsTest::everyViewOfAPoolIsDrawn()
{
    QFETCH(QString, view);
    const QString file = QStringLiteral("every.png");
    const Outcome outcome = run({QStringLiteral("export"),
        QStringLiteral("s.cobench"),
        QStringLiteral("--view"),
        view,
        QStringLiteral("--out"),
        file});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.errors));
    const QImage image(m_directory.filePath(file));
    QVERIFY(!image.isNull() && image.width() >= 400);
    QVERIFY(QFile::remove(m_directory.filePath(file)));
}

void CommandsTest::everyViewTellsWhatIsWrongWithIt_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* view, const char* words) {
        QTest::newRow(view) << QString::fromUtf8(view) << QString::fromUtf8(words);
    };
    row("matrix:sample:GD:test:focal:9", "9");
    row("scatter:sample:GD:test:hard", "all, disagreement or focal:INDEX");
    row("pareto:sample:GD:test:price", "diversity or cost");
    row("selection:sample:GD:val:magic", "choose one of mean kmeans focal");
    row("selection:sample:GD:val:top:beta=0.1", "makes no difference to top");
    row("selection:sample:GD:val:mean:focal=1", "no view of one member");
    row("chance:sample:GD:test:0", "1 to 1000000");
    row("correlations:sample:ZZ", "CK QS BD FK KW GD RHO EN DF");
    row("tree:sample:GD:test:1", "a number from 2 on");
    row("confusion:sample:9", "an index from 0 to 4");
    row("reliability:sample:nobody", "there is no model nobody");
    row("recall:sample:", "recall:POOL:MODEL[:SPLIT]");
    row("overlap:sample:0,0", "named twice");
    row("overlap:sample:0,7", "there is no model 7");
    row("team-confusion:sample:0,1:test:loud", "soft weighted-soft");
    row("team-confusion:sample:0,1:test::worst", "team, best or difference");
    row("team-recall:sample:0,1:test:soft", "team-recall:POOL:MEMBERS[:SPLIT]");
}

void CommandsTest::everyViewTellsWhatIsWrongWithIt()
{
    QFETCH(QString, view);
    QFETCH(QString, words);
    const Outcome outcome = run({QStringLiteral("export"),
        QStringLiteral("s.cobench"),
        QStringLiteral("--view"),
        view,
        QStringLiteral("--out"),
        QStringLiteral("wrong.svg")});
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.errors.contains(words), qPrintable(outcome.errors));
    QVERIFY(!QFile::exists(m_directory.filePath(QStringLiteral("wrong.svg"))));
}

void CommandsTest::mistakesAreToldAndLeaveNoFile_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    QTest::newRow("no view") << QStringLiteral("export p.cobench --out x.svg") << 2 << QStringLiteral("--view");
    QTest::newRow("words are no table") << QStringLiteral("export p.cobench --table overview:three --out x.csv")
                                        << 2 << QStringLiteral("models:POOL");
    QTest::newRow("a table is no picture")
        << QStringLiteral("export p.cobench --table models:three --out x.svg") << 2 << QStringLiteral(".csv");
    QTest::newRow("no file") << QStringLiteral("export p.cobench --view matrix:three:BD") << 2
                             << QStringLiteral("--out");
    QTest::newRow("no such view") << QStringLiteral("export p.cobench --view pie:three:BD --out x.svg") << 2
                                  << QStringLiteral("pie");
    QTest::newRow("no such pool") << QStringLiteral("export p.cobench --view matrix:four:BD --out x.svg") << 2
                                  << QStringLiteral("three");
    QTest::newRow("no such split") << QStringLiteral("export p.cobench --view matrix:three:BD:val --out x.svg") << 2
                                   << QStringLiteral("test");
    QTest::newRow("no such model") << QStringLiteral("export p.cobench --view recall:three:z --out x.svg") << 2
                                   << QStringLiteral("z");
    QTest::newRow("bad size") << QStringLiteral("export p.cobench --view matrix:three:BD --out x.svg --size 9x")
                              << 2 << QStringLiteral("9x");
    QTest::newRow("bad theme") << QStringLiteral(
        "export p.cobench --view matrix:three:BD --out x.svg --theme sepia")
                               << 2 << QStringLiteral("sepia");
    QTest::newRow("bad ending") << QStringLiteral("export p.cobench --view matrix:three:BD --out x.bmp") << 2
                                << QStringLiteral("x.bmp");
    QTest::newRow("unknown option") << QStringLiteral("export p.cobench --colour red") << 2
                                    << QStringLiteral("colour");
    QTest::newRow("no such project") << QStringLiteral("export q.cobench --view matrix:three:BD --out x.svg") << 1
                                     << QStringLiteral("q.cobench");
    QTest::newRow("report without project")
        << QStringLiteral("report --out x.html") << 2 << QStringLiteral("project");
    QTest::newRow("no such report") << QStringLiteral("report p.cobench --report Tuesday --out x.html") << 2
                                    << QStringLiteral("For Monday, broken, old");
    QTest::newRow("report of no kind") << QStringLiteral("report p.cobench --out x.doc") << 2
                                       << QStringLiteral(".html");
}

void CommandsTest::mistakesAreToldAndLeaveNoFile()
{
    QFETCH(QString, arguments);
    QFETCH(int, status);
    QFETCH(QString, word);
    const QStringList before = QDir(m_directory.path()).entryList(QDir::Files);
    const Outcome outcome = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(outcome.status, status);
    QVERIFY2(outcome.errors.startsWith(QStringLiteral("cobench: ")), qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.contains(word), qPrintable(outcome.errors));
    QCOMPARE(QDir(m_directory.path()).entryList(QDir::Files), before);
}

void CommandsTest::aFolderThatDoesNotExistIsAFailure()
{
    const Outcome outcome = run({QStringLiteral("export"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--view"),
        QStringLiteral("matrix:three:BD"),
        QStringLiteral("--out"),
        QStringLiteral("no/such/m.svg")});
    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.errors.contains(QStringLiteral("no/such/m.svg")));
}

void CommandsTest::aStoredReportIsWritten()
{
    const Outcome outcome = run({QStringLiteral("report"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--report"),
        QStringLiteral("For Monday"),
        QStringLiteral("--out"),
        QStringLiteral("monday.html")});
    QVERIFY2(outcome.status == 0 && outcome.errors.isEmpty(), qPrintable(outcome.errors));
    const QByteArray html = contents(QStringLiteral("monday.html"));
    for (const char* words :
        {"<h1>For Monday</h1>", "Read this first.", "Who fails with whom.", "--report 'For Monday' --out"})
        QVERIFY2(html.contains(words), words);
    QCOMPARE(html.count("<figure>"), 1);
}

void CommandsTest::aPartThatCannotBeShownFailsTheReportUnlessToldToKeepGoing()
{
    const QStringList arguments{QStringLiteral("report"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--report"),
        QStringLiteral("broken"),
        QStringLiteral("--out"),
        QStringLiteral("broken.html")};
    const Outcome strict = run(arguments);
    QCOMPARE(strict.status, 1);
    QVERIFY2(strict.errors.contains(QStringLiteral("block 1, matrix:gone:BD")), qPrintable(strict.errors));
    QVERIFY(contents(QStringLiteral("broken.html")).isEmpty());
    QCOMPARE(run(arguments + QStringList(QStringLiteral("--keep-going"))).status, 0);
    const QByteArray html = contents(QStringLiteral("broken.html"));
    QVERIFY(html.contains("matrix:gone:BD cannot be shown") && html.contains("The rest."));
}

void CommandsTest::changedDataIsWarnedOf()
{
    const Outcome outcome = run({QStringLiteral("report"),
        QStringLiteral("p.cobench"),
        QStringLiteral("--report"),
        QStringLiteral("old"),
        QStringLiteral("--out"),
        QStringLiteral("old.pdf")});
    QCOMPARE(outcome.status, 0);
    QVERIFY2(
        outcome.errors.contains(QStringLiteral("models:three: the data has changed")), qPrintable(outcome.errors));
}

void CommandsTest::helpAndVersionNeedNoDisplay()
{
    const Outcome version = run({QStringLiteral("--version")});
    QCOMPARE(version.status, 0);
    QVERIFY2(version.output.contains(QStringLiteral(COBENCH_VERSION)), qPrintable(version.output));
    QVERIFY(run({QStringLiteral("--help")}).output.contains(QStringLiteral("cobench export")));
    QVERIFY(
        run({QStringLiteral("export"), QStringLiteral("--help")}).output.contains(QStringLiteral("--list-views")));
}

void CommandsTest::theOptionsOfEveryVerbAreTaken()
{
    for (const char* verb : {"export", "report"}) {
        const Outcome version = run({QLatin1String(verb), QStringLiteral("--version")});
        QCOMPARE(version.status, 0);
        QCOMPARE(version.output, QStringLiteral("cobench " COBENCH_VERSION "\n"));
        const Outcome none = run({QLatin1String(verb), QStringLiteral("--threads"), QStringLiteral("0")});
        QCOMPARE(none.status, 2);
        QVERIFY2(none.errors.contains(QStringLiteral("--threads 0")), qPrintable(none.errors));
    }
    const QStringList common{QStringLiteral("--quiet"), QStringLiteral("--threads"), QStringLiteral("2")};
    const Outcome drawn = run(QStringList{QStringLiteral("export"),
                                  QStringLiteral("p.cobench"),
                                  QStringLiteral("--view"),
                                  QStringLiteral("scatter:three:BD"),
                                  QStringLiteral("--out"),
                                  QStringLiteral("quiet.csv")}
        + common);
    QVERIFY2(drawn.status == 0 && drawn.errors.isEmpty(), qPrintable(drawn.errors));
    const Outcome reported = run(QStringList{QStringLiteral("report"),
                                     QStringLiteral("p.cobench"),
                                     QStringLiteral("--report"),
                                     QStringLiteral("old"),
                                     QStringLiteral("--out"),
                                     QStringLiteral("quiet.html")}
        + common); // which warns of changed data otherwise
    QVERIFY2(reported.status == 0 && reported.errors.isEmpty(), qPrintable(reported.errors));
}

void CommandsTest::numbersHaveAPointInEveryLocale()
{
    const QString locale = m_directory.filePath(QStringLiteral("de_DE.UTF-8"));
    const QStringList made{QStringLiteral("-c"),
        QStringLiteral("-i"),
        QStringLiteral("de_DE"),
        QStringLiteral("-f"),
        QStringLiteral("UTF-8"),
        locale};
    if (QProcess::execute(QStringLiteral("localedef"), made) != 0)
        QSKIP("there is no locale to try it with");
    const Outcome outcome = run({QStringLiteral("report"),
                                    QStringLiteral("s.cobench"),
                                    QStringLiteral("--report"),
                                    QStringLiteral("words"),
                                    QStringLiteral("--out"),
                                    QStringLiteral("words.html")},
        {QStringLiteral("LC_ALL=de_DE.UTF-8"), QStringLiteral("LOCPATH=") + m_directory.path()});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.errors));
    const QString html = QString::fromUtf8(contents(QStringLiteral("words.html")));
    QVERIFY(html.contains(QRegularExpression(QStringLiteral("chance alone gives -?\\d\\.\\d\\d to"))));
}

void CommandsTest::aWindowWithoutADisplayIsAFailureThatSaysWhatElseThereIs()
{
    const Outcome outcome = run({});
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.errors.contains(QStringLiteral("cobench report")), qPrintable(outcome.errors));
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"

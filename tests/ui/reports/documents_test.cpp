// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/config.h"
#include "tests/support/verify_ok.h"
#include "tests/ui/reports/three_models.h"
#include "ui/pages/reports/compose_report.h"
#include "ui/pages/reports/html_figure.h"
#include "ui/pages/reports/html_report.h"
#include "ui/pages/reports/list_views.h"
#include "ui/pages/reports/pdf_report.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace cobench;
using namespace cobench::ui;

class DocumentsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void theReportTellsTheHandComputedResults();
    void teamsAreChosenOnValAndMeasuredOnTest();
    void oneSplitIsMarkedAsSelectedOnTheReportedData();
    void theHtmlNeedsNothingBesideIt();
    void everyFigureCarriesItsOrigin();
    void inlineFiguresAreWellFormedWithIdsOfTheirOwn();
    void namesCannotBreakOutOfTheHtml();
    void thePdfHasPages();
    void finishedRunsAreToldWithTheirSeeds();
    void aProjectWithoutPoolsIsRefused();
    void listedViewsCanAllBeParsed();

private:
    Result<ReportDocument> compose(const data::Pool& pool, const std::string& name);
    std::filesystem::path file(const char* name) const
    {
        return m_directory.filePath(QLatin1String(name)).toStdString();
    }

    QTemporaryDir m_directory;
    int m_projects = 0;
};

namespace {

const QDateTime kMadeAt(QDate(2026, 11, 23), QTime(12, 30), Qt::UTC);

const ReportTable& tableAt(const ReportDocument& document, int number)
{
    for (const ReportPart& part : document.sections.at(0).parts) {
        const auto* table = std::get_if<ReportTable>(&part);
        if (table && number-- == 0)
            return *table;
    }
    qFatal("there is no such table");
}

QStringList svgsOf(const QString& html)
{
    static const QRegularExpression kSvg(
        QStringLiteral("<svg.*?</svg>"), QRegularExpression::DotMatchesEverythingOption);
    QStringList found;
    for (auto matches = kSvg.globalMatch(html); matches.hasNext();)
        found << matches.next().captured();
    return found;
}

} // namespace

void DocumentsTest::initTestCase()
{
    QVERIFY(m_directory.isValid());
}

Result<ReportDocument> DocumentsTest::compose(const data::Pool& pool, const std::string& name)
{
    const std::filesystem::path path = file(qPrintable(QStringLiteral("p%1.cobench").arg(++m_projects)));
    if (const auto stored = test::storeProject(path, pool, name); !stored)
        return stored.error();
    const auto source = ReportSource::open(path);
    if (!source)
        return source.error();
    Progress progress;
    return composeProject(*source, kMadeAt, progress, CancelToken{});
}

void DocumentsTest::theReportTellsTheHandComputedResults()
{
    const auto document = compose(test::threeModels(), "three");
    VERIFY_OK(document);
    const QString overview = std::get<ReportText>(document->sections.at(0).parts.at(0)).text;
    QVERIFY2(
        overview.contains(QStringLiteral("3 models on the 4 samples of test, 2 classes")), qPrintable(overview));
    QVERIFY2(overview.contains(QStringLiteral("Of 4 teams, 3 (75.0 %) are more accurate")), qPrintable(overview));
    const ReportTable& members = tableAt(*document, 0);
    QCOMPARE(members.rows.at(2).at(1), QStringLiteral("50.00 %"));
    QCOMPARE(members.rows.at(2).last(), QStringLiteral("2"));
    QCOMPARE(members.highlightedRow, 0);
}

void DocumentsTest::teamsAreChosenOnValAndMeasuredOnTest()
{
    const auto document = compose(test::threeModelsWithVal(), "three");
    VERIFY_OK(document);
    const ReportTable& teams = tableAt(*document, 1);
    QCOMPARE(teams.title, QStringLiteral("Most accurate teams on val, as they do on test"));
    // On val every team with a or b ties at 50 % or less; the best single member there is c.
    QCOMPARE(tableAt(*document, 0).highlightedRow, 2);
    QVERIFY(teams.headers.contains(QStringLiteral("Accuracy, val")));
    QVERIFY(teams.headers.contains(QStringLiteral("Accuracy, test")));
}

void DocumentsTest::oneSplitIsMarkedAsSelectedOnTheReportedData()
{
    const auto document = compose(test::threeModels(), "three");
    VERIFY_OK(document);
    const ReportTable& teams = tableAt(*document, 1);
    QVERIFY(teams.title.contains(QStringLiteral("selected on the reported data")));
    QCOMPARE(teams.rows.at(0).at(0), QStringLiteral("0,1"));
    QCOMPARE(teams.rows.at(0).at(4), QStringLiteral("+25.00"));
}

void DocumentsTest::theHtmlNeedsNothingBesideIt()
{
    const auto document = compose(test::threeModels(), "three");
    VERIFY_OK(document);
    const QString html = QString::fromUtf8(toHtml(*document));
    QVERIFY(html.startsWith(QStringLiteral("<!DOCTYPE html>")));
    static const QRegularExpression kOutside(
        QStringLiteral("(src|href|xlink:href)=\"(?!#|data:)|url\\((?!#|data:)|@import|<script|<link"));
    const auto outside = kOutside.match(html);
    QVERIFY2(!outside.hasMatch(), qPrintable(html.mid(outside.capturedStart(), 120)));
    QVERIFY(html.contains(QStringLiteral("prefers-color-scheme:dark")));
    QVERIFY(html.contains(QStringLiteral("@media print")));
}

void DocumentsTest::everyFigureCarriesItsOrigin()
{
    const auto document = compose(test::threeModels(), "three");
    VERIFY_OK(document);
    const QString html = QString::fromUtf8(toHtml(*document));
    const qsizetype figures = html.count(QStringLiteral("<figure>"));
    QCOMPARE(figures, qsizetype{6});
    const qsizetype tables = 2;
    QCOMPARE(html.count(QStringLiteral("n = 4 · split test · no seed · data ")), figures + tables);
    QCOMPARE(html.count(QStringLiteral("2026-11-23 12:30 UTC")), figures + tables);
    QCOMPARE(html.count(QStringLiteral("cobench export ")), figures + tables);
    QCOMPARE(html.count(QStringLiteral("cobench report ")), qsizetype{1});
}

void DocumentsTest::inlineFiguresAreWellFormedWithIdsOfTheirOwn()
{
    const auto document = compose(test::threeModels(), "three");
    VERIFY_OK(document);
    const QString html = QString::fromUtf8(toHtml(*document));
    const QStringList svgs = svgsOf(html);
    QCOMPARE(svgs.size(), qsizetype{12}); // light and dark
    for (const QString& svg : svgs) {
        QXmlStreamReader reader(svg);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(svg.contains(QStringLiteral("viewBox=\"0 0 ")));
    }
    QSet<QString> ids;
    static const QRegularExpression kId(QStringLiteral("\\sid=\"([^\"]+)\""));
    for (auto matches = kId.globalMatch(html); matches.hasNext();) {
        const QString id = matches.next().captured(1);
        QVERIFY2(!ids.contains(id), qPrintable(id));
        ids.insert(id);
    }
}

void DocumentsTest::namesCannotBreakOutOfTheHtml()
{
    data::Pool pool = test::threeModels();
    pool.models[0].name = "<script>\"&";
    const auto document = compose(pool, "</style><b>");
    VERIFY_OK(document);
    const QString html = QString::fromUtf8(toHtml(*document));
    QVERIFY(!html.contains(QStringLiteral("<script")));
    QVERIFY(!html.contains(QStringLiteral("<b>")));
    QVERIFY(html.contains(QStringLiteral("&lt;script&gt;&quot;&amp;")));
}

void DocumentsTest::thePdfHasPages()
{
    const auto document = compose(test::threeModels(), "three");
    VERIFY_OK(document);
    const QByteArray pdf = toPdf(*document);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.count("/Type /Page\n") >= 2);
}

void DocumentsTest::finishedRunsAreToldWithTheirSeeds()
{
    const std::filesystem::path path = file("runs.cobench");
    VERIFY_OK(test::storeProject(path, test::threeModels(), "three"));
    {
        auto runs = store::RunStore::open(path, store::RunStore::Role::Writer);
        VERIFY_OK(runs);
        const train::TrainConfig config{.name = "wide", .model = "mlp", .widths = {128, 64}, .seed = 77};
        for (const char* state : {"finished", "failed"}) {
            const auto run = (*runs)->createRun({.name = state, .configJson = train::toJson(config)});
            VERIFY_OK(run);
            VERIFY_OK((*runs)->setState(*run, state, {}));
        }
    }
    const auto source = ReportSource::open(path);
    VERIFY_OK(source);
    Progress progress;
    const auto document = composeProject(*source, kMadeAt, progress, CancelToken{});
    VERIFY_OK(document);
    QCOMPARE(document->sections.size(), std::size_t{2});
    const auto& table = std::get<ReportTable>(document->sections.back().parts.at(0));
    QCOMPARE(table.rows.size(), std::size_t{1});
    QCOMPARE(table.rows.at(0).first(), QStringLiteral("finished"));
    QCOMPARE(table.rows.at(0).at(1), QStringLiteral("mlp (128, 64)"));
    QCOMPARE(table.rows.at(0).last(), QStringLiteral("77"));
}

void DocumentsTest::aProjectWithoutPoolsIsRefused()
{
    const std::filesystem::path path = file("empty.cobench");
    VERIFY_OK(store::Project::open(path, store::OpenMode::Create));
    const auto source = ReportSource::open(path);
    VERIFY_OK(source);
    Progress progress;
    const auto document = composeProject(*source, kMadeAt, progress, CancelToken{});
    QVERIFY(!document.ok());
    QCOMPARE(document.error().code, ErrorCode::Empty);
    QVERIFY(!document.error().cure.empty());
}

void DocumentsTest::listedViewsCanAllBeParsed()
{
    const std::filesystem::path path = file("views.cobench");
    VERIFY_OK(test::storeProject(path, test::threeModels(), "a:b"));
    const auto source = ReportSource::open(path);
    VERIFY_OK(source);
    const auto views = listViews(*source);
    VERIFY_OK(views);
    QCOMPARE(views->size(), std::size_t{5 * 9 + 3 * 3 + 3});
    for (const ViewSpec& view : *views) {
        const auto parsed = parseView(toString(view));
        VERIFY_OK(parsed);
        QVERIFY(*parsed == view);
    }
}

QTEST_MAIN(DocumentsTest)
#include "documents_test.moc"

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "tests/support/verify_ok.h"
#include "tests/ui/reports/three_models.h"
#include "ui/pages/reports/block_choices.h"
#include "ui/pages/reports/block_phrases.h"
#include "ui/pages/reports/compose_report.h"
#include "ui/pages/reports/html_report.h"
#include "ui/pages/reports/pdf_report.h"
#include "ui/pages/reports/report_template.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using store::BlockEntry;
using store::BlockKind;

/// A stored report becomes a document.
class StoredReportTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void tableFormsAreReadAndWrittenBack_data();
    void tableFormsAreReadAndWrittenBack();
    void whatIsNoTableIsWrongUsageWithACure_data();
    void whatIsNoTableIsWrongUsageWithACure();
    void titlesBeginSections();
    void authorsWordsStandUnderWhatTheyAreAbout();
    void changedDataIsSaid();
    void whatIsMissingIsSaidInItsPlace();
    void theWholeProjectIsItsTemplate();
    void aTemplateIsFreshWhereTeamsAreChosenOnAnotherSplit();
    void everyRuleOfATeamIsARow();
    void conditionsAreColumns();
    void everyChoiceOfASmallPoolCanBeShown();
    void theHtmlHasThisStructure();
    void longTextGoesOnOnTheNextPage();
    void aSeedIsPartOfTheOrigin();

private:
    std::filesystem::path project() const { return m_folder->filePath(QStringLiteral("p.cobench")).toStdString(); }
    void open(const data::Pool& pool);
    ReportDocument document(const std::vector<BlockEntry>& blocks);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<ReportSource> m_source;
};

namespace {

const QDateTime kMadeAt(QDate(2026, 11, 23), QTime(12, 30), Qt::UTC);

template <typename Part>
const Part& partAt(const ReportDocument& document, std::size_t section, std::size_t part)
{
    return std::get<Part>(document.sections.at(section).parts.at(part));
}

/// Without what differs from machine to machine, and without the drawings, which tests/plots looks at.
QString structureOf(const QByteArray& html, const QString& projectPath)
{
    static const QRegularExpression kSvg(
        QStringLiteral("<svg.*?</svg>"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression kStyle(
        QStringLiteral("<style>.*?</style>"), QRegularExpression::DotMatchesEverythingOption);
    QString text = QString::fromUtf8(html);
    text.replace(kSvg, QStringLiteral("<svg></svg>"));
    text.replace(kStyle, QStringLiteral("<style></style>"));
    text.replace(projectPath, QStringLiteral("PROJECT"));
    text.replace(QStringLiteral("CoBench " COBENCH_VERSION), QStringLiteral("CoBench VERSION"));
    return text;
}

} // namespace

void StoredReportTest::init()
{
    m_source.reset();
    m_folder = std::make_unique<QTemporaryDir>();
}

void StoredReportTest::open(const data::Pool& pool)
{
    VERIFY_OK(test::storeProject(project(), pool, "three"));
    auto source = ReportSource::open(project());
    VERIFY_OK(source);
    m_source = std::move(*source);
}

ReportDocument StoredReportTest::document(const std::vector<BlockEntry>& blocks)
{
    BlockComposer composer(*m_source);
    Progress progress;
    const auto composed = composeAll(composer, blocks, progress, CancelToken{});
    if (!composed)
        qFatal("%s", describe(composed.error()).c_str());
    ReportDocument document = emptyDocument(project(), "mine", kMadeAt);
    addBlocks(document, blocks, *composed);
    return document;
}

void StoredReportTest::tableFormsAreReadAndWrittenBack_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"overview:demo",
             "models:demo:test",
             "teams:a%3Ab:val@x",
             "consensus:demo:a,b%2Cc",
             "consensus:demo:0,1:test",
             "conditions:demo",
             "conditions:demo::focal",
             "conditions:demo:test:diversity",
             "runs"})
        QTest::newRow(text) << QByteArray(text);
}

void StoredReportTest::tableFormsAreReadAndWrittenBack()
{
    QFETCH(QByteArray, text);
    const auto table = parseTable(text.toStdString());
    VERIFY_OK(table);
    QCOMPARE(toString(*table), text.toStdString());
}

void StoredReportTest::whatIsNoTableIsWrongUsageWithACure_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
             "pie:demo",
             "models",
             "models:",
             "models:demo:test:more",
             "consensus:demo",
             "consensus:demo:",
             "consensus:demo:a:test:more",
             "conditions",
             "conditions:demo:test:accuracies",
             "runs:demo"})
        QTest::newRow(text) << QByteArray(text);
}

void StoredReportTest::whatIsNoTableIsWrongUsageWithACure()
{
    QFETCH(QByteArray, text);
    const auto table = parseTable(text.toStdString());
    QVERIFY(!table.ok());
    QCOMPARE(table.error().code, ErrorCode::Usage);
    QVERIFY(!table.error().cure.empty());
}

void StoredReportTest::titlesBeginSections()
{
    open(test::threeModels());
    const ReportDocument made = document({{.id = 1, .kind = BlockKind::Text, .content = "before"},
        {.id = 2, .kind = BlockKind::Title, .content = "One"},
        {.id = 3, .kind = BlockKind::Text, .content = "a\n\nb"},
        {.id = 4, .kind = BlockKind::Title, .content = "Two"}});
    QCOMPARE(made.title, QStringLiteral("mine"));
    QCOMPARE(made.sections.size(), std::size_t{3});
    QCOMPARE(made.sections[0].title, QString());
    QCOMPARE(made.sections[1].title, QStringLiteral("One"));
    QCOMPARE(partAt<ReportText>(made, 1, 0).text, QStringLiteral("a\n\nb"));
    QVERIFY(made.sections[2].parts.empty());
    QCOMPARE(paragraphsOf(QStringLiteral("a\n\n \n\nb\nc\n")),
        (QStringList{QStringLiteral("a"), QStringLiteral("b\nc")}));
}

void StoredReportTest::authorsWordsStandUnderWhatTheyAreAbout()
{
    open(test::threeModels());
    const ReportDocument made
        = document({{.kind = BlockKind::View, .content = "matrix:three:BD", .caption = "look"},
            {.kind = BlockKind::Table, .content = "models:three", .caption = "see"},
            {.kind = BlockKind::Table, .content = "overview:three", .caption = "so"}});
    QCOMPARE(partAt<ReportFigure>(made, 0, 0).caption, QStringLiteral("look"));
    QCOMPARE(partAt<ReportTable>(made, 0, 1).caption, QStringLiteral("see"));
    QVERIFY(partAt<ReportText>(made, 0, 2).text.endsWith(QStringLiteral("\n\nso")));
}

void StoredReportTest::changedDataIsSaid()
{
    open(test::threeModels());
    const BlockEntry block{.kind = BlockKind::View, .content = "matrix:three:BD", .dataHash = "0123456789abcdef"};
    const ReportDocument made = document({block});
    QVERIFY(partAt<ReportNotice>(made, 0, 0).text.contains(QStringLiteral("it was 0123456789ab and is ")));
    QCOMPARE(partAt<ReportFigure>(made, 0, 1).data->samples, std::size_t{4});
    BlockComposer composer(*m_source);
    Progress progress;
    const auto composed = composer.compose(block, progress, CancelToken{});
    VERIFY_OK(composed);
    BlockEntry fresh = block;
    fresh.dataHash = composed->dataHash;
    QVERIFY(isStale(block, composed));
    QVERIFY(!isStale(fresh, composed));
    fresh.dataHash.clear();
    QVERIFY(!isStale(fresh, composed));
}

void StoredReportTest::whatIsMissingIsSaidInItsPlace()
{
    open(test::threeModels());
    const ReportDocument made = document({{.kind = BlockKind::View, .content = "matrix:gone:BD"},
        {.kind = BlockKind::View, .content = "recall:three:nobody"},
        {.kind = BlockKind::Table, .content = "nonsense"},
        {.kind = BlockKind::Table, .content = "runs"},
        {.kind = BlockKind::Text, .content = "the rest"}});
    QCOMPARE(made.sections.at(0).parts.size(), std::size_t{5});
    QVERIFY(partAt<ReportNotice>(made, 0, 0).text.contains(QStringLiteral("there is no pool gone")));
    QVERIFY(partAt<ReportNotice>(made, 0, 1).text.contains(QStringLiteral("nobody")));
    QVERIFY(partAt<ReportNotice>(made, 0, 2).text.startsWith(QStringLiteral("nonsense cannot be shown")));
    QVERIFY(partAt<ReportNotice>(made, 0, 3).text.contains(QStringLiteral("no training run")));
    QCOMPARE(partAt<ReportText>(made, 0, 4).text, QStringLiteral("the rest"));
}

void StoredReportTest::theWholeProjectIsItsTemplate()
{
    open(test::threeModels());
    BlockComposer composer(*m_source);
    Progress progress;
    const auto blocks = projectTemplate(composer, progress, CancelToken{});
    VERIFY_OK(blocks);
    const ReportDocument stored = document(*blocks);
    const auto whole = composeProject(*m_source, kMadeAt, progress, CancelToken{});
    VERIFY_OK(whole);
    QCOMPARE(stored.sections.size(), whole->sections.size());
    QCOMPARE(stored.sections[0].title, QStringLiteral("three"));
    QCOMPARE(stored.sections[0].parts.size(), whole->sections[0].parts.size());
    QCOMPARE(stored.sections[0].parts.size(), std::size_t{9}); // words, models, 6 figures, teams
    for (const BlockEntry& block : *blocks)
        QVERIFY2(blockProblem(block).isEmpty(), block.content.c_str());
}

void StoredReportTest::aTemplateIsFreshWhereTeamsAreChosenOnAnotherSplit()
{
    open(test::threeModelsWithVal());
    BlockComposer composer(*m_source);
    Progress progress;
    const auto blocks = poolTemplate(composer, "three", progress, CancelToken{});
    VERIFY_OK(blocks);
    QCOMPARE(blocks->front().id, 1);
    for (const BlockEntry& block : *blocks)
        QVERIFY2(!isStale(block, composer.compose(block, progress, CancelToken{})), block.content.c_str());
}

void StoredReportTest::everyRuleOfATeamIsARow()
{
    open(test::threeModels());
    const ReportDocument made = document({{.kind = BlockKind::Table, .content = "consensus:three:b,0"}});
    const auto& table = partAt<ReportTable>(made, 0, 0);
    QCOMPARE(table.title, QStringLiteral("a + b on test by each rule"));
    QCOMPARE(table.rows.size(), std::size(ensemble::kAllConsensus));
    const QStringList& soft = table.rows.front();
    QCOMPARE(soft.at(0), QStringLiteral("Soft-vote"));
    QCOMPARE(soft.at(1), QStringLiteral("100.00 %")); // a alone and b alone 3 of 4
    QCOMPARE(soft.at(7), QStringLiteral("+1 −0"));
    QCOMPARE(soft.at(8), QStringLiteral("1.000")); // one sample tells nothing
    QCOMPARE(table.highlightedRow, 0);
    QVERIFY(table.rows.back().at(0).contains(u':')); // stacking has no split of its own to be fitted on
    QCOMPARE(QString::fromStdString(toString(table.spec)), QStringLiteral("consensus:three:a,b:test"));
}

void StoredReportTest::conditionsAreColumns()
{
    data::Pool pool = test::threeModels();
    data::Split noisy = *pool.splits.front();
    noisy.condition = "noise-3";
    for (data::MemberPredictions& member : noisy.members)
        member = noisy.members.back(); // all answer as c does
    pool.splits.push_back(std::make_shared<const data::Split>(std::move(noisy)));
    open(pool);
    const ReportDocument made = document({{.kind = BlockKind::Table, .content = "conditions:three"},
        {.kind = BlockKind::Table, .content = "conditions:three:test:diversity"}});
    const auto& accuracy = partAt<ReportTable>(made, 0, 0);
    QCOMPARE(accuracy.headers, (QStringList{u"Team"_s, u"clean"_s, u"noise-3"_s}));
    QCOMPARE(accuracy.rows.at(0), (QStringList{u"Best single model: a"_s, u"75.00 %"_s, u"50.00 %"_s}));
    QCOMPARE(accuracy.rows.at(1), (QStringList{u"Whole pool"_s, u"100.00 %"_s, u"50.00 %"_s}));
    const auto& diversity = partAt<ReportTable>(made, 0, 1);
    QCOMPARE(diversity.rows.at(1).at(2), QStringLiteral("–")); // nobody disagrees
}

void StoredReportTest::everyChoiceOfASmallPoolCanBeShown()
{
    open(test::threeModels());
    const auto choices = listChoices(*m_source);
    VERIFY_OK(choices);
    QCOMPARE(choices->size(), std::size_t{5 + 5 * 9 + 3 * 3 + 3 + 1});
    BlockComposer composer(*m_source);
    Progress progress;
    for (const BlockChoice& choice : *choices) {
        QVERIFY(!blockTitle(choice.block).isEmpty());
        if (!choice.pool.isEmpty()) // there are no runs here
            VERIFY_OK(composer.compose(choice.block, progress, CancelToken{}));
    }
}

/// Byte by byte; with COBENCH_UPDATE_GOLDEN set the file is written instead: read the difference before committing.
void StoredReportTest::theHtmlHasThisStructure()
{
    open(test::threeModels());
    const ReportDocument made = document({{.kind = BlockKind::Text, .content = "Before <any> title."},
        {.kind = BlockKind::Title, .content = "Diversity & accuracy"},
        {.kind = BlockKind::Text, .content = "First.\n\nSecond,\nin two lines."},
        {.kind = BlockKind::View,
            .content = "matrix:three:BD",
            .caption = "a and c fail together.",
            .dataHash = "0123"},
        {.kind = BlockKind::Table, .content = "models:three", .caption = "Three of a kind."},
        {.kind = BlockKind::Title, .content = "What is not there"},
        {.kind = BlockKind::View, .content = "matrix:gone:BD"}});
    const QString now = structureOf(toHtml(made), QString::fromStdString(project().string()));
    const QString path = QStringLiteral(GOLDEN_DIR "/report.html");
    if (qEnvironmentVariableIsSet("COBENCH_UPDATE_GOLDEN")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(now.toUtf8());
        return;
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList expected = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    const QStringList lines = now.split(QLatin1Char('\n'));
    for (qsizetype line = 0; line < std::min(expected.size(), lines.size()); ++line)
        QCOMPARE(lines[line], expected[line]);
    QCOMPARE(lines.size(), expected.size());
}

void StoredReportTest::longTextGoesOnOnTheNextPage()
{
    open(test::threeModels());
    const std::string words = "All the words of a page and more. ";
    std::string paragraph;
    for (int i = 0; i < 400; ++i)
        paragraph += words;
    const QByteArray pdf = toPdf(document({{.kind = BlockKind::Text, .content = paragraph}}));
    QVERIFY(pdf.count("/Type /Page\n") >= 3);
}

void StoredReportTest::aSeedIsPartOfTheOrigin()
{
    QCOMPARE(originOf(10000, "test", "0123456789abcdef", 7),
        QStringLiteral("n = 10,000 · split test · seed 7 · data 0123456789ab"));
    QCOMPARE(originOf(4, "val", "0123"), QStringLiteral("n = 4 · split val · no seed · data 0123"));
}

QTEST_MAIN(StoredReportTest)
#include "stored_report_test.moc"

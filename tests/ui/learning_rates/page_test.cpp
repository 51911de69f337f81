// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy_text.h"
#include "plots/schedule.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/code_panel.h"
#include "ui/pages/learning_rates/composer_panel.h"
#include "ui/pages/learning_rates/learning_rates_page.h"
#include "ui/pages/learning_rates/library_panel.h"
#include "ui/pages/learning_rates/policy_field.h"
#include "ui/pages/learning_rates/segment_panel.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/report_source.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

class LearningRatesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void theLibraryHasEveryFunctionAndPublishedSchedules();
    void theSearchLooksAtNamesFormulasAndTags();
    void enterComposesAndSpaceDrawsOver();
    void aPastedTextIsComposed();
    void aFaultIsShownWhereItIs();
    void draggingABoundaryIsOneStepOfUndo();
    void keysMoveAHandle();
    void typedNumbersAreTaken();
    void whatCannotBeIsRefused();
    void segmentsAreAddedRemovedAndMoved();
    void figuresAreOverEveryStep();
    void theReferenceDipsAtARestart();
    void overlaysOfEpochsStandOnTheAxisOfIterations();
    void aSavedPolicyGetsVersionsAndUndo();
    void renamingTaggingOrderingAndDeletingComeBackWithUndo();
    void theStateComesBack();
    void tenMillionStepsAreFewPoints();
    void theCommandDrawsWhatIsShown();
    void anExportedViewFindsPoliciesByName();
    void codeFollowsWhatIsComposed();
    void pastedCodeIsComposed();
    void codeThatCannotBeReadSaysWhere();
    void aTypedFormulaIsAPolicy();
    void aPolicyOfAnotherProjectIsNotTakenForThisOnes();
    void tagsGoToThePolicyTheyWereAskedFor();

private:
    LearningRatesPage& page() { return *static_cast<LearningRatesPage*>(m_kit->window->currentPage()); }
    Composer& composer() { return page().composer(); }
    plots::Schedule& curve() { return page().panel().curve(); }
    QUndoStack& undo() { return m_kit->bench->editor.undoStack(); }
    const std::vector<store::PolicyEntry>& policies() { return m_kit->bench->policies.policies(); }
    QString text() { return QString::fromStdString(lr::format(composer().schedule())); }
    void type(const QString& words);
    void save(const QString& name);
    void drag(std::size_t handle, const QPoint& by);
    std::unique_ptr<test::WindowKit> m_kit;
};

namespace {

const QString kTwo = u"lrPolicy_FIX+k0_0.1-lrPolicy_TRI+k0_0.01+k1_0.05+l_100-AT-400"_s;

} // namespace

void LearningRatesTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1500, 950});
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"learning-rates"_s);
    m_kit->settle();
}

void LearningRatesTest::cleanup()
{
    m_kit.reset();
}

void LearningRatesTest::type(const QString& words)
{
    QLineEdit& field = page().panel().text().edit();
    field.selectAll();
    QTest::keyClicks(&field, words);
    m_kit->settle();
}

void LearningRatesTest::save(const QString& name)
{
    m_kit->bench->policies.add(name, toText(composer().draft().composition));
    QTRY_VERIFY(m_kit->bench->policies.findNamed(name) != nullptr);
    m_kit->settle();
}

void LearningRatesTest::drag(std::size_t handle, const QPoint& by)
{
    QWidget* canvas = curve().findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    const QPoint from = curve().placeOf(handle).toPoint();
    QTest::mousePress(canvas, Qt::LeftButton, {}, from);
    for (const double share : {0.3, 0.6, 1.0})
        QTest::mouseMove(canvas, from + (QPointF(by) * share).toPoint());
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, from + by);
    m_kit->settle();
}

void LearningRatesTest::theLibraryHasEveryFunctionAndPublishedSchedules()
{
    PolicyLibrary& model = page().library().model();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const lr::FamilyInfo& known : lr::allFamilies()) {
        const QModelIndex index
            = model.indexOf(u"family:"_s + QString::fromLatin1(known.name.data(), qsizetype(known.name.size())));
        QVERIFY2(index.isValid(), known.name.data());
        QVERIFY(!index.data(PolicyLibrary::NoteRole).toString().isEmpty());
        QVERIFY(index.data(PolicyLibrary::SketchRole).value<QPolygonF>().size() > 10);
    }
    QVERIFY(model.indexOf(u"paper:CIFAR-10 triangular"_s).isValid());
}

void LearningRatesTest::theSearchLooksAtNamesFormulasAndTags()
{
    LibraryPanel& library = page().library();
    library.search().setText(u"cosrsw exp"_s);
    QCOMPARE(library.model().rowCount(), 2); // a heading and COSRSWEXP
    library.search().setText(u"residual"_s);
    QVERIFY(library.model().indexOf(u"paper:CIFAR-10 residual network"_s).isValid());
    library.search().setText(u"no such policy"_s);
    QVERIFY(library.model().isEmpty());
    QVERIFY(!library.list().isVisible());
    library.search().clear();
    QVERIFY(library.list().isVisible());
}

void LearningRatesTest::enterComposesAndSpaceDrawsOver()
{
    LibraryPanel& library = page().library();
    library.choose(u"paper:CIFAR-10 triangular"_s);
    library.list().setFocus();
    QTest::keyClick(&library.list(), Qt::Key_Return);
    QCOMPARE(text(), u"lrPolicy_TRI+k0_0.001+k1_0.006+l_2000"_s);
    QCOMPARE(composer().steps(), std::uint64_t{70000});
    library.choose(u"family:COS"_s);
    QTest::keyClick(&library.list(), Qt::Key_Space);
    QCOMPARE(composer().overlays().size(), std::size_t{1});
    QCOMPARE(curve().seriesCount(), std::size_t{2});
    QTest::keyClick(&library.list(), Qt::Key_Space);
    QCOMPARE(curve().seriesCount(), std::size_t{1});
}

void LearningRatesTest::aPastedTextIsComposed()
{
    type(kTwo);
    QCOMPARE(text(), kTwo);
    QVERIFY(page().panel().text().problem().isHidden());
    QCOMPARE(composer().steps(), std::uint64_t{1000}); // the boundary and six l
    QCOMPARE(page().segments().model().rowCount(), 2);
    type(u"0.25"_s);
    QCOMPARE(text(), u"lrPolicy_FIX+k0_0.25"_s);
}

void LearningRatesTest::aFaultIsShownWhereItIs()
{
    const QString before = text();
    type(u"lrPolicy_TRI+k0_x"_s);
    QVERIFY(page().panel().text().problem().isVisible());
    QVERIFY(page().panel().text().problem().text().contains(u"column 17"_s));
    type(u"lrPolicy_NONE"_s);
    QVERIFY(page().panel().text().problem().text().contains(u"column 10"_s));
    QCOMPARE(page().panel().text().edit().text(), u"lrPolicy_NONE"_s);
    type(before);
    QVERIFY(page().panel().text().problem().isHidden());
}

void LearningRatesTest::draggingABoundaryIsOneStepOfUndo()
{
    type(kTwo);
    const int steps = undo().count();
    drag(0, {80, 0});
    const double moved = composer().schedule().boundaries.front();
    QVERIFY2(moved > 410.0, qPrintable(QString::number(moved)));
    QCOMPARE(moved, std::round(moved));
    QCOMPARE(undo().count(), steps + 1);
    undo().undo();
    QCOMPARE(composer().schedule().boundaries.front(), 400.0);
}

void LearningRatesTest::keysMoveAHandle()
{
    type(kTwo);
    curve().setFocus();
    QTest::keyClick(&curve(), Qt::Key_PageDown);
    QCOMPARE(curve().chosenHandle(), std::optional<std::size_t>(0));
    QTest::keyClick(&curve(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(composer().schedule().boundaries.front() < 400.0);
    QTest::keyClick(&curve(), Qt::Key_PageDown);
    const double rate = composer().schedule().policies.front().k0;
    QTest::keyClick(&curve(), Qt::Key_Up);
    QVERIFY(composer().schedule().policies.front().k0 > rate);
    QTest::keyClick(&curve(), Qt::Key_Escape);
    QVERIFY(!curve().chosenHandle());
}

void LearningRatesTest::typedNumbersAreTaken()
{
    type(kTwo);
    SegmentTable& model = page().segments().model();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(model.setData(model.index(1, SegmentTable::K1Column), u"0.5"_s, Qt::EditRole));
    QVERIFY(model.setData(model.index(0, SegmentTable::ToColumn), u"300"_s, Qt::EditRole));
    QVERIFY(model.setData(model.index(0, SegmentTable::FamilyColumn), u"NSTEP"_s, Qt::EditRole));
    QVERIFY(model.setData(model.index(0, SegmentTable::LColumn), u"50 90"_s, Qt::EditRole));
    QCOMPARE(text(), u"lrPolicy_NSTEP+k0_0.1+gamma_0.1+l_50+90-lrPolicy_TRI+k0_0.01+k1_0.5+l_100-AT-300"_s);
    QVERIFY(model.setData(model.index(1, SegmentTable::ToColumn), u"2500"_s, Qt::EditRole));
    QCOMPARE(composer().steps(), std::uint64_t{2500});
}

void LearningRatesTest::whatCannotBeIsRefused()
{
    type(kTwo);
    SegmentTable& model = page().segments().model();
    QStringList reasons;
    connect(&model, &SegmentTable::refused, this, [&](const QString& reason) { reasons << reason; });
    QVERIFY(!model.setData(model.index(1, SegmentTable::K0Column), u"much"_s, Qt::EditRole));
    QVERIFY(!model.setData(model.index(1, SegmentTable::LColumn), u"-3"_s, Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, SegmentTable::ToColumn), u"0.5"_s, Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, SegmentTable::GammaColumn), u"1"_s, Qt::EditRole)); // FIX reads none
    QCOMPARE(reasons.size(), 3);
    QCOMPARE(text(), kTwo);
}

void LearningRatesTest::segmentsAreAddedRemovedAndMoved()
{
    type(kTwo);
    SegmentPanel& panel = page().segments();
    const auto press = [&](const QString& words) {
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            if (QString(button->text()).remove(u'&') == words)
                return button->click();
        QFAIL(qPrintable(words));
    };
    panel.table().setCurrentIndex(panel.model().index(1, 0));
    press(u"Add segment"_s);
    QCOMPARE(composer().schedule().boundaries, (std::vector<double>{400, 700}));
    press(u"Earlier"_s);
    QVERIFY(composer().schedule().policies[2].family == lr::Family::Tri);
    press(u"Remove"_s);
    press(u"Remove"_s);
    QCOMPARE(composer().schedule().policies.size(), std::size_t{1});
}

void LearningRatesTest::figuresAreOverEveryStep()
{
    type(u"lrPolicy_STEP+k0_1+gamma_0.5+l_10"_s);
    page().panel().length().setValue(20);
    QTRY_VERIFY(composer().summary().has_value());
    QCOMPARE(composer().summary()->area, 15.0);
    QCOMPARE(composer().summary()->minimum, 0.5);
    QVERIFY(page().panel().figures().text().contains(u"15"_s));
}

void LearningRatesTest::theReferenceDipsAtARestart()
{
    type(u"lrPolicy_RSW+k0_0+k1_1+l_10"_s);
    page().panel().length().setValue(30);
    QTRY_COMPARE(composer().summary().value_or(lr::CurveSummary{}).maximum, 1.0);
    page().panel().convention().setCurrentIndex(1);
    Q_EMIT page().panel().convention().activated(1);
    m_kit->settle();
    QTRY_COMPARE(composer().summary().value_or(lr::CurveSummary{}).maximum, 0.9);
}

void LearningRatesTest::overlaysOfEpochsStandOnTheAxisOfIterations()
{
    composer().setIterationsPerEpoch(100);
    Overlay epochs{.key = u"test"_s, .name = u"steps"_s};
    epochs.composition = *fromText({.text = "lrPolicy_STEP+k0_1+gamma_0.1+l_3", .perEpoch = true});
    type(u"lrPolicy_FIX+k0_0.5"_s);
    composer().setOverlaid(epochs, true);
    const plots::ScheduleSeries& drawn = curve().schedule().series.at(1);
    QCOMPARE(drawn.stepLength, 100.0);
    QCOMPARE(drawn.outline(200, 200, 1).front().y, 1.0);
    QCOMPARE(drawn.outline(300, 300, 1).front().y, 0.1);
}

void LearningRatesTest::aSavedPolicyGetsVersionsAndUndo()
{
    type(kTwo);
    save(u"two parts"_s);
    QTRY_COMPARE(composer().name(), u"two parts"_s);
    QVERIFY(!composer().isChanged());
    page().segments().model().setData(
        page().segments().model().index(0, SegmentTable::K0Column), u"0.2"_s, Qt::EditRole);
    QVERIFY(composer().isChanged());
    page().panel().save();
    QTRY_COMPARE(policies().front().version, std::int64_t{2});
    QVERIFY(!composer().isChanged());
    undo().undo();
    QTRY_COMPARE(policies().front().version, std::int64_t{1});
    undo().redo();
    QTRY_COMPARE(policies().front().version, std::int64_t{2});
    m_kit->bench->policies.chooseVersion(policies().front().id, 1);
    QTRY_COMPARE(policies().front().version, std::int64_t{1});
}

void LearningRatesTest::renamingTaggingOrderingAndDeletingComeBackWithUndo()
{
    save(u"a"_s);
    save(u"b"_s);
    PolicyEditor& editor = m_kit->bench->policies;
    const store::PolicyId a = editor.findNamed(u"a"_s)->id;
    editor.move(a, 1);
    QTRY_COMPARE(policies().back().id, a);
    editor.setTags(a, {u" cyclic "_s, u""_s, u"cyclic"_s, u"mine"_s});
    QTRY_COMPARE(editor.find(a)->tags, (std::vector<std::string>{"cyclic", "mine"}));
    page().library().search().setText(u"#mine"_s);
    QVERIFY(page().library().model().indexOf(u"project:%1"_s.arg(a.value)).isValid());
    page().library().search().clear();
    QVERIFY(!editor.nameProblem(u"b"_s, a).isEmpty());
    editor.rename(a, u"c"_s);
    QTRY_VERIFY(editor.findNamed(u"c"_s) != nullptr);
    editor.remove(a);
    QTRY_VERIFY(editor.find(a) == nullptr);
    for (int i = 0; i < 4; ++i)
        undo().undo();
    QTRY_COMPARE(policies().size(), std::size_t{2});
    QTRY_COMPARE(policies().front().name, std::string("a"));
    QVERIFY(policies().front().tags.empty());
}

void LearningRatesTest::theStateComesBack()
{
    type(kTwo);
    page().panel().logarithmic().setChecked(true);
    page().panel().length().setValue(1234);
    const QJsonObject state = page().viewState();
    type(u"0.5"_s);
    page().panel().logarithmic().setChecked(false);
    page().restoreViewState(state);
    QCOMPARE(text(), kTwo);
    QCOMPARE(composer().steps(), std::uint64_t{1234});
    QVERIFY(curve().isLogarithmic(Qt::Vertical));
}

void LearningRatesTest::tenMillionStepsAreFewPoints()
{
    type(u"lrPolicy_SINEXP+k0_0.001+k1_0.1+gamma_0.9999997+l_50000"_s);
    page().panel().length().setValue(10000000);
    m_kit->settle();
    QVERIFY(curve().points(0).size() <= std::size_t(4 * curve().width()));
    QVERIFY(curve().points(0).size() > 1000);
    QCOMPARE(curve().points(0).back().x, 9999999.0);
    curve().setViewRange({{5000000.0, 5000100.0}, {0.0, 0.1}});
    QTRY_VERIFY(curve().points(0).size() >= 100 && curve().points(0).size() <= 110); // every step in view
}

void LearningRatesTest::theCommandDrawsWhatIsShown()
{
    type(kTwo);
    const QString command = curve().command();
    QVERIFY2(command.contains(u"--view lr:"_s + kTwo + u":1000"_s), qPrintable(command));
}

void LearningRatesTest::anExportedViewFindsPoliciesByName()
{
    type(kTwo);
    save(u"mine"_s);
    const auto source = ReportSource::open(m_kit->bench->workspace.path().toStdString());
    QVERIFY(source);
    const auto figure = computePolicies(*parseView("lr:mine;lrPolicy_FIX+k0_0.1:1000"), *source);
    QVERIFY(figure);
    const auto& drawn = std::get<plots::ScheduleData>(figure->content);
    QCOMPARE(drawn.series.size(), std::size_t{2});
    QCOMPARE(drawn.series[0].name, u"mine"_s);
    QCOMPARE(drawn.series[0].outline(400, 400, 1).front().y, 0.01);
    QCOMPARE(drawn.series[1].name, u"FIX"_s);
    QCOMPARE(computePolicies(*parseView("lr:theirs"), *source).error().code, ErrorCode::Usage);
}

void LearningRatesTest::codeFollowsWhatIsComposed()
{
    CodePanel& panel = page().code();
    panel.format().setCurrentIndex(panel.format().findData(u"pytorch"_s));
    type(u"lrPolicy_STEP+k0_0.1+gamma_0.5+l_30"_s);
    QVERIFY2(panel.code().toPlainText().contains(u"StepLR"_s), qPrintable(panel.code().toPlainText()));
    panel.format().setCurrentIndex(panel.format().findData(u"caffe"_s));
    QVERIFY(panel.code().toPlainText().contains(u"stepsize: 30"_s));
    panel.format().setCurrentIndex(panel.format().findData(u"json"_s));
    QVERIFY(panel.code().toPlainText().contains(u"lrPolicy_STEP+k0_0.1+gamma_0.5+l_30"_s));
}

void LearningRatesTest::pastedCodeIsComposed()
{
    CodePanel& panel = page().code();
    panel.code().setPlainText(
        u"optimizer = torch.optim.SGD(net.parameters(), lr=0.2)\n"
        u"scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=20, gamma=0.1)\n"_s);
    QCOMPARE(text(), u"lrPolicy_STEP+k0_0.2+gamma_0.1+l_20"_s);
    QVERIFY(panel.note().text().contains(u"StepLR"_s));
    QVERIFY(panel.code().toPlainText().contains(u"net.parameters"_s)); // what was pasted stays
}

void LearningRatesTest::codeThatCannotBeReadSaysWhere()
{
    const QString before = text();
    CodePanel& panel = page().code();
    panel.code().setPlainText(u"scheduler = NoSuchScheduler(optimizer)"_s);
    QCOMPARE(text(), before);
    QVERIFY(!panel.note().text().isEmpty());
    QCOMPARE(panel.note().property("role").toString(), u"error"_s);
}

void LearningRatesTest::aTypedFormulaIsAPolicy()
{
    type(u"lrPolicy_EXPR+expr_{0.1*exp(-t/500)}"_s);
    QVERIFY(page().panel().text().problem().isHidden());
    SegmentTable& model = page().segments().model();
    const QModelIndex formula = model.index(0, SegmentTable::FormulaColumn);
    QCOMPARE(formula.data().toString(), u"0.1*exp(-t/500)"_s);
    QVERIFY(model.setData(formula, u"0.2*cos(t)"_s, Qt::EditRole));
    QVERIFY(!model.setData(formula, u"0.2*cos("_s, Qt::EditRole));
    QCOMPARE(text(), u"lrPolicy_EXPR+expr_{0.2*cos(t)}"_s);
}

/// Policies are numbered from 1 in each project: what is composed would be saved over another one.
void LearningRatesTest::aPolicyOfAnotherProjectIsNotTakenForThisOnes()
{
    save(u"mine"_s);
    QCOMPARE(composer().name(), u"mine"_s);
    const QJsonObject state = page().panel().viewState();
    const QString other = m_kit->makeProject(u"other.cobench"_s);
    {
        auto project = store::Project::open(other.toStdString(), store::OpenMode::ReadWrite);
        QVERIFY(project.ok());
        QVERIFY((*project)->addPolicy("theirs", toText(composer().draft().composition)).ok());
    }
    const QString first = m_kit->bench->workspace.path();
    m_kit->openProject(other);
    QTRY_VERIFY(m_kit->bench->policies.findNamed(u"theirs"_s) != nullptr);
    QCOMPARE(composer().name(), QString());
    page().panel().restoreViewState(state);
    QCOMPARE(composer().name(), QString());
    m_kit->openProject(first);
    QTRY_VERIFY(m_kit->bench->policies.findNamed(u"mine"_s) != nullptr);
    page().panel().restoreViewState(state);
    QCOMPARE(composer().name(), u"mine"_s);
}

void LearningRatesTest::tagsGoToThePolicyTheyWereAskedFor()
{
    save(u"a"_s);
    LibraryPanel& library = page().library();
    library.choose(u"project:%1"_s.arg(policies().front().id.value));
    QTimer::singleShot(0, this, [&] {
        auto* question = library.findChild<QInputDialog*>();
        m_kit->bench->policies.add(u"b"_s, toText(composer().draft().composition)); // the list is another one
        m_kit->settle();
        question->setTextValue(u"paper"_s);
        question->accept();
    });
    for (QAction* action : library.findChildren<QAction*>())
        if (action->text() == u"Tags…"_s)
            action->trigger();
    m_kit->settle();
    const store::PolicyEntry* a = m_kit->bench->policies.findNamed(u"a"_s);
    QVERIFY(a);
    QCOMPARE(a->tags, (std::vector<std::string>{"paper"}));
}

QTEST_MAIN(LearningRatesTest)
#include "page_test.moc"

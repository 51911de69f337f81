// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/pages/edge/device_form.h"
#include "ui/pages/edge/device_panel.h"
#include "ui/pages/edge/edge_page.h"
#include "ui/pages/edge/live_panel.h"
#include "ui/pages/edge/pairing_dialog.h"
#include "ui/pages/edge/setup_panel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using Pace = EdgeSetup::Pace;

/// A run as it is set up, before it starts.
class EdgeSetupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aDevicesTextAndItsPartsAreTheSame_data();
    void aDevicesTextAndItsPartsAreTheSame();
    void aTextWithoutFieldsKeepsItsText();
    void aCardIsChosenAndSaysThatItHasNoSandbox();
    void allProblemsAreToldAtOnce();
    void aSetUpThatMakesSenseHasNoProblem();
    void aLiveSourceKeepsTheNewestFrameAlone();
    void aLiveSourceThatCannotBeIsToldWithItsCure();
    void noPasswordOfAnAddressIsKeptOrShown();
    void theCommandRepeatsTheRun();
    void theSetUpComesBackFromJson();
    void devicesAreAddedCopiedAndRemoved();
    void theFormChangesTheSelectedDevice();
    void aFailureThatCannotBeReadStaysInItsField();
    void aMachineThatIsNotPairedIsAProblem();
    void pairingAsksForAnAddressAndAWholeCode();
    void whatDoesNotCountIsOff();
    void nothingStartsWhileThereAreProblems();

private:
    EdgePage& page() { return *static_cast<EdgePage*>(m_kit->window->currentPage()); }
    SetupPanel& panel() { return page().setup(); }
    void set(const EdgeSetup& setup);
    std::unique_ptr<test::WindowKit> m_kit;
};

namespace {

EdgeSetup emulatedSetup()
{
    return {.source = u"synthetic"_s, .model = u"null"_s, .devices = {u"emulated:2.5"_s}, .maxFrames = 100};
}

} // namespace

void EdgeSetupTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1440, 900});
    m_kit->window->showPage(u"edge"_s);
    m_kit->settle();
}

void EdgeSetupTest::cleanup()
{
    m_kit.reset();
}

void EdgeSetupTest::set(const EdgeSetup& setup)
{
    page().draft().edit(setup);
    QTRY_VERIFY(page().draft().problems());
}

void EdgeSetupTest::aDevicesTextAndItsPartsAreTheSame_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"cpu",
             "cpu:0",
             "cpu:0-1=haar-face",
             "3*emulated:2.5",
             "emulated:2.5:jitter=0.2:law=normal:fail=10-20:fail=40=hog",
             "remote:box:4727",
             "2*remote:10.0.0.7:99:raw=hog",
             "remote:[fe80::1]:4727:jpeg=75",
             "opencl",
             "2*cuda-fp16=yolo-fastest-1.1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void EdgeSetupTest::aDevicesTextAndItsPartsAreTheSame()
{
    QFETCH(QString, text);
    const auto fields = deviceFields(text);
    QVERIFY(fields);
    QCOMPARE(deviceText(*fields), text);
}

void EdgeSetupTest::aTextWithoutFieldsKeepsItsText()
{
    QVERIFY(!deviceFields(u"stick"_s));
    QVERIFY(!deviceFields(u"cpu,cpu"_s));
    set(emulatedSetup());
    panel().devices().list().insert(u"stick"_s);
    panel().devices().view().setCurrentIndex(panel().devices().list().index(1));
    QVERIFY(!panel().devices().form().count().isVisible());
    QCOMPARE(page().draft().setup().devices.back(), u"stick"_s);
    QVERIFY(panel().devices().list().index(1).data(Qt::ToolTipRole).toString().contains(u"stick"_s));
}

void EdgeSetupTest::aCardIsChosenAndSaysThatItHasNoSandbox()
{
    set(emulatedSetup());
    panel().devices().list().insert(u"opencl"_s);
    panel().devices().view().setCurrentIndex(panel().devices().list().index(1));
    DeviceForm& form = panel().devices().form();
    QVERIFY(form.target().isVisible());
    QVERIFY(!form.rate().isVisible());
    QCOMPARE(form.target().currentText(), u"opencl"_s);
    const auto labels = form.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels,
        [](const QLabel* label) { return label->isVisible() && label->text().contains(u"without a sandbox"_s); }));
    form.target().setCurrentText(u"cuda"_s);
    Q_EMIT form.target().activated(form.target().currentIndex());
    QCOMPARE(page().draft().setup().devices.back(), u"cuda"_s);
}

void EdgeSetupTest::allProblemsAreToldAtOnce()
{
    EdgeSetup setup = emulatedSetup();
    setup.source = u"/nowhere/video.avi"_s;
    setup.devices = {u"stick"_s, u"emulated:fast"_s, u"cpu=unheard-of"_s};
    setup.truth = u"/nowhere/truth.txt"_s;
    const QString problems = findProblems(setup).join(u'\n');
    for (const QString& part : {u"video.avi"_s, u"stick"_s, u"emulated:fast"_s, u"unheard-of"_s, u"truth.txt"_s})
        QVERIFY2(problems.contains(part), qPrintable(problems));
    set(setup);
    QTRY_VERIFY(panel().problems().contains(u"unheard-of"_s));
    QVERIFY(!page().live().start().isEnabled());
}

void EdgeSetupTest::aLiveSourceKeepsTheNewestFrameAlone()
{
    set(emulatedSetup());
    panel().source().setEditText(u"rtsp://camera.local/live"_s);
    const EdgeSetup& setup = page().draft().setup();
    QCOMPARE(setup.buffer, 1);
    QCOMPARE(setup.dropInForce(), detect::DropPolicy::Oldest);
    QTRY_VERIFY(page().live().start().isEnabled());
    QVERIFY(!page().live().reference().isEnabled()); // nobody has every frame of it
    panel().source().setEditText(u"synthetic"_s);
    QCOMPARE(page().draft().setup().buffer, EdgeSetup().buffer);
}

void EdgeSetupTest::aLiveSourceThatCannotBeIsToldWithItsCure()
{
    EdgeSetup setup = emulatedSetup();
    setup.source = u"camera:63"_s;
    QVERIFY(findProblems(setup).join(u'\n').contains(u"there is no such camera"_s));
    setup.source = u"rtsp://camera.local/live"_s;
    setup.pace = Pace::Given;
    setup.clock = EdgeSetup::Clock::Simulated;
    QCOMPARE(findProblems(setup).size(), 2);
    setup.source = u"http://camera.local/live"_s;
    QVERIFY(findProblems(setup).join(u'\n').contains(u"rtsp://"_s));
}

void EdgeSetupTest::noPasswordOfAnAddressIsKeptOrShown()
{
    EdgeSetup setup = emulatedSetup();
    setup.source = u"rtsp://me:secret@camera.local/live"_s;
    const QString shown = u"rtsp://me@camera.local/live"_s;
    QCOMPARE(toJson(setup)[u"source"_s].toString(), shown);
    QCOMPARE(sourceTitle(setup.source), shown);
    QVERIFY(!detectCommand(setup).contains(u"secret"_s));
    QCOMPARE(requestOf(setup)->source, setup.source.toStdString());
    for (const QString& refused : {u"http://me:secret@camera.local/live"_s, u"RTSP://camera.local/?pwd=secret"_s}) {
        setup.source = refused;
        QVERIFY(!findProblems(setup).join(u'\n').contains(u"secret"_s));
        QVERIFY(!sourceTitle(refused).contains(u"secret"_s));
        QVERIFY(!toJson(setup)[u"source"_s].toString().contains(u"secret"_s));
    }
}

void EdgeSetupTest::aSetUpThatMakesSenseHasNoProblem()
{
    QCOMPARE(findProblems(emulatedSetup()), QStringList());
    EdgeSetup endless = emulatedSetup();
    endless.maxFrames = 0;
    QCOMPARE(findProblems(endless).size(), 1);
    EdgeSetup blind = emulatedSetup();
    blind.model = u"hog"_s; // has nothing to look at
    QCOMPARE(findProblems(blind).size(), 1);
    EdgeSetup rateless = emulatedSetup();
    rateless.pace = Pace::Native;
    QCOMPARE(findProblems(rateless).size(), 1);
    EdgeSetup empty = emulatedSetup();
    empty.devices.clear();
    QCOMPARE(findProblems(empty).size(), 1);
}

void EdgeSetupTest::theCommandRepeatsTheRun()
{
    EdgeSetup setup = emulatedSetup();
    setup.devices = {u"cpu"_s, u"3*emulated:2.5"_s};
    setup.pace = Pace::Given;
    setup.rate = 14.0;
    setup.schedule = detect::Schedule::RoundRobin;
    setup.drop = detect::DropPolicy::Newest;
    setup.buffer = 2;
    setup.seed = 7;
    QCOMPARE(detectCommand(setup),
        u"cobench-cli detect run --source synthetic --devices 'cpu,3*emulated:2.5' --model null --schedule rr "
        "--rate 14 --drop newest --buffer 2 --frames 100 --seed 7"_s);
}

void EdgeSetupTest::theSetUpComesBackFromJson()
{
    EdgeSetup setup = emulatedSetup();
    setup.pace = Pace::Native;
    setup.schedule = detect::Schedule::Deadline;
    setup.drop = detect::DropPolicy::Newest;
    setup.clock = EdgeSetup::Clock::Simulated;
    QCOMPARE(setupFromJson(toJson(setup)), setup);
    QCOMPARE(setupFromJson({{u"rate"_s, u"fast"_s}, {u"schedule"_s, u"best"_s}}, setup), setup);
}

void EdgeSetupTest::devicesAreAddedCopiedAndRemoved()
{
    QAbstractItemModelTester tester(
        &panel().devices().list(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    set(emulatedSetup());
    panel().devices().list().insert(u"cpu"_s);
    panel().devices().list().insert(u"cpu:0"_s, 0);
    QCOMPARE(page().draft().setup().devices, (QStringList{u"emulated:2.5"_s, u"cpu:0"_s, u"cpu"_s}));
    panel().devices().list().remove(1);
    QVERIFY(!panel().devices().list().setData(panel().devices().list().index(0), u" "_s, Qt::EditRole));
    QVERIFY(panel().devices().list().setData(panel().devices().list().index(0), u"emulated:5"_s, Qt::EditRole));
    QCOMPARE(page().draft().setup().devices, (QStringList{u"emulated:5"_s, u"cpu"_s}));
}

void EdgeSetupTest::theFormChangesTheSelectedDevice()
{
    set(emulatedSetup());
    panel().devices().view().setCurrentIndex(panel().devices().list().index(0));
    DeviceForm& form = panel().devices().form();
    QCOMPARE(form.rate().value(), 2.5);
    form.rate().setValue(4.0);
    form.jitter().setValue(20);
    form.count().setValue(3);
    QCOMPARE(page().draft().setup().devices, QStringList{u"3*emulated:4:jitter=0.2"_s});
}

void EdgeSetupTest::aFailureThatCannotBeReadStaysInItsField()
{
    set(emulatedSetup());
    panel().devices().view().setCurrentIndex(panel().devices().list().index(0));
    QLineEdit& failures = panel().devices().form().failures();
    failures.setText(u"soon"_s);
    Q_EMIT failures.editingFinished();
    QVERIFY(failures.isVisible());
    QCOMPARE(failures.text(), u"soon"_s);
    QTRY_VERIFY(panel().problems().contains(u"fail=soon"_s));
}

void EdgeSetupTest::aMachineThatIsNotPairedIsAProblem()
{
    EdgeSetup setup = emulatedSetup();
    setup.devices += u"remote:nowhere:4727"_s;
    set(setup);
    QTRY_VERIFY(page().draft().problems());
    QVERIFY(page().draft().problems()->join(u' ').contains(u"nowhere:4727"_s));
}

void EdgeSetupTest::pairingAsksForAnAddressAndAWholeCode()
{
    PairingDialog dialog(page().draft().machines());
    m_kit->settle();
    QVERIFY(!dialog.pairButton().isEnabled());
    QCOMPARE(dialog.list().count(), 1); // which says that there is none
    dialog.address().setText(u"127.0.0.1:1"_s);
    dialog.code().setText(u"1234-567"_s);
    QVERIFY(!dialog.pairButton().isEnabled());
    dialog.code().setText(u"1234-5678"_s);
    QVERIFY(dialog.pairButton().isEnabled());
    dialog.address().setText(u"no address"_s);
    QVERIFY(!dialog.pairButton().isEnabled());
}

void EdgeSetupTest::whatDoesNotCountIsOff()
{
    set(emulatedSetup());
    QVERIFY(!panel().rate().isEnabled());
    EdgeSetup paced = emulatedSetup();
    paced.pace = Pace::Given;
    set(paced);
    QVERIFY(panel().rate().isEnabled());
    panel().rate().setValue(30.0);
    QCOMPARE(page().draft().setup().rate, 30.0);
    QCOMPARE(page().draft().setup().drop, detect::DropPolicy::Oldest);
}

void EdgeSetupTest::nothingStartsWhileThereAreProblems()
{
    EdgeSetup setup = emulatedSetup();
    set(setup);
    QVERIFY(page().live().start().isEnabled());
    setup.devices.clear();
    page().draft().edit(setup);
    QVERIFY(!page().live().start().isEnabled()); // at once, although it is looked up later
    QTRY_VERIFY(page().draft().problems());
    page().live().start().trigger();
    QVERIFY(page().sessions().all().empty());
}

QTEST_MAIN(EdgeSetupTest)
#include "setup_test.moc"

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/change_text.h"

#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::detect;

class TestDetectChangeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChangeIsRead();
    void whatARunTellsOfIsWrittenAsItIsRead_data();
    void whatARunTellsOfIsWrittenAsItIsRead();
    void aChangeIsWrittenAsItIsRead();
    void whatIsWrongIsToldWithWhatWouldBeRight_data();
    void whatIsWrongIsToldWithWhatWouldBeRight();
};

void TestDetectChangeText::everyChangeIsRead()
{
    const auto unplug = parseChange("5:unplug=1");
    VERIFY_OK(unplug);
    QCOMPARE(unplug->at, fromSeconds(5.0));
    QVERIFY(unplug->change.kind == RunChange::Kind::Unplug);
    QCOMPARE(unplug->change.device, DeviceIndex{1});
    const auto schedule = parseChange("12.5:schedule=sect");
    VERIFY_OK(schedule);
    QVERIFY(schedule->change.schedule == Schedule::ShortestExpectedCompletion);
    const auto rate = parseChange("0:rate=20");
    VERIFY_OK(rate);
    QCOMPARE(rate->change.rate, 20.0);
    const auto added = parseChange("3:add=emulated:5:jitter=0.1=null");
    VERIFY_OK(added);
    QCOMPARE(added->added->text, std::string("emulated:5:jitter=0.1"));
    QCOMPARE(added->added->model, std::string("null"));
}

void TestDetectChangeText::whatARunTellsOfIsWrittenAsItIsRead_data()
{
    using Kind = RunEvent::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<std::string>("detail");
    QTest::addColumn<std::string>("text");
    const auto row = [](Kind kind, const char* detail, const char* text) {
        QTest::newRow(kRunEvents[static_cast<std::size_t>(kind)].data())
            << static_cast<int>(kind) << std::string(detail) << std::string(text);
    };
    row(Kind::DeviceUnplugged, "emulated:5#1", "2.346:unplug=1");
    row(Kind::DevicePluggedIn, "cpu:0-1#12", "2.346:plug=12");
    row(Kind::DeviceRemoved, "cpu#0", "2.346:remove=0");
    row(Kind::DeviceAdded, "emulated:5=lbp-face#2", "2.346:add=emulated:5=lbp-face");
    row(Kind::Schedule, "rr", "2.346:schedule=rr");
    row(Kind::Rate, "12.5 frames/s", "2.346:rate=12.5");
    row(Kind::SourceStale, "no frame came for 3 s", "");
    row(Kind::SourceBack, "", "");
}

void TestDetectChangeText::whatARunTellsOfIsWrittenAsItIsRead()
{
    QFETCH(const int, kind);
    QFETCH(const std::string, detail);
    QFETCH(const std::string, text);
    const RunEvent event{
        .at = std::chrono::microseconds(2345678), .kind = static_cast<RunEvent::Kind>(kind), .detail = detail};
    QCOMPARE(changeText(event), text);
    if (!text.empty())
        QCOMPARE(parseChange(text)->at, Time(std::chrono::milliseconds(2346)));
}

void TestDetectChangeText::aChangeIsWrittenAsItIsRead()
{
    for (const std::string text : {"schedule=wrr", "rate=0.3333333333333333", "unplug=0", "plug=12", "remove=3"})
        QCOMPARE(changeText(parseChange("0:" + text)->change), text);
}

void TestDetectChangeText::whatIsWrongIsToldWithWhatWouldBeRight_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cure");
    QTest::newRow("nothing") << QByteArray() << QByteArray("5:unplug=1");
    QTest::newRow("no time") << QByteArray("unplug=1") << QByteArray("SECONDS");
    QTest::newRow("no number") << QByteArray("soon:unplug=1") << QByteArray("seconds of the run");
    QTest::newRow("before the run") << QByteArray("-1:unplug=1") << QByteArray("seconds of the run");
    QTest::newRow("no change") << QByteArray("5:pull=1") << QByteArray("unplug");
    QTest::newRow("no device") << QByteArray("5:unplug=cpu") << QByteArray("number of a device");
    QTest::newRow("no rate") << QByteArray("5:rate=0") << QByteArray("FRAMES_PER_SECOND");
    QTest::newRow("no scheduler") << QByteArray("5:schedule=best") << QByteArray("fcfs");
    QTest::newRow("two devices") << QByteArray("5:add=2*cpu") << QByteArray("one at a time");
}

void TestDetectChangeText::whatIsWrongIsToldWithWhatWouldBeRight()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, cure);
    const auto change = parseChange(text.toStdString());
    QVERIFY(!change);
    QVERIFY(change.error().code == ErrorCode::Usage);
    QVERIFY2(change.error().cure.find(cure.toStdString()) != std::string::npos, change.error().cure.c_str());
}

QTEST_APPLESS_MAIN(TestDetectChangeText)
#include "change_text_test.moc"

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/device_text.h"
#include "core/detect/model_request.h"

#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::detect;

class DeviceTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remote_devices_are_read_data();
    void remote_devices_are_read();
    void what_is_no_remote_device_is_refused_data();
    void what_is_no_remote_device_is_refused();
    void addresses_are_completed();
    void targets_of_networks_are_read();
};

void DeviceTextTest::remote_devices_are_read_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::addColumn<unsigned>("quality");
    QTest::addColumn<QString>("model");
    const auto row = [](const char* text, const char* address, unsigned quality, const char* model) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(address) << quality
                            << QString::fromUtf8(model);
    };
    row("remote:box", "box:4727", 90, "");
    row("remote:10.0.0.7:99", "10.0.0.7:99", 90, "");
    row("remote:box:99:raw", "box:99", 0, "");
    row("remote:box:raw", "box:4727", 0, "");
    row("remote:box:99:jpeg=50", "box:99", 50, "");
    row("remote:box:99:jpeg=50=hog", "box:99", 50, "hog");
    row("remote:box=yolo", "box:4727", 90, "yolo");
    row("remote:[fe80::1]:99:raw=hog", "[fe80::1]:99", 0, "hog");
    row("remote:[::1]", "[::1]:4727", 90, "");
}

void DeviceTextTest::remote_devices_are_read()
{
    QFETCH(QString, text);
    QFETCH(unsigned, quality);
    const auto devices = parseDevices(text.toStdString());
    VERIFY_OK(devices);
    QCOMPARE(devices->size(), std::size_t{1});
    const DeviceSpec& device = devices->front();
    QVERIFY(device.remote && !device.emulation && device.cores.empty());
    QTEST(QString::fromStdString(device.remote->address), "address");
    QCOMPARE(device.remote->quality, quality);
    QTEST(QString::fromStdString(device.model), "model");
}

void DeviceTextTest::what_is_no_remote_device_is_refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"remote",
             "remote:",
             "remote::99",
             "remote:box:70000",
             "remote:b/x",
             "remote:box:99:jpeg",
             "remote:box:99:jpeg=0",
             "remote:box:99:jpeg=101",
             "remote:box:99:rawer",
             "remote:[::1",
             "remote:box=",
             "remote:box 1"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void DeviceTextTest::what_is_no_remote_device_is_refused()
{
    QFETCH(QString, text);
    const auto devices = parseDevices(text.toStdString());
    QVERIFY(!devices.ok());
    QCOMPARE(devices.error().code, ErrorCode::Usage);
}

void DeviceTextTest::targets_of_networks_are_read()
{
    for (const std::string_view target : kNetworkTargets) {
        const auto devices = parseDevices("2*" + std::string(target) + "=yunet");
        VERIFY_OK(devices);
        QCOMPARE(devices->size(), std::size_t{2});
        QCOMPARE(devices->back().target, std::string(target));
        QCOMPARE(devices->back().text, std::string(target));
        QCOMPARE(devices->back().model, std::string("yunet"));
        QVERIFY(!parseDevices(std::string(target) + ":0").ok());
    }
    QVERIFY(parseDevices("cpu")->front().target.empty());
}

void DeviceTextTest::addresses_are_completed()
{
    QCOMPARE(completeAddress("box").value_or(""), std::string("box:4727"));
    QCOMPARE(completeAddress("0.0.0.0:0").value_or(""), std::string("0.0.0.0:0"));
    for (const char* text : {"", ":1", "box:", "box:x", "box:1:2", "-box", "unix:/tmp/x", "dns:///box", "[box]:1"})
        QVERIFY2(!completeAddress(text), text);
}

QTEST_APPLESS_MAIN(DeviceTextTest)
#include "device_text_test.moc"

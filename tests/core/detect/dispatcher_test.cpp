// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/dispatcher.h"
#include "core/detect/duration_histogram.h"
#include "core/detect/emulation.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace cobench;
using namespace cobench::detect;

/// The pipeline by hand, one event at a time.
class TestDetectDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFreeDeviceTakesAFrameAtOnce();
    void theDeviceThatIsFreeLongestGoesFirst();
    void aFullQueueDropsAsThePolicySays_data();
    void aFullQueueDropsAsThePolicySays();
    void withoutDroppingTheSourceWaits();
    void outcomesComeInFrameOrderWithTheNewestEarlierBoxes();
    void ofFramesThatWaitForASlowOneOnlyTheNewestKeepTheirPictures();
    void theFrameOfALostDeviceIsDoneByAnother();
    void theFrameOfALostDeviceIsDroppedWhereThereIsNoRoom();
    void theFrameOfABrokenLinkIsDroppedWhereFramesMayBe();
    void withoutItsOnlyLinkAFullQueueDropsForTheNetwork();
    void framesWaitForADeviceToReturn();
    void withoutAnyDeviceEverythingIsDropped();
    void roundRobinPassesOverLostDevices();
    void quantilesAreWithinATenthOfAPercent();
    void serviceTimesHaveTheMeanTheyAreSaidToHave_data();
    void serviceTimesHaveTheMeanTheyAreSaidToHave();
};

namespace {

using std::chrono::milliseconds;

std::shared_ptr<const data::Detections> boxesAt(double x)
{
    return std::make_shared<const data::Detections>(data::Detections{{.box = {.x = x}}});
}

/// Frame `number` at `number` milliseconds.
void offer(Dispatcher& dispatcher, FrameNumber number)
{
    const Time at = milliseconds(number);
    dispatcher.offer({.number = number, .captured = at}, at);
}

/// "0:5 1:7" = device 0 starts frame 5, …
std::string starts(Dispatcher& dispatcher)
{
    std::string text;
    for (const auto& start : dispatcher.takeStarts())
        text += (text.empty() ? "" : " ") + std::to_string(start.device) + ":" + std::to_string(start.frame.number);
    return text;
}

/// "3=1 4-queue/3" = frame 3 was done by device 1; 4 was dropped and shows the boxes of 3.
std::string outcomes(Dispatcher& dispatcher)
{
    std::string text;
    for (const auto& outcome : dispatcher.takeOutcomes()) {
        text += (text.empty() ? "" : " ") + std::to_string(outcome.number);
        text += outcome.dropped ? "-" + std::string(id(*outcome.dropped)) : "=" + std::to_string(outcome.device);
        if (outcome.dropped && outcome.boxes)
            text += "/" + std::to_string(outcome.boxesOf);
    }
    return text;
}

Dispatcher make(const DispatchConfig& config, std::size_t devices)
{
    return Dispatcher(config, std::vector<double>(devices, 0.0));
}

} // namespace

void TestDetectDispatcher::aFreeDeviceTakesAFrameAtOnce()
{
    auto dispatcher = make({}, 1);
    offer(dispatcher, 0);
    QCOMPARE(starts(dispatcher), std::string("0:0"));
    offer(dispatcher, 1);
    QCOMPARE(starts(dispatcher), std::string());
    dispatcher.completed(0, boxesAt(0), milliseconds(5));
    QCOMPARE(starts(dispatcher), std::string("0:1"));
    QCOMPARE(outcomes(dispatcher), std::string("0=0"));
}

void TestDetectDispatcher::theDeviceThatIsFreeLongestGoesFirst()
{
    auto dispatcher = make({}, 2);
    offer(dispatcher, 0);
    offer(dispatcher, 1);
    QCOMPARE(starts(dispatcher), std::string("0:0 1:1"));
    dispatcher.completed(1, boxesAt(1), milliseconds(5));
    dispatcher.completed(0, boxesAt(0), milliseconds(6));
    offer(dispatcher, 7);
    QCOMPARE(starts(dispatcher), std::string("1:7"));
}

void TestDetectDispatcher::aFullQueueDropsAsThePolicySays_data()
{
    QTest::addColumn<int>("policy");
    QTest::addColumn<std::string>("result");
    QTest::newRow("oldest") << static_cast<int>(DropPolicy::Oldest) << std::string("0=0 1-queue/0 2=0 3=0");
    QTest::newRow("newest") << static_cast<int>(DropPolicy::Newest) << std::string("0=0 1=0 2=0 3-queue/2");
}

void TestDetectDispatcher::aFullQueueDropsAsThePolicySays()
{
    QFETCH(int, policy);
    QFETCH(std::string, result);
    auto dispatcher = make({.drop = static_cast<DropPolicy>(policy), .buffer = 2}, 1);
    for (FrameNumber number = 0; number < 4; ++number)
        offer(dispatcher, number);
    dispatcher.sourceEnded();
    for (int done = 0; done < 3; ++done)
        dispatcher.completed(0, boxesAt(0), milliseconds(10 + done));
    QCOMPARE(outcomes(dispatcher), result);
    QVERIFY(dispatcher.isFinished());
}

void TestDetectDispatcher::withoutDroppingTheSourceWaits()
{
    auto dispatcher = make({.buffer = 1}, 1);
    for (FrameNumber number = 0; number < 3; ++number) {
        QVERIFY(dispatcher.hasRoom());
        offer(dispatcher, number);
    }
    QVERIFY(!dispatcher.hasRoom()); // one on the device, one waits, one more at the door
    dispatcher.completed(0, boxesAt(0), milliseconds(9));
    QVERIFY(dispatcher.hasRoom());
}

void TestDetectDispatcher::outcomesComeInFrameOrderWithTheNewestEarlierBoxes()
{
    auto dispatcher = make({.drop = DropPolicy::Newest, .buffer = 0}, 2);
    for (FrameNumber number = 0; number < 3; ++number)
        offer(dispatcher, number);
    dispatcher.skip({.number = 3, .captured = milliseconds(3)}, DropCause::Decode, milliseconds(3));
    dispatcher.completed(1, boxesAt(1), milliseconds(4));
    QCOMPARE(outcomes(dispatcher), std::string());
    dispatcher.completed(0, boxesAt(0), milliseconds(5));
    QCOMPARE(outcomes(dispatcher), std::string("0=0 1=1 2-queue/1 3-decode/1"));
}

void TestDetectDispatcher::ofFramesThatWaitForASlowOneOnlyTheNewestKeepTheirPictures()
{
    constexpr FrameNumber kBehind = 200;
    Dispatcher dispatcher({}, std::vector{1.0, 100.0});
    std::vector<std::weak_ptr<const data::Image>> pictures;
    for (FrameNumber number = 0; number <= kBehind; ++number) {
        const auto picture = std::make_shared<const data::Image>();
        pictures.push_back(picture);
        const Time at = milliseconds(number);
        dispatcher.offer({.number = number, .captured = at, .picture = picture}, at);
        (void)dispatcher.takeStarts();
        if (number > 0) // the first one stays on device 0
            dispatcher.completed(1, boxesAt(0.0), at);
    }
    QVERIFY(dispatcher.takeOutcomes().empty());
    const auto held = std::ranges::count_if(pictures, [](const auto& picture) { return !picture.expired(); });
    QCOMPARE(std::size_t(held), Synchroniser::kHeldPictures + 1); // and that of the frame that is worked on
    dispatcher.completed(0, boxesAt(0.0), milliseconds(kBehind));
    const auto outcomes = dispatcher.takeOutcomes();
    QCOMPARE(outcomes.size(), std::size_t(kBehind + 1));
    for (const Outcome& outcome : outcomes)
        QVERIFY(!outcome.dropped && outcome.boxes);
    QVERIFY(outcomes.back().picture); // which a viewer sees
}

void TestDetectDispatcher::theFrameOfALostDeviceIsDoneByAnother()
{
    auto dispatcher = make({}, 2);
    for (FrameNumber number = 0; number < 3; ++number)
        offer(dispatcher, number);
    QCOMPARE(starts(dispatcher), std::string("0:0 1:1"));
    dispatcher.lost(0, DropCause::DeviceLost, milliseconds(3));
    dispatcher.completed(1, boxesAt(1), milliseconds(4));
    QCOMPARE(starts(dispatcher), std::string("1:0")); // before frame 2
}

void TestDetectDispatcher::theFrameOfALostDeviceIsDroppedWhereThereIsNoRoom()
{
    auto dispatcher = make({.drop = DropPolicy::Oldest, .buffer = 1}, 2);
    for (FrameNumber number = 0; number < 3; ++number)
        offer(dispatcher, number);
    dispatcher.lost(0, DropCause::DeviceLost, milliseconds(3));
    QCOMPARE(outcomes(dispatcher), std::string("0-device_lost"));
}

void TestDetectDispatcher::theFrameOfABrokenLinkIsDroppedWhereFramesMayBe()
{
    for (const DropPolicy policy : {DropPolicy::Oldest, DropPolicy::None}) {
        Dispatcher dispatcher({.drop = policy, .buffer = 4}, std::array{0.0, 0.0});
        offer(dispatcher, 0);
        QCOMPARE(starts(dispatcher), std::string("0:0"));
        dispatcher.lost(0, DropCause::Network, milliseconds(3));
        const bool mayDrop = policy == DropPolicy::Oldest;
        QCOMPARE(starts(dispatcher), std::string(mayDrop ? "" : "1:0"));
        QCOMPARE(dispatcher.counts().dropped[static_cast<std::size_t>(DropCause::Network)],
            std::uint64_t{mayDrop ? 1U : 0U});
    }
}

void TestDetectDispatcher::withoutItsOnlyLinkAFullQueueDropsForTheNetwork()
{
    Dispatcher dispatcher({.drop = DropPolicy::Oldest, .buffer = 1}, std::array{0.0});
    dispatcher.lost(0, DropCause::Network, Time(0));
    for (FrameNumber number = 0; number < 3; ++number)
        offer(dispatcher, number);
    QCOMPARE(dispatcher.counts().dropped[static_cast<std::size_t>(DropCause::Network)], std::uint64_t{2});
    dispatcher.returned(0, milliseconds(3));
    QCOMPARE(starts(dispatcher), std::string("0:2"));
}

void TestDetectDispatcher::framesWaitForADeviceToReturn()
{
    auto dispatcher = make({.schedule = Schedule::RoundRobin, .buffer = 1}, 1);
    dispatcher.lost(0, DropCause::DeviceLost, Time(0));
    offer(dispatcher, 1);
    QCOMPARE(starts(dispatcher), std::string());
    dispatcher.returned(0, milliseconds(2));
    QCOMPARE(starts(dispatcher), std::string("0:1"));
}

void TestDetectDispatcher::withoutAnyDeviceEverythingIsDropped()
{
    auto dispatcher = make({}, 1);
    offer(dispatcher, 0);
    offer(dispatcher, 1);
    dispatcher.lost(0, DropCause::DeviceLost, milliseconds(2));
    QVERIFY(!dispatcher.isAnyAlive());
    dispatcher.abandon(milliseconds(3));
    offer(dispatcher, 2);
    dispatcher.sourceEnded();
    QCOMPARE(outcomes(dispatcher), std::string("0-device_lost 1-device_lost 2-device_lost"));
    QVERIFY(dispatcher.isFinished());
}

void TestDetectDispatcher::roundRobinPassesOverLostDevices()
{
    auto dispatcher = make({.schedule = Schedule::RoundRobin}, 3);
    dispatcher.lost(1, DropCause::DeviceLost, Time(0));
    for (FrameNumber number = 0; number < 3; ++number)
        offer(dispatcher, number);
    QCOMPARE(starts(dispatcher), std::string("0:0 2:1"));
    QCOMPARE(dispatcher.devices()[0].waiting, std::size_t{1});
}

void TestDetectDispatcher::quantilesAreWithinATenthOfAPercent()
{
    DurationHistogram histogram;
    QVERIFY(std::isnan(histogram.quantile(0.5)));
    std::vector<double> sorted;
    for (std::int64_t i = 1; i <= 100000; ++i) {
        const Time duration = std::chrono::microseconds(i * i % 100003);
        histogram.add(duration);
        sorted.push_back(seconds(duration));
    }
    std::ranges::sort(sorted);
    for (const double share : {0.01, 0.5, 0.9, 0.99, 0.999, 1.0}) {
        const double exact = sorted[static_cast<std::size_t>(std::ceil(share * 1e5)) - 1];
        QVERIFY(std::fabs(histogram.quantile(share) - exact) <= 0.001 * exact);
    }
}

void TestDetectDispatcher::serviceTimesHaveTheMeanTheyAreSaidToHave_data()
{
    QTest::addColumn<int>("law");
    QTest::addColumn<double>("deviation"); // of the share
    QTest::newRow("uniform") << static_cast<int>(Emulation::Law::Uniform) << 0.3 / std::sqrt(3.0);
    QTest::newRow("normal") << static_cast<int>(Emulation::Law::Normal) << 0.3;
    QTest::newRow("exponential") << static_cast<int>(Emulation::Law::Exponential) << 1.0;
}

void TestDetectDispatcher::serviceTimesHaveTheMeanTheyAreSaidToHave()
{
    QFETCH(int, law);
    QFETCH(double, deviation);
    const Emulation emulation{.rate = 4.0, .jitter = 0.3, .law = static_cast<Emulation::Law>(law)};
    constexpr int kDraws = 200000;
    double sum = 0.0;
    double squares = 0.0;
    for (int frame = 0; frame < kDraws; ++frame) {
        const double share = 4.0 * seconds(serviceTime(emulation, 3, 1, static_cast<FrameNumber>(frame)));
        sum += share;
        squares += share * share;
    }
    const double mean = sum / kDraws;
    QVERIFY(std::fabs(mean - 1.0) < 5.0 * deviation / std::sqrt(kDraws));
    QVERIFY(std::fabs(std::sqrt(squares / kDraws - mean * mean) - deviation) < 0.02 * deviation);
}

QTEST_APPLESS_MAIN(TestDetectDispatcher)
#include "dispatcher_test.moc"

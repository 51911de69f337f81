// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/lost_accuracy.h"

#include "core/ensemble/counter_random.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::detect;

class TestDetectLostAccuracy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLossIsWhatItsFramesCost();
    void lossesAndWhatWasShownAddUpToOne();
    void aRunThatProcessedEveryFrameLosesNothingButWhatIsMissed();
};

namespace {

constexpr data::Box kThere{.x = 10.0, .y = 10.0, .width = 40.0, .height = 40.0};
constexpr data::Box kGone{.x = 200.0, .y = 10.0, .width = 40.0, .height = 40.0};

Outcome processed(FrameNumber frame, const data::Detections& boxes)
{
    return {.number = frame, .boxes = std::make_shared<const data::Detections>(boxes), .boxesOf = frame};
}

Outcome dropped(FrameNumber frame, const Outcome* before)
{
    Outcome outcome{.number = frame, .dropped = DropCause::Queue, .boxesOf = frame};
    if (before) {
        outcome.boxes = before->boxes;
        outcome.boxesOf = before->boxesOf;
    }
    return outcome;
}

data::Detections at(const data::Box& box)
{
    return {{.box = box, .classIndex = 0, .score = 0.9}};
}

data::BoxTable truthOf(std::size_t frames, const data::Box& box)
{
    std::vector<Outcome> outcomes;
    for (FrameNumber frame = 0; frame < frames; ++frame)
        outcomes.push_back(processed(frame, at(box)));
    return foundTable(outcomes);
}

std::vector<FrameFate> fatesOf(const std::vector<Outcome>& outcomes)
{
    std::vector<FrameFate> fates;
    for (const Outcome& outcome : outcomes)
        fates.push_back(fateOf(outcome));
    return fates;
}

bool isClose(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

} // namespace

// One object in each of four frames; 101 recalls, so that a quarter of the objects is worth 25 / 101, and the first
// one 26 / 101.
void TestDetectLostAccuracy::eachLossIsWhatItsFramesCost()
{
    const Outcome moved = processed(1, at(kThere));
    Outcome stale = dropped(2, &moved);
    stale.boxes = std::make_shared<const data::Detections>(at(kGone));
    const std::vector<Outcome> shown{dropped(0, nullptr), moved, stale, processed(3, {})};
    const std::vector<Outcome> reference{
        processed(0, at(kThere)), processed(1, at(kThere)), processed(2, at(kThere)), processed(3, {})};
    const auto lost
        = lostAccuracy(truthOf(4, kThere), shownTable(shown), foundTable(reference), fatesOf(shown), {});
    VERIFY_OK(lost);
    QVERIFY(isClose(lost->shown, 26.0 / 101.0));
    QVERIFY(isClose(lost->dropped, 25.0 / 101.0));
    QVERIFY(isClose(lost->stale, 25.0 / 101.0));
    QVERIFY(isClose(lost->processed, 0.0));
    QVERIFY(isClose(lost->missed, 25.0 / 101.0));
}

void TestDetectLostAccuracy::lossesAndWhatWasShownAddUpToOne()
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        ensemble::CounterRandom random(seed);
        std::vector<Outcome> shown;
        std::vector<Outcome> reference;
        std::optional<Outcome> before;
        for (FrameNumber frame = 0; frame < 20; ++frame) {
            reference.push_back(processed(frame, at(random.below(4) > 0 ? kThere : kGone)));
            if (random.below(2) == 0)
                before = processed(frame, at(random.below(4) > 0 ? kThere : kGone));
            const bool isNew = before && before->number == frame;
            shown.push_back(isNew ? *before : dropped(frame, before ? &*before : nullptr));
        }
        const auto lost
            = lostAccuracy(truthOf(20, kThere), shownTable(shown), foundTable(reference), fatesOf(shown), {});
        VERIFY_OK(lost);
        QVERIFY(isClose(lost->shown + lost->dropped + lost->stale + lost->processed + lost->missed, 1.0));
    }
}

void TestDetectLostAccuracy::aRunThatProcessedEveryFrameLosesNothingButWhatIsMissed()
{
    const std::vector<Outcome> all{processed(0, at(kThere)), processed(1, at(kGone)), processed(2, {})};
    const auto lost = lostAccuracy(truthOf(3, kThere), shownTable(all), foundTable(all), fatesOf(all), {});
    VERIFY_OK(lost);
    QVERIFY(isClose(lost->dropped, 0.0) && isClose(lost->stale, 0.0) && isClose(lost->processed, 0.0));
    QVERIFY(lost->missed > 0.5);
}

QTEST_APPLESS_MAIN(TestDetectLostAccuracy)
#include "lost_accuracy_test.moc"

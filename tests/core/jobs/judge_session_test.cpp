// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/judge_session.h"
#include "core/jobs/spool_writer.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::detect;
namespace fs = std::filesystem;

/// What a run is worth beside its reference.
class JudgeSessionTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    /// A run that shows so many boxes at each frame, all at one place, the later the surer.
    fs::path runOf(const char* name, const std::vector<std::size_t>& boxes) const
    {
        const fs::path path = fs::path(m_folder.path().toStdString()) / name;
        if (!jobs::createSpool(path, {.settings = "{}", .devices = {"cpu#0"}}))
            qFatal("no file for the run");
        const auto writer = jobs::SpoolWriter::open(path);
        for (FrameNumber number = 0; number < boxes.size(); ++number)
            (*writer)->take({.number = number,
                .boxes = std::make_shared<const data::Detections>(data::Detections(boxes[number],
                    {.box = {.x = 10.0, .y = 10.0, .width = 40.0, .height = 80.0},
                        .classIndex = 0,
                        .score = 0.1 * static_cast<double>(number + 1)})),
                .boxesOf = number});
        if (!(*writer)->end({.record = {.settings = "{}"}}))
            qFatal("the run was not written");
        return path;
    }
    static jobs::SessionEnd judged(const fs::path& run, const fs::path& reference)
    {
        jobs::SessionEnd end;
        Progress progress;
        jobs::judgeSession(run, {.referenceSpool = reference}, end, progress, {});
        return end;
    }

private Q_SLOTS:
    void theSameBoxesAreAllRight()
    {
        const auto end = judged(runOf("same", {1, 0, 1}), runOf("reference", {1, 0, 1}));
        QCOMPARE(end.referenceProblem, std::string());
        QCOMPARE(end.record.againstReference.ap50, 1.0);
    }

    /// The wrong one is the surer, so that no recall has more precision than one half.
    void boxesWhereTheReferenceFindsNothingAreWrong()
    {
        const auto end = judged(runOf("stale", {1, 1, 0}), runOf("left", {1, 0, 0}));
        QCOMPARE(end.referenceProblem, std::string());
        QCOMPARE(end.record.againstReference.ap50, 0.5);
    }

    void aReferenceThatFindsNothingJudgesNothing()
    {
        const auto end = judged(runOf("some", {1, 1}), runOf("nothing", {0, 0}));
        QVERIFY(std::isnan(end.record.againstReference.ap50));
        QVERIFY(!end.referenceProblem.empty());
    }
};

QTEST_GUILESS_MAIN(JudgeSessionTest)
#include "judge_session_test.moc"

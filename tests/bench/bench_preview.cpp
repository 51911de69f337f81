// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What watching costs: sigma of the same run with the window that shows it and without one, in turns, and the ratio
// of the medians. Limit: 5 %. Beside it what the window's thread used of a processor, which other work on the
// machine moves less. bench_preview [SOURCE [ROUNDS]]; the source is OpenCV's sample video unless named.
#include "core/engine/detection_run.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/edge/edge_page.h"
#include "ui/pages/edge/live_panel.h"

#include <QApplication>
#include <QSpinBox>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr double kLimit = 0.05;
constexpr int kPatienceMs = 300000;

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double unseen(const EdgeSetup& setup)
{
    const auto request = requestOf(setup);
    if (!request)
        return 0.0;
    Progress progress;
    const auto summary = engine::runDetection(*request, progress, {});
    return summary ? summary->result.figures.sigma : 0.0;
}

double threadSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

struct Seen {
    double sigma = 0.0;
    double windowShare = 0.0; // of a processor, while it ran
};

Seen seen(EdgeSessions& sessions, const EdgeSetup& setup)
{
    const int number = sessions.start(setup);
    if (!QTest::qWaitFor([&] { return sessions.find(number)->state != EdgeSession::State::Queued; }, kPatienceMs))
        return {};
    const double before = threadSeconds();
    if (!QTest::qWaitFor([&] { return sessions.find(number)->isOver(); }, kPatienceMs))
        return {};
    const detect::RunFigures& figures = sessions.find(number)->end.figures;
    return {figures.sigma, (threadSeconds() - before) / figures.seconds};
}

/// Each way in turn, and which goes first in turn, too.
bool compare(EdgeSessions& sessions, const char* name, const EdgeSetup& setup, int rounds)
{
    std::vector<double> with;
    std::vector<double> without;
    std::vector<double> shares;
    for (int round = 0; round < rounds; ++round) {
        if (round % 2 == 0)
            without.push_back(unseen(setup));
        const Seen watched = seen(sessions, setup);
        with.push_back(watched.sigma);
        shares.push_back(watched.windowShare);
        if (round % 2 == 1)
            without.push_back(unseen(setup));
    }
    const double cost = 1.0 - median(with) / median(without);
    std::printf(
        "%-26s sigma %7.1f frames/s with preview, %7.1f without: costs %.1f %%; the window's thread %.1f %%\n",
        name,
        median(with),
        median(without),
        100.0 * cost,
        100.0 * median(shares));
    std::fflush(stdout);
    return median(with) > 0.0 && cost <= kLimit;
}

} // namespace

int main(int count, char** arguments)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(count, arguments);
    const QStringList videos = sampleVideos();
    const QString source = count > 1 ? QString::fromLocal8Bit(arguments[1])
        : videos.isEmpty()           ? u"synthetic:768x576"_s
                                     : videos.front();
    const int rounds = count > 2 ? std::max(1, std::atoi(arguments[2])) : 5;
    test::WindowKit kit;
    kit.openWindow({1600, 1000});
    kit.window->showPage(u"edge"_s);
    kit.settle();
    auto& page = *static_cast<EdgePage*>(kit.window->currentPage());
    page.findChild<LivePanel*>()->views().setValue(2);
    const EdgeSetup busy{
        .source = source, .model = u"lbp-face"_s, .devices = {u"cpu"_s, u"cpu"_s}, .maxFrames = 40};
    const EdgeSetup fast{.source = source, .model = u"null"_s, .devices = {u"cpu"_s}, .maxFrames = 700};
    const bool isBusyCheap = compare(page.sessions(), "two devices that detect", busy, rounds);
    const bool isFastCheap = compare(page.sessions(), "frames as fast as decoded", fast, rounds);
    return isBusyCheap && isFastCheap ? 0 : 1;
}

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notices.h"

#include "ui/bridge/counted.h"
#include "ui/shell/crash_report.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifier.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QStatusBar>
#include <QUrl>

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr double kLongWorkSeconds = 10.0;
constexpr int kStatusMs = 8000;
const QString kEngineKey = QStringLiteral("engine");
const QString kTroubleKey = QStringLiteral("engine-trouble");

} // namespace

Notices::Notices(Workbench& bench, BannerStack& banners, MainWindow& window)
    : QObject(&window)
    , m_bench(bench)
    , m_banners(banners)
    , m_window(window)
{
    connect(&bench.workspace, &Workspace::failed, this, &Notices::fail);
    connect(&bench.workspace, &Workspace::told, window.statusBar(), [&window](const QString& message) {
        window.statusBar()->showMessage(message, kStatusMs);
    });
    connect(&bench.engine, &EngineLink::failed, this, &Notices::fail);
    connect(&bench.engine, &EngineLink::lost, this, &Notices::engineLost);
    connect(&bench.engine, &EngineLink::stateChanged, this, &Notices::engineChanged);
    connect(&bench.engine, &EngineLink::troubled, this, &Notices::engineTroubled);
    connect(&bench.engine.runs(), &RunList::runEnded, this, &Notices::runEnded);
    connect(&bench.async.jobs(), &JobList::finished, this, &Notices::jobFinished);
    connect(&bench.importer, &Importer::finished, this, [this](const std::shared_ptr<const ImportReport>& report) {
        importFinished(*report);
    });
    if (const QString notice = bench.settingsFile.notice(); !notice.isEmpty())
        banners.post(QStringLiteral("settings"), {.level = Banner::Level::Warning, .text = notice});
    if (bench.abandoned)
        tellAbandoned();
}

void Notices::fail(const QString& what, const Error& error)
{
    if (error.isCancelled())
        return;
    const QString text = tr("%1 failed: %2").arg(what, QString::fromStdString(describe(error)));
    qWarning("%s", qPrintable(text));
    m_banners.post(what, {.level = Banner::Level::Error, .text = text});
}

void Notices::engineLost(const Error& error)
{
    m_banners.post(kEngineKey,
        {.level = Banner::Level::Error,
            .text = tr("The training engine is gone (%1). Runs it was working on are interrupted; what they had "
                       "stored is safe.")
                        .arg(QString::fromStdString(describe(error))),
            .actions = {{tr("Restart the engine"), [this] { m_bench.engine.follow(); }}}});
}

void Notices::engineChanged()
{
    if (m_bench.engine.state() == EngineLink::State::Connected || m_bench.engine.state() == EngineLink::State::Idle)
        m_banners.remove(kEngineKey);
    else
        m_banners.remove(kTroubleKey);
}

void Notices::engineTroubled(const QString& why)
{
    if (why.isEmpty())
        return m_banners.remove(kTroubleKey);
    m_banners.post(kTroubleKey,
        {.level = Banner::Level::Warning,
            .text = tr("Runs wait, and go on by themselves once they can store what they report. %1").arg(why)});
}

void Notices::tellAbandoned()
{
    const QString project = (*m_bench.abandoned)[QLatin1String("project")].toString();
    Banner banner{.level = Banner::Level::Info,
        .text = tr("CoBench did not end properly last time. It reopened %1; every change that was made is in it.")
                    .arg(QFileInfo(project).fileName())};
    if (const QStringList reports = crashReports(); !reports.isEmpty())
        banner.actions.push_back({tr("Show crash report"),
            [path = reports.front()] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); }});
    m_banners.post(QStringLiteral("abandoned"), banner);
}

/// Whoever looks at the window sees it there.
void Notices::runEnded(RunId run, engine::RunState state)
{
    const auto& tracks = m_bench.engine.runs().runs();
    const auto track = std::ranges::find_if(tracks, [run](const RunTrack& other) { return other.info.id == run; });
    if (track == tracks.end() || !m_bench.settings.notify || m_window.isActiveWindow())
        return;
    notifyDesktop(QString::fromStdString(track->info.config.name),
        track->info.message.empty() ? tr("The run is %1").arg(stateText(state))
                                    : QString::fromStdString(track->info.message));
}

void Notices::jobFinished(const QString& title, double seconds, bool ok)
{
    if (ok && m_bench.settings.notify && seconds >= kLongWorkSeconds && !m_window.isActiveWindow())
        notifyDesktop(tr("Done"), title);
}

void Notices::importFinished(const ImportReport& report)
{
    if (report.isClean())
        m_window.statusBar()->showMessage(
            tr("Imported %1: %2").arg(report.name, counted(report.models, tr("model"), tr("models"))), kStatusMs);
}

} // namespace cobench::ui

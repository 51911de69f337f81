// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/demo_starter.h"

#include "core/data/dataset.h"
#include "ui/shell/project_actions.h"
#include "ui/style/icons.h"

#include <QFileInfo>

#include <set>

namespace cobench::ui {

namespace {

const QString kBannerKey = QStringLiteral("demo");

} // namespace

DemoStarter::DemoStarter(Workbench& bench, BannerStack& banners, ProjectActions& projects, QObject* parent)
    : QObject(parent)
    , m_bench(bench)
    , m_banners(banners)
    , m_projects(projects)
    , m_train(icon(QStringLiteral("training")), tr("&Train the demo pool"))
{
    connect(&m_train, &QAction::triggered, this, [this] {
        m_wanted = true;
        m_submitted = false;
        isDemoOpen() ? consider() : openDemo();
    });
    connect(&bench.workspace, &Workspace::projectChanged, this, &DemoStarter::consider);
    connect(&bench.engine, &EngineLink::runsKnown, this, &DemoStarter::submitMissing);
    connect(
        &bench.engine, &EngineLink::lost, this, [this] { m_submitted = false; }); // interrupted ones start again
    connect(&bench.engine.runs(), &RunList::runEnded, this, [this](RunId, engine::RunState state) {
        if (state == engine::RunState::Finished)
            join();
    });
}

void DemoStarter::allowEngine()
{
    m_engineAllowed = true;
    consider();
}

void DemoStarter::openDemo()
{
    m_projects.openProject(m_bench.places.demoProject, store::OpenMode::Create);
}

bool DemoStarter::isDemoOpen() const
{
    return m_bench.workspace.isOpen()
        && m_bench.workspace.path() == QFileInfo(m_bench.places.demoProject).absoluteFilePath();
}

/// The engine is asked only where it has something to tell: an unfinished demo, or a project that has runs.
void DemoStarter::consider()
{
    if (!m_engineAllowed || !m_bench.workspace.isOpen())
        return;
    if (isDemoOpen() && m_bench.editor.canEdit())
        checkDataset();
    else if (QFileInfo::exists(m_bench.workspace.path() + QStringLiteral(".d/runs.sqlite")))
        m_bench.engine.follow();
}

void DemoStarter::checkDataset()
{
    const std::size_t wanted = m_bench.demo.configs().size();
    const auto& pools = m_bench.workspace.pools();
    const auto pool = std::ranges::find(pools, m_bench.demo.batch, &store::PoolEntry::name);
    if (pool != pools.end() && pool->models >= wanted && !m_wanted)
        return;
    m_bench.async.runLatest<bool>(
        this,
        QStringLiteral("dataset"),
        {},
        [project = m_bench.workspace.path().toStdString()](Progress&, const CancelToken&) -> Result<bool> {
            const auto dataset = data::loadDataset(
                {.name = "fashion-mnist", .dataDirectory = {}, .project = project, .splits = {"test"}});
            return dataset ? Result<bool>(true) : Result<bool>(dataset.error());
        },
        [this](const Result<bool>& found) {
            if (!found)
                return tellMissing(found.error());
            m_banners.remove(kBannerKey);
            if (m_bench.engine.state() == EngineLink::State::Connected)
                submitMissing();
            else
                m_bench.engine.follow();
        });
}

void DemoStarter::tellMissing(const Error& error)
{
    m_banners.post(kBannerKey,
        {.level = Banner::Level::Warning,
            .text = tr("The demo needs Fashion-MNIST, which is not on this machine (%1). Install Debian's package "
                       "dataset-fashion-mnist, or import predictions of your own.")
                        .arg(QString::fromStdString(error.detail)),
            .actions = {{tr("Try again"), [this] { checkDataset(); }}}});
}

/// Runs of the plan that neither exist nor were ever cancelled by a person.
void DemoStarter::submitMissing()
{
    if (!isDemoOpen() || !m_bench.editor.canEdit())
        return;
    join();
    if (std::exchange(m_submitted, true))
        return;
    std::set<std::string> present;
    for (const auto& run : m_bench.engine.runs().runs()) {
        const bool over = run.info.state == engine::RunState::Interrupted
            || (m_wanted && !isActive(run.info.state) && run.info.state != engine::RunState::Finished);
        if (run.info.batch == m_bench.demo.batch && !over)
            present.insert(run.info.config.name);
    }
    m_wanted = false;
    auto configs = m_bench.demo.configs();
    std::erase_if(configs, [&](const auto& config) { return present.contains(config.name); });
    if (configs.empty())
        return;
    m_bench.engine.submit(std::move(configs), m_bench.demo.batch);
    Q_EMIT submitted();
}

/// Finished runs become members of the pool "demo"; the one that made it is then shown.
void DemoStarter::join()
{
    if (!m_bench.editor.canEdit() || !isDemoOpen())
        return;
    m_bench.workspace.link().call<bool>(
        m_bench.async,
        this,
        {},
        [joinRuns = m_bench.demo.join](store::Project& project, Progress& progress, const CancelToken& cancel) {
            return joinRuns(project, progress, cancel);
        },
        [this](const Result<bool>& changed) {
            if (!changed)
                Q_EMIT m_bench.workspace.failed(tr("Adding trained models"), changed.error());
            else if (*changed)
                m_bench.workspace.reload();
        });
}

} // namespace cobench::ui

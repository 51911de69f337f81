// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_actions.h"

#include "core/jobs/join_runs.h"
#include "ui/bridge/counted.h"
#include "ui/bridge/pool_editor.h"
#include "ui/pages/runs/launch_dialog.h"
#include "ui/pages/runs/launch_form.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/style/icons.h"

#include <algorithm>

namespace cobench::ui {

namespace {

bool canResume(const study::Run* run)
{
    return run->state == "interrupted" || run->state == "cancelled" || run->state == "failed";
}

struct Joined {
    std::vector<std::string> added;
    std::optional<PoolId> pool; // the last one
};

Result<Joined> joinBatches(store::Project& project, const std::set<std::string>& batches)
{
    const auto runs = store::RunStore::open(project.path(), store::RunStore::Role::Reader);
    if (!runs)
        return runs.error();
    Joined all;
    for (const std::string& batch : batches) {
        auto joined = jobs::joinFinishedRuns(project, **runs, batch);
        if (!joined)
            return joined.error();
        std::ranges::move(joined->added, std::back_inserter(all.added));
        all.pool = joined->pool ? joined->pool : all.pool;
    }
    return all;
}

} // namespace

RunActions::RunActions(RunCatalog& catalog, PoolEditor& editor, RunTableView& table)
    : QObject(&table)
    , m_catalog(catalog)
    , m_editor(editor)
    , m_table(table)
    , m_launch(icon(QStringLiteral("new")), tr("New runs…"))
    , m_cancel(icon(QStringLiteral("cancel")), tr("Cancel run"))
    , m_resume(icon(QStringLiteral("restart")), tr("Resume run"))
    , m_join(icon(QStringLiteral("pool")), tr("Add to model pool"))
{
    m_cancel.setToolTip(tr("Ends the selected runs after the iteration they are in"));
    m_resume.setToolTip(tr("Goes on with the selected runs that did not finish, from their newest checkpoints"));
    m_join.setToolTip(tr("Adds the predictions of all finished runs that were submitted together with the selected "
                         "ones to the pool of that name"));
    m_launch.setToolTip(tr("Sets up training runs; one selected run is where the fields start from"));
    table.addAction(&m_launch, true);
    table.addAction(&m_cancel);
    table.addAction(&m_resume);
    table.addAction(&m_join);
    connect(&m_launch, &QAction::triggered, this, &RunActions::showLaunchDialog);
    connect(&m_cancel, &QAction::triggered, this, &RunActions::cancelSelected);
    connect(&m_resume, &QAction::triggered, this, &RunActions::resumeSelected);
    connect(&m_join, &QAction::triggered, this, &RunActions::joinSelected);
    connect(&table, &RunTableView::chosenChanged, this, &RunActions::refresh);
    connect(&catalog, &RunCatalog::listChanged, this, &RunActions::refresh);
    connect(&catalog, &RunCatalog::changed, this, &RunActions::refresh);
    refresh();
}

std::vector<const study::Run*> RunActions::selected() const
{
    std::vector<const study::Run*> runs;
    for (const RunId id : m_table.selected())
        if (const study::Run* run = m_catalog.find(id))
            runs.push_back(run);
    return runs;
}

void RunActions::refresh()
{
    const auto runs = selected();
    m_launch.setEnabled(m_catalog.workspace().isOpen() && !m_catalog.workspace().isReadOnly());
    m_cancel.setEnabled(
        std::ranges::any_of(runs, [this](const study::Run* run) { return m_catalog.track(run->id) != nullptr; }));
    m_resume.setEnabled(m_launch.isEnabled() && std::ranges::any_of(runs, canResume));
    m_join.setEnabled(m_editor.canEdit() && std::ranges::any_of(runs, [](const study::Run* run) {
        return run->state == "finished" && !run->batch.empty();
    }));
}

void RunActions::showLaunchDialog()
{
    auto* dialog = new LaunchDialog(m_catalog.runs(), &m_table);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto runs = selected(); runs.size() == 1)
        if (const auto config = train::configFromJson(runs.front()->configJson))
            dialog->form().setConfig(*config);
    connect(dialog,
        &LaunchDialog::submitted,
        this,
        [this](const std::vector<train::TrainConfig>& configs, const QString& batch) {
            m_catalog.engine().submit(configs, batch.toStdString());
        });
    dialog->open();
}

void RunActions::cancelSelected()
{
    for (const study::Run* run : selected())
        if (m_catalog.track(run->id))
            m_catalog.engine().cancelRun(run->id);
}

void RunActions::resumeSelected()
{
    for (const study::Run* run : selected())
        if (canResume(run))
            m_catalog.engine().resumeRun(run->id);
}

void RunActions::joinSelected()
{
    std::set<std::string> batches;
    for (const study::Run* run : selected())
        if (run->state == "finished" && !run->batch.empty())
            batches.insert(run->batch);
    Workspace& workspace = m_catalog.workspace();
    workspace.link().call<Joined>(
        workspace.async(),
        this,
        tr("Adding trained models"),
        [batches](store::Project& project, Progress&, const CancelToken&) { return joinBatches(project, batches); },
        [&workspace](Result<Joined> joined) {
            if (!joined)
                return Q_EMIT workspace.failed(tr("Adding trained models"), joined.error());
            Q_EMIT workspace.told(joined->added.empty()
                    ? tr("The pool has all of these runs already")
                    : tr("%1 joined the pool").arg(counted(joined->added.size(), tr("model"), tr("models"))));
            if (!joined->added.empty() && joined->pool)
                workspace.reloadAndSelect(*joined->pool);
        });
}

} // namespace cobench::ui

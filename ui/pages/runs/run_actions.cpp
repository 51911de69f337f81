// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_actions.h"

#include "core/jobs/join_runs.h"
#include "core/jobs/run_disk.h"
#include "ui/bridge/counted.h"
#include "ui/bridge/policy_editor.h"
#include "ui/bridge/pool_editor.h"
#include "ui/pages/runs/ask_for_runs.h"
#include "ui/pages/runs/launch_dialog.h"
#include "ui/pages/runs/launch_form.h"
#include "ui/pages/runs/probe_dialog.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/style/icons.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace cobench::ui {

namespace {

bool isPaused(const study::Run* run)
{
    return run->state == "paused";
}

bool canResume(const study::Run* run)
{
    return isPaused(run) || run->state == "interrupted" || run->state == "cancelled" || run->state == "failed";
}

bool isOver(const study::Run* run)
{
    const auto state = engine::runStateFromId(run->state);
    return !state || engine::isOver(*state);
}

/// The command that a traced run recorded, as it was.
std::optional<TraceCommand> commandOf(const study::Run& run)
{
    const QJsonObject config = QJsonDocument::fromJson(QByteArray::fromStdString(run.configJson)).object();
    TraceCommand command{.words = config[QLatin1String("command")].toVariant().toStringList(),
        .folder = config[QLatin1String("directory")].toString(),
        .name = QString::fromStdString(run.name),
        .metrics = config[QLatin1String("metrics")].toString(),
        .hz = config[QLatin1String("hz")].toDouble(10.0)};
    return command.words.isEmpty() ? std::nullopt : std::optional(std::move(command));
}

bool canRepeat(const study::Run* run)
{
    return train::configFromJson(run->configJson).ok() ? run->config.contains("model")
                                                       : commandOf(*run).has_value();
}

/// Has a network here that can be asked.
bool canProbe(const study::Run* run)
{
    return run->state == "finished" && run->config.contains("model");
}

struct Joined {
    std::vector<std::string> added;
    std::optional<PoolId> pool; // the last one
};

/// By batch; of those that were not submitted with others, only the chosen ones.
using Batches = std::map<std::string, std::set<RunId>>;

Result<Joined> joinBatches(store::Project& project, const Batches& batches)
{
    const auto runs = store::RunStore::open(project.path(), store::RunStore::Role::Reader);
    if (!runs)
        return runs.error();
    Joined all;
    for (const auto& [batch, chosen] : batches) {
        auto joined = jobs::joinFinishedRuns(project, **runs, batch, batch.empty() ? chosen : std::set<RunId>());
        if (!joined)
            return joined.error();
        std::ranges::move(joined->added, std::back_inserter(all.added));
        all.pool = joined->pool ? joined->pool : all.pool;
    }
    return all;
}

} // namespace

RunActions::RunActions(
    RunCatalog& catalog, PoolEditor& pools, RunEditor& editor, const PolicyEditor& policies, RunTableView& table)
    : QObject(&table)
    , m_catalog(catalog)
    , m_pools(pools)
    , m_editor(editor)
    , m_policies(policies)
    , m_table(table)
    , m_prober(catalog.workspace())
    , m_launch(icon(QStringLiteral("new")), tr("New runs…"))
    , m_import(icon(QStringLiteral("import")), tr("Import runs…"))
    , m_pause(icon(QStringLiteral("pause")), tr("Pause run"))
    , m_resume(icon(QStringLiteral("next")), tr("Resume run"))
    , m_cancel(icon(QStringLiteral("cancel")), tr("Cancel run"))
    , m_again(icon(QStringLiteral("restart")), tr("Run again exactly"))
    , m_join(icon(QStringLiteral("pool")), tr("Add to model pool"))
    , m_probe(icon(QStringLiteral("data")), tr("Pool of answers…"))
    , m_archive(icon(QStringLiteral("archive")), tr("Archive"))
    , m_erase(icon(QStringLiteral("delete")), tr("Delete runs…"))
{
    table.addAction(&m_launch, true);
    for (QAction* action :
        {&m_pause, &m_resume, &m_cancel, &m_again, &m_join, &m_probe, &m_archive, &m_erase, &m_import})
        table.addAction(action);
    setUp(m_launch,
        tr("Sets up training runs, or a command to trace; one selected run is where the fields start from"),
        &RunActions::showLaunchDialog);
    setUp(m_import,
        tr("Takes in runs of TensorBoard, CSV, JSON lines, Hugging Face, MLflow, or a runs.csv with its "
           "epochs.csv; or drop them on this page"),
        &RunActions::askForFiles);
    setUp(m_pause, tr("The selected runs wait after the iteration they are in"), &RunActions::pauseSelected);
    setUp(m_resume,
        tr("Goes on with paused runs, and with those that did not finish from their newest checkpoints"),
        &RunActions::resumeSelected);
    setUp(m_cancel, tr("Ends the selected runs after the iteration they are in"), &RunActions::cancelSelected);
    setUp(m_again,
        tr("Starts the selected runs once more with the same configuration and seed"),
        &RunActions::repeatSelected);
    setUp(m_join,
        tr("Adds the predictions of all finished runs that were submitted together with the selected ones to the "
           "pool "
           "of that name"),
        &RunActions::joinSelected);
    setUp(m_probe,
        tr("Shows the networks of the selected finished runs attacked or corrupted pictures, or looks at the kept "
           "checkpoints of one; the answers become a pool"),
        &RunActions::probeSelected);
    setUp(m_archive, tr("Puts the selected runs aside, or takes them back"), &RunActions::archiveSelected);
    setUp(m_erase,
        tr("Deletes the selected runs with all that they recorded and their checkpoints"),
        &RunActions::askToErase);
    m_erase.setShortcut(QKeySequence::Delete);
    m_erase.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(&table, &RunTableView::chosenChanged, this, &RunActions::refresh);
    connect(&catalog, &RunCatalog::listChanged, this, &RunActions::refresh);
    connect(&catalog, &RunCatalog::changed, this, &RunActions::refresh);
    connect(&editor, &RunEditor::imported, &catalog.workspace(), &Workspace::told);
    refresh();
}

void RunActions::setUp(QAction& action, const QString& help, void (RunActions::*perform)())
{
    action.setToolTip(help);
    connect(&action, &QAction::triggered, this, perform);
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
    const bool canWrite = m_catalog.workspace().isOpen() && !m_catalog.workspace().isReadOnly();
    const auto any = [&](const auto& fits) { return canWrite && std::ranges::any_of(runs, fits); };
    m_launch.setEnabled(canWrite);
    m_import.setEnabled(canWrite);
    m_pause.setEnabled(any([](const study::Run* run) { return run->state == "running"; }));
    m_cancel.setEnabled(any([this](const study::Run* run) { return m_catalog.track(run->id) != nullptr; }));
    m_resume.setEnabled(any(canResume));
    m_again.setEnabled(any(canRepeat));
    m_join.setEnabled(m_pools.canEdit()
        && std::ranges::any_of(runs, [](const study::Run* run) { return run->state == "finished"; }));
    m_probe.setEnabled(any(canProbe));
    m_erase.setEnabled(any(isOver));
    m_archive.setEnabled(!runs.empty() && canWrite);
    const bool allArchived
        = !runs.empty() && std::ranges::all_of(runs, [](const study::Run* run) { return run->isArchived; });
    m_archive.setText(allArchived ? tr("Take back from the archive") : tr("Archive"));
}

void RunActions::showLaunchDialog()
{
    auto* dialog = new LaunchDialog(m_catalog.runs(), &m_table);
    dialog->form().setPolicies(m_policies.policies());
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
    connect(dialog, &LaunchDialog::commandSubmitted, this, &RunActions::trace);
    openHere(*dialog);
}

/// It asks about runs of this project: with another one it goes, without an answer.
void RunActions::openHere(QDialog& dialog)
{
    connect(&m_catalog.workspace(), &Workspace::projectChanged, &dialog, &QDialog::reject);
    dialog.open();
}

/// The engine follows before the command starts, so that the window hears of its run.
void RunActions::trace(const TraceCommand& command)
{
    Workspace& workspace = m_catalog.workspace();
    m_catalog.engine().follow();
    if (const auto problem = startTrace(command, workspace.path()))
        Q_EMIT workspace.failed(tr("Starting the command"), Error{.detail = problem->toStdString()});
    else
        Q_EMIT workspace.told(tr("%1 is being traced and listed").arg(command.words.join(u' ')));
}

void RunActions::askForFiles()
{
    askForRuns(&m_table, [this](const QStringList& paths) { importFiles(paths); });
}

void RunActions::importFiles(const QStringList& paths)
{
    if (m_import.isEnabled())
        m_editor.importFiles(m_catalog.workspace().path(), paths);
}

void RunActions::pauseSelected()
{
    for (const study::Run* run : selected())
        if (run->state == "running")
            m_editor.setPaused(run->id, true);
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
        if (isPaused(run))
            m_editor.setPaused(run->id, false);
        else if (canResume(run))
            m_catalog.engine().resumeRun(run->id);
}

void RunActions::repeatSelected()
{
    std::map<std::string, std::vector<train::TrainConfig>> batches;
    for (const study::Run* run : selected()) {
        const auto config = train::configFromJson(run->configJson);
        if (config && run->config.contains("model"))
            batches[run->batch].push_back(*config);
        else if (const auto command = commandOf(*run))
            trace(*command);
    }
    for (const auto& [batch, configs] : batches)
        m_catalog.engine().submit(configs, batch);
}

void RunActions::archiveSelected()
{
    const auto runs = selected();
    const bool takesBack = std::ranges::all_of(runs, [](const study::Run* run) { return run->isArchived; });
    std::vector<RunTextChange> changes;
    changes.reserve(runs.size());
    for (const study::Run* run : runs)
        changes.push_back({.run = run->id, .before = run->isArchived ? "1" : "", .after = takesBack ? "" : "1"});
    const QString what = counted(changes.size(), tr("run"), tr("runs"));
    m_editor.setTexts(
        (takesBack ? tr("Take back %1") : tr("Archive %1")).arg(what), "archived", std::move(changes));
}

void RunActions::askToErase()
{
    std::vector<RunId> runs;
    for (const study::Run* run : selected())
        if (isOver(run))
            runs.push_back(run->id);
    if (runs.empty())
        return;
    m_catalog.workspace().async().run<jobs::RunDisk>(
        this,
        {},
        [project = m_catalog.workspace().path().toStdString(), runs](
            Progress&, const CancelToken&) { return Result(jobs::diskOf(project, runs)); },
        [this, runs, project = m_catalog.workspace().path()](const Result<jobs::RunDisk>& disk) {
            if (project != m_catalog.workspace().path())
                return; // another project has other runs of these numbers
            eraseAfterAsking(runs,
                disk && disk->checkpoints > 0
                    ? tr(" and %1 (%2)")
                          .arg(counted(disk->checkpoints, tr("checkpoint"), tr("checkpoints")),
                              sizeText(disk->bytes))
                    : QString());
        });
}

void RunActions::eraseAfterAsking(const std::vector<RunId>& runs, const QString& size)
{
    auto* question = new QMessageBox(QMessageBox::Question,
        tr("Delete runs"),
        tr("Delete %1 for good?").arg(counted(runs.size(), tr("run"), tr("runs"))),
        QMessageBox::Cancel,
        &m_table);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("All that was recorded goes%1. This cannot be undone; an archived run can be taken back.").arg(size));
    QPushButton* erase = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(erase, &QPushButton::clicked, this, [this, runs] { m_editor.erase(runs); });
    openHere(*question);
}

void RunActions::joinSelected()
{
    Batches batches;
    for (const study::Run* run : selected())
        if (run->state == "finished")
            batches[run->batch].insert(run->id);
    Workspace& workspace = m_catalog.workspace();
    workspace.link().call<Joined>(
        workspace.async(),
        this,
        tr("Adding trained models"),
        [batches](store::Project& project, Progress&, const CancelToken&) { return joinBatches(project, batches); },
        [&workspace, path = workspace.path()](Result<Joined> joined) {
            if (!joined)
                return Q_EMIT workspace.failed(tr("Adding trained models"), joined.error());
            Q_EMIT workspace.told(joined->added.empty()
                    ? tr("The pool has all of these runs already")
                    : tr("%1 joined the pool").arg(counted(joined->added.size(), tr("model"), tr("models"))));
            if (!joined->added.empty() && joined->pool && path == workspace.path())
                workspace.reloadAndSelect(*joined->pool);
        });
}

void RunActions::probeSelected()
{
    std::vector<RunId> runs;
    std::string first;
    for (const study::Run* run : selected())
        if (canProbe(run)) {
            first = runs.empty() ? run->name : first;
            runs.push_back(run->id);
        }
    QStringList taken;
    for (const auto& pool : m_catalog.workspace().pools())
        taken += QString::fromStdString(pool.name);
    auto* dialog
        = new ProbeDialog(runs, QString::fromStdString(first), taken, m_catalog.workspace().path(), &m_table);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        ProbeRequest request = dialog->request();
        request.plan.threads = m_catalog.workspace().async().threads();
        m_prober.ask(request);
    });
    openHere(*dialog);
}

} // namespace cobench::ui

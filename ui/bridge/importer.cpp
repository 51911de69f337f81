// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/importer.h"

#include <QFileInfo>

#include <algorithm>

namespace cobench::ui {

namespace {

QString nameAfter(const io::LoadPoolOptions& options)
{
    if (options.inputs.empty())
        return {};
    QFileInfo first(QString::fromStdString(options.inputs.front()));
    if (options.inputs.size() > 1)
        first = QFileInfo(first.absolutePath());
    return first.isDir() ? QFileInfo(first.absoluteFilePath()).fileName() : first.baseName();
}

} // namespace

Importer::Importer(Workspace& workspace, PoolEditor& editor, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
{
}

void Importer::importPaths(const QStringList& paths)
{
    io::LoadPoolOptions options;
    for (const QString& path : paths)
        options.inputs.push_back(QFileInfo(path).absoluteFilePath().toStdString());
    importPool(options);
}

QString Importer::freeName(const QString& wanted) const
{
    const auto taken = [this](const QString& name) {
        return std::ranges::any_of(
            m_workspace.pools(), [&](const auto& pool) { return pool.name == name.toStdString(); });
    };
    QString name = wanted.isEmpty() ? tr("pool") : wanted;
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("%1 %2").arg(wanted).arg(number);
    return name;
}

void Importer::importPool(const io::LoadPoolOptions& options, const QString& name)
{
    auto report = std::make_shared<ImportReport>();
    report->name = freeName(name.isEmpty() ? nameAfter(options) : name);
    report->options = options;
    report->options.keepGoing = true;
    report->options.threads = m_workspace.async().threads();
    report->options.memoryBytes = m_memoryLimit;
    m_workspace.async().run<jobs::ReadPool>(
        this,
        {.title = tr("Reading %1").arg(report->name)},
        [options = report->options](
            Progress& progress, const CancelToken& cancel) { return jobs::readPool(options, progress, cancel); },
        [this, report](Result<jobs::ReadPool> loaded) {
            if (!loaded)
                fail(report, loaded.error());
            else
                keep(report, std::move(*loaded));
        });
}

void Importer::keep(const Report& report, jobs::ReadPool read)
{
    io::LoadedPool& loaded = read.loaded;
    report->warnings = std::move(loaded.warnings);
    report->refused = std::move(loaded.refused);
    if (!loaded.pool)
        return fail(report, report->refused.front());
    report->models = loaded.pool->size();
    report->classes = loaded.pool->classes;
    report->samples = loaded.pool->defaultSplit() ? loaded.pool->defaultSplit()->samples() : 0;
    m_workspace.link().call<PoolId>(
        m_workspace.async(),
        this,
        tr("Storing %1").arg(report->name),
        [pool = loaded.pool, name = report->name.toStdString(), origin = std::move(read.origin)](
            store::Project& project, Progress& progress, const CancelToken& cancel) {
            return project.addPool(*pool, name, origin, progress, cancel);
        },
        [this, report](const Result<PoolId>& added) {
            if (!added)
                return fail(report, added.error());
            report->pool = *added;
            m_editor.recordImport(*added, report->name);
            m_workspace.reloadAndSelect(*added);
            Q_EMIT finished(report);
        });
}

void Importer::fail(const Report& report, const Error& error)
{
    report->failure = error;
    Q_EMIT finished(report);
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/importer.h"

#include <QFileInfo>

namespace cobench::ui {

namespace {

QString nameAfter(const io::LoadPoolOptions& options)
{
    if (options.inputs.empty())
        return Importer::tr("pool");
    QFileInfo first(QString::fromStdString(options.inputs.front()));
    if (options.inputs.size() > 1)
        first = QFileInfo(first.absolutePath());
    const QString name = first.isDir() ? QFileInfo(first.absoluteFilePath()).fileName() : first.baseName();
    return name.isEmpty() ? Importer::tr("pool") : name;
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

void Importer::importPool(const io::LoadPoolOptions& options, const QString& name)
{
    auto report = std::make_shared<ImportReport>();
    report->name = name.isEmpty() ? nameAfter(options) : name;
    report->options = options;
    report->options.keepGoing = true;
    report->options.threads = m_workspace.async().threads();
    report->options.memoryBytes = m_memoryLimit;
    m_workspace.async().run<jobs::ReadPool>(
        this,
        {.title = tr("Reading %1").arg(report->name)},
        [options = report->options](
            Progress& progress, const CancelToken& cancel) { return jobs::readPool(options, progress, cancel); },
        [this, report, target = PoolTarget(m_workspace)](Result<jobs::ReadPool> loaded) {
            if (!loaded)
                fail(report, loaded.error());
            else
                keep(report, target, *std::move(loaded));
        });
}

void Importer::keep(const Report& report, const PoolTarget& target, jobs::ReadPool read)
{
    io::LoadedPool& loaded = read.loaded;
    report->warnings = std::move(loaded.warnings);
    report->refused = std::move(loaded.refused);
    if (!loaded.pool)
        return fail(report, report->refused.front());
    report->models = loaded.pool->size();
    report->classes = loaded.pool->classes;
    report->samples = loaded.pool->defaultSplit() ? loaded.pool->defaultSplit()->samples() : 0;
    target.keep(this,
        report->name,
        loaded.pool,
        read.origin,
        [this, report, title = target.title()](const Result<PoolTarget::Kept>& kept) {
            if (!kept)
                return fail(report, kept.error());
            report->pool = kept->id;
            report->name = kept->name;
            if (kept->isOpen) {
                m_editor.recordImport(kept->id, kept->name);
                m_workspace.reloadAndSelect(kept->id);
            }
            Q_EMIT finished(report);
            if (!kept->isOpen)
                Q_EMIT m_workspace.told(tr("%1 was imported into %2, which was open then").arg(kept->name, title));
        });
}

void Importer::fail(const Report& report, const Error& error)
{
    report->failure = error;
    Q_EMIT finished(report);
}

} // namespace cobench::ui

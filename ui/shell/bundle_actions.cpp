// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/bundle_actions.h"

#include "core/store/bundle.h"
#include "ui/style/icons.h"

#include <QFileDialog>
#include <QFileInfo>

namespace cobench::ui {

namespace {

const QString kProjectSuffix = QStringLiteral(".cobench");
const QString kBundleSuffix = QStringLiteral(".cobenchz");

Result<void> packOn(
    const std::string& project, const std::string& file, Progress& progress, const CancelToken& cancel)
{
    const auto opened = store::Project::open(project, store::OpenMode::ReadOnly);
    if (!opened)
        return opened.error();
    return store::exportBundle(**opened, file, progress, cancel);
}

/// Runs `use` with what a person chose; the window goes on meanwhile.
void askFile(QFileDialog* dialog, const QString& suffix, std::function<void(const QString&)> use)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix.mid(1));
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(use));
    dialog->open();
}

} // namespace

BundleActions::BundleActions(Workbench& bench, QWidget* window)
    : QObject(window)
    , m_bench(bench)
    , m_window(window)
    , m_export(new QAction(icon(QStringLiteral("export")), tr("Export &bundle…"), this))
{
    connect(m_export, &QAction::triggered, this, &BundleActions::askExport);
    const auto refresh = [this] { m_export->setEnabled(m_bench.workspace.isOpen()); };
    connect(&m_bench.workspace, &Workspace::projectChanged, this, refresh);
    refresh();
}

bool BundleActions::isBundle(const QString& path)
{
    return path.endsWith(kBundleSuffix) && !QFileInfo(path).isDir();
}

void BundleActions::askExport()
{
    auto* dialog
        = new QFileDialog(m_window, tr("Export bundle"), {}, tr("CoBench bundles (*%1)").arg(kBundleSuffix));
    dialog->selectFile(m_bench.workspace.title() + kBundleSuffix);
    askFile(dialog, kBundleSuffix, [this](const QString& file) { exportTo(file); });
}

void BundleActions::exportTo(const QString& file)
{
    // Edits that wait on the store's thread come first; packing then reads the file on its own, so that more can be
    // edited meanwhile.
    m_bench.workspace.link().call<void>(
        m_bench.async,
        this,
        {},
        [](store::Project&, Progress&, const CancelToken&) { return Result<void>(); },
        [this, project = m_bench.workspace.path(), file](const Result<void>&) { pack(project, file); });
}

void BundleActions::pack(const QString& project, const QString& file)
{
    const QString what = tr("Packing %1").arg(QFileInfo(file).fileName());
    m_bench.async.run<void>(
        this,
        {.title = what},
        [project = project.toStdString(), target = file.toStdString()](
            Progress& progress, const CancelToken& cancel) { return packOn(project, target, progress, cancel); },
        [this, what, file](const Result<void>& packed) {
            if (!packed)
                Q_EMIT m_bench.workspace.failed(what, packed.error());
            else
                Q_EMIT m_bench.workspace.told(tr("Wrote %1").arg(file));
        });
}

void BundleActions::askUnpack(const QString& bundle)
{
    const QFileInfo info(bundle);
    auto* dialog = new QFileDialog(m_window,
        tr("Unpack %1 to").arg(info.fileName()),
        info.absolutePath(),
        tr("CoBench projects (*%1)").arg(kProjectSuffix));
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever replaced
    dialog->selectFile(info.completeBaseName() + kProjectSuffix);
    askFile(dialog, kProjectSuffix, [this, bundle](const QString& project) { unpack(bundle, project); });
}

void BundleActions::unpack(const QString& bundle, const QString& project)
{
    const QString what = tr("Unpacking %1").arg(QFileInfo(bundle).fileName());
    m_bench.async.run<void>(
        this,
        {.title = what},
        [from = bundle.toStdString(), to = project.toStdString()](Progress& progress, const CancelToken& cancel) {
            return store::importBundle(from, to, progress, cancel);
        },
        [this, what, project](const Result<void>& unpacked) {
            if (!unpacked)
                Q_EMIT m_bench.workspace.failed(what, unpacked.error());
            else
                m_bench.workspace.open(project, store::OpenMode::ReadWrite);
        });
}

} // namespace cobench::ui

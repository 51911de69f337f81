// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/disk_use_dialog.h"

#include "ui/bridge/counted.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr QSize kSize{520, 420};

} // namespace

DiskUseDialog::DiskUseDialog(Workspace& workspace, PoolEditor& editor, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_list(new QTreeWidget(this))
    , m_backups(new QCheckBox(this))
    , m_note(new QLabel(this))
    , m_clean(new QPushButton(tr("&Clean up"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Disk use"));
    resize(kSize);
    setupUi();
    connect(m_backups, &QCheckBox::toggled, this, &DiskUseDialog::refreshButton);
    connect(m_clean, &QPushButton::clicked, this, &DiskUseDialog::cleanUp);
    connect(&m_workspace, &Workspace::projectChanged, this, &QDialog::close);
    connect(&m_workspace, &Workspace::poolsChanged, this, &DiskUseDialog::ask);
    refreshButton();
    ask();
}

void DiskUseDialog::setupUi()
{
    auto* heading = new QLabel(tr("What %1 takes on disk").arg(m_workspace.title()), this);
    heading->setProperty("role", QStringLiteral("heading"));
    m_list->setHeaderLabels({tr("Part"), tr("Size")});
    m_list->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setAccessibleName(tr("Parts of the project and their sizes"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_note->setProperty("role", QStringLiteral("dim"));
    m_note->setWordWrap(true);
    m_note->hide(); // until there is something to say
    m_clean->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* row = new QHBoxLayout;
    row->addWidget(m_clean);
    row->addStretch();
    row->addWidget(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(heading);
    column->addWidget(m_list, 1);
    column->addWidget(m_backups);
    column->addWidget(m_note);
    column->addLayout(row);
}

void DiskUseDialog::say(const QString& text)
{
    m_note->setText(text);
    m_note->show();
}

void DiskUseDialog::ask()
{
    if (!m_workspace.isOpen())
        return;
    m_workspace.link().call<store::DiskUse>(
        m_workspace.async(),
        this,
        {},
        [](store::Project& project, Progress&, const CancelToken&) { return project.diskUse(); },
        [this](const Result<store::DiskUse>& use) {
            if (use)
                fill(*use);
            else
                say(QString::fromStdString(describe(use.error())));
        });
}

void DiskUseDialog::fill(const store::DiskUse& use)
{
    m_use = use;
    m_list->clear();
    const auto add = [this](const QString& part, std::uint64_t bytes, const QString& help) {
        auto* row = new QTreeWidgetItem(m_list, {part, sizeText(bytes)});
        row->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        row->setToolTip(0, help);
        return row;
    };
    for (const auto& pool : use.pools)
        add(tr("Pool %1").arg(QString::fromStdString(pool.name)),
            pool.arrays,
            tr("Predictions and labels. What several pools share counts for the first."));
    add(tr("Deleted pools and models"),
        use.deleted,
        tr("Kept so that deleting can be undone; Clean up removes it."));
    add(tr("Backups"), use.backups, tr("The project as it was before a newer CoBench changed its form."));
    add(tr("Project file"), use.database, m_workspace.path());
    add(tr("Training runs"), use.runsDatabase, tr("Configurations, curves and events of the training runs."));
    add(tr("Predictions of training runs"), use.runArrays, tr("Kept by the training engine."));
    QTreeWidgetItem* total = add(tr("Together"), use.total(), {});
    QFont bold = font();
    bold.setBold(true);
    total->setFont(0, bold);
    total->setFont(1, bold);
    refreshButton();
}

void DiskUseDialog::refreshButton()
{
    const std::uint64_t freed = m_use.deleted + (m_backups->isChecked() ? m_use.backups : 0);
    m_backups->setText(tr("Also remove &backups (%1)").arg(sizeText(m_use.backups)));
    m_backups->setEnabled(m_use.backups > 0 && m_editor.canEdit());
    m_clean->setText(freed > 0 ? tr("&Clean up, freeing %1").arg(sizeText(freed)) : tr("Nothing to &clean up"));
    m_clean->setEnabled(freed > 0 && m_editor.canEdit());
    m_clean->setToolTip(m_editor.canEdit()
            ? tr("What was deleted is removed for good: earlier changes cannot be undone afterwards.")
            : tr("The project is open read-only."));
}

void DiskUseDialog::cleanUp()
{
    m_clean->setEnabled(false);
    say(tr("Cleaning up…"));
    m_editor.forgetHistory();
    m_workspace.link().call<std::uint64_t>(
        m_workspace.async(),
        this,
        tr("Cleaning up"),
        [what = store::CleanUp{.backups = m_backups->isChecked()}](store::Project& project,
            Progress& progress,
            const CancelToken& cancel) { return project.cleanUp(what, progress, cancel); },
        [this](const Result<std::uint64_t>& freed) {
            if (freed)
                say(tr("Freed %1.").arg(sizeText(*freed)));
            else
                say(freed.error().isCancelled() ? tr("Cancelled; the rest goes the next time.")
                                                : QString::fromStdString(describe(freed.error())));
            m_backups->setChecked(false);
            ask();
        });
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/sources_dialog.h"

#include "ui/bridge/counted.h"
#include "ui/style/icons.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr QSize kSize{760, 420};
constexpr int kColumnGap = 16;
enum Column { FileColumn, FolderColumn, SizeColumn, StateColumn };

QTreeWidgetItem* rowOf(const jobs::SourceStatus& status)
{
    const QFileInfo file(QString::fromStdString(status.source.path));
    const QString problem = stateText(status);
    auto* row = new QTreeWidgetItem({file.fileName(),
        file.path(),
        sizeText(status.source.bytes),
        problem.isEmpty() ? SourcesDialog::tr("As imported") : problem});
    row->setIcon(FileColumn, icon(problem.isEmpty() ? QStringLiteral("good") : QStringLiteral("warning")));
    row->setToolTip(FileColumn, file.filePath());
    row->setToolTip(FolderColumn, file.filePath());
    row->setToolTip(SizeColumn, SourcesDialog::tr("SHA-256 %1").arg(QString::fromStdString(status.source.sha256)));
    row->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

int firstProblem(const std::vector<jobs::SourceStatus>& states)
{
    const auto found = std::ranges::find_if(
        states, [](const auto& status) { return status.state != jobs::SourceState::Unchanged; });
    return found == states.end() ? 0 : static_cast<int>(found - states.begin());
}

} // namespace

SourcesDialog::SourcesDialog(
    SourceWatch& watch, PoolEditor& editor, Importer& importer, Workspace& workspace, PoolId pool, QWidget* parent)
    : QDialog(parent)
    , m_watch(watch)
    , m_editor(editor)
    , m_importer(importer)
    , m_workspace(workspace)
    , m_pool(pool)
    , m_heading(new QLabel(this))
    , m_list(new QTreeWidget(this))
    , m_note(new QLabel(this))
    , m_compare(new QPushButton(tr("&Compare contents"), this))
    , m_relink(new QPushButton(tr("Re-&link…"), this))
    , m_again(new QPushButton(tr("Import &again"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Source files"));
    resize(kSize);
    setupUi();
    connect(m_compare, &QPushButton::clicked, this, [this] { m_watch.compare(m_pool); });
    connect(m_relink, &QPushButton::clicked, this, &SourcesDialog::askRelink);
    connect(m_again, &QPushButton::clicked, this, &SourcesDialog::importAgain);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &SourcesDialog::refreshButtons);
    connect(&m_watch, &SourceWatch::changed, this, &SourcesDialog::refresh);
    connect(&m_workspace, &Workspace::projectChanged, this, &QDialog::close);
    refresh();
    m_watch.check();
}

void SourcesDialog::setupUi()
{
    m_heading->setProperty("role", QStringLiteral("heading"));
    m_note->setProperty("role", QStringLiteral("dim"));
    m_note->setWordWrap(true);
    m_list->setHeaderLabels({tr("File"), tr("Folder"), tr("Size"), tr("State")});
    m_list->headerItem()->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Files that the pool was imported from"));
    m_list->header()->setStretchLastSection(true);
    m_compare->setToolTip(
        tr("Reads every file and compares its SHA-256 with that of the import. Without this a file "
           "of the same size that is older than the import counts as the same."));
    m_relink->setToolTip(
        tr("Tells where a file lies now. Files that moved along with it are found by themselves."));
    m_again->setToolTip(tr("Reads the files as they are now into a pool of its own; this one stays."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {m_compare, m_relink, m_again}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch();
    row->addWidget(buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_heading);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
    column->addLayout(row);
}

void SourcesDialog::refresh()
{
    const PoolSources* pool = m_watch.sourcesOf(m_pool);
    const int current = m_list->indexOfTopLevelItem(m_list->currentItem());
    m_list->clear();
    if (!pool) {
        m_note->setText(tr("Looking at the files…"));
        return refreshButtons();
    }
    m_heading->setText(tr("Where %1 came from").arg(QString::fromStdString(pool->entry.name)));
    for (const jobs::SourceStatus& status : pool->states)
        m_list->addTopLevelItem(rowOf(status));
    for (const int column : {FileColumn, FolderColumn, SizeColumn}) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, m_list->columnWidth(column) + kColumnGap);
    }
    m_list->setCurrentItem(m_list->topLevelItem(current < 0 ? firstProblem(pool->states) : current));
    const QString note = m_watch.note(m_pool);
    if (!m_answer.isEmpty())
        m_note->setText(m_answer);
    else if (pool->states.empty())
        m_note->setText(tr("This pool was not imported from files: its models were trained here."));
    else
        m_note->setText(note.isEmpty() ? tr("All files are as they were imported.") : note);
    refreshButtons();
}

void SourcesDialog::refreshButtons()
{
    const PoolSources* pool = m_watch.sourcesOf(m_pool);
    const bool hasFiles = pool && !pool->states.empty();
    m_compare->setEnabled(hasFiles);
    m_relink->setEnabled(hasFiles && m_editor.canEdit() && !m_list->selectedItems().isEmpty());
    m_again->setEnabled(hasFiles && m_editor.canEdit());
}

void SourcesDialog::askRelink()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    const QString name = m_list->currentItem()->text(FileColumn);
    const QString place = QFileDialog::getOpenFileName(
        this, tr("Where is %1 now?").arg(name), m_list->currentItem()->text(FolderColumn));
    if (!place.isEmpty())
        relink(row, place);
}

void SourcesDialog::relink(int row, const QString& place)
{
    const PoolSources* pool = m_watch.sourcesOf(m_pool);
    if (!pool || row < 0 || row >= static_cast<int>(pool->states.size()))
        return;
    const store::PoolOrigin origin = pool->origin;
    const std::string old = pool->states[static_cast<std::size_t>(row)].source.path;
    m_elsewhere.reset();
    m_answer = tr("Comparing…");
    m_note->setText(m_answer);
    m_workspace.async().runLatest<jobs::Relinking>(
        this,
        QStringLiteral("relink"),
        {.title = tr("Comparing %1").arg(QFileInfo(place).fileName()), .lane = Lane::Background},
        [origin, old, file = place.toStdString()](Progress& progress, const CancelToken& cancel) {
            return jobs::relinkSource(origin, old, file, progress, cancel);
        },
        [this, origin, old, file = place.toStdString()](const Result<jobs::Relinking>& outcome) {
            if (!outcome && outcome.error().code == ErrorCode::Conflict)
                m_elsewhere = jobs::readingAgain(origin, old, file);
            relinked(origin, outcome);
        });
}

void SourcesDialog::relinked(const store::PoolOrigin& before, const Result<jobs::Relinking>& outcome)
{
    m_answer = outcome ? tr("Found again: %1").arg(counted(outcome->files, tr("file"), tr("files")))
                       : QString::fromStdString(describe(outcome.error()));
    m_note->setText(m_answer);
    if (outcome)
        m_editor.setOrigin(m_pool, before, outcome->origin);
    m_again->setText(m_elsewhere ? tr("Import &again from there") : tr("Import &again"));
}

void SourcesDialog::importAgain()
{
    const PoolSources* pool = m_watch.sourcesOf(m_pool);
    if (!pool)
        return;
    m_importer.importPool(
        m_elsewhere.value_or(jobs::readingAgain(pool->origin)), QString::fromStdString(pool->entry.name));
    close();
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/outline_panel.h"

#include "ui/pages/reports/commands.h"
#include "ui/style/icons.h"
#include "ui/widgets/two_line_delegate.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using store::BlockEntry;
using store::BlockKind;

QToolButton* buttonFor(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    return button;
}

} // namespace

OutlinePanel::OutlinePanel(ReportPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_chooser(new QComboBox(this))
    , m_list(new QListView(this))
    , m_form(new BlockForm(presenter, this))
{
    createActions();
    setupList();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeChooserRow());
    column->addWidget(makeTools());
    column->addWidget(m_list, 1);
    column->addWidget(m_form);
    QWidget* before = m_chooser;
    for (auto* button : findChildren<QToolButton*>()) { // reached in the order they are seen
        setTabOrder(before, button);
        before = button;
    }
    connectAll();
    refresh();
}

QAction* OutlinePanel::action(
    const char* iconName, const QString& text, const QKeySequence& keys, void (OutlinePanel::*run)())
{
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!keys.isEmpty())
        action->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, run);
    return action;
}

void OutlinePanel::createActions()
{
    m_newReport = action("new", tr("New report"), {}, &OutlinePanel::addReport);
    m_deleteReport = action("delete", tr("Delete report"), {}, &OutlinePanel::deleteReport);
    m_copyCommand = action("command", tr("Copy as command"), {}, &OutlinePanel::copyCommand);
    m_addTitle = action("title", tr("Title"), {}, &OutlinePanel::addTitle);
    m_addTitle->setToolTip(tr("Add a title: it begins a section"));
    m_addText = action("text", tr("Text"), {}, &OutlinePanel::addText);
    m_addText->setToolTip(tr("Add text"));
    m_up = action("up", tr("Move up"), QKeySequence(tr("Alt+Up")), &OutlinePanel::moveUp);
    m_down = action("down", tr("Move down"), QKeySequence(tr("Alt+Down")), &OutlinePanel::moveDown);
    m_remove = action("delete", tr("Remove the block"), {}, &OutlinePanel::removeCurrent);
    m_remove->setShortcut(QKeySequence::Delete);
    m_list->addActions({m_up, m_down, m_remove}); // keys of the list alone: fields need theirs
}

QWidget* OutlinePanel::makeChooserRow()
{
    m_chooser->setEditable(true);
    m_chooser->setInsertPolicy(QComboBox::NoInsert);
    m_chooser->setAccessibleName(tr("Report"));
    m_chooser->setToolTip(tr("The report; type another name to rename it"));
    m_chooser->lineEdit()->setPlaceholderText(tr("No report"));
    auto* templates = new QToolButton(this);
    templates->setIcon(icon(QStringLiteral("reports")));
    templates->setToolTip(tr("New report from a template"));
    templates->setAccessibleName(templates->toolTip());
    templates->setPopupMode(QToolButton::InstantPopup);
    templates->setMenu(new QMenu(templates));
    connect(templates->menu(), &QMenu::aboutToShow, this, [this, templates] { fillTemplates(*templates->menu()); });
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->addWidget(m_chooser, 1);
    layout->addWidget(templates);
    for (QAction* entry : {m_newReport, m_copyCommand, m_deleteReport})
        layout->addWidget(buttonFor(entry, row));
    return row;
}

QWidget* OutlinePanel::makeTools()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 0, 8, 6);
    layout->setSpacing(2);
    for (QAction* entry : {m_addTitle, m_addText}) {
        QToolButton* button = buttonFor(entry, row);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(button);
    }
    layout->addStretch();
    for (QAction* entry : {m_up, m_down, m_remove})
        layout->addWidget(buttonFor(entry, row));
    return row;
}

void OutlinePanel::setupList()
{
    m_list->setModel(&m_model);
    m_list->setAccessibleName(tr("Blocks of the report"));
    m_list->setItemDelegate(new TwoLineDelegate(BlockListModel::FactsRole, BlockListModel::NoteRole, m_list));
    m_list->setDragDropMode(QAbstractItemView::DragDrop);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setDropIndicatorShown(true);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void OutlinePanel::connectAll()
{
    connect(&m_presenter, &ReportPresenter::reportChanged, this, &OutlinePanel::refresh);
    connect(&m_presenter, &ReportPresenter::composedChanged, this, &OutlinePanel::refreshNotes);
    connect(m_chooser, &QComboBox::activated, this, [this](int index) {
        m_form->commit();
        m_presenter.choose(ReportId{m_chooser->itemData(index).toLongLong()});
    });
    connect(m_chooser->lineEdit(), &QLineEdit::editingFinished, this, &OutlinePanel::rename);
    connect(m_list, &QListView::activated, m_form, &BlockForm::edit);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!m_syncing)
            setCurrent(index.isValid() ? m_model.block(index.row()).id : 0);
    });
    connect(&m_model, &BlockListModel::moveWanted, this, [this](qint64 id, int place) {
        m_presenter.editor().moveBlock(m_presenter.report()->entry.id, id, static_cast<std::size_t>(place));
    });
    connect(&m_model, &BlockListModel::insertWanted, this, &OutlinePanel::insert);
}

void OutlinePanel::refresh()
{
    refreshChooser();
    const OpenReport* report = m_presenter.report();
    const auto shown = report ? std::optional(report->entry.id) : std::nullopt;
    const bool same = std::exchange(m_shown, shown) == shown;
    const std::int64_t before = same ? m_current : 0; // another report numbers its own blocks
    m_model.setBlocks(report ? report->blocks : BlockList(), m_presenter.editor().canEdit());
    refreshNotes();
    setCurrent(m_model.rowOf(before) >= 0 ? before : 0);
    refreshActions();
}

void OutlinePanel::refreshNotes()
{
    QHash<std::int64_t, QString> notes;
    const OpenReport* report = m_presenter.report();
    for (const BlockEntry& block : report ? report->blocks : BlockList()) {
        const auto composed = m_presenter.composed(block);
        const auto parts = composed ? partsOf(block, *composed) : std::vector<ReportPart>();
        if (!parts.empty() && std::holds_alternative<ReportNotice>(parts.front()))
            notes.insert(block.id, std::get<ReportNotice>(parts.front()).text);
    }
    m_model.setNotes(notes);
}

void OutlinePanel::refreshChooser()
{
    if (m_chooser->lineEdit()->hasFocus() && m_chooser->lineEdit()->isModified())
        return; // a name is being typed
    const QSignalBlocker quiet(m_chooser);
    m_chooser->clear();
    for (const OpenReport& report : m_presenter.editor().reports())
        m_chooser->addItem(report.name(), static_cast<qlonglong>(report.entry.id.value));
    const OpenReport* report = m_presenter.report();
    m_chooser->setCurrentIndex(report ? m_chooser->findData(static_cast<qlonglong>(report->entry.id.value)) : -1);
    m_chooser->lineEdit()->home(false); // a long name is read from its beginning
    m_chooser->setEnabled(report != nullptr);
}

void OutlinePanel::refreshActions()
{
    const bool editable = m_presenter.editor().canEdit();
    const OpenReport* report = m_presenter.report();
    const int row = m_model.rowOf(m_current);
    m_newReport->setEnabled(editable);
    m_deleteReport->setEnabled(editable && report);
    m_copyCommand->setEnabled(report);
    m_addTitle->setEnabled(editable && report);
    m_addText->setEnabled(editable && report);
    m_up->setEnabled(editable && row > 0);
    m_down->setEnabled(editable && row >= 0 && row + 1 < m_model.rowCount());
    m_remove->setEnabled(editable && row >= 0);
}

void OutlinePanel::setCurrent(std::int64_t id)
{
    const int row = m_model.rowOf(id);
    const QModelIndex index = row < 0 ? QModelIndex() : m_model.index(row);
    if (m_list->currentIndex() != index) {
        const QScopedValueRollback syncing(m_syncing, true);
        m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    }
    const std::int64_t now = row < 0 ? 0 : id;
    const bool another = std::exchange(m_current, now) != now;
    m_form->setBlock(m_current);
    refreshActions();
    if (another)
        Q_EMIT currentChanged(m_current);
}

void OutlinePanel::addReport()
{
    const QString name = m_presenter.editor().freeName();
    m_presenter.editor().addReport(name, {});
    m_presenter.chooseNamed(name);
}

void OutlinePanel::rename()
{
    const OpenReport* report = m_presenter.report();
    m_chooser->lineEdit()->setModified(false);
    if (!report || m_chooser->currentText().trimmed() == report->name())
        return;
    const QString problem = m_presenter.editor().nameProblem(m_chooser->currentText(), report->entry.id);
    if (problem.isEmpty())
        return m_presenter.editor().renameReport(report->entry.id, m_chooser->currentText());
    m_chooser->setEditText(report->name());
    QToolTip::showText(m_chooser->mapToGlobal(m_chooser->rect().bottomLeft()), problem, m_chooser);
}

void OutlinePanel::deleteReport()
{
    if (const OpenReport* report = m_presenter.report())
        m_presenter.editor().deleteReport(report->entry.id);
}

void OutlinePanel::insert(const BlockEntry& block, int place)
{
    const OpenReport* report = m_presenter.report();
    if (!report)
        return;
    m_form->commit();
    setCurrent(m_presenter.editor().addBlocks(report->entry.id, {block}, static_cast<std::size_t>(place)));
}

void OutlinePanel::add(const BlockEntry& block)
{
    const int row = m_model.rowOf(m_current);
    insert(block, row < 0 ? m_model.rowCount() : row + 1);
}

void OutlinePanel::addTitle()
{
    add({.kind = BlockKind::Title, .content = tr("Title").toStdString()});
    m_form->edit();
    m_form->line().selectAll();
}

void OutlinePanel::addText()
{
    add({.kind = BlockKind::Text});
    m_form->edit();
}

void OutlinePanel::moveUp()
{
    move(-1);
}

void OutlinePanel::moveDown()
{
    move(1);
}

void OutlinePanel::move(int by)
{
    const int row = m_model.rowOf(m_current);
    const int target = row + by;
    if (row >= 0 && target >= 0)
        m_presenter.editor().moveBlock(m_presenter.report()->entry.id, m_current, static_cast<std::size_t>(target));
}

void OutlinePanel::removeCurrent()
{
    const int row = m_model.rowOf(m_current);
    if (row < 0)
        return;
    const int next = row + 1 < m_model.rowCount() ? row + 1 : row - 1;
    const std::int64_t after = next >= 0 ? m_model.block(next).id : 0;
    m_presenter.editor().removeBlocks(m_presenter.report()->entry.id, {m_current});
    setCurrent(after);
}

void OutlinePanel::fillTemplates(QMenu& menu)
{
    menu.clear();
    const auto& pools = m_presenter.workspace().pools();
    for (const store::PoolEntry& pool : pools) {
        const QString name = QString::fromStdString(pool.name);
        menu.addAction(tr("Whole pool: %1").arg(name), this, [this, name] { m_presenter.addFromTemplate(name); });
    }
    QAction* project = menu.addAction(tr("Whole project"), this, [this] { m_presenter.addFromTemplate({}); });
    project->setEnabled(!pools.empty());
    menu.setEnabled(m_presenter.editor().canEdit());
}

void OutlinePanel::copyCommand()
{
    if (const OpenReport* report = m_presenter.report())
        QGuiApplication::clipboard()->setText(reportCommand(m_presenter.workspace().path(), report->name()));
}

} // namespace cobench::ui

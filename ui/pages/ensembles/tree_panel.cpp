// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_panel.h"

#include "plots/export.h"
#include "ui/style/icons.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/plain_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QToolButton* textButton(const QString& text, const QString& help, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(help);
    return button;
}

} // namespace

TreePanel::TreePanel(EnsemblePresenter& page, QWidget* parent)
    : QWidget(parent)
    , m_presenter(page)
    , m_levels(m_presenter)
    , m_bar(new TreeBar(m_presenter, this))
    , m_levelView(plainTable(m_levels, tr("Levels of the pruning tree"), this))
    , m_tree(new plots::Tree(this))
    , m_search(new TreeSearch(m_presenter, *m_tree, this))
    , m_supersets(textButton(tr("Teams with it"), tr("Finds all teams that contain the selected one"), this))
    , m_links(textButton(
          tr("Links"), tr("Lines from the selected team to all its parts; dashed, the one that killed it"), this))
    , m_note(new QLabel(this))
    , m_view(new TreeView(m_presenter, *m_tree, this))
{
    setupUi();
    connectAll();
}

void TreePanel::setupUi()
{
    m_levelView->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_levelView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_levelView->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_levelView->horizontalHeader()->setDefaultSectionSize(m_levelView->horizontalHeader()->minimumSectionSize());
    widenForHeadings(*m_levelView);
    m_levelView->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(icon(u"copy"_s), tr("Copy table"), this);
    connect(copy, &QAction::triggered, this, [this] { plots::copyData(m_levels.table()); });
    m_levelView->addAction(copy);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 0, 8, 4);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_levelView);
    split->addWidget(makeTreeSide());
    split->setStretchFactor(1, 1);
    split->setSizes({420, 900});
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_note);
    column->addWidget(split, 1);
}

QWidget* TreePanel::makeTreeSide()
{
    auto* side = new QWidget(this);
    m_links->setCheckable(true);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 2, 8, 2);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_supersets);
    tools->addWidget(m_links);
    tools->addWidget(makeDepthButton());
    auto* all = textButton(tr("Show all"), tr("The whole tree again (Home)"), side);
    connect(all, &QToolButton::clicked, m_tree, &plots::Tree::fit);
    tools->addWidget(all);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_tree, 1);
    return side;
}

QToolButton* TreePanel::makeDepthButton()
{
    auto* button = textButton(
        tr("Collapse"), tr("Hides the teams above a size; Space collapses the branch under the mouse"), this);
    auto* menu = new QMenu(button);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const auto rows = m_tree->data().rows.size();
        for (std::size_t depth = 0; depth + 1 < rows; ++depth)
            menu->addAction(tr("Sizes up to %1").arg(m_tree->data().rows[depth]), this, [this, depth] {
                m_tree->collapseBelow(depth);
            });
        menu->addAction(tr("Expand all"), m_tree, &plots::Tree::expandAll);
    });
    return button;
}

void TreePanel::connectAll()
{
    Selection& selection = m_presenter.page().workspace().selection();
    connect(m_view, &TreeView::nodesChanged, m_search, &TreeSearch::refresh);
    connect(m_view, &TreeView::nodesChanged, this, [this] { refreshNote({}); });
    connect(&m_presenter, &TreePresenter::unavailable, this, &TreePanel::refreshNote);
    connect(m_links, &QToolButton::toggled, m_view, &TreeView::setLinksShown);
    connect(m_supersets, &QToolButton::clicked, this, [this, &selection] {
        if (selection.teams().size() == 1)
            m_search->findTeamsWith(selection.teams().front());
    });
    const auto enable = [this, &selection] { m_supersets->setEnabled(selection.teams().size() == 1); };
    connect(&selection, &Selection::teamsChanged, this, enable);
    enable();
    refreshNote({});
}

void TreePanel::refreshNote(const QString& problem)
{
    const auto& answer = m_presenter.answer();
    QStringList parts{problem};
    if (answer && answer->onReportedSplit)
        parts += tr("Selected on the reported data: accuracies of what is kept flatter it. Choose another split to "
                    "select on, if the pool has one.");
    if (answer)
        parts += answer->undefined;
    parts.removeAll(QString());
    m_note->setText(parts.join(u' '));
    m_note->setVisible(!parts.isEmpty());
}

QJsonObject TreePanel::viewState() const
{
    return {{u"query"_s, toJson(m_presenter.query())}};
}

void TreePanel::restoreViewState(const QJsonObject& state)
{
    m_presenter.setQuery(treeQueryFromJson(state["query"_L1].toObject()));
}

void TreePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.setActive(true);
}

void TreePanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_presenter.setActive(false);
}

} // namespace cobench::ui

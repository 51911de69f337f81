// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/segment_panel.h"

#include "ui/pages/learning_rates/family_delegate.h"
#include "ui/style/icons.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTableView>

#include <algorithm>

namespace cobench::ui {

using namespace Qt::StringLiterals;

SegmentPanel::SegmentPanel(Composer& composer, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_model(composer)
    , m_table(plainTable(m_model, tr("Segments"), this))
    , m_note(new QLabel(this))
{
    setupUi();
    connect(m_add, &QPushButton::clicked, this, &SegmentPanel::add);
    connect(m_remove, &QPushButton::clicked, this, &SegmentPanel::remove);
    connect(m_up, &QPushButton::clicked, this, [this] { move(true); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(false); });
    connect(&m_model, &SegmentTable::refused, m_note, [this](const QString& reason) {
        m_note->setText(reason);
        m_note->setProperty("role", u"error"_s);
        m_note->style()->polish(m_note);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &SegmentPanel::refresh);
    connect(&m_composer, &Composer::changed, this, &SegmentPanel::refresh);
    choose(0);
    refresh();
}

void SegmentPanel::setupUi()
{
    auto* row = new QHBoxLayout;
    m_add = addButton(*row, u"new"_s, tr("Add segme&nt"), tr("Halves the current segment; the second half is new"));
    m_remove = addButton(*row, u"delete"_s, tr("&Remove"), tr("Its steps go to the segment before it"));
    m_up = addButton(*row, u"up"_s, tr("Earlier"), tr("Changes places with the segment before it"));
    m_down = addButton(*row, u"down"_s, tr("Later"), tr("Changes places with the segment after it"));
    m_note->setTextFormat(Qt::PlainText);
    row->addWidget(m_note, 1);
    m_table->setItemDelegateForColumn(SegmentTable::FamilyColumn, new FamilyDelegate(m_table));
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked
        | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->show();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->addActions(copyRowsActions([this] { return shownTable(); }, this));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
}

QPushButton* SegmentPanel::addButton(
    QLayout& row, const QString& iconName, const QString& text, const QString& help)
{
    auto* button = new QPushButton(icon(iconName), text, this);
    button->setToolTip(help);
    row.addWidget(button);
    return button;
}

std::size_t SegmentPanel::current() const
{
    return static_cast<std::size_t>(std::clamp(m_table->currentIndex().row(), 0, m_model.rowCount() - 1));
}

void SegmentPanel::choose(std::size_t segment)
{
    m_table->setCurrentIndex(m_model.index(static_cast<int>(segment), SegmentTable::FamilyColumn));
}

void SegmentPanel::refresh()
{
    const std::size_t segment = current();
    const std::size_t segments = m_composer.schedule().policies.size();
    m_remove->setEnabled(segments > 1);
    m_up->setEnabled(segment > 0);
    m_down->setEnabled(segment + 1 < segments);
    const auto& policies = m_composer.schedule().policies;
    m_table->setColumnHidden(SegmentTable::FormulaColumn,
        std::ranges::none_of(
            policies, [](const lr::Policy& policy) { return lr::info(policy.family).expression; }));
    const lr::Family family = policies[segment].family;
    m_note->setText(u"%1(t) = %2"_s.arg(nameOf(family), formulaOf(family)));
    m_note->setToolTip(tr("t counts from the segment's first step"));
    m_note->setProperty("role", u"dim"_s);
    m_note->style()->polish(m_note);
}

void SegmentPanel::add()
{
    const std::size_t segment = current();
    m_composer.editSchedule(
        withSegmentAfter(m_composer.schedule(), segment, m_composer.steps()), tr("Add a segment"));
    choose(segment + 1);
}

void SegmentPanel::remove()
{
    const std::size_t segment = current();
    m_composer.editSchedule(withoutSegment(m_composer.schedule(), segment), tr("Remove a segment"));
    choose(segment > 0 ? segment - 1 : 0);
}

void SegmentPanel::move(bool up)
{
    const std::size_t segment = current();
    const std::size_t first = up ? segment - 1 : segment;
    m_composer.editSchedule(
        withSegmentsSwapped(m_composer.schedule(), first, m_composer.steps()), tr("Move a segment"));
    choose(up ? segment - 1 : segment + 1);
}

plots::PlotTable SegmentPanel::shownTable() const
{
    return ui::shownTable(*m_table, tr("Segments"), SegmentTable::ValueRole);
}

} // namespace cobench::ui

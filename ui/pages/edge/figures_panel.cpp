// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/figures_panel.h"

#include "ui/pages/edge/steer_bar.h"
#include "ui/widgets/colour_swatch.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"
#include "ui/widgets/when_seen.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kSwatch = 44; // pixels, with padding
constexpr std::size_t kMostEvents = 6; // the newest

} // namespace

FiguresPanel::FiguresPanel(EdgeSessions& sessions, QWidget* parent)
    : QWidget(parent)
    , m_sessions(sessions)
    , m_title(new QLabel(this))
    , m_parts(new QSplitter(Qt::Vertical, this))
    , m_figureView(plainTable(m_figures, tr("Figures of the run"), m_parts))
    , m_deviceView(plainTable(m_devices, tr("Devices of the run"), m_parts))
    , m_steer(new SteerBar(sessions, this))
    , m_losses(new QLabel(this))
    , m_seen(new WhenSeen(this, [this] { refresh(); }))
{
    m_title->setMargin(8);
    m_title->setProperty("role", u"heading"_s);
    m_title->setWordWrap(true);
    m_losses->setObjectName(u"notice"_s);
    m_losses->setWordWrap(true);
    m_losses->setTextFormat(Qt::PlainText);
    m_figureView->horizontalHeader()->setSectionResizeMode(FigureTable::NameColumn, QHeaderView::Stretch);
    m_figureView->horizontalHeader()->setSectionResizeMode(FigureTable::ValueColumn, QHeaderView::ResizeToContents);
    m_figureView->horizontalHeader()->hide();
    widenForHeadings(*m_deviceView);
    m_deviceView->setColumnWidth(
        DeviceTable::NameColumn, fontMetrics().horizontalAdvance(u"emulated:2.5#00"_s) + kSwatch);
    m_deviceView->setItemDelegateForColumn(
        DeviceTable::NameColumn, new SwatchDelegate(DeviceTable::ColourRole, -1, m_deviceView));
    for (QTableView* view : {m_figureView, m_deviceView}) {
        view->setContextMenuPolicy(Qt::ActionsContextMenu);
        view->addActions(copyRowsActions(
            [view] { return ui::shownTable(*view, view->accessibleName(), Qt::UserRole, ShownRows::Selected); },
            view));
    }
    m_parts->addWidget(m_figureView);
    m_parts->addWidget(m_deviceView);
    m_parts->setStretchFactor(0, 3);
    m_parts->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_steer);
    column->addWidget(m_parts, 1);
    column->addWidget(m_losses);
    connectAll();
    refresh();
}

void FiguresPanel::connectAll()
{
    connect(m_deviceView->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        m_steer,
        [this](const QModelIndex& row) { m_steer->setDevice(row.row()); });
    connect(&m_devices, &QAbstractItemModel::modelReset, m_steer, [this] { m_steer->setDevice(-1); });
    for (const auto change : {&EdgeSessions::progressed, &EdgeSessions::stateChanged, &EdgeSessions::toldChanged})
        connect(&m_sessions, change, m_seen, &WhenSeen::request);
}

void FiguresPanel::refresh()
{
    const EdgeSession* session = m_sessions.told();
    m_title->setText(session ? session->title() : tr("No run yet"));
    m_figures.setSession(session);
    if (session)
        m_devices.setFigures(session->end.figures.devices, devicesOf(*session));
    else
        m_devices.setFigures({});
    const QStringList notes = session ? notesOf(*session) : QStringList();
    m_losses->setText(notes.join(u'\n'));
    m_losses->setVisible(!notes.isEmpty());
}

/// What became of each device by a person's hand.
QStringList FiguresPanel::devicesOf(const EdgeSession& session)
{
    QStringList notes;
    for (const auto& device : session.end.figures.devices) {
        const auto presence = session.presenceOf(device.name);
        notes += presence == EdgeSession::Presence::Unplugged ? tr("unplugged")
            : presence == EdgeSession::Presence::Removed      ? tr("removed")
                                                              : QString();
    }
    return notes;
}

QStringList FiguresPanel::notesOf(const EdgeSession& session) const
{
    QStringList notes = session.end.losses + session.end.links;
    const std::size_t shown = std::min(session.events.size(), kMostEvents);
    for (auto event = session.events.end() - static_cast<std::ptrdiff_t>(shown); event != session.events.end();
         ++event)
        notes += QString::fromStdString(detect::describe(*event));
    for (const QString& problem : {session.end.againstTruth.problem, session.end.againstReference.problem})
        if (!problem.isEmpty())
            notes += tr("Average precision: %1").arg(problem);
    return notes;
}

plots::PlotTable FiguresPanel::shownFigures() const
{
    return ui::shownTable(*m_figureView, m_title->text(), FigureTable::ValueRole);
}

plots::PlotTable FiguresPanel::shownDevices() const
{
    return ui::shownTable(*m_deviceView, m_title->text(), DeviceTable::ValueRole);
}

} // namespace cobench::ui

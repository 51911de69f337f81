// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_preview.h"

#include "ui/pages/reports/part_widgets.h"

#include <QTimer>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr int kSheetWidth = 960; // pixels

} // namespace

ReportPreview::ReportPreview(ReportPresenter& presenter, QWidget* parent)
    : QScrollArea(parent)
    , m_presenter(presenter)
{
    setObjectName(QStringLiteral("reportPreview"));
    setAccessibleName(tr("Preview of the report"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto* desk = new QWidget(this);
    auto* row = new QHBoxLayout(desk);
    auto* sheet = new QWidget(desk);
    sheet->setMaximumWidth(kSheetWidth);
    row->addStretch();
    row->addWidget(sheet, 1000);
    row->addStretch();
    m_title = makeWords({}, QStringLiteral("title"), sheet);
    m_meta = makeWords({}, QStringLiteral("dim"), sheet);
    m_hint
        = makeWords(tr("This report is empty. Add views from the list at the right, or a title and text from the "
                       "list at the left."),
            QStringLiteral("dim"),
            sheet);
    m_column = new QVBoxLayout(sheet);
    m_column->setSpacing(4);
    for (QLabel* label : {m_title, m_meta, m_hint}) {
        label->setContentsMargins(19, 0, 8, 0); // as the words of the blocks
        m_column->addWidget(label);
    }
    m_column->addStretch();
    setWidget(desk);
    connect(&m_presenter, &ReportPresenter::reportChanged, this, &ReportPreview::refresh);
    connect(&m_presenter, &ReportPresenter::composedChanged, this, &ReportPreview::refresh);
    refresh();
}

BlockView* ReportPreview::viewFor(std::int64_t id)
{
    BlockView*& view = m_views[id];
    if (!view) {
        view = new BlockView(m_title->parentWidget());
        connect(view, &BlockView::chosen, this, &ReportPreview::chosen);
    }
    return view;
}

void ReportPreview::refreshHeader()
{
    const OpenReport* report = m_presenter.report();
    m_title->setText(report ? breakable(report->name()) : QString());
    m_meta->setText(report && report->problem
            ? QString::fromStdString(describe(*report->problem))
            : QStringLiteral("CoBench %1 · %2")
                  .arg(QStringLiteral(COBENCH_VERSION), m_presenter.workspace().path()));
    m_hint->setVisible(report && !report->problem && report->blocks.empty());
}

void ReportPreview::refresh()
{
    const OpenReport* report = m_presenter.report();
    const auto shown = report ? std::optional(report->entry.id) : std::nullopt;
    QMap<std::int64_t, BlockView*> old;
    if (shown != m_shown)
        old.swap(m_views); // numbers of another report's blocks
    m_shown = shown;
    refreshHeader();
    QMap<std::int64_t, BlockView*> kept;
    int place = m_column->indexOf(m_hint) + 1;
    for (const store::BlockEntry& block : report ? report->blocks : BlockList()) {
        BlockView* view = viewFor(block.id);
        view->show(block, m_presenter.composed(block), m_presenter.workspace().path());
        view->setCurrent(block.id == m_current);
        if (m_column->indexOf(view) != place) {
            m_column->removeWidget(view);
            m_column->insertWidget(place, view);
        }
        ++place;
        kept.insert(block.id, m_views.take(block.id));
    }
    qDeleteAll(old);
    qDeleteAll(m_views);
    m_views = kept;
}

void ReportPreview::setCurrent(std::int64_t id)
{
    m_current = id;
    for (BlockView* view : std::as_const(m_views))
        view->setCurrent(view->block().id == id);
    if (BlockView* view = m_views.value(id)) // where it is when the layout is done
        QTimer::singleShot(0, view, [this, view] { ensureWidgetVisible(view, 0, 24); });
}

} // namespace cobench::ui

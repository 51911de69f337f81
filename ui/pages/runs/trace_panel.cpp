// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/trace_panel.h"

#include "plots/lanes.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/runs/trace_reading.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/lane_scroll.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kReadingWidth = 250; // pixels

QString row(const QString& title, const QString& value)
{
    return value.isEmpty() ? QString()
                           : u"<p><b>%1</b><br>%2</p>"_s.arg(title.toHtmlEscaped(), value.toHtmlEscaped());
}

} // namespace

TracePanel::TracePanel(TracePresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_lanes(new plots::Lanes(this))
    , m_scroll(laneScroll(*m_lanes, this))
    , m_reading(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(u"chart"_s, {}, {}, this))
{
    m_lanes->setObjectName(u"lanes"_s);
    m_lanes->setDescriber([this](double x) { return describe(x); });
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeView());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connectAll();
    showFigure();
}

QWidget* TracePanel::makeView()
{
    auto* view = new QWidget(this);
    auto* frame = new QScrollArea(view);
    frame->setWidget(m_reading);
    frame->setWidgetResizable(true);
    frame->setFrameShape(QFrame::NoFrame);
    frame->setFixedWidth(kReadingWidth);
    m_reading->setWordWrap(true);
    m_reading->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_reading->setContentsMargins(10, 8, 8, 8);
    m_reading->setTextFormat(Qt::RichText);
    m_reading->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_reading->setAccessibleName(tr("What went on in the chosen place or interval"));
    auto* row = new QHBoxLayout(view);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_lanes, 1);
    row->addWidget(m_scroll);
    row->addWidget(frame);
    return view;
}

void TracePanel::connectAll()
{
    connect(&m_presenter, &TracePresenter::figureChanged, this, &TracePanel::showFigure);
    connect(&m_presenter, &TracePresenter::grew, this, &TracePanel::grow);
    connect(m_lanes, &plots::Lanes::spanChosen, this, &TracePanel::refreshReading);
}

void TracePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.setWatched(true);
}

void TracePanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_presenter.setWatched(false);
}

/// Esc first lets go of the chosen place.
void TracePanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !m_lanes->chosenSpan())
        return QWidget::keyPressEvent(event);
    m_lanes->setChosenSpan(std::nullopt);
    refreshReading();
}

void TracePanel::showFigure()
{
    const auto& recorded = m_presenter.recorded();
    const bool isEmpty = recorded.trace.times.empty();
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty && recorded.run.id == RunId{})
        m_empty->setText(
            tr("No run is selected"), tr("Select one in the table to see what it needed of the machine."));
    else if (isEmpty)
        m_empty->setText(tr("%1 has no trace").arg(QString::fromStdString(recorded.run.name)),
            tr("Runs that are trained here, and commands that are traced, record processors, memory, disks, "
               "network, "
               "power and graphics cards. An imported run brings none."));
    const QString before = m_lanes->title();
    m_lanes->setData(m_presenter.takePlot());
    const bool isOther = m_lanes->title() != before;
    m_lanes->setCommand(
        exportCommand({.kind = ViewSpec::Kind::Trace, .subject = std::to_string(recorded.run.id.value)},
            m_presenter.catalog().workspace().path()));
    if (isOther) {
        m_lanes->setChosenSpan(std::nullopt);
        m_lanes->fit();
    }
    refreshReading();
}

void TracePanel::grow(const std::vector<TracePresenter::Growth>& growth)
{
    for (const auto& [target, points] : growth)
        m_lanes->append(target.lane, target.series, points);
    const auto& figure = m_presenter.figure();
    if (figure.phases)
        m_lanes->setStates(*figure.phases, phaseStates(m_presenter.recorded().trace, figure.start));
    m_lanes->setMarks(traceMarks(m_presenter.recorded(), figure.start));
    m_lanes->finishAppending();
}

QString TracePanel::describe(double x) const
{
    const TraceReading reading = readTraceAt(m_presenter.recorded(), m_presenter.figure().start, x, x);
    QStringList lines{reading.steps, reading.phases, reading.processes};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

/// Mean and highest value of each line.
QString TracePanel::figuresIn(double low, double high) const
{
    QString text;
    const auto& lanes = m_lanes->data().lanes;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        for (std::size_t series = 0; series < lanes[lane].series.size(); ++series) {
            double sum = 0.0;
            double most = -std::numeric_limits<double>::infinity();
            std::size_t n = 0;
            for (const plots::CurvePoint& point : m_lanes->points(lane, series)) {
                if (point.x < low || point.x > high || std::isnan(point.y))
                    continue;
                sum += point.y;
                most = std::max(most, point.y);
                ++n;
            }
            if (n > 0)
                text += u"<tr><td>%1, %2&nbsp;</td><td align=right>%3&nbsp;</td><td align=right>%4</td></tr>"_s.arg(
                    lanes[lane].title().toHtmlEscaped(),
                    lanes[lane].series[series].name.toHtmlEscaped(),
                    plots::formatNumber(sum / double(n), 3),
                    plots::formatNumber(most, 3));
        }
    }
    return text.isEmpty()
        ? text
        : u"<table><tr><th align=left>%1</th><th align=right>%2&nbsp;</th><th align=right>%3</th></tr>"_s.arg(
              tr("Lane"), tr("mean"), tr("most"))
            + text + u"</table>"_s;
}

void TracePanel::refreshReading()
{
    const auto span = m_lanes->chosenSpan();
    if (!span) {
        m_reading->setText(u"<p>%1</p>"_s.arg(tr(
            "Click into the lanes, or drag with Shift over a spike, to read what the run was at there: iteration, "
            "phase, where an iteration's time went, and which process worked most.")));
        return;
    }
    const TraceReading reading
        = readTraceAt(m_presenter.recorded(), m_presenter.figure().start, span->low, span->high);
    m_reading->setText(row(tr("Time"), reading.span) + row(tr("Step"), reading.steps)
        + row(tr("Phase"), reading.phases) + row(tr("An iteration"), reading.timing)
        + row(tr("Processes"), reading.processes)
        + (span->low < span->high ? figuresIn(span->low, span->high) : QString()));
}

QString TracePanel::reading() const
{
    return m_reading->text();
}

} // namespace cobench::ui

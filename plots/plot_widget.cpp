// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_widget.h"

#include "plots/axis_style.h"
#include "plots/log_ticker.h"
#include "plots/plot_canvas.h"
#include "plots/plot_interaction.h"
#include "plots/plot_overlay.h"
#include "plots/title_element.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPicture>
#include <QVBoxLayout>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr int kAxesRow = 1;
constexpr int kSideColumn = 1;
constexpr int kOverAxis = 12; // pixels that a title may be longer than its axis

AxisSpan spanOf(const QCPAxis& axis)
{
    return {axis.range().lower, axis.range().upper};
}

// Inside the limit, as large as asked for where that is possible.
QCPRange clamped(QCPRange range, const AxisSpan& limit)
{
    return range.bounded(limit.low, limit.high);
}

} // namespace

PlotWidget::PlotWidget(QWidget* parent)
    : QWidget(parent)
    , m_plot(new PlotCanvas(this))
{
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    buildLayout();
    m_interaction = new PlotInteraction(*this);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this, axis] {
            keepInside(axis);
            userMoved();
        });
    }
    connect(m_plot, &QCustomPlot::afterLayout, this, &PlotWidget::afterLayout);
    adoptTheme(PlotTheme::forPalette(palette()));
}

PlotWidget::~PlotWidget() = default;

void PlotWidget::buildLayout()
{
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->plotLayout()->insertRow(0);
    m_titleElement = new TitleElement(m_plot);
    m_plot->plotLayout()->addElement(0, 0, m_titleElement);
    m_plot->plotLayout()->setRowSpacing(0);
    m_plot->axisRect()->setMinimumMargins(QMargins(8, 6, 14, 6));
    m_plot->axisRect()->insetLayout()->take(m_plot->legend);
    m_plot->legend->setLayer(u"legend"_s);
    m_plot->addLayer(u"pointer"_s);
    m_plot->layer(u"pointer"_s)->setMode(QCPLayer::lmBuffered);
    m_overlay = new PlotOverlay(m_plot, u"pointer"_s);
}

QCustomPlot& PlotWidget::plot()
{
    return *m_plot;
}

const QCustomPlot& PlotWidget::plot() const
{
    return *m_plot;
}

void PlotWidget::setTheme(const PlotTheme& theme)
{
    m_followPalette = false;
    adoptTheme(theme);
}

void PlotWidget::restoreThemeState(const ThemeState& state)
{
    m_followPalette = state.followPalette;
    adoptTheme(state.theme);
}

void PlotWidget::adoptTheme(const PlotTheme& theme)
{
    m_theme = theme;
    m_plot->setBackground(QBrush(theme.background));
    m_titleElement->setTheme(theme);
    m_overlay->setTheme(theme);
    if (m_legendHeading)
        m_legendHeading->setTheme(theme);
    m_plot->selectionRect()->setPen(QPen(theme.selection, 1.0, Qt::DashLine));
    QColor fill = theme.selection;
    fill.setAlpha(40);
    m_plot->selectionRect()->setBrush(fill);
    themeAxes();
    applyTheme();
    queueReplot();
    Q_EMIT themeChanged();
}

void PlotWidget::themeAxes()
{
    styleAxis(m_plot->xAxis, m_theme);
    styleAxis(m_plot->yAxis, m_theme);
    m_plot->legend->setFont(m_theme.smallFont());
    m_plot->legend->setTextColor(m_theme.text);
    m_plot->legend->setBrush(Qt::NoBrush);
    m_plot->legend->setBorderPen(Qt::NoPen);
}

void PlotWidget::setTitle(const QString& title, const QString& note)
{
    m_title = title;
    m_note = note;
    m_titleElement->setTexts(title, note);
    refreshAccessibility();
    queueReplot();
}

void PlotWidget::setDragMode(DragMode mode)
{
    m_dragMode = mode;
    m_plot->setCursor(mode == DragMode::Pan ? Qt::ArrowCursor : Qt::CrossCursor);
}

void PlotWidget::setAxisTitles(const QString& x, const QString& y)
{
    m_plot->xAxis->setLabel(x);
    m_plot->yAxis->setLabel(y);
    m_yTitle = y;
}

void PlotWidget::setSideElement(QCPLayoutElement* element)
{
    m_side = element;
    setLegendShown(true);
}

void PlotWidget::useLegend(const QString& heading)
{
    auto* column = new QCPLayoutGrid;
    setSideElement(column);
    m_legendHeading = new TitleElement(m_plot);
    m_legendHeading->setTheme(m_theme);
    m_legendHeading->setKeepsNote(true);
    column->addElement(0, 0, m_legendHeading);
    column->addElement(1, 0, m_plot->legend);
    column->addElement(2, 0, new QCPLayoutElement(m_plot)); // takes the height the legend does not need
    column->setRowStretchFactor(1, 0.001);
    column->setRowSpacing(0);
    m_plot->legend->setVisible(true);
    setLegendHeading(heading);
}

void PlotWidget::setLegendHeading(const QString& heading)
{
    m_legendHeading->setTexts({}, heading);
}

bool PlotWidget::isLegendShown() const
{
    return m_side && m_side->layout();
}

void PlotWidget::setLegendShown(bool shown)
{
    if (!m_side || shown == isLegendShown())
        return;
    QCPLayoutGrid* grid = m_plot->plotLayout();
    if (shown) {
        grid->addElement(kAxesRow, kSideColumn, m_side);
        grid->setColumnStretchFactor(kSideColumn, 0.001);
    } else {
        grid->take(m_side);
        grid->simplify();
    }
    m_side->setVisible(shown);
    queueReplot();
}

void PlotWidget::toggleSeries(QCPAbstractPlottable* plottable)
{
    plottable->setVisible(!plottable->visible());
    if (auto* item = m_plot->legend->itemWithPlottable(plottable))
        item->setTextColor(plottable->visible() ? m_theme.text : m_theme.faint(m_theme.mutedText, 0.5));
    seriesToggled(plottable);
    dataChanged();
}

void PlotWidget::setContinuous(Qt::Orientation axis, bool positive)
{
    (axis == Qt::Horizontal ? m_xTraits : m_yTraits) = {.continuous = true, .positive = positive};
    if (!positive)
        setLogarithmic(axis, false);
}

bool PlotWidget::hasContinuous(Qt::Orientation axis) const
{
    return (axis == Qt::Horizontal ? m_xTraits : m_yTraits).continuous;
}

bool PlotWidget::canBeLogarithmic(Qt::Orientation axis) const
{
    return (axis == Qt::Horizontal ? m_xTraits : m_yTraits).positive;
}

bool PlotWidget::isLogarithmic(Qt::Orientation axis) const
{
    return (axis == Qt::Horizontal ? m_plot->xAxis : m_plot->yAxis)->scaleType() == QCPAxis::stLogarithmic;
}

void PlotWidget::setLogarithmic(Qt::Orientation orientation, bool on)
{
    if (on == isLogarithmic(orientation) || (on && !canBeLogarithmic(orientation)))
        return;
    QCPAxis* axis = orientation == Qt::Horizontal ? m_plot->xAxis : m_plot->yAxis;
    axis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(
        on ? QSharedPointer<QCPAxisTicker>(new LogTicker) : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    axis->setNumberFormat(on ? u"eb"_s : u"gb"_s);
    axis->setNumberPrecision(on ? 0 : 6);
    fit();
}

void PlotWidget::setLeastLeftMargin(int pixels)
{
    QMargins margins = m_plot->axisRect()->minimumMargins();
    margins.setLeft(pixels);
    m_plot->axisRect()->setMinimumMargins(margins);
}

void PlotWidget::fit()
{
    m_zoomed = false;
    showRange(fullRange());
}

ViewRange PlotWidget::viewRange() const
{
    return {spanOf(*m_plot->xAxis), spanOf(*m_plot->yAxis)};
}

void PlotWidget::setViewRange(const ViewRange& range)
{
    m_zoomed = true; // before anybody hears of it
    showRange(range);
}

void PlotWidget::showRange(const ViewRange& range)
{
    m_moving = true;
    m_plot->xAxis->setRange(range.x.low, range.x.high);
    m_plot->yAxis->setRange(range.y.low, range.y.high);
    m_moving = false;
    queueReplot();
    Q_EMIT viewRangeChanged();
}

void PlotWidget::keepInside(QCPAxis* axis)
{
    const auto limit = m_moving ? std::nullopt : viewLimit();
    if (!limit)
        return;
    const QCPRange allowed = clamped(axis->range(), axis == m_plot->xAxis ? limit->x : limit->y);
    if (allowed == axis->range())
        return;
    m_moving = true;
    axis->setRange(allowed);
    m_moving = false;
}

void PlotWidget::userMoved()
{
    if (m_moving)
        return;
    m_zoomed = true;
    Q_EMIT viewRangeChanged();
}

void PlotWidget::dataChanged()
{
    if (!m_zoomed)
        showRange(fullRange());
    refreshAccessibility();
    queueReplot();
}

void PlotWidget::queueReplot()
{
    m_plot->invalidate();
}

void PlotWidget::refreshAccessibility()
{
    setAccessibleName(m_title);
    setAccessibleDescription(summary());
}

void PlotWidget::afterLayout()
{
    if (m_layingOut)
        return;
    m_layingOut = true;
    const QCPAxis& y = *m_plot->yAxis; // a low chart has no room for a long title, which would run into the heading
    m_plot->yAxis->setLabel(
        QFontMetrics(y.labelFont()).elidedText(m_yTitle, Qt::ElideRight, m_plot->axisRect()->height() + kOverAxis));
    if (prepareLabels(m_plot->axisRect()->size()))
        m_plot->updateLayout();
    m_layingOut = false;
}

void PlotWidget::paintOn(QPaintDevice& device, const QSize& size, double scale, bool vector)
{
    m_overlay->setTransientShown(false);
    QCPPainter painter;
    painter.begin(&device);
    painter.scale(scale, scale);
    painter.setMode(QCPPainter::pmVectorized, vector);
    m_plot->toPainter(&painter, size.width(), size.height());
    painter.end();
    m_overlay->setTransientShown(true);
    queueReplot(); // labels were chosen for the other size
}

void PlotWidget::paint(QPainter& painter, const QSize& size)
{
    QPicture picture;
    paintOn(picture, size, 1.0, true);
    // A picture is played at its device's resolution: without this a chart on a 1200 dpi page would be 12 times as
    // large.
    painter.save();
    painter.scale(double(picture.logicalDpiX()) / painter.device()->logicalDpiX(),
        double(picture.logicalDpiY()) / painter.device()->logicalDpiY());
    painter.drawPicture(0, 0, picture);
    painter.restore();
}

std::optional<ReadOut> PlotWidget::readOutAt(const QPointF& pixel) const
{
    if (!m_plot->axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    const QString text = u"%1: %2\n%3: %4"_s.arg(m_plot->xAxis->label(),
        formatNumber(m_plot->xAxis->pixelToCoord(pixel.x())),
        m_plot->yAxis->label(),
        formatNumber(m_plot->yAxis->pixelToCoord(pixel.y())));
    return ReadOut{.text = text, .anchor = pixel, .frame = {}};
}

void PlotWidget::brush(const QRectF&, Qt::KeyboardModifiers)
{
}

void PlotWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_followPalette)
        adoptTheme(PlotTheme::forPalette(palette()));
}

void PlotWidget::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(event->key(), event->modifiers()) && !m_interaction->key(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

void PlotWidget::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_overlay->setFocusShown(event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason);
}

void PlotWidget::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_overlay->setFocusShown(false);
}

} // namespace cobench::plots

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "plots/theme.h"

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QWidget>

#include <optional>

class QCustomPlot;
class QCPAbstractPlottable;
class QCPAxis;
class QCPLayoutElement;
class QPaintDevice;
class QPainter;
class QMenu;

namespace cobench::plots {

class PlotCanvas;
class PlotInteraction;
class PlotOverlay;
class TitleElement;

struct AxisSpan {
    double low = 0.0;
    double high = 1.0;
    bool operator==(const AxisSpan&) const = default;
};

/// Part of the data plane that is, or should be, in view.
struct ViewRange {
    AxisSpan x;
    AxisSpan y;
    bool operator==(const ViewRange&) const = default;
};

/// What the crosshair says about a place: text beside the cursor; `anchor` (pixels) is where the crosshair snaps
/// to; `frame` (pixels) outlines what is meant, if not empty.
struct ReadOut {
    QString text;
    QPointF anchor;
    QRectF frame;
};

/// One chart with what every chart can do: wheel zoom (Ctrl: x only, Shift: y only), drag pans, right drag zooms
/// into a rectangle, double click fits, crosshair, cursors A and B (keys A, B; Delete removes), legend toggles by
/// click, log axes (keys X, Y), exports and a table alternative in the context menu. Keys: arrows pan, + and -
/// zoom, Home fits. A zoom survives new data. Subclasses add data. GUI thread only.
class PlotWidget : public QWidget
{
    Q_OBJECT
public:
    enum class DragMode { Pan, Zoom, Brush };

    explicit PlotWidget(QWidget* parent = nullptr);
    ~PlotWidget() override;

    /// Without a call the theme follows the widget's palette.
    void setTheme(const PlotTheme& theme);
    const PlotTheme& theme() const { return m_theme; }
    /// To draw once in another theme and go back.
    struct ThemeState {
        PlotTheme theme;
        bool followPalette = true;
    };
    ThemeState themeState() const { return {m_theme, m_followPalette}; }
    void restoreThemeState(const ThemeState& state);

    /// `note` stands small under the title: n, split, what a point stands for.
    void setTitle(const QString& title, const QString& note = {});
    const QString& title() const { return m_title; }
    const QString& note() const { return m_note; }
    /// The command line that makes the same picture; "Copy as command" appears with it.
    void setCommand(const QString& command) { m_command = command; }
    const QString& command() const { return m_command; }

    /// What the left button does; Shift always brushes where the chart can, the right button always zooms.
    void setDragMode(DragMode mode);
    DragMode dragMode() const { return m_dragMode; }
    virtual bool canBrush() const { return false; }

    bool hasContinuous(Qt::Orientation axis) const;
    bool canBeLogarithmic(Qt::Orientation axis) const;
    bool isLogarithmic(Qt::Orientation axis) const;
    /// Does nothing where the chart has no continuous positive axis.
    void setLogarithmic(Qt::Orientation axis, bool on);
    /// The plotting area begins at least so far from the left edge, in pixels.
    void setLeastLeftMargin(int pixels);
    void setLegendShown(bool shown);
    bool isLegendShown() const;

    /// Shows all data and follows new data again.
    void fit();
    bool isZoomed() const { return m_zoomed; }
    ViewRange viewRange() const;
    void setViewRange(const ViewRange& range);

    /// Draws the chart as it is, without crosshair; needs no display and does not change the widget. `size` is in
    /// units of 1/96 inch, `scale` the device's dots per unit, `vector` true when it keeps shapes (SVG, PDF).
    void paintOn(QPaintDevice& device, const QSize& size, double scale, bool vector);
    /// The same into a painter's own coordinates, for pages that hold more than one chart.
    void paint(QPainter& painter, const QSize& size);
    /// What is visible: hidden series and what lies outside the view are left out.
    virtual PlotTable tableData() const = 0;
    /// One or two sentences for assistive technology.
    virtual QString summary() const = 0;

    QSize sizeHint() const override { return {640, 480}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    void viewRangeChanged();
    void themeChanged();
    /// The context menu is about to open: whoever knows more to do with the chart adds it. The menu's parent is the
    /// chart.
    void menuOpening(QMenu* menu);

protected:
    QCustomPlot& plot();
    const QCustomPlot& plot() const;
    PlotOverlay& overlay() { return *m_overlay; }
    /// Puts the legend or a colour bar beside the axes; nothing is drawn over data.
    void setSideElement(QCPLayoutElement* element);
    /// The legend as side element, under a heading.
    void useLegend(const QString& heading);
    void setLegendHeading(const QString& heading);
    void setAxisTitles(const QString& x, const QString& y);
    /// A continuous axis may be switched to log when `positive`, and gets cursors.
    void setContinuous(Qt::Orientation axis, bool positive);
    /// Call after every change of data: refits unless zoomed, refreshes accessibility, queues one replot.
    void dataChanged();
    void queueReplot();

    virtual ViewRange fullRange() const = 0;
    /// Widest view that makes sense; nothing = unlimited.
    virtual std::optional<ViewRange> viewLimit() const { return std::nullopt; }
    /// Colours of the subclass's own elements. Called before the first paint and at every change.
    virtual void applyTheme() { }
    /// Called after each layout with the size of the area inside the axes: chooses labels that fit. Returns whether
    /// the layout must be made again.
    virtual bool prepareLabels(const QSize&) { return false; }
    virtual std::optional<ReadOut> readOutAt(const QPointF& pixel) const;
    virtual void clickAt(const QPointF&, Qt::KeyboardModifiers) { }
    virtual void hoverAt(const std::optional<QPointF>&) { }
    virtual void brush(const QRectF& dataRectangle, Qt::KeyboardModifiers);
    /// A click on the legend hid or showed this one.
    virtual void seriesToggled(QCPAbstractPlottable*) { }
    virtual bool handleKey(int, Qt::KeyboardModifiers) { return false; }

    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    friend class PlotInteraction;
    void buildLayout();
    void adoptTheme(const PlotTheme& theme);
    void themeAxes();
    void showRange(const ViewRange& range);
    void keepInside(QCPAxis* axis);
    void userMoved();
    void toggleSeries(QCPAbstractPlottable* plottable);
    void refreshAccessibility();
    void afterLayout();

    struct AxisTraits {
        bool continuous = false;
        bool positive = false;
    };
    PlotTheme m_theme = PlotTheme::light();
    bool m_followPalette = true;
    QString m_title;
    QString m_note;
    QString m_yTitle; // the axis shows what fits
    QString m_command;
    DragMode m_dragMode = DragMode::Pan;
    AxisTraits m_xTraits;
    AxisTraits m_yTraits;
    bool m_zoomed = false;
    bool m_moving = false; // ranges are being set by us
    bool m_layingOut = false;
    PlotCanvas* m_plot; // child
    TitleElement* m_titleElement = nullptr; // owned by the plot's layout
    QCPLayoutElement* m_side = nullptr; // owned by the plot's layout
    TitleElement* m_legendHeading = nullptr; // owned by the plot's layout
    PlotOverlay* m_overlay = nullptr; // child of the plot
    PlotInteraction* m_interaction = nullptr; // child
};

} // namespace cobench::plots

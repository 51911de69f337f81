// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/legend_item.h"

#include <algorithm>

namespace cobench::plots {
namespace {

constexpr int kLeastRoom = 60; // pixels; the icon and a letter or two

class LegendItem : public QCPPlottableLegendItem
{
public:
    using QCPPlottableLegendItem::QCPPlottableLegendItem;

protected:
    QSize minimumOuterSizeHint() const override
    {
        const QMargins around = mParentLegend->margins();
        QSize size = QCPPlottableLegendItem::minimumOuterSizeHint();
        size.setWidth(std::min(size.width(), sideRoom(*mParentPlot) - around.left() - around.right()));
        return size;
    }

    void draw(QCPPainter* painter) override
    {
        if (QCPPlottableLegendItem::minimumOuterSizeHint().width() <= mOuterRect.width())
            return QCPPlottableLegendItem::draw(painter);
        const QString name = mPlottable->name();
        const int room = mRect.width() - mParentLegend->iconSize().width() - mParentLegend->iconTextPadding();
        mPlottable->setName(QFontMetrics(getFont()).elidedText(name, Qt::ElideMiddle, room));
        QCPPlottableLegendItem::draw(painter);
        mPlottable->setName(name);
    }
};

} // namespace

int sideRoom(const QCustomPlot& plot)
{
    return std::max(kLeastRoom, plot.viewport().width() * 2 / 5);
}

void addToLegend(QCPAbstractPlottable& series)
{
    QCPLegend* legend = series.parentPlot()->legend;
    if (!legend->hasItemWithPlottable(&series))
        legend->addItem(new LegendItem(legend, &series)); // the legend takes it
}

} // namespace cobench::plots

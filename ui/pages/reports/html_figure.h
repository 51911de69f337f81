// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <QByteArray>
#include <QSize>
#include <QString>

namespace cobench::ui {

/// An SVG document made fit to stand inside HTML among others: no prolog, scales with the page, ids that start with
/// `prefix`, and `label` for who cannot see it.
QString inlineSvg(const QByteArray& svg, const QString& prefix, const QString& label);

/// The chart in light and in dark; the page's style shows one of them.
QString figureSvg(plots::PlotWidget& plot, const QSize& size, const QString& prefix);

} // namespace cobench::ui

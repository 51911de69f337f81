// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/export.h"

#include <QDialog>

class QDoubleSpinBox;
class QSpinBox;

namespace cobench::plots {

/// Asks for the size of a picture and, for PNG, its resolution.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    ExportDialog(ExportFormat format, const QSize& size, QWidget* parent);

    ExportOptions options() const;

private:
    QSpinBox* m_width;
    QSpinBox* m_height;
    QDoubleSpinBox* m_dpi;
};

/// Size, file name, export; says what went wrong. Returns at once.
void askAndExport(PlotWidget& plot, ExportFormat format);

} // namespace cobench::plots

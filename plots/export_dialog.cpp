// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QMessageBox>
#include <QSpinBox>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

QString suffixOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Png:
        return u"png"_s;
    case ExportFormat::Svg:
        return u"svg"_s;
    case ExportFormat::Pdf:
        return u"pdf"_s;
    case ExportFormat::Csv:
        return u"csv"_s;
    case ExportFormat::Tex:
        break;
    }
    return u"tex"_s;
}

QSpinBox* pixelBox(int value)
{
    auto* box = new QSpinBox;
    box->setRange(100, 10000);
    box->setValue(value);
    box->setSuffix(u" px"_s);
    return box;
}

QString proposedName(const PlotWidget& plot, ExportFormat format)
{
    QString name = plot.title().simplified();
    for (QChar& c : name) {
        if (!c.isLetterOrNumber() && c != u'-')
            c = u'_';
    }
    return QDir::current().filePath((name.isEmpty() ? u"chart"_s : name) + u'.' + suffixOf(format));
}

void askFileAndExport(PlotWidget& plot, ExportFormat format, const ExportOptions& options)
{
    auto* dialog = new QFileDialog(&plot, PlotWidget::tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(format));
    dialog->setNameFilter(u"%1 (*.%1)"_s.arg(suffixOf(format)));
    dialog->selectFile(proposedName(plot, format));
    QObject::connect(dialog, &QFileDialog::fileSelected, &plot, [&plot, options](const QString& path) {
        if (const auto problem = exportTo(plot, path, options))
            QMessageBox::warning(&plot, PlotWidget::tr("Export"), *problem);
    });
    dialog->open();
}

} // namespace

ExportDialog::ExportDialog(ExportFormat format, const QSize& size, QWidget* parent)
    : QDialog(parent)
    , m_width(pixelBox(size.width()))
    , m_height(pixelBox(size.height()))
    , m_dpi(new QDoubleSpinBox)
{
    setWindowTitle(tr("Size of the picture"));
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Width"), m_width);
    form->addRow(tr("&Height"), m_height);
    m_dpi->setRange(36.0, 1200.0);
    m_dpi->setDecimals(0);
    m_dpi->setValue(192.0);
    m_dpi->setToolTip(tr("Pixels = size × DPI / 96; text keeps its size on paper"));
    form->addRow(tr("&Resolution (DPI)"), m_dpi);
    form->setRowVisible(m_dpi, format == ExportFormat::Png);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ExportOptions ExportDialog::options() const
{
    return {.size = {m_width->value(), m_height->value()}, .dpi = m_dpi->value(), .theme = std::nullopt};
}

void askAndExport(PlotWidget& plot, ExportFormat format)
{
    if (format == ExportFormat::Csv || format == ExportFormat::Tex)
        return askFileAndExport(plot, format, {});
    auto* dialog = new ExportDialog(format, plot.size(), &plot);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &plot, [&plot, dialog, format] {
        askFileAndExport(plot, format, dialog->options());
    });
    dialog->open();
}

} // namespace cobench::plots

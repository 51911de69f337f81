// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/import_report_view.h"

#include "ui/bridge/counted.h"
#include "ui/style/icons.h"
#include "ui/widgets/import_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

enum Column { SubjectColumn, PlaceColumn, DetailColumn, CureColumn };

Warning asLine(const Error& error)
{
    Warning line{.subject = error.subject, .place = error.place, .detail = error.detail, .cure = error.cure};
    if (error.cause)
        line.detail += " (" + describe(*error.cause) + ")";
    return line;
}

QString headlineOf(const ImportReport& report)
{
    if (report.failure && report.failure->isCancelled())
        return ImportReportView::tr("The import of %1 was cancelled. Nothing was kept.").arg(report.name);
    if (report.failure)
        return ImportReportView::tr("%1 could not be imported. Nothing was kept.").arg(report.name);
    const auto tr = [](const char* text) { return ImportReportView::tr(text); };
    return tr("%1: %2 kept, %3 refused, %4")
        .arg(report.name, counted(report.models, tr("model"), tr("models")))
        .arg(report.refused.size())
        .arg(counted(report.warnings.size(), tr("warning"), tr("warnings")));
}

} // namespace

ImportReportView::ImportReportView(Importer& importer, QWidget* parent)
    : QWidget(parent)
    , m_importer(importer)
    , m_headline(new QLabel(this))
    , m_list(new QTreeWidget(this))
    , m_labels(new QPushButton(tr("Try again with a labels file…"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
{
    m_headline->setWordWrap(true);
    m_headline->setProperty("role", QStringLiteral("heading"));
    m_list->setHeaderLabels({tr("File"), tr("Place"), tr("What was found"), tr("What to do")});
    m_list->setRootIsDecorated(false);
    m_list->setWordWrap(true);
    m_list->setAccessibleName(tr("Refused files and warnings"));
    m_list->header()->setStretchLastSection(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_labels);
    buttons->addStretch();
    buttons->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_headline);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    connect(m_labels, &QPushButton::clicked, this, &ImportReportView::askLabels);
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
}

void ImportReportView::show(const std::shared_ptr<const ImportReport>& report)
{
    m_report = report;
    m_list->clear();
    m_headline->setText(headlineOf(*report));
    const bool failed = report->failure && !report->failure->isCancelled();
    if (failed && report->refused.empty()) // else it is one of those
        add(tr("failed"), QStringLiteral("error"), asLine(*report->failure));
    for (const auto& error : report->refused)
        add(tr("refused"), QStringLiteral("error"), asLine(error));
    for (const auto& warning : report->warnings)
        add(tr("warning"), QStringLiteral("warning"), warning);
    m_labels->setVisible(failed || !report->refused.empty());
    m_copy->setEnabled(m_list->topLevelItemCount() > 0);
    for (const int column : {SubjectColumn, PlaceColumn, DetailColumn})
        m_list->resizeColumnToContents(column);
}

void ImportReportView::add(const QString& kind, const QString& iconName, const Warning& line)
{
    const QString subject = QString::fromStdString(line.subject);
    auto* item = new QTreeWidgetItem(m_list);
    item->setIcon(SubjectColumn, icon(iconName));
    item->setText(SubjectColumn, QFileInfo(subject).fileName());
    item->setToolTip(SubjectColumn, kind + QStringLiteral(": ") + subject);
    item->setData(SubjectColumn, Qt::AccessibleDescriptionRole, kind);
    const std::pair<Column, const std::string&> texts[]
        = {{PlaceColumn, line.place}, {DetailColumn, line.detail}, {CureColumn, line.cure}};
    for (const auto& [column, text] : texts) {
        item->setText(column, QString::fromStdString(text));
        item->setToolTip(column, QString::fromStdString(text));
    }
}

QString ImportReportView::headline() const
{
    return m_headline->text();
}

QString ImportReportView::text() const
{
    QStringList lines;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem* item = m_list->topLevelItem(row);
        QStringList cells{item->toolTip(SubjectColumn)};
        for (const int column : {PlaceColumn, DetailColumn, CureColumn})
            cells << item->text(column);
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

void ImportReportView::askLabels()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Labels file"), {}, labelsFilter());
    if (path.isEmpty() || !m_report)
        return;
    io::LoadPoolOptions options = m_report->options;
    options.labels = path.toStdString();
    m_importer.importPool(options, m_report->name);
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_export.h"
#include "ui/pages/reports/report_presenter.h"
#include "ui/shell/page.h"

class QDockWidget;
class QLabel;
class QStackedWidget;

namespace cobench::ui {

class EmptyState;
class OutlinePanel;
class ReportPreview;
class ViewPicker;

/// Reports: documents of chosen views with text, seen as they will be, written as HTML or PDF.
class ReportsPage : public Page
{
    Q_OBJECT
public:
    ReportsPage(const PageContext& context, QWidget* parent);

    void resetLayout() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;
    QList<QAction*> exportActions() const override { return m_exports; }

    ReportPresenter& presenter() { return m_presenter; }
    OutlinePanel& outline() { return *m_outline; }
    ReportPreview& preview() { return *m_preview; }
    ViewPicker& picker() { return *m_picker; }
    QLabel& status() { return *m_status; }
    /// As soon as every block is worked out; to PDF when the path ends so.
    void exportTo(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setupUi();
    void setupEmptyStates(const PageContext& context);
    QWidget* makeExportRow();
    void createExports();
    void connectAll();
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content);
    void refresh();
    void startExport();
    void askAndExport(const QString& suffix);

    Workspace& m_workspace;
    ReportPresenter m_presenter;
    ReportExport m_export;
    QString m_wantedFile; // to be written once everything is worked out
    QStackedWidget* m_center;
    EmptyState* m_noPool;
    EmptyState* m_noReport;
    QWidget* m_sheet;
    ReportPreview* m_preview;
    OutlinePanel* m_outline;
    ViewPicker* m_picker;
    QLabel* m_status;
    QDockWidget* m_outlineDock;
    QDockWidget* m_pickerDock;
    QList<QAction*> m_exports;
};

} // namespace cobench::ui

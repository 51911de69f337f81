// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/reports_page.h"

#include "ui/bridge/engine_link.h"
#include "ui/pages/reports/outline_panel.h"
#include "ui/pages/reports/report_preview.h"
#include "ui/pages/reports/view_picker.h"
#include "ui/style/icons.h"
#include "ui/widgets/empty_state.h"

#include <QDesktopServices>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kOutlineWidth = 320; // pixels
constexpr int kPickerWidth = 260;

} // namespace

ReportsPage::ReportsPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_workspace(context.workspace)
    , m_presenter(context.workspace, context.reports)
    , m_export(context.async)
    , m_center(new QStackedWidget(this))
    , m_noPool(new EmptyState(u"reports"_s, {}, {}, this))
    , m_noReport(new EmptyState(u"reports"_s, {}, {}, this))
    , m_sheet(new QWidget(this))
    , m_preview(new ReportPreview(m_presenter, m_sheet))
    , m_outline(new OutlinePanel(m_presenter, this))
    , m_picker(new ViewPicker(this))
    , m_status(new QLabel(this))
{
    createExports();
    setupUi();
    setupEmptyStates(context);
    connectAll();
    connect(&context.engine.runs(), &RunList::runEnded, &m_presenter, &ReportPresenter::dataChanged);
    refresh();
}

void ReportsPage::setupUi()
{
    auto* column = new QVBoxLayout(m_sheet);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeExportRow());
    column->addWidget(m_preview, 1);
    for (QWidget* widget : {static_cast<QWidget*>(m_noPool), static_cast<QWidget*>(m_noReport), m_sheet})
        m_center->addWidget(widget);
    setCentralWidget(m_center);
    setDockNestingEnabled(true);
    m_outline->setMinimumWidth(kOutlineWidth); // below these, names are no longer read
    m_picker->setMinimumWidth(kPickerWidth);
    m_outlineDock = addDock(u"outline"_s, tr("Contents"), m_outline);
    m_pickerDock = addDock(u"views"_s, tr("Views of the project"), m_picker);
}

QWidget* ReportsPage::makeExportRow()
{
    auto* row = new QFrame(m_sheet);
    row->setObjectName(u"toolRow"_s);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 6, 8, 6);
    for (QAction* action : std::as_const(m_exports)) {
        auto* button = new QToolButton(row);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        layout->addWidget(button);
    }
    m_status->setProperty("role", u"dim"_s);
    m_status->setAccessibleName(tr("State of the export"));
    connect(m_status, &QLabel::linkActivated, this, [](const QString& path) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(path));
    });
    layout->addStretch();
    layout->addWidget(m_status);
    return row;
}

void ReportsPage::setupEmptyStates(const PageContext& context)
{
    m_noPool->setText(tr("No pool yet"),
        tr("A report shows what pools of predictions have to say. Import predictions, or train the demo pool."));
    for (const auto& [text, action] : {std::pair(tr("Import predictions…"), &context.importPredictions),
             std::pair(tr("Train the demo pool"), &context.trainDemo)})
        connect(m_noPool->addAction(text), &QAction::triggered, action, &QAction::trigger);
    m_noReport->setText(tr("No report yet"),
        tr("A report is a document of charts and tables with your words between them. It keeps what to show and "
           "works the numbers out anew, so it follows the data and says where the data changed. Charts can be "
           "added from their context menus, too."));
    connect(m_noReport->addAction(tr("Start from the whole pool")), &QAction::triggered, this, [this] {
        const auto& pool = m_workspace.snapshot();
        m_presenter.addFromTemplate(pool ? QString::fromStdString(pool->entry.name) : QString());
    });
    connect(m_noReport->addAction(tr("Start empty")), &QAction::triggered, m_outline, &OutlinePanel::addReport);
}

QDockWidget* ReportsPage::addDock(const QString& name, const QString& title, QWidget* content)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    return dock;
}

void ReportsPage::createExports()
{
    for (const QString& suffix : {u"html"_s, u"pdf"_s}) {
        auto* action = new QAction(icon(u"export"_s), tr("Report as %1…").arg(suffix.toUpper()), this);
        connect(action, &QAction::triggered, this, [this, suffix] { askAndExport(suffix); });
        m_exports << action;
    }
}

void ReportsPage::connectAll()
{
    connect(&m_presenter, &ReportPresenter::reportChanged, this, &ReportsPage::refresh);
    connect(&m_presenter, &ReportPresenter::composedChanged, this, &ReportsPage::startExport);
    connect(&m_presenter, &ReportPresenter::choicesChanged, this, [this] {
        m_picker->setChoices(m_presenter.choices());
    });
    connect(&m_workspace, &Workspace::poolsChanged, this, &ReportsPage::refresh);
    connect(&m_workspace, &Workspace::projectChanged, this, &ReportsPage::refresh);
    connect(m_outline, &OutlinePanel::currentChanged, m_preview, &ReportPreview::setCurrent);
    connect(m_preview, &ReportPreview::chosen, m_outline, &OutlinePanel::setCurrent);
    connect(m_picker, &ViewPicker::wanted, m_outline, &OutlinePanel::add);
    connect(&m_export, &ReportExport::written, this, [this](const QString& path) {
        m_status->setText(tr("Written: <a href=\"%1\">%2</a>")
                              .arg(path.toHtmlEscaped(), QFileInfo(path).fileName().toHtmlEscaped()));
    });
    connect(&m_export, &ReportExport::failed, this, [this](const QString& problem) {
        m_status->setText(problem.toHtmlEscaped());
    });
}

void ReportsPage::refresh()
{
    const bool hasReport = m_presenter.report() != nullptr;
    const bool hasPool = !m_workspace.pools().empty();
    m_center->setCurrentWidget(hasReport ? m_sheet
            : hasPool                    ? static_cast<QWidget*>(m_noReport)
                                         : static_cast<QWidget*>(m_noPool));
    m_noReport->setEnabled(m_presenter.editor().canEdit());
    m_outline->setEnabled(m_workspace.isOpen());
    m_picker->setUsable(hasReport && m_presenter.editor().canEdit());
    for (QAction* action : std::as_const(m_exports))
        action->setEnabled(hasReport);
    startExport();
}

void ReportsPage::resetLayout()
{
    addDockWidget(Qt::LeftDockWidgetArea, m_outlineDock);
    addDockWidget(Qt::RightDockWidgetArea, m_pickerDock);
    for (QDockWidget* dock : {m_outlineDock, m_pickerDock}) {
        dock->setFloating(false);
        dock->show();
    }
    resizeDocks({m_outlineDock, m_pickerDock}, {kOutlineWidth, kPickerWidth}, Qt::Horizontal);
}

QJsonObject ReportsPage::viewState() const
{
    const OpenReport* report = m_presenter.report();
    return {{u"report"_s, report ? report->name() : QString()}};
}

void ReportsPage::restoreViewState(const QJsonObject& state)
{
    m_presenter.chooseNamed(state["report"_L1].toString());
}

void ReportsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_presenter.setShown(true);
}

void ReportsPage::hideEvent(QHideEvent* event)
{
    m_outline->form().commit();
    m_presenter.setShown(false);
    Page::hideEvent(event);
}

void ReportsPage::askAndExport(const QString& suffix)
{
    const OpenReport* report = m_presenter.report();
    if (!report)
        return;
    const QString path = QFileDialog::getSaveFileName(this,
        tr("Write the report"),
        report->name() + u'.' + suffix,
        suffix == "pdf"_L1 ? tr("PDF (*.pdf)") : tr("HTML (*.html)"));
    if (!path.isEmpty())
        exportTo(path);
}

void ReportsPage::exportTo(const QString& path)
{
    m_outline->form().commit();
    m_wantedFile = path;
    m_status->setText(tr("Writing %1 …").arg(QFileInfo(path).fileName().toHtmlEscaped()));
    startExport();
}

void ReportsPage::startExport()
{
    if (!m_wantedFile.isEmpty() && m_presenter.report() && m_presenter.isComplete())
        m_export.start(
            m_presenter.document(QDateTime::currentDateTimeUtc()), std::exchange(m_wantedFile, QString()));
}

} // namespace cobench::ui

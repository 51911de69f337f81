// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/plan_panel.h"

#include "plots/curves.h"
#include "ui/bridge/counted.h"
#include "ui/pages/edge/plan_query.h"
#include "ui/pages/reports/commands.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"
#include "ui/widgets/when_seen.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kMostDevices = 64;
constexpr int kFormWidth = 250; // pixels
constexpr int kTableWidth = 400; // where there is room
constexpr int kPlotWidth = 440;

PlanTable::Row measuredRow(const EdgeSession& session, const detect::CapacityQuestion& question)
{
    const detect::RunFigures& figures = session.end.figures;
    PlanTable::Row row{.devices = session.devices(),
        .by = PlanPanel::tr("measured, #%1 at λ = %2").arg(session.number).arg(figures.lambda, 0, 'f', 1),
        .told = detect::measured(figures)};
    row.isEnough = figures.lambda >= 0.99 * question.rate && detect::satisfies(row.told, question);
    return row;
}

QDoubleSpinBox* numberBox(double low, double high, double value, const QString& suffix, QWidget* parent)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(low, high);
    box->setDecimals(1);
    box->setValue(value);
    box->setSuffix(suffix);
    return box;
}

} // namespace

PlanPanel::PlanPanel(Async& async, SetupDraft& draft, EdgeSessions& sessions, QWidget* parent)
    : QWidget(parent)
    , m_async(async)
    , m_draft(draft)
    , m_sessions(sessions)
    , m_rate(numberBox(0.1, 10000.0, 30.0, tr(" 1/s"), this))
    , m_latency(numberBox(0.1, 1e6, 200.0, tr(" ms"), this))
    , m_dropped(numberBox(0.0, 100.0, 1.0, tr(" %"), this))
    , m_most(new QSpinBox(this))
    , m_figure(new QComboBox(this))
    , m_answer(new QLabel(this))
    , m_view(plainTable(m_table, tr("Plan of devices"), this))
    , m_curves(new plots::Curves(this))
    , m_empty(new EmptyState(u"chart"_s,
          tr("Nothing to plan with"),
          tr("Make a run, or choose one in the Comparison, or add an emulated device to the set-up: the plan is "
             "for devices like those."),
          this))
    , m_seen(new WhenSeen(this, [this] { work(); }))
{
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(makeForm());
    whole->addWidget(makeAnswers(), 1);
    setupTable();
    connectAll();
    m_seen->request();
}

/// Table and plot, which the empty state covers together.
QWidget* PlanPanel::makeAnswers()
{
    auto* answers = new QWidget(this);
    auto* column = new QVBoxLayout(answers);
    column->setContentsMargins(0, 0, 0, 0);
    auto* parts = new QSplitter(Qt::Horizontal, answers);
    parts->addWidget(m_view);
    parts->addWidget(makePlot());
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 1);
    parts->setSizes({kTableWidth, kPlotWidth});
    column->addWidget(parts);
    m_empty->setParent(answers);
    m_empty->coverParent();
    return answers;
}

void PlanPanel::setupTable()
{
    widenForHeadings(*m_view);
    m_view->setColumnWidth(
        PlanTable::ByColumn, fontMetrics().horizontalAdvance(u"measured, #10 at λ = 100.0"_s) + 24);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions(copyRowsActions(
        [this] {
            return ui::shownTable(*m_view, tr("Plan of devices"), PlanTable::ValueRole, ShownRows::Selected);
        },
        m_view));
    m_view->addAction(commandAction([this] { return command(); }, m_view));
}

QWidget* PlanPanel::makePlot()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QFrame(side);
    bar->setObjectName(u"toolRow"_s);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    auto* label = new QLabel(tr("&Plot"), bar);
    label->setBuddy(m_figure);
    for (int figure = 0; figure < kPlanFigures; ++figure)
        m_figure->addItem(titleOf(static_cast<PlanFigure>(figure)));
    m_figure->setAccessibleName(tr("Plot"));
    m_figure->setToolTip(tr("What is drawn against the number of devices"));
    row->addWidget(label);
    row->addWidget(m_figure);
    row->addStretch(1);
    column->addWidget(bar);
    column->addWidget(m_curves, 1);
    return side;
}

void PlanPanel::connectAll()
{
    for (QDoubleSpinBox* box : {m_rate, m_latency, m_dropped})
        connect(box, &QDoubleSpinBox::valueChanged, m_seen, &WhenSeen::request);
    connect(m_most, &QSpinBox::valueChanged, m_seen, &WhenSeen::request);
    connect(m_figure, &QComboBox::currentIndexChanged, this, &PlanPanel::draw);
    connect(&m_draft, &SetupDraft::changed, m_seen, &WhenSeen::request);
    for (const auto change : {&EdgeSessions::toldChanged, &EdgeSessions::stateChanged})
        connect(&m_sessions, change, m_seen, &WhenSeen::request);
}

void PlanPanel::addField(QFormLayout& form, const QString& label, QWidget& field, const QString& help)
{
    form.addRow(label, &field);
    field.setToolTip(help);
    field.setAccessibleName(QString(label).remove(u'&'));
}

QWidget* PlanPanel::makeForm()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(kFormWidth);
    auto* column = new QVBoxLayout(side);
    auto* form = new QFormLayout;
    m_most->setRange(1, kMostDevices);
    m_most->setValue(8);
    addField(*form, tr("&λ, frames in"), *m_rate, tr("Frames that come in each second"));
    addField(
        *form, tr("p&99 at most"), *m_latency, tr("Capture to output; 99 % of the processed frames are faster"));
    addField(*form, tr("&Dropped at most"), *m_dropped, tr("Share of the frames that may be lost"));
    addField(*form, tr("Devices, &n ≤"), *m_most, tr("How many are tried"));
    column->addLayout(form);
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_answer);
    column->addStretch(1);
    return side;
}

std::optional<PlanPanel::Asked> PlanPanel::asked() const
{
    const EdgeSetup& setup = m_draft.setup();
    Asked asked{.question = {.most = static_cast<std::size_t>(m_most->value()),
                    .rate = m_rate->value(),
                    .dispatch = {.schedule = setup.schedule,
                        .drop = setup.drop == detect::DropPolicy::None ? detect::DropPolicy::Oldest : setup.drop,
                        .buffer = static_cast<std::size_t>(std::max(1, setup.buffer)),
                        .deadline = detect::fromSeconds(1e-3 * setup.deadlineMs)},
                    .latency99 = 1e-3 * m_latency->value(),
                    .droppedShare = 1e-2 * m_dropped->value(),
                    .seed = static_cast<std::uint64_t>(setup.seed)}};
    const EdgeSession* told = m_sessions.told();
    if (told && told->isOver() && told->end.figures.counts.processed > 0 && !told->outcomes.empty()) {
        asked.measured = told;
        asked.device = told->title();
        if (told->kept)
            asked.devices = std::to_string(told->number);
        return asked;
    }
    const auto devices = detect::parseDevices(setup.devices.join(u',').toStdString());
    if (devices)
        for (const detect::DeviceSpec& device : *devices)
            if (device.emulation) {
                asked.question.devices = {*device.emulation};
                asked.device = QString::fromStdString(device.text);
                asked.devices = device.text;
                return asked;
            }
    return std::nullopt;
}

void PlanPanel::work()
{
    auto asked = this->asked();
    m_empty->setVisible(!asked);
    if (!asked) {
        m_table.setRows({});
        m_told.reset();
        draw();
        m_answer->clear();
        return m_async.supersede(this, u"plan"_s);
    }
    std::vector<double> times;
    std::optional<PlanTable::Row> measured;
    if (asked->measured) {
        times = detect::serviceTimes(asked->measured->outcomes);
        measured = measuredRow(*asked->measured, asked->question);
    }
    if (measured && times.empty()) // those it processed are not among the newest
        return;
    std::optional<ToldPlan::Measured> point;
    if (measured)
        point = {measured->devices, asked->measured->number, measured->told};
    m_async.runLatest<ToldPlan>(
        this,
        u"plan"_s,
        {},
        [question = asked->question, times, point, devices = asked->devices](
            Progress& progress, const CancelToken& cancel) mutable -> Result<ToldPlan> {
            if (!times.empty())
                question.devices = {detect::emulationOf(times)};
            auto plan = detect::planCapacity(question, progress, cancel);
            if (!plan)
                return std::move(plan).error();
            return ToldPlan{std::move(question), *std::move(plan), point, devices};
        },
        [this, device = asked->device, measured](auto planned) {
            if (!planned)
                return;
            m_told = *std::move(planned);
            tell(device, measured);
            draw();
        });
}

void PlanPanel::draw()
{
    m_curves->setData(
        m_told ? planOf(*m_told, static_cast<PlanFigure>(m_figure->currentIndex())) : plots::CurvesData());
    m_curves->setCommand(exportedView());
}

/// The command that draws what is drawn; empty where it has no name.
QString PlanPanel::exportedView() const
{
    if (!m_told || m_told->devices.empty())
        return {};
    PlanQuery query{.devices = m_told->devices,
        .figure = static_cast<PlanFigure>(m_figure->currentIndex()),
        .question = m_told->question};
    return exportCommand({.kind = ViewSpec::Kind::Plan, .subject = toString(query)}, m_sessions.projectPath());
}

void PlanPanel::tell(const QString& device, const std::optional<PlanTable::Row>& measured)
{
    const detect::CapacityQuestion& question = m_told->question;
    const detect::CapacityPlan& plan = m_told->plan;
    std::vector<PlanTable::Row> rows;
    for (const detect::CapacityPlan::Row& row : plan.rows) {
        rows.push_back({.devices = row.devices,
            .by = tr("formula"),
            .told = row.queueing,
            .isEnough = detect::satisfies(row.queueing, question)});
        rows.push_back({.devices = row.devices,
            .by = tr("emulator"),
            .told = row.emulated,
            .isEnough = detect::satisfies(row.emulated, question)});
        if (measured && measured->devices == row.devices)
            rows.push_back(*measured);
    }
    m_table.setRows(std::move(rows));
    const auto said = [&](const std::optional<std::size_t>& devices) {
        return devices ? counted(*devices, tr("device"), tr("devices"))
                       : tr("more than %1").arg(counted(plan.rows.size(), tr("device"), tr("devices")));
    };
    m_answer->setText(tr("For devices like %1 (μ = %2 1/s):\n%3 by the emulator, %4 by the queueing formula.")
                          .arg(device)
                          .arg(question.devices.front().rate, 0, 'f', 2)
                          .arg(said(plan.byEmulation), said(plan.byQueueing)));
}

QString PlanPanel::command() const
{
    return m_told ? planCommand(*m_told, m_sessions.projectPath()) : QString();
}

QString PlanPanel::answer() const
{
    return m_answer->text();
}

plots::PlotTable PlanPanel::shownTable() const
{
    return ui::shownTable(*m_view, tr("Plan of devices"), PlanTable::ValueRole);
}

} // namespace cobench::ui

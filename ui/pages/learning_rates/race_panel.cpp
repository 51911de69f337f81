// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/race_panel.h"

#include "core/common/error.h"
#include "plots/curves.h"
#include "plots/export.h"
#include "plots/gif.h"
#include "ui/pages/learning_rates/race_player.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/style/icons.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/narrow_box.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kWide = 760; // pixels, from which map and losses stand beside each other
const QString kTyped = u"typed"_s; // in place of a surface's id

constexpr int kMapHeight = 220; // pixels at least, of the map, with its axes; the rest is scrolled to
constexpr int kMostSteps = 2000;
constexpr int kRowsSeen = 3; // of the table at first: LRBench's three
constexpr int kCellPadding = 24;
constexpr QSize kFrame(720, 640);

void addLabelled(QHBoxLayout& row, const QString& text, QWidget* field, const QString& help)
{
    auto* label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    field->setAccessibleName(QString(text).remove(u'&'));
    field->setToolTip(help);
    row.addWidget(label);
    row.addWidget(field);
}

} // namespace

RacePanel::RacePanel(Composer& composer, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_shown(lr::surfaces().front())
    , m_bar(new QWidget(this))
    , m_surface(new NarrowBox(m_bar))
    , m_formulaRow(new QWidget(m_bar))
    , m_formula(new QLineEdit(u"x^2 + 2*y^2 - cos(4*x)"_s, m_formulaRow))
    , m_limit(new QDoubleSpinBox(m_formulaRow))
    , m_problem(new QLabel(m_formulaRow))
    , m_who(new NarrowBox(m_bar))
    , m_steps(new QSpinBox(m_bar))
    , m_momentum(new QDoubleSpinBox(m_bar))
    , m_shade(new QComboBox(m_bar))
    , m_scroll(new QScrollArea(this))
    , m_parts(new QSplitter(Qt::Vertical, m_scroll->viewport()))
    , m_map(new plots::Landscape(m_parts))
    , m_side(new QSplitter(Qt::Vertical, m_parts))
    , m_losses(new plots::Curves(m_side))
    , m_tableView(plainTable(m_table, tr("Racers"), m_side))
    , m_player(new RacePlayer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    fillBar();
    column->addWidget(m_bar);
    m_map->setObjectName(u"landscape-map"_s);
    m_map->setMinimumHeight(kMapHeight);
    m_parts->addWidget(m_map);
    fillSide();
    m_parts->addWidget(m_side);
    m_parts->setStretchFactor(0, 3);
    m_parts->setStretchFactor(1, 2);
    m_scroll->setWidget(m_parts);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_player);
    connectAll();
}

void RacePanel::fillBar()
{
    auto* rows = new QVBoxLayout(m_bar);
    rows->setContentsMargins(8, 6, 8, 4);
    auto* row = new QHBoxLayout;
    for (const lr::Surface& surface : lr::surfaces()) {
        m_surface->addItem(QString::fromStdString(surface.title), QString::fromStdString(surface.id));
        m_surface->setItemData(
            m_surface->count() - 1, u"z = "_s + QString::fromStdString(surface.formula), Qt::ToolTipRole);
    }
    m_surface->addItem(tr("Typed function"), kTyped);
    m_who->addItems({tr("LRBench's three"), tr("composed and drawn over")});
    for (QComboBox* box : {m_surface, m_who})
        box->setMinimumContentsLength(7);
    addLabelled(*row, tr("S&urface"), m_surface, tr("What is descended; lower is better"));
    addLabelled(*row, tr("Racers"), m_who, tr("LRBench's published policies, or what the composer draws"));
    row->setStretchFactor(m_surface, 1);
    row->setStretchFactor(m_who, 1);
    rows->addLayout(row);
    fillFormulaRow();
    rows->addWidget(m_formulaRow);
    row = new QHBoxLayout;
    m_steps->setRange(1, kMostSteps);
    m_steps->setValue(50);
    m_momentum->setRange(0.0, 0.999);
    m_momentum->setDecimals(3);
    m_momentum->setSingleStep(0.05);
    m_momentum->setValue(0.9);
    m_shade->addItems({tr("Relief"), tr("Contours")});
    addLabelled(*row, tr("Steps"), m_steps, tr("Of the descent, 1 … 2,000; t of a policy counts them"));
    addLabelled(
        *row, tr("&Momentum"), m_momentum, tr("Nesterov's: a ← m·a + g, p ← p − rate·(g + m·a); 0 … 0.999"));
    m_shade->setAccessibleName(tr("Shading"));
    m_shade->setToolTip(tr("Relief: light from the upper left. Contours: lines of one height."));
    row->addWidget(m_shade);
    row->addStretch(1);
    auto* save = new QToolButton(m_bar);
    save->setIcon(icon(u"export"_s));
    save->setAccessibleName(tr("Export steps"));
    save->setToolTip(tr("All steps as an animated GIF, or as numbered PNG pictures"));
    connect(save, &QToolButton::clicked, this, &RacePanel::askExport);
    row->addWidget(save);
    rows->addLayout(row);
}

void RacePanel::fillFormulaRow()
{
    auto* column = new QVBoxLayout(m_formulaRow);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    m_limit->setRange(0.1, 1000.0);
    m_limit->setValue(2.0);
    addLabelled(*row,
        tr("&z ="),
        m_formula,
        tr("A formula in x and y: + - * / ^, abs, exp, ln, sqrt, sin, cos, min, max, pi, e and more"));
    row->setStretchFactor(m_formula, 1);
    addLabelled(*row, tr("up to"), m_limit, tr("The map goes from minus this to this on both axes; 0.1 … 1,000"));
    column->addLayout(row);
    column->addWidget(m_problem);
    m_problem->setProperty("role", u"error"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_formulaRow->hide();
}

void RacePanel::fillSide()
{
    m_side->addWidget(m_losses);
    m_side->addWidget(m_tableView);
    m_side->setStretchFactor(0, 1);
    m_side->setStretchFactor(1, 0);
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_tableView->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tableView->addActions(copyRowsActions([this] { return shownTable(); }, this));
    const int rows = m_tableView->horizontalHeader()->sizeHint().height()
        + kRowsSeen * m_tableView->verticalHeader()->defaultSectionSize() + 2 * m_tableView->frameWidth();
    m_side->setSizes({rows, rows});
}

void RacePanel::connectAll()
{
    connect(m_surface, &QComboBox::currentIndexChanged, this, &RacePanel::surfaceChosen);
    connect(m_formula, &QLineEdit::textEdited, this, &RacePanel::readFormula);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &RacePanel::readFormula);
    connect(m_who, &QComboBox::currentIndexChanged, this, &RacePanel::raceAgain);
    connect(m_steps, &QSpinBox::valueChanged, this, &RacePanel::raceAgain);
    connect(m_momentum, &QDoubleSpinBox::valueChanged, this, &RacePanel::raceAgain);
    connect(m_shade, &QComboBox::currentIndexChanged, this, [this](int chosen) {
        m_map->setShade(chosen == 0 ? plots::Landscape::Shade::Relief : plots::Landscape::Shade::Contour);
    });
    connect(m_player, &RacePlayer::stepChanged, this, &RacePanel::showStep);
    connect(
        m_map, &plots::Landscape::stepAsked, this, [this](int by) { m_player->setStep(m_player->step() + by); });
    connect(&m_composer, &Composer::changed, this, &RacePanel::raceIfComposed);
    connect(&m_composer, &Composer::overlaysChanged, this, &RacePanel::raceIfComposed);
}

void RacePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        raceAgain();
}

void RacePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_parts->setOrientation(width() >= kWide ? Qt::Horizontal : Qt::Vertical);
}

std::vector<Racer> RacePanel::chosenRacers() const
{
    if (m_who->currentIndex() == 0)
        return publishedRacers();
    const QString own = m_composer.name();
    std::vector<Racer> racers{{own.isEmpty() ? policyName(m_composer.schedule()) : own, m_composer.schedule()}};
    for (const Overlay& overlay : m_composer.overlays())
        racers.push_back({overlay.name, overlay.composition.schedule});
    return racers;
}

void RacePanel::raceIfComposed()
{
    if (m_who->currentIndex() == 0)
        return;
    m_stale = true;
    if (isVisible())
        raceAgain();
}

void RacePanel::surfaceChosen()
{
    const QString id = m_surface->currentData().toString();
    m_formulaRow->setVisible(id == kTyped);
    if (id == kTyped)
        return readFormula();
    m_shown = *lr::findSurface(id.toStdString());
    raceAgain();
}

/// A formula that cannot be read leaves what was descended before.
void RacePanel::readFormula()
{
    auto surface = lr::typedSurface(m_formula->text().trimmed().toStdString(), m_limit->value());
    m_problem->setVisible(!surface);
    if (!surface)
        return m_problem->setText(QString::fromStdString(describe(surface.error())));
    m_shown = *std::move(surface);
    raceAgain();
}

void RacePanel::raceAgain()
{
    m_stale = false;
    m_race = runRace(m_shown,
        chosenRacers(),
        {.steps = static_cast<std::uint32_t>(m_steps->value()), .momentum = m_momentum->value()});
    m_map->setData(mapOf(m_race));
    m_map->fit();
    m_losses->setData(lossesOf(m_race, m_map->data().z));
    m_table.setRace(m_race);
    fitColumns();
    const bool wasAtEnd = m_player->step() == m_player->slider().maximum();
    m_player->setLast(m_steps->value());
    if (wasAtEnd && !m_player->isPlaying())
        m_player->setStep(m_steps->value());
    showStep(m_player->step());
}

/// For all steps: the numbers of the others may be longer than those that are seen now.
void RacePanel::fitColumns()
{
    m_tableView->resizeColumnsToContents();
    widenForHeadings(*m_tableView);
    const int number = m_tableView->fontMetrics().horizontalAdvance(u"-0.00000"_s) + kCellPadding;
    for (const int column : {RaceTable::LossColumn, RaceTable::BestColumn, RaceTable::RateColumn})
        m_tableView->setColumnWidth(column, std::max(number, m_tableView->columnWidth(column)));
}

void RacePanel::showStep(int step)
{
    m_map->setStep(static_cast<std::size_t>(step));
    m_losses->setMarks({{.x = static_cast<double>(step), .name = tr("step %1").arg(step)}});
    m_table.setStep(static_cast<std::size_t>(step));
}

std::optional<QString> RacePanel::exportSteps(const QString& path)
{
    const bool isGif = path.endsWith(".gif"_L1, Qt::CaseInsensitive);
    const QFileInfo file(path);
    const std::size_t now = m_map->step();
    std::vector<QImage> frames;
    std::optional<QString> problem;
    for (std::size_t step = 0; step <= m_map->lastStep() && !problem; ++step) {
        m_map->setStep(step);
        if (isGif)
            frames.push_back(plots::toImage(*m_map, {.size = kFrame}));
        else
            problem = plots::exportTo(*m_map,
                u"%1/%2-%3.png"_s.arg(file.path(), file.completeBaseName())
                    .arg(static_cast<qulonglong>(step), 4, 10, QChar(u'0')),
                {.size = kFrame});
    }
    m_map->setStep(now);
    if (!isGif)
        return problem;
    return plots::writeFile(path, plots::toGif(frames, 1000 / m_player->speed()));
}

void RacePanel::askExport()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export all steps"), u"race.gif"_s, tr("Animated GIF (*.gif);;Numbered PNG pictures (*.png)"));
    if (path.isEmpty())
        return;
    if (const auto problem = exportSteps(path))
        QMessageBox::warning(this, tr("Export all steps"), *problem);
}

plots::PlotTable RacePanel::shownTable() const
{
    return ui::shownTable(*m_tableView, tr("Racers"), RaceTable::ValueRole);
}

QJsonObject RacePanel::viewState() const
{
    return {{u"surface"_s, m_surface->currentData().toString()},
        {u"formula"_s, m_formula->text()},
        {u"limit"_s, m_limit->value()},
        {u"composed"_s, m_who->currentIndex() == 1},
        {u"steps"_s, m_steps->value()},
        {u"momentum"_s, m_momentum->value()},
        {u"contours"_s, m_shade->currentIndex() == 1},
        {u"step"_s, m_player->step()},
        {u"speed"_s, m_player->speed()}};
}

void RacePanel::restoreViewState(const QJsonObject& state)
{
    m_formula->setText(state["formula"_L1].toString(m_formula->text()));
    m_limit->setValue(state["limit"_L1].toDouble(m_limit->value()));
    m_surface->setCurrentIndex(std::max(0, m_surface->findData(state["surface"_L1].toString())));
    m_who->setCurrentIndex(state["composed"_L1].toBool() ? 1 : 0);
    m_steps->setValue(state["steps"_L1].toInt(m_steps->value()));
    m_momentum->setValue(state["momentum"_L1].toDouble(m_momentum->value()));
    m_shade->setCurrentIndex(state["contours"_L1].toBool() ? 1 : 0);
    m_player->setSpeed(state["speed"_L1].toInt(m_player->speed()));
    surfaceChosen();
    m_player->setStep(state["step"_L1].toInt(m_steps->value()));
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_head.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/team_figures.h"
#include "ui/pages/reports/phrases.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::Consensus;

constexpr int kLines = 4;

QString escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

} // namespace

TeamHead::TeamHead(TeamPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_title(new QLabel(this))
    , m_rule(new QComboBox(this))
    , m_temperature(new QDoubleSpinBox(this))
    , m_fit(new QToolButton(this))
{
    setupUi();
    connectAll();
    pullRule();
    refresh();
}

void TeamHead::setupUi()
{
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::RichText);
    m_title->setAlignment(Qt::AlignTop);
    m_title->setMinimumHeight(kLines * fontMetrics().lineSpacing()); // so that ticks do not move what is ticked
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* row = new QHBoxLayout;
    setupRule(*row);
    row->addStretch();
    setupActions(*row);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->addWidget(m_title);
    column->addLayout(row);
}

void TeamHead::setupRule(QHBoxLayout& row)
{
    for (const Consensus rule : ensemble::kAllConsensus)
        m_rule->addItem(nameOf(rule));
    m_rule->setAccessibleName(tr("Consensus rule"));
    m_rule->setToolTip(tr("The rule by which accuracy, overlap, confusion and samples are told."));
    m_temperature->setRange(0.05, 20.0);
    m_temperature->setSingleStep(0.05);
    m_temperature->setPrefix(tr("T = "));
    m_temperature->setKeyboardTracking(false);
    m_temperature->setAccessibleName(tr("Temperature"));
    m_temperature->setToolTip(
        tr("Soft voting averages p^(1/T), normalised: below 1 members vote more firmly, above "
           "1 less. 1 changes nothing."));
    m_fit->setText(tr("Fit"));
    m_fit->setCheckable(true);
    m_fit->setToolTip(tr("Use the temperature with the least negative log likelihood on the selection split."));
    row.addWidget(m_rule);
    row.addWidget(m_temperature);
    row.addWidget(m_fit);
}

void TeamHead::setupActions(QHBoxLayout& row)
{
    const auto add = [&](const QString& iconName, const QString& text, auto slot) {
        auto* action = new QAction(icon(iconName), text, this);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        row.addWidget(button);
    };
    add(u"save"_s, tr("Save team…"), &TeamHead::saveRequested);
    add(u"export"_s, tr("Export predictions and member list…"), &TeamHead::exportPredictions);
    add(u"command"_s, tr("Copy as command"), &TeamHead::copyCommand);
}

void TeamHead::connectAll()
{
    connect(&m_presenter, &TeamPresenter::queryChanged, this, &TeamHead::pullRule);
    connect(&m_presenter, &TeamPresenter::queryChanged, this, &TeamHead::refresh);
    connect(&m_presenter, &TeamPresenter::sketchChanged, this, &TeamHead::refresh);
    connect(&m_presenter, &TeamPresenter::detailChanged, this, &TeamHead::refresh);
    connect(m_rule, &QComboBox::activated, this, &TeamHead::pushRule);
    connect(m_fit, &QToolButton::clicked, this, &TeamHead::pushRule);
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this] {
        m_fit->setChecked(false);
        pushRule();
    });
}

void TeamHead::pushRule()
{
    jobs::RuleChoice choice{.rule = ensemble::kAllConsensus[static_cast<std::size_t>(m_rule->currentIndex())]};
    if (choice.rule == Consensus::Soft && m_fit->isChecked())
        choice.temperature = jobs::FitTemperature{};
    else if (choice.rule == Consensus::Soft)
        choice.temperature = m_temperature->value();
    m_presenter.setRule(choice);
}

void TeamHead::pullRule()
{
    const jobs::RuleChoice& choice = m_presenter.query().rule;
    const bool isSoft = choice.rule == Consensus::Soft;
    const QSignalBlocker quiet(m_temperature);
    m_rule->setCurrentIndex(static_cast<int>(choice.rule));
    m_fit->setChecked(std::holds_alternative<jobs::FitTemperature>(choice.temperature));
    if (const auto* given = std::get_if<double>(&choice.temperature); given && isSoft)
        m_temperature->setValue(*given);
    m_temperature->setVisible(isSoft);
    m_fit->setVisible(isSoft);
}

/// "Accuracy 91.32 % ± 0.79 · gain +1.20 over the best member · 91.80 % on val"
QString TeamHead::accuracyText(const TeamSketchAnswer& answer) const
{
    const TeamDetailAnswer* detail = m_presenter.currentDetail();
    const jobs::RuleFigures* told = detail ? &detail->detail.toldRule() : nullptr;
    const double accuracy = told ? told->report.accuracy : answer.sketch.accuracy.value_or(std::nan(""));
    const double selection
        = told ? told->selectionAccuracy : answer.sketch.selectionAccuracy.value_or(std::nan(""));
    const double gain = 100.0 * (accuracy - answer.sketch.bestMember);
    QString text = tr("Accuracy <b>%1</b>").arg(percent(accuracy));
    if (told)
        text += tr(" ± %1").arg(fixed(50.0 * (told->accuracy.high - told->accuracy.low), 2));
    text += tr(" · gain %1%2 over the best member").arg(gain > 0.0 ? u"+"_s : QString(), fixed(gain, 2));
    if (!answer.splits.areOne())
        text += tr(" · %1 on %2").arg(percent(selection), escaped(answer.splits.selection->split().title()));
    if (told && told->rule.rule != m_presenter.query().rule.rule)
        text += tr("<br>By %1: %2").arg(nameOf(told->rule.rule).toLower(), reasonOf(*detail));
    return text;
}

QString TeamHead::splitText(const TeamSketchAnswer& answer) const
{
    const QString report = escaped(answer.splits.report->split().title());
    const QString samples = count(answer.splits.report->samples());
    const QString splits = answer.splits.areOne()
        ? tr("Selected on the reported data: %1, n = %2").arg(report, samples)
        : tr("Chosen on %1, reported on %2, n = %3")
              .arg(escaped(answer.splits.selection->split().title()), report, samples);
    const bool isReference = answer.query.convention == ensemble::Convention::Reference;
    return isReference ? splits + tr(" · reference convention") : splits;
}

void TeamHead::refresh()
{
    const ensemble::Members& team = m_presenter.query().team;
    const TeamSketchAnswer* sketch = m_presenter.currentSketch();
    for (QAction* action : actions())
        action->setEnabled(sketch != nullptr);
    if (team.empty() || !m_presenter.workspace().pool()) {
        m_title->setText(tr("Select a team in the table or the scatter, or tick its members below."));
        return;
    }
    QStringList lines{u"<b>%1</b>"_s.arg(teamName(*m_presenter.workspace().pool(), team).toHtmlEscaped())};
    if (sketch) {
        lines += accuracyText(*sketch);
        lines += splitText(*sketch);
    }
    if (const TeamDetailAnswer* detail = m_presenter.currentDetail())
        lines += costText(detail->detail.cost);
    lines += m_presenter.problem().toHtmlEscaped();
    lines.removeAll(QString());
    m_title->setText(lines.join(u"<br>"_s));
}

void TeamHead::copyCommand()
{
    if (const TeamSketchAnswer* sketch = m_presenter.currentSketch())
        QGuiApplication::clipboard()->setText(teamCommand(*sketch, m_presenter.workspace().path()));
}

void TeamHead::exportPredictions()
{
    const QString path = QFileDialog::getSaveFileName(this,
        tr("Export predictions and member list"),
        u"team-%1.npz"_s.arg(QString::fromStdString(ensemble::toString(m_presenter.query().team))),
        tr("Prediction files (*.npz *.csv)"));
    if (!path.isEmpty())
        m_presenter.exportTo(path);
}

} // namespace cobench::ui

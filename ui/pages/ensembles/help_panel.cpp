// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/help_panel.h"

#include "core/ensemble/help_text.h"
#include "ui/pages/ensembles/help_figures.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr auto kReadable = Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;

QSpinBox* numberBox(int least, int most, const QString& name, const QString& help, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    box->setKeyboardTracking(false);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setWhatsThis(help);
    return box;
}

} // namespace

HelpPanel::HelpPanel(EnsemblePresenter& page, QWidget* parent)
    : QWidget(parent)
    , m_presenter(page)
    , m_verdict(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_figures(new QLabel(this))
    , m_permutations(numberBox(20,
          100000,
          tr("Shuffled pools"),
          tr("How many pools to compare with: each member's answers are shuffled among the samples of one class, "
             "so "
             "that it keeps its accuracy and fails together with others only by chance"),
          this))
    , m_seed(numberBox(0, 1000000000, tr("Seed"), tr("The same seed shuffles the same way"), this))
    , m_compare(new QPushButton(tr("Compare with chance"), this))
    , m_histogram(new plots::Histogram(this))
    , m_bySize(new plots::Bars(this))
{
    setupUi();
    connectAll();
    answerChanged();
}

QWidget* HelpPanel::makeAnswer()
{
    for (QLabel* label : {m_verdict, m_explanation, m_figures}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(kReadable);
    }
    m_verdict->setProperty("role", u"heading"_s);
    m_permutations->setValue(static_cast<int>(m_presenter.permutations()));
    m_seed->setValue(static_cast<int>(m_presenter.seed()));
    auto* content = new QWidget(this);
    auto* text = new QVBoxLayout(content);
    text->setContentsMargins(10, 8, 10, 8);
    text->addWidget(m_verdict);
    text->addWidget(m_explanation);
    text->addWidget(m_figures);
    text->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(4);
    column->addWidget(scroll, 1);
    column->addLayout(makeTools());
    return side;
}

QLayout* HelpPanel::makeTools()
{
    // Two rows, so that the charts beside them keep some width.
    auto* tools = new QGridLayout;
    tools->setContentsMargins(10, 0, 10, 0);
    int column = 0;
    for (const auto& [text, box] :
        {std::pair(tr("Shuffled &pools"), m_permutations), std::pair(tr("S&eed"), m_seed)}) {
        auto* label = new QLabel(text, this);
        label->setBuddy(box);
        tools->addWidget(label, 0, column++);
        tools->addWidget(box, 0, column++);
    }
    tools->addWidget(m_compare, 1, 0, 1, column);
    tools->setColumnStretch(column, 1);
    return tools;
}

void HelpPanel::setupUi()
{
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(makeAnswer());
    split->addWidget(m_histogram);
    split->addWidget(m_bySize);
    split->setSizes({360, 500, 460});
    split->setStretchFactor(1, 1);
    split->setStretchFactor(2, 1);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(split);
}

void HelpPanel::connectAll()
{
    connect(&m_presenter, &HelpPresenter::answerChanged, this, &HelpPanel::answerChanged);
    connect(&m_presenter, &HelpPresenter::unavailable, this, [this](const QString& reason) {
        if (!reason.isEmpty())
            m_explanation->setText(reason);
    });
    connect(m_compare, &QPushButton::clicked, &m_presenter, &HelpPresenter::compare);
    const auto push = [this] {
        m_presenter.setNull(
            static_cast<std::uint32_t>(m_permutations->value()), static_cast<std::uint64_t>(m_seed->value()));
        tellCost();
    };
    connect(m_permutations, &QSpinBox::valueChanged, this, push);
    connect(m_seed, &QSpinBox::valueChanged, this, push);
}

void HelpPanel::answerChanged()
{
    const auto& answer = m_presenter.answer();
    m_verdict->setText(answer ? verdictTitle(*answer) : QString());
    m_explanation->setText(
        answer ? QString::fromStdString(ensemble::explain(answer->report, answer->options)) : QString());
    m_figures->setText(answer ? figuresHtml(*answer) : QString());
    tellCost();
    showCharts();
}

void HelpPanel::tellCost()
{
    const auto& answer = m_presenter.answer();
    m_compare->setEnabled(answer && !m_presenter.isComparing() && answer->report.teams > 3);
    m_compare->setText(m_presenter.isComparing() ? tr("Comparing…") : tr("Compare with chance"));
    m_compare->setToolTip(m_presenter.isComparing()
            ? tr("The status bar shows how far it is, and cancels it")
            : tr("Scores %1 teams").arg(count(m_presenter.comparisonCost())));
}

void HelpPanel::showCharts()
{
    const auto& answer = m_presenter.answer();
    m_histogram->setVisible(answer && answer->isCompared());
    m_histogram->setData(answer ? nullFigure(toldOf(*answer)) : plots::HistogramData{});
    m_bySize->setData(answer ? sizeFigure(toldOf(*answer)) : plots::BarsData{});
    const QString project = m_presenter.page().workspace().path();
    m_histogram->setCommand(answer ? exportCommand(chanceView(*answer), project) : QString());
    m_bySize->setCommand(answer ? exportCommand(correlationsView(*answer), project) : QString());
}

void HelpPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_presenter.setActive(true);
}

void HelpPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_presenter.setActive(false);
}

} // namespace cobench::ui

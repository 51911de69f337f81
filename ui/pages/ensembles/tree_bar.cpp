// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_bar.h"

#include "core/ensemble/team_plan.h"
#include "ui/pages/reports/phrases.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kSliderSteps = 100; // one a percent

void explain(QWidget* widget, const QString& name, const QString& help)
{
    widget->setAccessibleName(name);
    widget->setToolTip(help);
    widget->setWhatsThis(help);
}

QLabel* labelFor(QWidget* buddy, const QString& text)
{
    auto* label = new QLabel(text, buddy->parentWidget());
    label->setBuddy(buddy);
    return label;
}

} // namespace

TreeBar::TreeBar(TreePresenter& presenter, QWidget* parent)
    : QFrame(parent)
    , m_presenter(presenter)
    , m_share(new QSlider(Qt::Horizontal, this))
    , m_percent(new QDoubleSpinBox(this))
    , m_sameShares(new QToolButton(this))
    , m_size(new QSlider(Qt::Horizontal, this))
    , m_sizeText(new QLabel(this))
    , m_split(new QComboBox(this))
    , m_colour(new QComboBox(this))
{
    setupUi();
    pull();
    connectAll();
}

void TreeBar::setupUi()
{
    m_share->setRange(0, kSliderSteps);
    m_percent->setRange(0.0, 100.0);
    m_percent->setDecimals(1);
    m_percent->setSuffix(u" %"_s);
    m_size->setMinimum(2);
    const QString share
        = tr("β: of each size, the share of the candidates that is pruned, least diverse first. The "
             "table sets it for single sizes.");
    explain(m_share, tr("Share that is pruned"), share);
    explain(m_percent, tr("Share that is pruned, in percent"), share);
    m_sameShares->setText(tr("Same for all sizes"));
    m_sameShares->setToolTip(tr("Drops the shares that were set for single sizes"));
    explain(m_size, tr("Largest team size"), tr("Teams of 2 up to this many members"));
    explain(m_split,
        tr("Split to select on"),
        tr("Focal diversity and accuracy are counted on this split. Choose another one than the split you "
           "report."));
    explain(m_colour, tr("Colour"), tr("What the kept teams are coloured by"));
    m_colour->addItems({tr("FQ"), tr("Accuracy")});
    m_colour->setItemData(0,
        tr("Focal diversity score: the mean over the members of the diversity on what each of them gets wrong"),
        Qt::ToolTipRole);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(labelFor(m_share, tr("&Prune β")));
    row->addWidget(m_share, 2);
    row->addWidget(m_percent);
    row->addWidget(m_sameShares);
    row->addSpacing(8);
    row->addWidget(labelFor(m_size, tr("Si&ze")));
    row->addWidget(m_size, 1);
    row->addWidget(m_sizeText);
    row->addSpacing(8);
    for (const auto& [label, box] : {std::pair(tr("Select &on"), m_split), std::pair(tr("Co&lour"), m_colour)}) {
        row->addWidget(labelFor(box, label));
        row->addWidget(box);
    }
}

void TreeBar::connectAll()
{
    connect(&m_presenter, &TreePresenter::queryChanged, this, &TreeBar::pull);
    connect(m_share, &QSlider::valueChanged, this, [this](int value) { pushShare(value); });
    connect(m_percent, &QDoubleSpinBox::valueChanged, this, &TreeBar::pushShare);
    connect(m_size, &QSlider::valueChanged, this, &TreeBar::push);
    for (QComboBox* box : {m_split, m_colour})
        connect(box, &QComboBox::activated, this, &TreeBar::push);
    connect(m_sameShares, &QToolButton::clicked, this, [this] {
        TreeQuery query = m_presenter.query();
        query.pruning.betaPerLevel.clear();
        m_presenter.setQuery(query);
    });
}

void TreeBar::fillSplits()
{
    const Workspace& workspace = m_presenter.page().workspace();
    const QString reported = workspace.splitTitle();
    const QSignalBlocker quiet(m_split);
    m_split->clear();
    for (const QString& title : workspace.splitTitles())
        m_split->addItem(title == reported ? tr("%1 (reported)").arg(title) : title, title);
    m_split->setCurrentIndex(m_split->findData(m_presenter.selectionSplit()));
}

void TreeBar::pull()
{
    m_pulling = true;
    fillSplits();
    const ensemble::PruningOptions& pruning = m_presenter.query().pruning;
    const std::size_t largest = std::max<std::size_t>(m_presenter.largestSize(), 2);
    const std::size_t size = std::min(pruning.maxSize, largest);
    const auto pool = m_presenter.page().workspace().pool();
    m_share->setValue(static_cast<int>(std::lround(100.0 * pruning.beta)));
    m_percent->setValue(100.0 * pruning.beta);
    m_sameShares->setVisible(!pruning.betaPerLevel.empty());
    m_size->setMaximum(static_cast<int>(largest));
    m_size->setValue(static_cast<int>(size));
    m_size->setEnabled(largest > 2);
    m_sizeText->setText(pool
            ? tr("2 … %1 · %2 teams").arg(size).arg(count(ensemble::countTeams(pool->size(), 2, size)))
            : QString());
    m_colour->setCurrentIndex(m_presenter.query().colour == TreeColour::Accuracy ? 1 : 0);
    m_pulling = false;
}

void TreeBar::pushShare(double percent)
{
    if (m_pulling)
        return;
    TreeQuery query = m_presenter.query();
    query.pruning.beta = percent / 100.0;
    m_presenter.setQuery(query);
}

void TreeBar::push()
{
    if (m_pulling)
        return;
    TreeQuery query = m_presenter.query();
    query.pruning.maxSize = static_cast<std::size_t>(m_size->value());
    query.colour = m_colour->currentIndex() == 1 ? TreeColour::Accuracy : TreeColour::Score;
    query.split = m_split->currentData().toString();
    m_presenter.setQuery(query);
}

} // namespace cobench::ui

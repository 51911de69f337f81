// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/pair_panel.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/when_seen.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString cell(const QString& text, bool head = false)
{
    return head ? u"<th align='right' style='padding:2px 10px'>%1</th>"_s.arg(text)
                : u"<td align='right' style='padding:2px 10px'>%1</td>"_s.arg(text);
}

QString share(std::size_t part, std::size_t whole)
{
    return whole == 0
        ? ui::count(part)
        : u"%1 (%2)"_s.arg(ui::count(part), percent(static_cast<double>(part) / static_cast<double>(whole), 1));
}

/// The contingency table of right and wrong, N11 … N00 named as in the formulas.
QString countsHtml(const PairAnswer& answer)
{
    const jobs::PairDetail& d = answer.detail;
    const QString first = modelName(answer.subject.models(), d.options.first).toHtmlEscaped();
    const QString second = modelName(answer.subject.models(), d.options.second).toHtmlEscaped();
    return u"<table><tr>%1%2%3</tr><tr>%4%5%6</tr><tr>%7%8%9</tr></table>"_s.arg(cell({}, true),
        cell(PairPanel::tr("%1 right").arg(second), true),
        cell(PairPanel::tr("wrong"), true),
        cell(PairPanel::tr("%1 right").arg(first), true),
        cell(u"N11 = "_s + share(d.bothRight, d.samples)),
        cell(u"N10 = "_s + share(d.onlyFirst, d.samples)),
        cell(PairPanel::tr("wrong"), true),
        cell(u"N01 = "_s + share(d.onlySecond, d.samples)),
        cell(u"N00 = "_s + share(d.bothWrong, d.samples)));
}

QString accuracyText(const Subject& subject, std::size_t model)
{
    return PairPanel::tr("%1 (accuracy %2)")
        .arg(modelName(subject.models(), model).toHtmlEscaped(), percent(subject.prepared().accuracy(model)));
}

} // namespace

PairPanel::PairPanel(EnsemblePresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_images(presenter.workspace())
    , m_samples(m_images)
    , m_title(new QLabel(this))
    , m_counts(new QLabel(this))
    , m_metricView(plainTable(m_metrics, tr("Metrics of the pair"), this))
    , m_show(new QComboBox(this))
    , m_sampleView(plainTable(m_samples, tr("Samples the two models disagree on"), this))
    , m_sync(new SampleSync(*m_sampleView,
          presenter.workspace().selection(),
          {.sampleAt = [this](int row) { return m_samples.sampleAt(row); },
              .rowOf = [this](std::uint32_t sample) { return m_samples.rowOf(sample); }}))
{
    setupUi();
    connectAll();
    answerChanged();
}

void PairPanel::setupUi()
{
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_counts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_counts->setTextFormat(Qt::RichText);
    m_metricView->setSelectionMode(QAbstractItemView::NoSelection);
    m_metricView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_metricView->horizontalHeader()->setSectionResizeMode(PairMetrics::MetricColumn, QHeaderView::Stretch);
    m_show->setAccessibleName(tr("Which disagreements to list"));
    for (QTableView* view : {m_metricView, m_sampleView})
        view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_metricView->addAction(commandAction([this] { return metricsCommand(); }, this));
    m_sampleView->addAction(commandAction([this] { return samplesCommand(); }, this));
    m_sampleView->setIconSize({SamplePictures::kSize, SamplePictures::kSize});
    m_sampleView->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_sampleView->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto* lower = new QWidget(this);
    auto* samples = new QVBoxLayout(lower);
    samples->setContentsMargins(0, 4, 0, 0);
    samples->addWidget(m_show);
    samples->addWidget(m_sampleView, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_metricView);
    split->addWidget(lower);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_title);
    column->addWidget(m_counts);
    column->addWidget(split, 1);
}

QString PairPanel::metricsCommand() const
{
    const auto& answer = m_presenter.pair();
    if (!answer)
        return {};
    const auto [low, high] = std::minmax(answer->detail.options.first, answer->detail.options.second);
    return teamsCommand(placeOf(answer->subject, m_presenter.workspace().path()),
        answer->detail.options.samples,
        {{static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high)}});
}

/// The votes on the selected samples, else on all that the two models disagree on.
QString PairPanel::samplesCommand() const
{
    const auto& answer = m_presenter.pair();
    if (!answer)
        return {};
    const PoolPlace place = placeOf(answer->subject, m_presenter.workspace().path());
    std::vector<std::uint32_t> samples;
    for (const QModelIndex& index : m_sampleView->selectionModel()->selectedRows())
        samples.push_back(m_samples.sampleAt(index.row()));
    const jobs::PairOptions& options = answer->detail.options;
    return samples.empty() ? differingVotesCommand(place, options.first, options.second)
                           : poolVotesCommand(place, samples);
}

void PairPanel::connectAll()
{
    auto* seen = new WhenSeen(this, [this] { answerChanged(); });
    connect(&m_presenter, &EnsemblePresenter::pairChanged, seen, &WhenSeen::request);
    connect(&m_images, &SampleImages::found, &m_samples, &DisagreementList::refreshImages);
    connect(&m_images, &SampleImages::found, seen, &WhenSeen::request);
    connect(m_show, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_sync->replaceList([&] { m_samples.setShow(static_cast<DisagreementList::Show>(index)); });
    });
}

void PairPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_presenter.pair())
        m_images.find();
}

void PairPanel::answerChanged()
{
    const auto& answer = m_presenter.pair();
    m_metrics.setAnswer(answer);
    m_sync->replaceList([&] { m_samples.setAnswer(answer); });
    for (QWidget* part : std::initializer_list<QWidget*>{m_counts, m_metricView, m_show, m_sampleView})
        part->setVisible(answer != nullptr);
    if (!answer) {
        m_title->setText(tr("Click a cell of the matrix, or select two models, to see them side by side."));
        return;
    }
    const auto& options = answer->detail.options;
    m_title->setText(tr("<b>%1</b> and <b>%2</b><br>%3, n = %4")
                         .arg(accuracyText(answer->subject, options.first),
                             accuracyText(answer->subject, options.second),
                             titleOf(options.samples, answer->subject.models()).toHtmlEscaped(),
                             ui::count(answer->detail.samples)));
    m_counts->setText(countsHtml(*answer));
    m_sampleView->verticalHeader()->setDefaultSectionSize(m_images.isKnown() ? 40 : fontMetrics().height() + 8);
    if (isVisible())
        m_images.find();
    fillShow();
}

void PairPanel::fillShow()
{
    const PairAnswer& answer = *m_presenter.pair();
    const jobs::PairDetail& d = answer.detail;
    const std::size_t neither = d.disagreeing.size() - d.onlyFirst - d.onlySecond;
    const int chosen = std::max(0, m_show->currentIndex());
    const QSignalBlocker quiet(m_show);
    m_show->clear();
    m_show->addItem(tr("All %1 samples with different answers").arg(ui::count(d.disagreeing.size())));
    m_show->addItem(
        tr("Only %1 right (%2)").arg(modelName(answer.subject.models(), d.options.first), ui::count(d.onlyFirst)));
    m_show->addItem(tr("Only %1 right (%2)")
                        .arg(modelName(answer.subject.models(), d.options.second), ui::count(d.onlySecond)));
    m_show->addItem(tr("Both wrong in different ways (%1)").arg(ui::count(neither)));
    m_show->setCurrentIndex(chosen);
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_sample_view.h"

#include "ui/pages/reports/phrases.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/plain_table.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr int kColumnWidth = 88; // pixels; a picture and a number

} // namespace

TeamSampleView::TeamSampleView(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_images(workspace)
    , m_samples(m_images)
    , m_choice(new QComboBox(this))
    , m_view(plainTable(m_samples, tr("Samples on which team and best member differ"), this))
    , m_sync(new SampleSync(*m_view,
          workspace.selection(),
          {.sampleAt = [this](int row) { return m_samples.sampleAt(row); },
              .rowOf = [this](std::uint32_t sample) { return m_samples.rowOf(sample); }}))
{
    m_choice->setAccessibleName(tr("Which samples to list"));
    m_view->setIconSize({SamplePictures::kSize, SamplePictures::kSize});
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->horizontalHeader()->setDefaultSectionSize(kColumnWidth);
    m_view->horizontalHeader()->setStretchLastSection(true);
    widenForHeadings(*m_view);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_choice);
    column->addWidget(m_view, 1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_sync->replaceList(
            [&] { m_samples.setShow(index == 1 ? TeamSamples::Show::Lost : TeamSamples::Show::Rescued); });
    });
    connect(&m_images, &SampleImages::found, this, [this] {
        m_samples.refreshImages();
        refreshRowHeight();
    });
}

void TeamSampleView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_images.find();
}

void TeamSampleView::setAnswer(std::shared_ptr<const TeamDetailAnswer> answer)
{
    if (answer)
        fillChoice(*answer);
    m_sync->replaceList([&] { m_samples.setAnswer(std::move(answer)); });
    if (isVisible())
        m_images.find();
    refreshRowHeight();
}

void TeamSampleView::fillChoice(const TeamDetailAnswer& answer)
{
    const ensemble::ConsensusReport& report = answer.detail.toldRule().report;
    const int chosen = std::max(0, m_choice->currentIndex());
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    m_choice->addItem(
        tr("Rescued: the team is right, its best member is wrong (%1)").arg(count(report.rescued.size())));
    m_choice->addItem(tr("Lost: the team is wrong, its best member is right (%1)").arg(count(report.lost.size())));
    m_choice->setCurrentIndex(chosen);
}

void TeamSampleView::refreshRowHeight()
{
    m_view->verticalHeader()->setDefaultSectionSize(
        m_images.isKnown() ? SamplePictures::kSize + 4 : fontMetrics().height() + 8);
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_confusion.h"

#include "plots/confusion.h"
#include "ui/pages/ensembles/team_figures.h"
#include "ui/pages/reports/pool_phrases.h"

#include <QComboBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cobench::ui {

TeamConfusion::TeamConfusion(QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_charts(new QStackedWidget(this))
    , m_difference(new plots::Heatmap(this))
    , m_single(new plots::Confusion(this))
{
    m_choice->setAccessibleName(tr("Which confusion matrix"));
    m_choice->addItems({tr("Team minus best member"), tr("Team"), tr("Best member")});
    m_charts->addWidget(m_difference);
    m_charts->addWidget(m_single);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_choice);
    column->addWidget(m_charts, 1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TeamConfusion::refresh);
}

void TeamConfusion::setAnswer(std::shared_ptr<const TeamDetailAnswer> answer, const QString& project)
{
    m_answer = std::move(answer);
    m_project = project;
    refresh();
}

void TeamConfusion::refresh()
{
    const int choice = m_choice->currentIndex();
    m_charts->setCurrentIndex(choice == Difference ? 0 : 1);
    if (!m_answer || m_answer->detail.teamConfusion.empty()) {
        plots::HeatmapData nothing;
        plots::ConfusionData none;
        nothing.note = none.note = m_answer ? tooManyClasses() : QString();
        m_difference->setData(std::move(nothing));
        m_single->setConfusion(std::move(none));
        return;
    }
    const char* shown = choice == Difference ? "difference" : choice == BestMember ? "best" : "";
    const QString command = pictureCommand(*m_answer, ViewSpec::Kind::TeamConfusion, shown, m_project);
    if (choice == Difference) {
        m_difference->setData(confusionDifference(toldOf(*m_answer)));
        m_difference->setCommand(command);
    } else {
        m_single->setConfusion(
            choice == Team ? teamConfusion(toldOf(*m_answer)) : bestConfusion(toldOf(*m_answer)));
        m_single->setCommand(command);
    }
}

} // namespace cobench::ui

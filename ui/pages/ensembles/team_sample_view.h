// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/sample_sync.h"
#include "ui/pages/ensembles/team_samples.h"

#include <QWidget>

class QComboBox;
class QTableView;

namespace cobench::ui {

/// The samples a team rescues or loses; shares the selected samples with the other views.
class TeamSampleView : public QWidget
{
    Q_OBJECT
public:
    TeamSampleView(Workspace& workspace, QWidget* parent = nullptr);

    /// nullptr empties the list.
    void setAnswer(std::shared_ptr<const TeamDetailAnswer> answer);
    QComboBox& choice() { return *m_choice; }
    TeamSamples& model() { return m_samples; }
    QTableView& view() { return *m_view; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fillChoice(const TeamDetailAnswer& answer);
    void refreshRowHeight();

    SampleImages m_images;
    TeamSamples m_samples;
    QComboBox* m_choice;
    QTableView* m_view;
    SampleSync* m_sync; // child of the view
};

} // namespace cobench::ui

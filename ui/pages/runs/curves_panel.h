// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/smoothing.h"
#include "ui/pages/runs/curves_presenter.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace cobench::plots {
class Curves;
}

namespace cobench::ui {

class SliderBox;

/// The curves of the shown runs, and what is drawn: quantity, axis, groups, smoothing.
class CurvesPanel : public QWidget
{
    Q_OBJECT
public:
    explicit CurvesPanel(CurvesPresenter& presenter, QWidget* parent = nullptr);

    plots::Curves& curves() { return *m_curves; }
    QComboBox& quantity() { return *m_quantity; }
    QComboBox& axis() { return *m_axis; }
    QComboBox& group() { return *m_group; }
    /// Draws the line of a run stronger; nothing = none.
    void highlight(std::optional<RunId> run);
    QJsonObject viewState() const;
    void restoreViewState(const QJsonObject& state);

Q_SIGNALS:
    /// A line was clicked.
    void runsClicked(const std::vector<cobench::RunId>& runs, Qt::KeyboardModifiers modifiers);

private:
    QWidget* makeBar();
    QComboBox* addChoice(QLayout& bar, const QString& label, const QString& name);
    void connectAll();
    void refreshChoices();
    void choose();
    void pushQuery();
    void pullQuery();
    void smoothingChanged();
    void showFigure();

    CurvesPresenter& m_presenter;
    QComboBox* m_quantity;
    QComboBox* m_axis;
    QComboBox* m_group;
    QComboBox* m_smoothing;
    SliderBox* m_amount;
    plots::Curves* m_curves;
    QString m_wantedQuantity; // as chosen, also while no run has it
    QString m_wantedGroup;
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace cobench::plots {
class Schedule;
}

namespace cobench::ui {

class PolicyField;

/// What is composed: its name, its text, its curve with the handles to drag, its figures.
class ComposerPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ComposerPanel(Composer& composer, QWidget* parent = nullptr);

    plots::Schedule& curve() { return *m_curve; }
    PolicyField& text() { return *m_text; }
    QComboBox& unit() { return *m_unit; }
    QSpinBox& length() { return *m_length; }
    QComboBox& convention() { return *m_convention; }
    QCheckBox& logarithmic() { return *m_logarithmic; }
    QLabel& figures() { return *m_figures; }

    /// A new version of the project's policy; asks for a name where it has none.
    void save();
    void saveAs();

    QJsonObject viewState() const;
    void restoreViewState(const QJsonObject& state);

private:
    QWidget* makeHead();
    QWidget* makeBar();
    void connectAll();
    void refresh();
    void showName();
    void showFigures();
    void showCurve();
    void moveHandle(std::size_t handle, const QPointF& to, bool done);
    void changeUnit();
    void changeLength(int steps);
    QString askName(const QString& proposal);

    Composer& m_composer;
    QLabel* m_name;
    QPushButton* m_save;
    QPushButton* m_saveAs;
    PolicyField* m_text;
    QComboBox* m_unit;
    QSpinBox* m_length;
    QSpinBox* m_perEpoch;
    QComboBox* m_convention;
    QCheckBox* m_logarithmic;
    plots::Schedule* m_curve;
    QLabel* m_figures;
    int m_drags = 0; // each is one step of undo
};

} // namespace cobench::ui

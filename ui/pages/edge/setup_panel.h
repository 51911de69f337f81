// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/setup_draft.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QScrollArea;
class QSpinBox;
class QToolButton;

namespace cobench::ui {

class DevicePanel;

/// The set-up of a run: source, pace, devices, scheduler; below, everything that keeps it from starting.
class SetupPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SetupPanel(SetupDraft& draft, QWidget* parent = nullptr);

    DevicePanel& devices() { return *m_devices; }
    QComboBox& source() { return *m_source; }
    QComboBox& pace() { return *m_pace; }
    QDoubleSpinBox& rate() { return *m_rate; }
    QComboBox& schedule() { return *m_schedule; }
    QSpinBox& buffer() { return *m_buffer; }
    QString problems() const;

private:
    QWidget* makeSource();
    QWidget* makeLine(QWidget* field, QToolButton*& button, const QString& name);
    QWidget* makePath(QWidget* field, QAction* choice);
    QWidget* makePath(QWidget* field, QMenu* choices, const QString& name);
    QWidget* makeCommandButton();
    void addFields(QFormLayout& form);
    void fillChoices();
    void connectAll();
    void show();
    void showProblems();
    void commit();
    void chooseTruth();
    void chooseModels();

    SetupDraft& m_draft;
    QScrollArea* m_area;
    QWidget* m_content;
    QComboBox* m_source;
    QLineEdit* m_truth;
    QComboBox* m_model;
    QLineEdit* m_models;
    DevicePanel* m_devices;
    QComboBox* m_pace;
    QDoubleSpinBox* m_rate;
    QComboBox* m_schedule;
    QDoubleSpinBox* m_deadline;
    QComboBox* m_drop;
    QSpinBox* m_buffer;
    QSpinBox* m_frames;
    QComboBox* m_clock;
    QSpinBox* m_seed;
    QLabel* m_problems;
    bool m_isShowing = false; // fields are being filled
};

} // namespace cobench::ui

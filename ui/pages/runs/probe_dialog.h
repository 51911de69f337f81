// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_prober.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace cobench::ui {

/// What the networks of finished runs are to be shown: attacked or corrupted pictures, each strength a condition of
/// the pool that is made; or, of one run, how its kept checkpoints answer.
class ProbeDialog : public QDialog
{
    Q_OBJECT
public:
    /// `runs` are finished ones of `project`; `takenNames` are those of its pools.
    ProbeDialog(std::vector<RunId> runs,
        const QString& firstName,
        QStringList takenNames,
        const QString& project,
        QWidget* parent = nullptr);

    /// What was asked for; call it when accepted.
    ProbeRequest request() const { return m_request; }
    /// The same for a terminal.
    QString command() const;

private:
    struct Kind {
        std::string name; // "fgsm"
        QCheckBox* box = nullptr;
    };
    void setupUi();
    QWidget* makeConditions();
    QString proposedName(bool isOfSnapshots) const;
    void refresh();
    /// Empty when all is well.
    QString findProblem();
    QString addConditions(const std::vector<Kind>& kinds, const QLineEdit& strengths);

    std::vector<RunId> m_runs;
    QString m_firstName;
    QStringList m_taken;
    QString m_project;
    ProbeRequest m_request;
    std::vector<Kind> m_attacks;
    std::vector<Kind> m_corruptions;
    QRadioButton* m_underConditions;
    QRadioButton* m_ofSnapshots;
    QLineEdit* m_epsilons;
    QLineEdit* m_severities;
    QComboBox* m_split;
    QSpinBox* m_limit;
    QLineEdit* m_pool;
    QLabel* m_problem;
    QPushButton* m_start;
    QWidget* m_conditions = nullptr;
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/rank_job.h"
#include "core/study/range_test.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace cobench::ui {

class LaunchForm;

/// A policy that can be ranked beside the candidates.
struct KnownPolicy {
    QString name;
    lr::Schedule schedule;
    lr::Unit unit = lr::Unit::Iteration;
};

/// Sets up a ranking: what is trained, which policies, how often and how long.
class RankDialog : public QDialog
{
    Q_OBJECT
public:
    /// `range`: rates that a range test suggests.
    explicit RankDialog(
        std::vector<KnownPolicy> known, const study::RateInterval& range = {}, QWidget* parent = nullptr);

    LaunchForm& form() { return *m_form; }
    QListWidget& policies() { return *m_policies; } // families, then known ones
    QLineEdit& lowest() { return *m_lowest; }
    QLineEdit& highest() { return *m_highest; }
    QSpinBox& seeds() { return *m_seeds; }
    QPushButton& startButton() { return *m_start; }
    QString problems() const;
    QString plan() const; // what will be trained
    jobs::RankOptions options() const;

Q_SIGNALS:
    void submitted(const cobench::jobs::RankOptions& options, const QString& name);

private:
    QWidget* makeSide();
    void fillPolicies();
    void addField(QFormLayout& form, const QString& title, QWidget* field, const QString& help);
    void refresh();
    QStringList findProblems(const jobs::RankOptions& asked) const;

    std::vector<KnownPolicy> m_known;
    LaunchForm* m_form;
    QListWidget* m_policies;
    QLineEdit* m_lowest;
    QLineEdit* m_highest;
    QSpinBox* m_seeds;
    QCheckBox* m_halves;
    QSpinBox* m_keep;
    QSpinBox* m_iterations;
    QSpinBox* m_seconds;
    QDoubleSpinBox* m_target;
    QCheckBox* m_scales;
    QLabel* m_plan;
    QLabel* m_problems;
    QPushButton* m_start;
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/policy_entry.h"
#include "core/train/config.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QMenu;
class QSpinBox;

namespace cobench::ui {

/// Fields of a training run. What stands in them need not make sense: the dialog says what does not.
class LaunchForm : public QWidget
{
    Q_OBJECT
public:
    explicit LaunchForm(QWidget* parent = nullptr);

    void setConfig(const train::TrainConfig& config);
    /// One for each seed, named after it when there are several. Empty when the seeds cannot be read.
    std::vector<train::TrainConfig> configs() const;
    /// Of the project, on offer beside the learning rate.
    void setPolicies(const std::vector<store::PolicyEntry>& policies);
    /// Nothing to choose while it is empty.
    QMenu& policies() { return *m_policies; }
    /// "1", "1, 4, 9", "1-5". Nothing when it is something else, or more than 1,000 seeds.
    static std::vector<std::uint64_t> parseSeeds(const QString& text);

    QLineEdit& name() { return *m_name; }
    QComboBox& model() { return *m_model; }
    QLineEdit& rate() { return *m_rate; }
    QLineEdit& seeds() { return *m_seeds; }
    QSpinBox& epochs() { return *m_epochs; }

Q_SIGNALS:
    void edited();

private:
    void addFields();
    QComboBox* addChoice(QFormLayout& form, const QString& title);
    QLineEdit* addText(QFormLayout& form, const QString& title, const QString& help);
    QSpinBox* addNumber(QFormLayout& form, const QString& title, int low, int high, const QString& help);
    train::TrainConfig config() const;
    void suggestName();

    QLineEdit* m_name;
    QComboBox* m_dataset;
    QLineEdit* m_folder;
    QComboBox* m_model;
    QLineEdit* m_widths;
    QComboBox* m_optimizer;
    QLineEdit* m_rate;
    QComboBox* m_rateUnit;
    QMenu* m_policies;
    QAction* m_choosePolicy = nullptr;
    QLineEdit* m_momentum;
    QLineEdit* m_decay;
    QSpinBox* m_batch;
    QSpinBox* m_epochs;
    QLineEdit* m_seeds;
    QComboBox* m_device;
    QSpinBox* m_threads;
    QSpinBox* m_limit;
    QSpinBox* m_keep;
    QCheckBox* m_keepBest;
    QString m_suggested; // name that nobody has typed
    train::TrainConfig m_base; // what has no field
};

} // namespace cobench::ui

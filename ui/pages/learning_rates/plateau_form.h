// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/plateau_policy.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace cobench::ui {

/// The fields of a policy that follows a measured value: which value, which policy, its parameters.
class PlateauForm : public QWidget
{
    Q_OBJECT
public:
    explicit PlateauForm(QWidget* parent = nullptr);

    /// Quantities that can be followed; the chosen one stays where it is among them.
    void setMonitors(const std::vector<std::string>& tags);
    std::string monitor() const;
    /// Nothing while a field cannot be read: problem() says which.
    std::optional<lr::PlateauPolicy> policy() const;
    QString problem() const;
    void setPolicy(const lr::PlateauPolicy& policy);
    /// The rate that a reduction begins with.
    void setFirstRate(double rate);
    /// Appends to the list of policies.
    void addPolicy(const lr::Policy& policy);

    QComboBox& kind() { return *m_kind; }
    QComboBox& monitorChoice() { return *m_monitor; }
    QLineEdit& factor() { return *m_factor; }
    QSpinBox& patience() { return *m_patience; }
    QSpinBox& start() { return *m_start; }
    QPlainTextEdit& list() { return *m_list; }
    QPushButton& addButton() { return *m_add; }
    QPushButton& takeButton() { return *m_take; }

Q_SIGNALS:
    void edited();

private:
    QWidget* makeReduce();
    QWidget* makeChange();
    QLineEdit* addNumber(QGridLayout& grid, int row, int column, const QString& title, double value);
    QSpinBox* addCount(QGridLayout& grid, int row, int column, const QString& title, int least, int value);
    void label(QGridLayout& grid, int row, int column, const QString& title, QWidget* field);
    std::optional<lr::ReduceOnPlateauOptions> reduce() const;
    std::optional<lr::ChangeOnPlateauOptions> change() const;
    /// The number in a field; notes a problem where there is none above or at `least`.
    double read(const QLineEdit& field, double least) const;
    void changed();

    QComboBox* m_monitor;
    QComboBox* m_kind;
    QStackedWidget* m_pages;
    QLineEdit* m_rate = nullptr;
    QLineEdit* m_factor = nullptr;
    QSpinBox* m_patience = nullptr;
    QSpinBox* m_reduceCooldown = nullptr;
    QLineEdit* m_reduceThreshold = nullptr;
    QComboBox* m_mode = nullptr;
    QLineEdit* m_minimum = nullptr;
    QSpinBox* m_start = nullptr;
    QSpinBox* m_window = nullptr;
    QSpinBox* m_changeCooldown = nullptr;
    QLineEdit* m_changeThreshold = nullptr;
    QPlainTextEdit* m_list = nullptr;
    QPushButton* m_add;
    QPushButton* m_take;
    mutable QString m_problem;
    bool m_filling = false;
};

} // namespace cobench::ui

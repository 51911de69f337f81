// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run.h"
#include "core/train/config.h"
#include "ui/bridge/command_tracer.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTabWidget;

namespace cobench::ui {

class CommandForm;
class LaunchForm;

/// Sets up training runs: what they will take stands beside the fields, all that is wrong below them; several are
/// queued and start together. Or a command of any kind, which is run and recorded.
class LaunchDialog : public QDialog
{
    Q_OBJECT
public:
    /// `known` runs tell how long one takes.
    LaunchDialog(std::vector<study::Run> known, QWidget* parent = nullptr);

    LaunchForm& form() { return *m_form; }
    CommandForm& command() { return *m_command; }
    QTabWidget& tabs() { return *m_tabs; }
    /// Runs to submit, of the queue and the form.
    const std::vector<train::TrainConfig>& queue() const { return m_queue; }
    QString batch() const;
    QString problems() const;
    QString estimate() const;
    QPushButton& addButton() { return *m_add; }
    QPushButton& startButton() { return *m_start; }

Q_SIGNALS:
    void submitted(const std::vector<cobench::train::TrainConfig>& configs, const QString& batch);
    void commandSubmitted(const cobench::ui::TraceCommand& command);

private:
    void setupUi();
    QWidget* makeSide();
    void refresh();
    void refreshProblems(const std::vector<train::TrainConfig>& configs);
    bool isCommand() const;
    void addToQueue();
    void removeSelected();
    void start();

    std::vector<study::Run> m_known;
    std::vector<train::TrainConfig> m_queue;
    LaunchForm* m_form;
    CommandForm* m_command;
    QTabWidget* m_tabs;
    QLineEdit* m_batch;
    QLabel* m_estimate;
    QLabel* m_problems;
    QListWidget* m_list;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_start;
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine_link.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace cobench::plots {
class Curves;
}

namespace cobench::ui {

/// Training runs with state and progress, the live curves of one quantity, Cancel.
class TrainingView : public QWidget
{
    Q_OBJECT
public:
    explicit TrainingView(EngineLink& engine, QWidget* parent = nullptr);

private:
    void connectEngine();
    void refreshState();
    void refreshTags();
    void rebuildCurves();
    void appendCurve(int row);
    std::string tag() const;

    EngineLink& m_engine;
    QLabel* m_state;
    QComboBox* m_tags;
    QPushButton* m_cancel;
    QPushButton* m_cancelAll;
    QTableView* m_table;
    plots::Curves* m_curves;
    std::vector<std::size_t> m_drawn; // points of each run that the chart has
};

} // namespace cobench::ui

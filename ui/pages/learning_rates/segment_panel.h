// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/learning_rates/segment_table.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace cobench::ui {

/// The segments as a table to type in, with buttons that add, remove and move them.
class SegmentPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentPanel(Composer& composer, QWidget* parent = nullptr);

    QTableView& table() { return *m_table; }
    SegmentTable& model() { return m_model; }
    plots::PlotTable shownTable() const;

private:
    void setupUi();
    QPushButton* addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help);
    std::size_t current() const;
    void choose(std::size_t segment);
    void refresh();
    void add();
    void remove();
    void move(bool up);

    Composer& m_composer;
    SegmentTable m_model;
    QTableView* m_table;
    QPushButton* m_add = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
    QLabel* m_note;
};

} // namespace cobench::ui

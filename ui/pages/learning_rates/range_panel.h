// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/range_table.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace cobench::plots {
class Curves;
}

namespace cobench::ui {

class EmptyState;

/// Range tests: which learning rates train a network. The losses of those that are ticked over their rates, the
/// suggested interval of the selected one with its rule, live while they run.
class RangePanel : public QWidget
{
    Q_OBJECT
public:
    RangePanel(Composer& composer, RangeTests& tests, QWidget* parent = nullptr);

    plots::Curves& curves() { return *m_curves; }
    RangeTable& table() { return m_table; }
    QTableView& view() { return *m_view; }
    QLabel& rule() { return *m_rule; }
    plots::PlotTable shownTable() const;
    /// Trains the selected test once more; empty when none is selected.
    QString command() const;
    /// What is composed gets the suggested interval of the selected test as its range.
    void useInterval();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setupUi();
    QPushButton* addButton(QLayout& row, const QString& text, const QString& help, void (RangePanel::*slot)());
    std::optional<std::size_t> selected() const;
    void refresh();
    void listChanged();
    void ask();
    void stop();
    void forget();

    Composer& m_composer;
    RangeTests& m_tests;
    RangeTable m_table;
    plots::Curves* m_curves;
    QTableView* m_view;
    const RangeTests::Test* m_chosen = nullptr; // to be compared only: it may be gone
    const RangeTests::Test* m_newest = nullptr; // likewise
    QLabel* m_rule;
    QPushButton* m_use = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_forget = nullptr;
    EmptyState* m_empty;
};

} // namespace cobench::ui

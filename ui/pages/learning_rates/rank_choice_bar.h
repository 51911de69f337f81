// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/range_tests.h"
#include "ui/pages/learning_rates/rankings.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QPushButton;

namespace cobench::ui {

struct KnownPolicy;

/// Which ranking is looked at, and what a person does with it: begins one, stops it, composes the best of its
/// policies, attacks their networks.
class RankChoiceBar : public QWidget
{
    Q_OBJECT
public:
    RankChoiceBar(Composer& composer, Rankings& rankings, RangeTests& tests, QWidget* parent = nullptr);

    /// nullptr = there is none.
    Rankings::Entry* chosen() const;
    /// Enables what can be done with the chosen one, of which `shown` is known.
    void allow(const jobs::Ranking& shown);
    void ask();

    QComboBox& choice() { return *m_choice; }
    QPushButton& stopButton() { return *m_stop; }
    QPushButton& useButton() { return *m_use; } // of who knows what is selected

Q_SIGNALS:
    /// Another one, or none.
    void chosenChanged();
    /// NaN = nobody asks when an accuracy is reached.
    void begun(double target, bool isScaled);
    void attacked();

private:
    void setupUi();
    QPushButton* addButton(QHBoxLayout& row, const QString& text, const QString& help);
    void listChanged();
    void showTitle();
    void showRunning();
    Rankings::Entry* find(const QString& key) const;
    void compose();
    void attack();
    std::vector<KnownPolicy> knownPolicies() const;

    Composer& m_composer;
    Rankings& m_rankings;
    RangeTests& m_tests;
    QComboBox* m_choice;
    QPushButton* m_stop = nullptr;
    QPushButton* m_compose = nullptr;
    QPushButton* m_attack = nullptr;
    QPushButton* m_use = nullptr;
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/tree_presenter.h"

#include <QFrame>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QToolButton;

namespace cobench::ui {

/// What is pruned: share, largest size, split to select on; and what the kept teams are coloured by.
class TreeBar : public QFrame
{
    Q_OBJECT
public:
    TreeBar(TreePresenter& presenter, QWidget* parent = nullptr);

    QSlider& share() { return *m_share; }
    QSlider& size() { return *m_size; }
    QComboBox& split() { return *m_split; }
    QComboBox& colour() { return *m_colour; }
    QToolButton& sameShares() { return *m_sameShares; }

private:
    void setupUi();
    void connectAll();
    void fillSplits();
    void pull();
    void push();
    void pushShare(double percent);

    TreePresenter& m_presenter;
    QSlider* m_share;
    QDoubleSpinBox* m_percent;
    QToolButton* m_sameShares;
    QSlider* m_size;
    QLabel* m_sizeText;
    QComboBox* m_split;
    QComboBox* m_colour;
    bool m_pulling = false;
};

} // namespace cobench::ui

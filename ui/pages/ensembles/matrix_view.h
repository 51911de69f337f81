// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/heatmap.h"
#include "ui/pages/ensembles/ensemble_presenter.h"
#include "ui/widgets/when_seen.h"

#include <QObject>

namespace cobench::ui {

/// Keeps a heatmap in step with the presenter's matrix and the shared selection: a cell is a pair, a label a model.
class MatrixView : public QObject
{
    Q_OBJECT
public:
    MatrixView(EnsemblePresenter& presenter, plots::Heatmap& heatmap, QObject* parent = nullptr);

Q_SIGNALS:
    /// A person chose this pair.
    void pairChosen();

private:
    void answerChanged();
    void chooseCell(std::size_t row, std::size_t column, Qt::KeyboardModifiers modifiers);
    void chooseModel(std::size_t model, Qt::KeyboardModifiers modifiers);
    void pullSelection();
    void pullHover();

    EnsemblePresenter& m_presenter;
    plots::Heatmap& m_heatmap;
    WhenSeen* m_seen; // child of the heat map
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/scatter.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QObject>

namespace cobench::ui {

/// Keeps a scatter in step with the presenter's teams and the shared selection. Point ids are team numbers.
class TeamScatterView : public QObject
{
    Q_OBJECT
public:
    TeamScatterView(EnsemblePresenter& presenter, plots::Scatter& scatter, QObject* parent = nullptr);

private:
    void answerChanged();
    void choose(std::uint32_t team, Qt::KeyboardModifiers modifiers);
    void brush(const std::vector<std::uint32_t>& teams, bool add);
    void pullSelection();
    void pullHover();
    ensemble::Members members(std::uint32_t team) const;

    EnsemblePresenter& m_presenter;
    plots::Scatter& m_scatter;
};

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_editor.h"
#include "ui/pages/learning_rates/composer.h"
#include "ui/pages/learning_rates/range_tests.h"
#include "ui/pages/learning_rates/rankings.h"
#include "ui/pages/runs/run_catalog.h"
#include "ui/shell/page.h"

namespace cobench::ui {

class CodePanel;
class ComposerPanel;
class LibraryPanel;
class PlateauPanel;
class RacePanel;
class RangePanel;
class RankPanel;
class SegmentPanel;
class SweepsPanel;

/// Learning rates: the library of policies, the composer that makes schedules of them, range tests and rankings
/// that train with them, and the landscape they race on.
class LearningRatesPage : public Page
{
    Q_OBJECT
public:
    LearningRatesPage(const PageContext& context, QWidget* parent);

    void resetLayout() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;
    QList<QAction*> exportActions() const override { return m_exports; }

    Composer& composer() { return m_composer; }
    ComposerPanel& panel() { return *m_panel; }
    // What docks hold; made by asking for it.
    LibraryPanel& library();
    SegmentPanel& segments();
    RacePanel& race();
    CodePanel& code();
    RangePanel& rangePanel();
    PlateauPanel& plateau();
    SweepsPanel& sweeps();
    RankPanel& ranking();
    RangeTests& rangeTests() { return m_rangeTests; }
    Rankings& rankings() { return m_rankings; }

private:
    template <typename Content>
    LazyDock* addDock(const QString& name, const QString& title);
    void addDocks();
    void addDocksOfRuns(const PageContext& context);
    RunCatalog& runs(EngineLink& engine);
    void importRuns();
    void createExports();

    Composer m_composer;
    RangeTests m_rangeTests;
    Rankings m_rankings;
    RunEditor m_runEditor;
    std::unique_ptr<RunCatalog> m_runs; // made with the first dock that looks at runs
    ComposerPanel* m_panel;
    LazyDock* m_libraryDock = nullptr;
    LazyDock* m_segmentDock = nullptr;
    LazyDock* m_raceDock = nullptr;
    LazyDock* m_codeDock = nullptr;
    LazyDock* m_rangeDock = nullptr;
    LazyDock* m_rankDock = nullptr;
    LazyDock* m_plateauDock = nullptr;
    LazyDock* m_sweepsDock = nullptr;
    QList<QAction*> m_exports;
};

} // namespace cobench::ui

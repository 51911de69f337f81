// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

namespace cobench::ui {

class EmptyState;
class MemberView;
class ModelCharts;
class PoolPanel;
class SampleView;
class SourceWatch;

/// Data & pools: the pools, the table of models, what one model does well and badly, the samples.
class DataPage : public Page
{
    Q_OBJECT
public:
    DataPage(const PageContext& context, QWidget* parent);

    void resetLayout() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;
    QList<QAction*> exportActions() const override;
    MemberView& members() { return *m_members; }
    SampleView& samples();
    PoolPanel& pools();
    ModelCharts& charts() { return *m_charts; }
    SourceWatch& sources() { return *m_sources; }

private:
    void addDocks(const PageContext& context);
    EmptyState* makeEmptyState(const PageContext& context);
    void createExports();
    void refresh();

    Workspace& m_workspace;
    SourceWatch* m_sources;
    MemberView* m_members;
    ModelCharts* m_charts;
    EmptyState* m_empty; // covers everything while there is no pool
    LazyDock* m_poolDock;
    LazyDock* m_sampleDock;
    LazyDock* m_confusionDock;
    LazyDock* m_reliabilityDock;
    LazyDock* m_recallDock;
    QList<QAction*> m_exports;
};

} // namespace cobench::ui

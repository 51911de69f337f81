// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_editor.h"

#include <QFrame>

class QComboBox;
class QLabel;

namespace cobench::ui {

/// Above every page: which pool and split everything below is about.
class PoolBar : public QFrame
{
    Q_OBJECT
public:
    PoolBar(Workspace& workspace, PoolEditor& editor, QWidget* parent = nullptr);

private:
    void refreshPools();
    void refreshSplits();
    void refreshFacts();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    QComboBox* m_pools;
    QComboBox* m_splits;
    QLabel* m_facts;
    QLabel* m_readOnly;
};

} // namespace cobench::ui

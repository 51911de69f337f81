// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/selection.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <optional>

class QTableView;

namespace cobench::ui {

class WhenSeen;

/// Keeps the selected rows of a list of samples and the shared selected samples the same.
class SampleSync : public QObject
{
    Q_OBJECT
public:
    struct Rows { // in ascending order of their samples
        std::function<std::uint32_t(int)> sampleAt;
        std::function<std::optional<int>(std::uint32_t)> rowOf; // nothing: not in the list
    };

    /// A child of the view, which has its model already.
    SampleSync(QTableView& view, Selection& selection, Rows rows);

    /// The list is replaced by `change`: what was selected in it is not a choice against those samples.
    void replaceList(const std::function<void()>& change);

private:
    void push();
    void pull();

    QTableView& m_view;
    Selection& m_selection;
    Rows m_rows;
    WhenSeen* m_seen; // child of the view
    bool m_syncing = false;
};

} // namespace cobench::ui

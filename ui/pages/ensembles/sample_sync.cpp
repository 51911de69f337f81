// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/sample_sync.h"

#include "ui/widgets/row_ranges.h"
#include "ui/widgets/when_seen.h"

#include <QTableView>

namespace cobench::ui {

SampleSync::SampleSync(QTableView& view, Selection& selection, Rows rows)
    : QObject(&view)
    , m_view(view)
    , m_selection(selection)
    , m_rows(std::move(rows))
    , m_seen(new WhenSeen(&view, [this] { pull(); }))
{
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &SampleSync::push);
    connect(&selection, &Selection::samplesChanged, m_seen, &WhenSeen::request);
}

void SampleSync::replaceList(const std::function<void()>& change)
{
    m_syncing = true;
    change();
    m_syncing = false;
    m_seen->request();
}

void SampleSync::push()
{
    if (m_syncing)
        return;
    Selection::Indices samples;
    for (const QModelIndex& index : m_view.selectionModel()->selectedRows())
        samples.push_back(m_rows.sampleAt(index.row()));
    m_syncing = true;
    m_selection.setSamples(std::move(samples));
    m_syncing = false;
}

void SampleSync::pull()
{
    if (m_syncing)
        return;
    std::vector<int> rows;
    for (const std::uint32_t sample : m_selection.samples())
        if (const auto row = m_rows.rowOf(sample))
            rows.push_back(*row);
    m_syncing = true;
    m_view.selectionModel()->select(rangesOf(*m_view.model(), rows), QItemSelectionModel::ClearAndSelect);
    m_syncing = false;
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/window_memory.h"

#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"

namespace cobench::ui {

std::optional<std::int64_t> WindowMemory::openPool() const
{
    const auto pool = m_window.bench().workspace.currentPool();
    return pool ? std::optional(pool->value) : std::nullopt;
}

void WindowMemory::remember()
{
    m_pages.clear();
    m_page = m_window.currentPage()->objectName();
    m_pool = openPool();
    const Selection& selection = m_window.bench().selection;
    m_models = selection.models();
    m_teams = selection.sharedTeams();
    m_samples = selection.samples();
}

void WindowMemory::rememberPage(const QString& id)
{
    const Page* page = m_window.pages().value(id);
    if (page && !m_pages.contains(id))
        m_pages.insert(id, {.docks = page->layoutState(Layouts::kVersion), .view = page->viewState()});
}

void WindowMemory::restore()
{
    for (auto state = m_pages.cbegin(); state != m_pages.cend(); ++state) {
        if (Page* page = m_window.pages().value(state.key())) {
            page->restoreLayout(state->docks, Layouts::kVersion);
            page->restoreViewState(state->view);
        }
    }
    m_pages.clear();
    if (m_pool == openPool()) {
        Selection& selection = m_window.bench().selection;
        selection.setModels(m_models);
        selection.adoptTeams(m_teams);
        selection.setSamples(m_samples);
    }
    m_window.showPage(m_page);
}

} // namespace cobench::ui

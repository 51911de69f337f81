// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/layouts.h"

#include "ui/shell/main_window.h"
#include "ui/style/icons.h"

#include <QInputDialog>

namespace cobench::ui {

Layouts::Layouts(Settings& settings, MainWindow& window)
    : QObject(&window)
    , m_settings(settings)
    , m_window(window)
{
}

void Layouts::fillMenu(QMenu& menu)
{
    menu.addAction(icon(QStringLiteral("layout")), tr("&Save layout…"), this, &Layouts::askName);
    m_saved = menu.addMenu(tr("Saved &layouts"));
    connect(m_saved, &QMenu::aboutToShow, this, &Layouts::fillSaved);
    menu.addAction(tr("&Reset layout"), QKeySequence(tr("Ctrl+Shift+0")), this, &Layouts::reset);
}

void Layouts::fillSaved()
{
    m_saved->clear();
    for (auto layout = m_settings.savedLayouts.keyBegin(); layout != m_settings.savedLayouts.keyEnd(); ++layout) {
        QMenu* one = m_saved->addMenu(*layout);
        one->addAction(tr("Use"), this, [this, name = *layout] { apply(name); });
        one->addAction(tr("Delete"), this, [this, name = *layout] { remove(name); });
    }
    if (m_saved->isEmpty())
        m_saved->addAction(tr("None saved yet"))->setEnabled(false);
}

Layout Layouts::current() const
{
    Layout layout = m_settings.layout; // pages that were not visited keep what they had
    layout.geometry = m_window.saveGeometry();
    layout.window = m_window.saveState(kVersion);
    const auto& pages = m_window.pages();
    for (auto page = pages.begin(); page != pages.end(); ++page)
        layout.pages.insert(page.key(), page.value()->layoutState(kVersion));
    return layout;
}

void Layouts::show(const Layout& layout)
{
    m_window.restoreGeometry(layout.geometry);
    m_window.restoreState(layout.window, kVersion);
    m_settings.layout = layout;
    const auto& pages = m_window.pages();
    for (auto page = pages.begin(); page != pages.end(); ++page)
        restorePage(page.key(), *page.value());
}

void Layouts::restorePage(const QString& id, Page& page)
{
    if (const auto state = m_settings.layout.pages.constFind(id); state != m_settings.layout.pages.constEnd())
        page.restoreLayout(*state, kVersion);
}

void Layouts::restoreLast()
{
    show(Layout(m_settings.layout));
}

void Layouts::rememberCurrent()
{
    m_settings.layout = current();
}

void Layouts::save(const QString& name)
{
    m_settings.savedLayouts.insert(name, current());
}

void Layouts::apply(const QString& name)
{
    if (const auto layout = m_settings.savedLayouts.constFind(name); layout != m_settings.savedLayouts.constEnd())
        show(Layout(*layout));
}

void Layouts::remove(const QString& name)
{
    m_settings.savedLayouts.remove(name);
}

void Layouts::reset()
{
    m_settings.layout = {};
    m_window.resetLayout();
}

void Layouts::askName()
{
    const QString name = QInputDialog::getText(&m_window, tr("Save layout"), tr("Name")).trimmed();
    if (!name.isEmpty())
        save(name);
}

} // namespace cobench::ui

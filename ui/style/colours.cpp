// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/colours.h"

#include <QFile>

namespace cobench::ui {

const Colours& lightColours()
{
    static const Colours colours{
        .window = QColor(0xF5, 0xF6, 0xF8),
        .base = QColor(0xFF, 0xFF, 0xFF),
        .raised = QColor(0xFF, 0xFF, 0xFF),
        .border = QColor(0xD8, 0xDD, 0xE4),
        .text = QColor(0x1B, 0x1F, 0x24),
        .dim = QColor(0x5A, 0x63, 0x70),
        .accent = QColor(0x1F, 0x5F, 0xD0),
        .onAccent = QColor(0xFF, 0xFF, 0xFF),
        .good = QColor(0x1A, 0x7F, 0x4B),
        .warning = QColor(0x9A, 0x5B, 0x00),
        .error = QColor(0xB8, 0x26, 0x2B),
        .dark = false,
    };
    return colours;
}

const Colours& darkColours()
{
    static const Colours colours{
        .window = QColor(0x1A, 0x1D, 0x22),
        .base = QColor(0x21, 0x25, 0x2B),
        .raised = QColor(0x2B, 0x30, 0x38),
        .border = QColor(0x39, 0x40, 0x4A),
        .text = QColor(0xE7, 0xEA, 0xEF),
        .dim = QColor(0x9D, 0xA7, 0xB4),
        .accent = QColor(0x6C, 0xA6, 0xFF),
        .onAccent = QColor(0x0D, 0x16, 0x24),
        .good = QColor(0x57, 0xC9, 0x8A),
        .warning = QColor(0xF0, 0xB3, 0x5A),
        .error = QColor(0xFF, 0x7B, 0x7B),
        .dark = true,
    };
    return colours;
}

QPalette paletteOf(const Colours& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.dim);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Light, c.dark ? c.raised.lighter(130) : QColor(Qt::white));
    palette.setColor(QPalette::Midlight, c.border.lighter(108));
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.border.darker(130));
    palette.setColor(QPalette::Shadow, c.border.darker(180));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.dark ? c.dim.darker(140) : c.dim.lighter(150));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    return palette;
}

QString styleSheetOf(const Colours& c)
{
    QFile file(QStringLiteral(":/style/window.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {{"@window", c.window},
        {"@base", c.base},
        {"@raised", c.raised},
        {"@border", c.border},
        {"@text", c.text},
        {"@dim", c.dim},
        {"@accent", c.accent},
        {"@on-accent", c.onAccent},
        {"@good", c.good},
        {"@warning", c.warning},
        {"@error", c.error}};
    for (const auto& [name, colour] : names)
        sheet.replace(QLatin1String(name) + QLatin1Char(';'), colour.name() + QLatin1Char(';'));
    return sheet;
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/html_style.h"

#include "plots/theme.h"

namespace cobench::ui {

namespace {

/// Pages and charts share one set of colours, so that no chart stands in a box of its own.
QString colours(const plots::PlotTheme& theme)
{
    return QStringLiteral("--page:%1;--text:%2;--muted:%3;--line:%4;--accent:%5;--mark:%6;")
        .arg(theme.background.name(),
            theme.text.name(),
            theme.mutedText.name(),
            theme.grid.name(),
            theme.accent.name(),
            theme.faint(theme.accent, 0.12).name());
}

constexpr char kLayout[] = R"css(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);
  font:16px/1.55 system-ui,"Noto Sans","DejaVu Sans","Segoe UI",Helvetica,Arial,sans-serif}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:3.5rem;padding-bottom:1.5rem;border-bottom:1px solid var(--line)}
.kicker{margin:0;color:var(--accent);font-size:.8rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase}
h1,h2,h3,p{overflow-wrap:anywhere}
h1{margin:.2rem 0 .6rem;font-size:2.25rem;line-height:1.15;letter-spacing:-.01em}
h2{margin:3rem 0 .75rem;font-size:1.6rem;line-height:1.25}
h3{margin:0;font-size:1.1rem;line-height:1.35}
p{margin:.5rem 0;max-width:44rem}
.notice{margin:1.5rem 0 .5rem;padding:.5rem .75rem;border-left:3px solid var(--accent);background:var(--mark)}
.caption{margin:.75rem 0}
.meta,.note,.origin{color:var(--muted);font-size:.85rem}
nav ul{margin:.75rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
a{color:var(--accent)}
figure{margin:2.5rem 0 0;break-inside:avoid}
figure svg{display:block;width:100%;height:auto}
figure .note{margin:.1rem 0 .75rem}
.origin{margin:.5rem 0 0;max-width:none}
code{font:.8rem/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.command{display:block;margin:.35rem 0 0;padding:.5rem .75rem;border-radius:6px;background:var(--mark)}
.scroll{overflow-x:auto;margin:.5rem 0 0}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;width:100%}
caption{text-align:left;font-weight:600;padding:2rem 0 .5rem;font-size:1.1rem}
th,td{padding:.35rem .75rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{font-weight:600;color:var(--muted);font-size:.8rem;vertical-align:bottom}
th.word,td.word{text-align:left}
td.word{white-space:normal;overflow-wrap:anywhere;min-width:4rem}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
tr.best td{font-weight:600}
tr.best td:first-child::after{content:" ★";color:var(--accent)}
.explanation{font-size:.9rem}
details{margin:.5rem 0 0}
summary{cursor:pointer;color:var(--accent);font-size:.85rem}
footer{margin-top:4rem;padding-top:1.25rem;padding-bottom:3rem;border-top:1px solid var(--line)}
.dark{display:none}
)css";

constexpr char kPrint[] = R"css(
body{font-size:10pt}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
details{display:none}
section{break-before:page}
section:first-of-type{break-before:auto}
tr{break-inside:avoid}
)css";

QString utf8(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

QString reportStyle()
{
    return QStringLiteral(":root{color-scheme:light dark;%1}").arg(colours(plots::PlotTheme::light()))
        + utf8(kLayout)
        + QStringLiteral("@media screen and (prefers-color-scheme:dark){:root{%1}.light{display:none}"
                         ".dark{display:block}}\n")
              .arg(colours(plots::PlotTheme::dark()))
        + QStringLiteral("@page{margin:18mm 16mm}\n@media print{%1}\n").arg(utf8(kPrint));
}

} // namespace cobench::ui

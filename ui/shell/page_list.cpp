// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_list.h"

#include "ui/pages/data/data_page.h"
#include "ui/pages/edge/edge_page.h"
#include "ui/pages/ensembles/ensembles_page.h"
#include "ui/pages/learning_rates/learning_rates_page.h"
#include "ui/pages/reports/reports_page.h"
#include "ui/pages/runs/runs_page.h"

#include <QCoreApplication>

namespace cobench::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PageList", text);
}

template <typename PageType>
Page* make(const PageContext& context, QWidget* parent)
{
    return new PageType(context, parent);
}

} // namespace

std::vector<PageEntry> pageList()
{
    return {{.id = QStringLiteral("data"),
                .title = tr("Data && pools"),
                .icon = QStringLiteral("data"),
                .make = make<DataPage>},
        {.id = QStringLiteral("ensembles"),
            .title = tr("Ensembles"),
            .icon = QStringLiteral("ensembles"),
            .make = make<EnsemblesPage>},
        {.id = QStringLiteral("learning-rates"),
            .title = tr("Learning rates"),
            .icon = QStringLiteral("learning-rates"),
            .make = make<LearningRatesPage>},
        {.id = QStringLiteral("runs"),
            .title = tr("Runs && traces"),
            .icon = QStringLiteral("runs"),
            .make = make<RunsPage>},
        {.id = QStringLiteral("edge"),
            .title = tr("Edge detection"),
            .icon = QStringLiteral("edge"),
            .make = make<EdgePage>},
        {.id = QStringLiteral("reports"),
            .title = tr("Reports"),
            .icon = QStringLiteral("reports"),
            .make = make<ReportsPage>}};
}

} // namespace cobench::ui

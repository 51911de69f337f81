// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/convention_dialog.h"

#include "core/jobs/compare_conventions.h"
#include "ui/pages/reports/phrases.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace cobench::ui {

using namespace Qt::StringLiterals;

ConventionDialog::ConventionDialog(SelectionPresenter& selection, QWidget* parent)
    : QDialog(parent)
    , m_selection(selection)
    , m_here(new QLabel(this))
{
    setWindowTitle(tr("What changes between the conventions"));
    setupUi();
    connect(&m_selection, &SelectionPresenter::answerChanged, this, &ConventionDialog::compare);
    compare();
}

void ConventionDialog::setupUi()
{
    auto* intro
        = new QLabel(tr("Corrected is what the papers describe. Reference repeats the released programs with "
                        "their defects, so that published numbers can be compared."),
            this);
    intro->setWordWrap(true);
    m_here->setWordWrap(true);
    m_here->setAccessibleName(tr("Difference on this pool"));
    auto* table = new QTableView(this);
    table->setModel(&m_differences);
    table->setAccessibleName(tr("Differences between the conventions"));
    table->setWordWrap(true);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(intro);
    column->addWidget(m_here);
    column->addWidget(table, 1);
    column->addWidget(buttons);
    resize(980, 640);
}

void ConventionDialog::compare()
{
    const auto& answer = m_selection.answer();
    if (!answer)
        return m_here->setText(tr("Show the Selection panel to see the difference on this pool."));
    const QString asked = tr("On %1, %2")
                              .arg(answer->selectSplit,
                                  QString::fromUtf8(answer->method().name.data(),
                                      static_cast<qsizetype>(answer->method().name.size())));
    m_here->setText(asked + u"…"_s);
    m_selection.page().workspace().async().runLatest<jobs::ConventionDifference>(
        this,
        u"compare"_s,
        {.title = tr("Comparing the conventions")},
        [split = answer->select, options = answer->selection.options](Progress& progress,
            const CancelToken& cancel) { return jobs::compareConventions(*split, options, progress, cancel); },
        [this, asked](Result<jobs::ConventionDifference> difference) {
            if (!difference)
                return m_here->setText(QString::fromStdString(describe(difference.error())));
            m_here->setText(tr("%1: corrected chooses %2 teams, reference %3; %4 are the same, <b>%5 differ</b>.")
                                .arg(asked.toHtmlEscaped(),
                                    count(difference->corrected),
                                    count(difference->reference),
                                    count(difference->both),
                                    count(difference->differing())));
        });
}

} // namespace cobench::ui

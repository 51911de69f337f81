// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/command_form.h"

#include "core/runs/metric_text.h"
#include "core/trace/recorder.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

const QString kRegex = u"regex:"_s;

} // namespace

CommandForm::CommandForm(QWidget* parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_folder(new QLineEdit(QDir::homePath(), this))
    , m_name(new QLineEdit(this))
    , m_metrics(new QComboBox(this))
    , m_expression(new QLineEdit(this))
    , m_hz(new QDoubleSpinBox(this))
    , m_problem(new QLabel(this))
{
    m_line->setPlaceholderText(tr("python3 train.py --epochs 3"));
    m_name->setPlaceholderText(tr("the command's"));
    m_metrics->addItem(tr("not looked for"), QString());
    m_metrics->addItem(tr("JSON objects, one a line"), u"json"_s);
    m_metrics->addItem(tr("CSV: names, then numbers"), u"csv"_s);
    m_metrics->addItem(tr("a regular expression"), kRegex);
    m_expression->setPlaceholderText(u"loss=(?<loss>[0-9.]+)"_s);
    m_hz->setRange(trace::kSlowestHz, trace::kFastestHz);
    m_hz->setValue(10.0);
    m_hz->setDecimals(0);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Command"), m_line);
    form->addRow(tr("Folder"), m_folder);
    form->addRow(tr("Name of the run"), m_name);
    form->addRow(tr("Metrics in its output"), m_metrics);
    form->addRow(tr("Expression"), m_expression);
    form->addRow(tr("Samples a second"), m_hz);
    auto* help
        = new QLabel(tr("The command runs as it would in a terminal, without input, and goes on when this window "
                        "is closed. Processors, memory, disks, network, power and graphics cards are recorded "
                        "for it and all processes that it starts; when it ends, it is listed as a run."),
            this);
    help->setWordWrap(true);
    help->setProperty("role", u"dim"_s);
    form->addRow(help);
    m_problem->setProperty("role", u"error"_s);
    m_problem->setWordWrap(true);
    form->addRow(m_problem);
    connect(this, &CommandForm::edited, this, [this] { m_problem->setText(problem()); });
    for (QLineEdit* field : {m_line, m_folder, m_name, m_expression})
        connect(field, &QLineEdit::textChanged, this, &CommandForm::edited);
    connect(m_metrics, &QComboBox::currentIndexChanged, this, [this] {
        m_expression->setEnabled(m_metrics->currentData() == kRegex);
        Q_EMIT edited();
    });
    m_expression->setEnabled(false);
}

TraceCommand CommandForm::command() const
{
    const QString form = m_metrics->currentData().toString();
    return {.words = splitCommand(m_line->text()).value_or(QStringList()),
        .folder = m_folder->text().trimmed(),
        .name = m_name->text().trimmed(),
        .metrics = form == kRegex ? kRegex + m_expression->text() : form,
        .hz = m_hz->value()};
}

QString CommandForm::problem() const
{
    const auto words = splitCommand(m_line->text());
    if (!words)
        return tr("A quotation mark in the command does not end");
    if (words->isEmpty())
        return tr("Which command?");
    if (!QFileInfo(m_folder->text().trimmed()).isDir())
        return tr("There is no folder %1").arg(m_folder->text().trimmed());
    const QString metrics = command().metrics;
    if (metrics.isEmpty())
        return {};
    const auto parser = runs::makeLineParser(metrics.toStdString());
    return parser ? QString() : QString::fromStdString(describe(parser.error()));
}

} // namespace cobench::ui

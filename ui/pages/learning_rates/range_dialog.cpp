// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/range_dialog.h"

#include "core/common/error.h"
#include "ui/pages/learning_rates/training_dialog.h"
#include "ui/pages/runs/launch_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>

namespace cobench::ui {

namespace {

using Method = jobs::RangeTestOptions::Method;

constexpr int kSideWidth = 330; // pixels

/// NaN for what is no number.
double number(const QLineEdit& field)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(field.text().trimmed(), &isNumber);
    return isNumber ? value : std::nan("");
}

} // namespace

RangeDialog::RangeDialog(QWidget* parent)
    : QDialog(parent)
    , m_form(new LaunchForm)
    , m_method(new QComboBox(this))
    , m_lowest(new QLineEdit(QStringLiteral("1e-5"), this))
    , m_highest(new QLineEdit(QStringLiteral("10"), this))
    , m_points(new QSpinBox(this))
    , m_stop(new QLineEdit(QStringLiteral("4"), this))
    , m_problems(new QLabel(this))
    , m_start(new QPushButton(tr("&Start"), this))
{
    setWindowTitle(tr("New range test"));
    m_form->rate().setEnabled(false); // the test's own rates
    layOutTrainingDialog(*this, m_form, makeSide(), m_start);
    connect(m_form, &LaunchForm::edited, this, &RangeDialog::refresh);
    connect(m_start, &QPushButton::clicked, this, [this] {
        Q_EMIT submitted(options());
        accept();
    });
    resize(860, 640);
    refresh();
}

QWidget* RangeDialog::makeSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(kSideWidth);
    auto* form = new QFormLayout(side);
    m_method->addItems({tr("Sweep: rates grow within one run"), tr("Grid: a run for each rate")});
    m_points->setRange(0, 1000000);
    const auto add = [&](const QString& title, QWidget* field, const QString& help) {
        field->setAccessibleName(title);
        field->setToolTip(help);
        form->addRow(title, field);
    };
    add(tr("Method"), m_method, tr("A sweep is quick; a grid is trained for the epochs that are set, once a rate"));
    add(tr("Lowest rate"), m_lowest, tr("Above 0"));
    add(tr("Highest rate"), m_highest, tr("Above the lowest; rates are equally spaced in their logarithm"));
    add(tr("Rates"), m_points, tr("Steps of the sweep, or runs of the grid"));
    add(tr("Stop at × lowest loss"), m_stop, tr("A run ends when its loss is so many times its lowest; above 1"));
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setProperty("role", QStringLiteral("error"));
    m_problems->setAccessibleName(tr("Problems"));
    form->addRow(m_problems);
    connect(m_method, &QComboBox::currentIndexChanged, this, &RangeDialog::refresh);
    for (QLineEdit* field : {m_lowest, m_highest, m_stop})
        connect(field, &QLineEdit::textChanged, this, &RangeDialog::refresh);
    return side;
}

jobs::RangeTestOptions RangeDialog::options() const
{
    const auto configs = m_form->configs();
    jobs::RangeTestOptions options{.method = m_method->currentIndex() == 0 ? Method::Sweep : Method::Grid,
        .config = configs.empty() ? train::TrainConfig() : configs.front(),
        .lowest = number(*m_lowest),
        .highest = number(*m_highest),
        .points = static_cast<std::uint32_t>(m_points->value()),
        .stopFactor = number(*m_stop)};
    options.config.learningRate = m_lowest->text().trimmed().toStdString();
    return options;
}

void RangeDialog::refresh()
{
    const jobs::RangeTestOptions asked = options();
    m_points->setSpecialValueText(asked.method == Method::Sweep ? tr("iterations of an epoch") : tr("8"));
    QStringList problems;
    for (const Error& problem : train::findProblems(asked.config))
        problems << QString::fromStdString(describe(problem));
    if (!(asked.lowest > 0.0) || !(asked.highest > asked.lowest) || !std::isfinite(asked.highest))
        problems << tr("The highest rate must be above the lowest one, and that above 0");
    if (!(asked.stopFactor > 1.0))
        problems << tr("The factor to stop at must be above 1");
    m_problems->setText(problems.join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.isEmpty());
    m_start->setEnabled(problems.isEmpty());
}

QString RangeDialog::problems() const
{
    return m_problems->text();
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/launch_dialog.h"

#include "core/common/error.h"
#include "core/jobs/estimate_run.h"
#include "ui/bridge/counted.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/runs/command_form.h"
#include "ui/pages/runs/launch_form.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace cobench::ui {

namespace {

constexpr int kSideWidth = 330; // pixels

QString inUnits(double value, const QString& unit)
{
    static constexpr std::array<const char*, 5> kPrefixes{"", "k", "M", "G", "T"};
    std::size_t step = 0;
    for (; value >= 1000.0 && step + 1 < kPrefixes.size(); ++step)
        value /= 1000.0;
    return QStringLiteral("%1 %2%3").arg(
        QLocale().toString(value, 'g', value < 100.0 ? 3 : 4), QString::fromLatin1(kPrefixes[step]), unit);
}

QString duration(double seconds)
{
    if (seconds < 90.0)
        return LaunchDialog::tr("%1 s").arg(std::ceil(seconds));
    if (seconds < 5400.0)
        return LaunchDialog::tr("%1 min").arg(std::round(seconds / 60.0));
    return LaunchDialog::tr("%1 h").arg(QLocale().toString(seconds / 3600.0, 'f', 1));
}

QString known(double value, const QString& text)
{
    return std::isnan(value) ? LaunchDialog::tr("unknown") : text;
}

QString row(const QString& title, const QString& value)
{
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td><b>%2</b></td></tr>").arg(title, value.toHtmlEscaped());
}

QString tableOf(const jobs::RunEstimate& estimate, std::size_t runs, std::uint32_t epochs)
{
    QString time = known(estimate.seconds, duration(estimate.seconds * static_cast<double>(runs)));
    QString text = QStringLiteral("<table>")
        + row(LaunchDialog::tr("Parameters"),
            known(estimate.parameters, QLocale().toString(static_cast<qlonglong>(estimate.parameters))))
        + row(LaunchDialog::tr("Forward pass, one sample"),
            known(estimate.multiplyAdds, inUnits(2.0 * estimate.multiplyAdds, QStringLiteral("FLOP"))))
        + row(LaunchDialog::tr("Memory of network and batch"),
            known(estimate.memoryBytes, inUnits(estimate.memoryBytes, QStringLiteral("B"))))
        + row(LaunchDialog::tr("Checkpoints on disk"),
            known(estimate.diskBytes, inUnits(estimate.diskBytes * static_cast<double>(runs), QStringLiteral("B"))))
        + row(LaunchDialog::tr("Training samples seen"),
            known(estimate.samples, QLocale().toString(static_cast<qlonglong>(estimate.samples * epochs))))
        + row(LaunchDialog::tr("Training time"), time) + QStringLiteral("</table>");
    if (estimate.basis == 0)
        return text + LaunchDialog::tr("No run on this device and with so many threads tells the time yet.");
    return text
        + LaunchDialog::tr("Time after what %1 reached here, one run after the other.")
              .arg(counted(estimate.basis, LaunchDialog::tr("run"), LaunchDialog::tr("runs")));
}

} // namespace

LaunchDialog::LaunchDialog(std::vector<study::Run> knownRuns, QWidget* parent)
    : QDialog(parent)
    , m_known(std::move(knownRuns))
    , m_form(new LaunchForm)
    , m_command(new CommandForm)
    , m_tabs(new QTabWidget(this))
    , m_batch(new QLineEdit(tr("runs"), this))
    , m_estimate(new QLabel(this))
    , m_problems(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_add(new QPushButton(tr("&Add to queue"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
    , m_start(new QPushButton(this))
{
    setWindowTitle(tr("New training runs"));
    setupUi();
    connect(m_form, &LaunchForm::edited, this, &LaunchDialog::refresh);
    connect(m_command, &CommandForm::edited, this, &LaunchDialog::refresh);
    connect(m_tabs, &QTabWidget::currentChanged, this, &LaunchDialog::refresh);
    connect(m_batch, &QLineEdit::textChanged, this, &LaunchDialog::refresh);
    connect(m_add, &QPushButton::clicked, this, &LaunchDialog::addToQueue);
    connect(m_remove, &QPushButton::clicked, this, &LaunchDialog::removeSelected);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &LaunchDialog::refresh);
    connect(m_start, &QPushButton::clicked, this, &LaunchDialog::start);
    refresh();
    m_form->name().setFocus();
}

QWidget* LaunchDialog::makeSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(12, 0, 0, 0);
    m_estimate->setTextFormat(Qt::RichText);
    m_estimate->setWordWrap(true);
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setAccessibleName(tr("Problems"));
    m_list->setAccessibleName(tr("Queue"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_batch->setAccessibleName(tr("Pool"));
    m_batch->setToolTip(
        tr("Runs that are submitted together can join one pool of this name when they have finished"));
    column->addWidget(m_estimate);
    column->addWidget(m_problems);
    column->addSpacing(8);
    column->addWidget(new QLabel(tr("Queue"), side));
    column->addWidget(m_list, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    column->addLayout(buttons);
    auto* label = new QLabel(tr("Submitted as, and pool of the finished ones"), side);
    label->setBuddy(m_batch);
    column->addWidget(label);
    column->addWidget(m_batch);
    return side;
}

void LaunchDialog::setupUi()
{
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* training = new QWidget(this);
    auto* columns = new QHBoxLayout(training);
    columns->addWidget(scroll, 1);
    columns->addWidget(makeSide());
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(training, tr("Train here"));
    m_tabs->addTab(m_command, tr("Trace a command"));
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    box->addButton(m_start, QDialogButtonBox::AcceptRole);
    m_start->setDefault(true);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_tabs, 1);
    column->addWidget(box);
    resize(860, 640);
}

bool LaunchDialog::isCommand() const
{
    return m_tabs->currentWidget() == m_command;
}

void LaunchDialog::refreshProblems(const std::vector<train::TrainConfig>& configs)
{
    std::set<QString> problems; // of several seeds, each once
    for (const train::TrainConfig& config : configs)
        for (const Error& problem : train::findProblems(config)) {
            Error unnamed = problem;
            unnamed.subject = unnamed.subject == config.name ? std::string() : unnamed.subject;
            problems.insert(QString::fromStdString(describe(unnamed)));
        }
    if (configs.empty())
        problems.insert(tr("Seeds: write numbers such as 1, 4, 9 or 1-5"));
    if (batch().isEmpty())
        problems.insert(tr("The runs need a name under which they are submitted"));
    m_problems->setText(QStringList(problems.begin(), problems.end()).join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.empty());
    m_problems->setProperty("role", QStringLiteral("error"));
}

void LaunchDialog::refresh()
{
    if (isCommand()) {
        const QString problem = m_command->problem();
        m_start->setText(tr("&Start the command"));
        m_start->setToolTip(problem);
        m_start->setEnabled(problem.isEmpty());
        return;
    }
    const auto configs = m_form->configs();
    refreshProblems(configs);
    const bool isRight = m_problems->text().isEmpty();
    if (!configs.empty())
        m_estimate->setText(
            tableOf(jobs::estimateRun(configs.front(), m_known), configs.size(), configs.front().epochs));
    m_add->setEnabled(isRight);
    m_remove->setEnabled(!m_list->selectedItems().isEmpty());
    const std::size_t runs = m_queue.empty() ? configs.size() : m_queue.size();
    m_start->setText(runs == 1 ? tr("&Start 1 run") : tr("&Start %1 runs").arg(count(runs)));
    m_start->setToolTip({});
    m_start->setEnabled(!batch().isEmpty() && (!m_queue.empty() || isRight));
}

void LaunchDialog::addToQueue()
{
    for (train::TrainConfig& config : m_form->configs()) {
        m_list->addItem(QString::fromStdString(config.name));
        m_list->item(m_list->count() - 1)->setToolTip(QString::fromStdString(train::toJson(config)));
        m_queue.push_back(std::move(config));
    }
    refresh();
}

void LaunchDialog::removeSelected()
{
    for (int index = m_list->count() - 1; index >= 0; --index)
        if (m_list->item(index)->isSelected()) {
            delete m_list->takeItem(index);
            m_queue.erase(m_queue.begin() + index);
        }
    refresh();
}

void LaunchDialog::start()
{
    if (isCommand())
        Q_EMIT commandSubmitted(m_command->command());
    else
        Q_EMIT submitted(m_queue.empty() ? m_form->configs() : m_queue, batch());
    accept();
}

QString LaunchDialog::batch() const
{
    return m_batch->text().trimmed();
}

QString LaunchDialog::problems() const
{
    return m_problems->text();
}

QString LaunchDialog::estimate() const
{
    return m_estimate->text();
}

} // namespace cobench::ui

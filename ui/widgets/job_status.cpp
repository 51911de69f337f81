// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/job_status.h"

#include "ui/style/icons.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace cobench::ui {

namespace {

constexpr int kBlinkMs = 250;
constexpr int kSteps = 1000;

} // namespace

QString durationText(double seconds)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Duration", text); };
    const int whole = static_cast<int>(std::ceil(seconds));
    if (whole < 60)
        return tr("%1 s").arg(whole);
    if (whole < 3600)
        return tr("%1 min").arg((whole + 59) / 60);
    return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

JobStatus::JobStatus(JobList& jobs, QWidget* parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    m_bar->setFixedWidth(160);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setIcon(icon(QStringLiteral("cancel")));
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(kBlinkMs);
    connect(&m_delay, &QTimer::timeout, this, &JobStatus::refresh);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (!m_jobs.isEmpty())
            m_jobs.cancel(0);
    });
    connect(&m_jobs, &JobList::rowsInserted, this, [this] {
        if (!isVisible() && !m_delay.isActive())
            m_delay.start();
    });
    connect(&m_jobs, &JobList::rowsRemoved, this, &JobStatus::refresh);
    connect(&m_jobs, &JobList::dataChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    hide();
}

QString JobStatus::describe(const QModelIndex& job) const
{
    QStringList parts{job.data().toString()};
    for (const int role : {JobList::StageRole, JobList::RateRole})
        if (const QString text = job.data(role).toString(); !text.isEmpty())
            parts << text;
    if (const double left = job.data(JobList::SecondsLeftRole).toDouble(); left >= 1.0)
        parts << tr("%1 left").arg(durationText(left));
    if (m_jobs.rowCount() > 1)
        parts << tr("%1 more").arg(m_jobs.rowCount() - 1);
    return parts.join(QStringLiteral(" · "));
}

void JobStatus::refresh()
{
    const bool busy = !m_jobs.isEmpty();
    if (busy && m_delay.isActive())
        return; // not long enough yet
    setVisible(busy);
    if (!busy)
        return m_delay.stop();
    const QModelIndex job = m_jobs.index(0);
    const double fraction = job.data(JobList::FractionRole).toDouble();
    m_bar->setRange(0, fraction < 0 ? 0 : kSteps);
    if (fraction >= 0)
        m_bar->setValue(static_cast<int>(fraction * kSteps));
    m_text->setText(describe(job));
}

} // namespace cobench::ui

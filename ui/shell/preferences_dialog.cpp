// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences_dialog.h"

#include "ui/bridge/counted.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSpinBox>

#include <thread>

namespace cobench::ui {

PreferencesDialog::PreferencesDialog(const Settings& settings, QWidget* parent)
    : QDialog(parent)
    , m_theme(new QComboBox(this))
    , m_palette(new QComboBox(this))
    , m_threads(new QSpinBox(this))
    , m_memory(new QSpinBox(this))
    , m_notify(new QCheckBox(tr("Tell the desktop when long work ends"), this))
{
    setWindowTitle(tr("Preferences"));
    m_theme->addItems({tr("As the desktop"), tr("Light"), tr("Dark")});
    m_theme->setCurrentIndex(static_cast<int>(settings.theme));
    m_palette->addItem(tr("Viridis"), QStringLiteral("viridis"));
    m_palette->addItem(tr("Cividis"), QStringLiteral("cividis"));
    m_palette->setCurrentIndex(m_palette->findData(settings.palette));
    m_threads->setRange(0, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    m_threads->setSpecialValueText(tr("All but one"));
    m_threads->setValue(settings.threads);
    m_threads->setToolTip(tr("How many calculations go on at once. What is going on already keeps its threads."));
    m_memory->setRange(0, std::max(settings.memoryGb, static_cast<int>(machineMemory() >> 30U) + 1));
    m_memory->setSpecialValueText(tr("Half of this computer's (%1)").arg(sizeText(machineMemory() / 2)));
    m_memory->setSuffix(tr(" GiB"));
    m_memory->setValue(settings.memoryGb);
    m_memory->setToolTip(tr("Most memory that the predictions of one import may take while they are read. What is "
                            "stored is mapped from the disk and needs none of it."));
    m_notify->setChecked(settings.notify);
    setupUi();
}

void PreferencesDialog::setupUi()
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(24, 24, 24, 16);
    form->setSpacing(12);
    form->addRow(tr("&Theme"), m_theme);
    form->addRow(tr("&Colours of magnitudes"), m_palette);
    form->addRow(tr("&Worker threads"), m_threads);
    form->addRow(tr("&Memory for an import"), m_memory);
    form->addRow(QString(), m_notify);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
}

void PreferencesDialog::apply(Settings& settings) const
{
    settings.theme = static_cast<ThemeChoice>(m_theme->currentIndex());
    settings.palette = m_palette->currentData().toString();
    settings.threads = m_threads->value();
    settings.memoryGb = m_memory->value();
    settings.notify = m_notify->isChecked();
}

} // namespace cobench::ui

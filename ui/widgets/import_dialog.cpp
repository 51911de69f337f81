// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/import_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace cobench::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kListHeight = 120;

} // namespace

QString predictionFilter()
{
    return ImportDialog::tr("Predictions (*.pt *.pth *.npy *.npz *.csv *.gz *.json);;All files (*)");
}

QString labelsFilter()
{
    return ImportDialog::tr("Labels (*.npy *.npz *.pt *.pth *.csv *.gz);;All files (*)");
}

ImportDialog::ImportDialog(QWidget* parent)
    : QDialog(parent)
    , m_inputs(new QListWidget(this))
    , m_labels(new QLineEdit(this))
    , m_values(new QComboBox(this))
    , m_name(new QLineEdit(this))
{
    setWindowTitle(tr("Import predictions"));
    setMinimumWidth(kWidth);
    m_values->addItem(tr("Find out"), static_cast<int>(io::ValueReading::Detect));
    m_values->addItem(tr("Probabilities"), static_cast<int>(io::ValueReading::Probabilities));
    m_values->addItem(tr("Logits"), static_cast<int>(io::ValueReading::Logits));
    setupUi();
    check();
}

QPushButton* ImportDialog::addButton(const QString& text, void (ImportDialog::*run)())
{
    auto* button = new QPushButton(text, this);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, run);
    return button;
}

void ImportDialog::setupUi()
{
    m_inputs->setAccessibleName(tr("Files and folders to import"));
    m_inputs->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_inputs->setMinimumHeight(kListHeight);
    m_inputs->setTextElideMode(Qt::ElideMiddle);
    m_labels->setPlaceholderText(tr("As the prediction files say"));
    m_labels->setClearButtonEnabled(true);
    m_labels->setToolTip(
        tr("A file with one class number per sample. It counts for all models; a model whose own file "
           "says otherwise is refused."));
    m_values->setToolTip(
        tr("Rows that are not negative and sum to 1 are probabilities; rows with a negative value are "
           "logits and are soft-maxed."));
    m_name->setPlaceholderText(tr("As the first file or folder"));
    auto* inputButtons = new QHBoxLayout;
    inputButtons->addWidget(addButton(tr("Add &files…"), &ImportDialog::askFiles));
    inputButtons->addWidget(addButton(tr("Add f&older…"), &ImportDialog::askFolder));
    inputButtons->addWidget(addButton(tr("&Remove"), &ImportDialog::removeSelected));
    inputButtons->addStretch();
    auto* labels = new QHBoxLayout;
    labels->addWidget(m_labels, 1);
    labels->addWidget(addButton(tr("&Choose…"), &ImportDialog::askLabels));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("&Import"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(24, 24, 24, 16);
    form->setSpacing(12);
    form->addRow(tr("&Predictions"), m_inputs);
    form->addRow(QString(), inputButtons);
    form->addRow(tr("&Labels file"), labels);
    static_cast<QLabel*>(form->labelForField(labels))->setBuddy(m_labels);
    form->addRow(tr("&Numbers are"), m_values);
    form->addRow(tr("Na&me of the pool"), m_name);
    form->addRow(buttons);
}

void ImportDialog::addInputs(const QStringList& paths)
{
    for (const QString& path : paths)
        if (m_inputs->findItems(path, Qt::MatchExactly).isEmpty())
            m_inputs->addItem(path);
    check();
}

void ImportDialog::setLabels(const QString& path)
{
    m_labels->setText(path);
}

io::LoadPoolOptions ImportDialog::options() const
{
    io::LoadPoolOptions options;
    for (int row = 0; row < m_inputs->count(); ++row)
        options.inputs.push_back(m_inputs->item(row)->text().toStdString());
    if (const QString labels = m_labels->text().trimmed(); !labels.isEmpty())
        options.labels = labels.toStdString();
    options.values = static_cast<io::ValueReading>(m_values->currentData().toInt());
    return options;
}

QString ImportDialog::name() const
{
    return m_name->text().trimmed();
}

void ImportDialog::askFiles()
{
    addInputs(QFileDialog::getOpenFileNames(this, tr("Predictions"), {}, predictionFilter()));
}

void ImportDialog::askFolder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Folder of predictions"));
    if (!path.isEmpty())
        addInputs({path});
}

void ImportDialog::askLabels()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Labels file"), {}, labelsFilter());
    if (!path.isEmpty())
        setLabels(path);
}

void ImportDialog::removeSelected()
{
    qDeleteAll(m_inputs->selectedItems());
    check();
}

void ImportDialog::check()
{
    m_accept->setEnabled(m_inputs->count() > 0);
}

} // namespace cobench::ui

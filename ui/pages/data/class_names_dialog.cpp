// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/class_names_dialog.h"

#include "core/io/file_source.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr std::uint64_t kMaxBytes = 4 << 20;

} // namespace

ClassNamesDialog::ClassNamesDialog(const data::Pool& pool, QWidget* parent)
    : QDialog(parent)
    , m_classes(pool.classes)
    , m_text(new QPlainTextEdit(this))
    , m_note(new QLabel(this))
{
    setWindowTitle(tr("Class names"));
    resize(420, 480);
    QStringList lines;
    for (const auto& name : pool.classNames)
        lines << QString::fromStdString(name);
    m_text->setPlainText(lines.join(QLatin1Char('\n')));
    m_text->setAccessibleName(tr("Class names, one per line"));
    m_note->setProperty("role", QStringLiteral("dim"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    QPushButton* file = buttons->addButton(tr("Load from file…"), QDialogButtonBox::ActionRole);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(new QLabel(tr("One name per line, in the order of the class numbers."), this));
    column->addWidget(m_text, 1);
    column->addWidget(m_note);
    column->addWidget(buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ClassNamesDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(file, &QPushButton::clicked, this, [this] {
        if (const QString path = QFileDialog::getOpenFileName(this, tr("Class names")); !path.isEmpty())
            load(path);
    });
    check();
}

void ClassNamesDialog::load(const QString& path)
{
    Progress progress;
    const auto bytes = io::readFile(path.toStdString(), progress, CancelToken(), kMaxBytes);
    if (!bytes)
        return m_note->setText(QString::fromStdString(describe(bytes.error())));
    const auto* text = reinterpret_cast<const char*>(bytes->data());
    m_text->setPlainText(QString::fromUtf8(text, static_cast<qsizetype>(bytes->size())).trimmed());
}

QStringList ClassNamesDialog::names() const
{
    QStringList names;
    for (const QString& line : m_text->toPlainText().split(QLatin1Char('\n')))
        names << line.trimmed();
    while (!names.isEmpty() && names.back().isEmpty())
        names.removeLast();
    return names;
}

void ClassNamesDialog::check()
{
    const qsizetype count = names().size();
    m_accept->setEnabled(count == m_classes || count == 0);
    m_note->setText(tr("%1 of %2 names").arg(count).arg(m_classes));
}

} // namespace cobench::ui

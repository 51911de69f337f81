// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/probe_dialog.h"

#include "ui/bridge/counted.h"
#include "ui/pages/reports/commands.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString titleOf(const std::string& kind)
{
    if (kind == "fgsm")
        return ProbeDialog::tr("FGSM");
    if (kind == "pgd")
        return ProbeDialog::tr("PGD");
    if (kind == "noise")
        return ProbeDialog::tr("Noise");
    return kind == "blur" ? ProbeDialog::tr("Blur") : ProbeDialog::tr("Contrast");
}

QStringList partsOf(const QString& list)
{
    QStringList parts = list.split(u',', Qt::SkipEmptyParts);
    for (QString& part : parts)
        part = part.trimmed();
    return parts;
}

/// `condition` with this strength: the reach of an attack, the severity of a corruption. Nothing: no such number.
std::optional<train::Condition> withStrength(train::Condition condition, const QString& text)
{
    bool isNumber = false;
    if (auto* attack = std::get_if<train::Attack>(&condition))
        attack->epsilon = text.toDouble(&isNumber);
    if (auto* corruption = std::get_if<train::Corruption>(&condition))
        corruption->severity = text.toUInt(&isNumber);
    return isNumber ? std::optional(condition) : std::nullopt;
}

} // namespace

ProbeDialog::ProbeDialog(std::vector<RunId> runs,
    const QString& firstName,
    QStringList takenNames,
    const QString& project,
    QWidget* parent)
    : QDialog(parent)
    , m_runs(std::move(runs))
    , m_firstName(firstName)
    , m_taken(std::move(takenNames))
    , m_project(project)
    , m_underConditions(new QRadioButton(tr("&Under attack or corrupted pictures"), this))
    , m_ofSnapshots(new QRadioButton(tr("At each of its &kept checkpoints"), this))
    , m_epsilons(new QLineEdit(u"0.01, 0.03"_s, this))
    , m_severities(new QLineEdit(u"1, 3, 5"_s, this))
    , m_split(new QComboBox(this))
    , m_limit(new QSpinBox(this))
    , m_pool(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_start(new QPushButton(tr("Make the pool"), this))
{
    setWindowTitle(tr("Pool of answers"));
    for (const std::string& name : train::attackNames())
        m_attacks.push_back({name, new QCheckBox(titleOf(name), this)});
    for (const std::string& name : train::corruptionNames())
        m_corruptions.push_back({name, new QCheckBox(titleOf(name), this)});
    m_attacks.front().box->setChecked(true);
    setupUi();
    refresh();
}

QWidget* ProbeDialog::makeConditions()
{
    auto* conditions = new QWidget(this);
    auto* form = new QFormLayout(conditions);
    form->setContentsMargins(22, 0, 0, 0);
    const auto addKinds = [&](const QString& title, const std::vector<Kind>& kinds) {
        auto* row = new QHBoxLayout;
        for (const Kind& kind : kinds) {
            row->addWidget(kind.box);
            connect(kind.box, &QCheckBox::toggled, this, &ProbeDialog::refresh);
        }
        row->addStretch();
        form->addRow(title, row);
    };
    addKinds(tr("Attacks"), m_attacks);
    form->addRow(tr("&Epsilon"), m_epsilons);
    m_epsilons->setToolTip(tr("Largest change of a pixel, as a share from black to white; several make several "
                              "conditions"));
    addKinds(tr("Corruptions"), m_corruptions);
    form->addRow(tr("Se&verity"), m_severities);
    m_severities->setToolTip(tr("1 to 5; several make several conditions"));
    m_split->addItems({u"test"_s, u"val"_s});
    form->addRow(tr("&Split"), m_split);
    m_limit->setRange(0, 10000000);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setGroupSeparatorShown(true);
    form->addRow(tr("&First samples"), m_limit);
    return conditions;
}

void ProbeDialog::setupUi()
{
    auto* column = new QVBoxLayout(this);
    column->addWidget(
        new QLabel(tr("The networks of %1, asked again").arg(counted(m_runs.size(), tr("run"), tr("runs"))), this));
    m_underConditions->setChecked(true);
    m_ofSnapshots->setEnabled(m_runs.size() == 1);
    m_ofSnapshots->setToolTip(
        m_runs.size() == 1 ? tr("One model for each checkpoint that the run kept") : tr("Of one run at a time"));
    m_conditions = makeConditions();
    column->addWidget(m_underConditions);
    column->addWidget(m_conditions);
    column->addWidget(m_ofSnapshots);
    auto* form = new QFormLayout;
    m_pool->setText(proposedName(false));
    form->addRow(tr("&Pool"), m_pool);
    column->addLayout(form);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"warning"_s);
    column->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_start, QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    auto* copy = buttons->addButton(tr("Copy as command"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit* edit : {m_epsilons, m_severities, m_pool})
        connect(edit, &QLineEdit::textChanged, this, &ProbeDialog::refresh);
    connect(m_split, &QComboBox::activated, this, &ProbeDialog::refresh);
    connect(m_limit, &QSpinBox::valueChanged, this, &ProbeDialog::refresh);
    connect(m_ofSnapshots, &QRadioButton::toggled, this, [this](bool isOfSnapshots) {
        if (m_pool->text() == proposedName(!isOfSnapshots))
            m_pool->setText(proposedName(isOfSnapshots));
        refresh();
    });
}

/// One that the project has no pool of.
QString ProbeDialog::proposedName(bool isOfSnapshots) const
{
    const QString wanted
        = isOfSnapshots ? tr("%1 on its way").arg(m_firstName) : tr("%1 under attack").arg(m_firstName);
    QString name = wanted;
    for (int n = 2; m_taken.contains(name); ++n)
        name = wanted + u' ' + QString::number(n);
    return name;
}

void ProbeDialog::refresh()
{
    m_conditions->setEnabled(m_underConditions->isChecked());
    const auto isAny = [](const std::vector<Kind>& kinds) {
        return std::ranges::any_of(kinds, [](const Kind& kind) { return kind.box->isChecked(); });
    };
    m_epsilons->setEnabled(isAny(m_attacks));
    m_severities->setEnabled(isAny(m_corruptions));
    const QString problem = findProblem();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_start->setEnabled(problem.isEmpty());
}

QString ProbeDialog::findProblem()
{
    m_request.runs = m_runs;
    m_request.isOfSnapshots = m_ofSnapshots->isChecked();
    m_request.plan.split = m_split->currentText().toStdString();
    m_request.plan.limit = static_cast<std::uint64_t>(m_limit->value());
    m_request.plan.conditions.assign(1, std::monostate());
    m_request.pool = m_pool->text().trimmed();
    if (m_request.pool.isEmpty())
        return tr("The pool needs a name");
    if (m_taken.contains(m_request.pool))
        return tr("The project has a pool of this name already");
    if (m_request.isOfSnapshots)
        return {};
    QString problem = addConditions(m_attacks, *m_epsilons);
    if (problem.isEmpty())
        problem = addConditions(m_corruptions, *m_severities);
    if (problem.isEmpty() && m_request.plan.conditions.size() == 1)
        problem = tr("Choose an attack or a corruption");
    return problem;
}

QString ProbeDialog::addConditions(const std::vector<Kind>& kinds, const QLineEdit& strengths)
{
    for (const Kind& kind : kinds) {
        if (!kind.box->isChecked())
            continue;
        const QStringList parts = partsOf(strengths.text());
        if (parts.isEmpty())
            return tr("%1 needs a strength").arg(kind.box->text());
        for (const QString& part : parts) {
            const auto condition = withStrength(train::conditionNamed(kind.name).value(), part);
            if (!condition)
                return tr("%1 is no number").arg(part);
            if (const auto problems = train::findProblems(*condition); !problems.empty())
                return QString::fromStdString(describe(problems.front()));
            m_request.plan.conditions.push_back(*condition);
        }
    }
    return {};
}

QString ProbeDialog::command() const
{
    QStringList runs;
    for (const RunId run : m_request.runs)
        runs += QString::number(run.value);
    const QString ending
        = u" %1 --pool %2 --project %3"_s.arg(runs.join(u' '), quoted(m_request.pool), quoted(m_project));
    if (m_request.isOfSnapshots)
        return u"cobench-cli runs snapshots"_s + ending;
    const auto chosen = [](const std::vector<Kind>& kinds) {
        QStringList names;
        for (const Kind& kind : kinds)
            if (kind.box->isChecked())
                names += QString::fromStdString(kind.name);
        return names.join(u',');
    };
    QString rest = u" --split %1"_s.arg(QString::fromStdString(m_request.plan.split));
    if (m_request.plan.limit > 0)
        rest += u" --limit %1"_s.arg(m_request.plan.limit);
    QStringList lines;
    if (const QString attacks = chosen(m_attacks); !attacks.isEmpty())
        lines += u"cobench-cli attack"_s + ending + rest
            + u" --method %1 --epsilon %2"_s.arg(attacks, partsOf(m_epsilons->text()).join(u','));
    if (const QString corruptions = chosen(m_corruptions); !corruptions.isEmpty())
        lines += u"cobench-cli corrupt"_s + ending + rest
            + u" --kind %1 --severity %2"_s.arg(corruptions, partsOf(m_severities->text()).join(u','));
    return lines.join(u'\n');
}

} // namespace cobench::ui

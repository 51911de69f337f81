// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/composer_panel.h"

#include "core/lr/policy_text.h"
#include "plots/schedule.h"
#include "ui/pages/learning_rates/policy_field.h"
#include "ui/pages/learning_rates/segment_handles.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/style/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kNarrowest = 80; // pixels of a number

QString figure(double value)
{
    return plots::formatNumber(value, 6);
}

void addLabelled(QHBoxLayout& row, const QString& text, QWidget* field, const QString& help)
{
    auto* label = new QLabel(text, field->parentWidget());
    label->setBuddy(field);
    field->setAccessibleName(QString(text).remove(u'&'));
    field->setToolTip(help);
    field->setWhatsThis(help);
    row.addWidget(label);
    row.addWidget(field);
}

} // namespace

ComposerPanel::ComposerPanel(Composer& composer, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_name(new QLabel(this))
    , m_save(new QPushButton(icon(u"save"_s), tr("Save"), this))
    , m_saveAs(new QPushButton(tr("Save &as…"), this))
    , m_text(new PolicyField(composer, this))
    , m_unit(new QComboBox(this))
    , m_length(new QSpinBox(this))
    , m_perEpoch(new QSpinBox(this))
    , m_convention(new QComboBox(this))
    , m_logarithmic(new QCheckBox(tr("Log a&xis"), this))
    , m_curve(new plots::Schedule(this))
    , m_figures(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(makeBar());
    column->addWidget(m_curve, 1);
    column->addWidget(m_figures);
    m_curve->setObjectName(u"composer"_s);
    m_figures->setMargin(8);
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connectAll();
    refresh();
}

QWidget* ComposerPanel::makeHead()
{
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(8, 8, 8, 2);
    auto* row = new QHBoxLayout;
    m_name->setProperty("role", u"heading"_s);
    m_save->setShortcut(QKeySequence::Save);
    m_save->setToolTip(tr("Keep it in the project; a policy that is there already gets a new version (%1)")
                           .arg(m_save->shortcut().toString(QKeySequence::NativeText)));
    row->addWidget(m_name, 1);
    row->addWidget(m_save);
    row->addWidget(m_saveAs);
    column->addLayout(row);
    column->addWidget(m_text);
    return head;
}

QWidget* ComposerPanel::makeBar()
{
    auto* bar = new QWidget(this);
    auto* rows = new QVBoxLayout(bar); // two: the docks beside it leave little width
    rows->setContentsMargins(8, 4, 8, 4);
    rows->setSpacing(4);
    for (QSpinBox* box : {m_length, m_perEpoch}) {
        box->setMinimumWidth(
            kNarrowest); // its own least is that of a billion, for which a small window has no room
        box->setGroupSeparatorShown(true);
        box->setKeyboardTracking(false);
    }
    auto* row = new QHBoxLayout;
    rows->addLayout(row);
    m_unit->addItems({tr("iterations"), tr("epochs")});
    addLabelled(*row, tr("&t counts"), m_unit, tr("What a step of the policy is; kept with it"));
    m_length->setRange(2, 2000000000);
    m_length->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    addLabelled(*row, tr("Len&gth"), m_length, tr("Steps that are shown and summed up, 2 … 2,000,000,000"));
    m_logarithmic->setToolTip(tr("Logarithmic learning rates; only where all of them are above 0"));
    row->addWidget(m_logarithmic);
    row->addStretch(1);
    row = new QHBoxLayout;
    rows->addLayout(row);
    m_perEpoch->setRange(1, 100000000);
    m_perEpoch->setValue(static_cast<int>(m_composer.iterationsPerEpoch()));
    addLabelled(*row,
        tr("&Iterations / epoch"),
        m_perEpoch,
        tr("Training samples / batch size; puts policies of both units on one axis"));
    m_convention->addItems({tr("Corrected"), tr("Reference")});
    addLabelled(*row,
        tr("C&onvention"),
        m_convention,
        tr("Corrected: a restart begins at k1. Reference: as the released program, which dips to k0 for the one "
           "step "
           "t = 0, l, 2l, …"));
    row->addStretch(1);
    return bar;
}

void ComposerPanel::connectAll()
{
    connect(m_save, &QPushButton::clicked, this, &ComposerPanel::save);
    connect(m_saveAs, &QPushButton::clicked, this, &ComposerPanel::saveAs);
    connect(m_unit, &QComboBox::activated, this, &ComposerPanel::changeUnit);
    connect(m_length, &QSpinBox::valueChanged, this, &ComposerPanel::changeLength);
    connect(m_perEpoch, &QSpinBox::valueChanged, this, [this](int iterations) {
        m_composer.setIterationsPerEpoch(iterations);
    });
    connect(m_convention, &QComboBox::activated, this, [this](int chosen) {
        m_composer.setConvention(chosen == 1 ? lr::Convention::Reference : lr::Convention::Corrected);
    });
    connect(
        m_logarithmic, &QCheckBox::toggled, this, [this](bool on) { m_curve->setLogarithmic(Qt::Vertical, on); });
    connect(m_curve, &plots::Schedule::handleMoved, this, &ComposerPanel::moveHandle);
    connect(&m_composer, &Composer::changed, this, &ComposerPanel::refresh);
    connect(&m_composer, &Composer::overlaysChanged, this, &ComposerPanel::showCurve);
    connect(&m_composer, &Composer::nameChanged, this, &ComposerPanel::showName);
    connect(&m_composer, &Composer::summaryChanged, this, &ComposerPanel::showFigures);
}

void ComposerPanel::refresh()
{
    const QSignalBlocker noLength(m_length);
    const auto most = std::numeric_limits<int>::max();
    m_length->setValue(static_cast<int>(std::min<std::uint64_t>(m_composer.steps(), most)));
    m_unit->setCurrentIndex(m_composer.draft().composition.unit == lr::Unit::Epoch ? 1 : 0);
    m_convention->setCurrentIndex(m_composer.convention() == lr::Convention::Reference ? 1 : 0);
    showCurve();
    showName();
    showFigures();
}

void ComposerPanel::showCurve()
{
    m_curve->setSchedule(m_composer.figure());
    m_curve->setCommand(policyCommand(m_composer.query(), m_composer.workspace().path()));
    m_curve->setLogarithmic(Qt::Vertical, m_logarithmic->isChecked());
    m_logarithmic->setEnabled(m_curve->canBeLogarithmic(Qt::Vertical));
}

void ComposerPanel::showName()
{
    const QString name = m_composer.name();
    const bool isChanged = m_composer.isChanged();
    m_name->setText(name.isEmpty() ? tr("Not saved yet") : isChanged ? tr("%1 (changed)").arg(name) : name);
    const bool canEdit = m_composer.policies().canEdit();
    m_save->setEnabled(canEdit && (name.isEmpty() || isChanged));
    m_saveAs->setEnabled(canEdit);
}

void ComposerPanel::showFigures()
{
    const auto& summary = m_composer.summary();
    if (!summary)
        return m_figures->setText(tr("Summing up …"));
    const double mean = summary->area / static_cast<double>(m_composer.steps());
    m_figures->setText(
        tr("<b>Area</b> %1 &nbsp; <b>mean</b> %2 &nbsp; <b>min</b> %3 &nbsp; <b>max</b> %4 &nbsp; "
           "<b>first</b> %5 &nbsp; <b>last</b> %6")
            .arg(figure(summary->area),
                figure(mean),
                figure(summary->minimum),
                figure(summary->maximum),
                figure(lr::valueAt(m_composer.schedule(), 0.0, m_composer.convention())),
                figure(lr::valueAt(
                    m_composer.schedule(), static_cast<double>(m_composer.steps() - 1), m_composer.convention()))));
    m_figures->setToolTip(
        tr("Area: the sum of the rates over all %L1 steps. Mean: area / steps. All figures are over "
           "every step, not over what is drawn.")
            .arg(m_composer.steps()));
}

void ComposerPanel::moveHandle(std::size_t handle, const QPointF& to, bool done)
{
    m_composer.editSchedule(withHandleAt(m_composer.schedule(), m_composer.steps(), handle, to),
        tr("Drag a policy"),
        u"drag %1"_s.arg(m_drags));
    if (!done)
        return;
    ++m_drags;
    showCurve(); // fits what was drawn in the old range
}

void ComposerPanel::changeUnit()
{
    Composer::Draft draft = m_composer.draft();
    draft.composition.unit = m_unit->currentIndex() == 1 ? lr::Unit::Epoch : lr::Unit::Iteration;
    m_composer.edit(draft, tr("Change the unit"));
}

void ComposerPanel::changeLength(int steps)
{
    Composer::Draft draft = m_composer.draft();
    draft.steps = static_cast<std::uint64_t>(steps);
    m_composer.edit(draft, tr("Change the length"), u"length"_s);
}

QString ComposerPanel::askName(const QString& proposal)
{
    bool accepted = false;
    QString name = QInputDialog::getText(
        this, tr("Save policy"), tr("Name of the policy"), QLineEdit::Normal, proposal, &accepted);
    if (!accepted)
        return {};
    const QString problem = m_composer.policies().nameProblem(name);
    if (problem.isEmpty())
        return name;
    QMessageBox::warning(this, tr("Save policy"), problem);
    return {};
}

void ComposerPanel::save()
{
    if (m_composer.name().isEmpty())
        return saveAs();
    m_composer.policies().save(*m_composer.draft().origin, toText(m_composer.draft().composition));
}

void ComposerPanel::saveAs()
{
    if (const QString name = askName(m_composer.policies().freeName()); !name.isEmpty())
        m_composer.policies().add(name, toText(m_composer.draft().composition));
}

QJsonObject ComposerPanel::viewState() const
{
    const Composer::Draft& draft = m_composer.draft();
    return {{u"policy"_s, QString::fromStdString(lr::format(draft.composition.schedule))},
        {u"epochs"_s, draft.composition.unit == lr::Unit::Epoch},
        {u"steps"_s, static_cast<double>(draft.steps)},
        {u"origin"_s, draft.origin ? static_cast<double>(draft.origin->value) : 0.0},
        {u"project"_s, m_composer.originProject()},
        {u"reference"_s, m_composer.convention() == lr::Convention::Reference},
        {u"perEpoch"_s, m_perEpoch->value()},
        {u"log"_s, m_logarithmic->isChecked()}};
}

void ComposerPanel::restoreViewState(const QJsonObject& state)
{
    const auto composition
        = fromText({.text = state["policy"_L1].toString().toStdString(), .perEpoch = state["epochs"_L1].toBool()});
    if (composition) {
        Composer::Draft draft{.composition = *composition,
            .steps = static_cast<std::uint64_t>(std::clamp(state["steps"_L1].toDouble(), 2.0, 2e9))};
        if (const auto id = static_cast<std::int64_t>(state["origin"_L1].toDouble()); id > 0)
            draft.origin = store::PolicyId{id};
        m_composer.restore(draft, state["project"_L1].toString());
    }
    m_perEpoch->setValue(state["perEpoch"_L1].toInt(m_perEpoch->value()));
    m_composer.setConvention(
        state["reference"_L1].toBool() ? lr::Convention::Reference : lr::Convention::Corrected);
    m_logarithmic->setChecked(state["log"_L1].toBool());
}

} // namespace cobench::ui

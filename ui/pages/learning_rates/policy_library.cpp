// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/policy_library.h"

#include "core/lr/known_schedules.h"
#include "core/lr/outline.h"
#include "core/lr/policy_text.h"
#include "ui/bridge/counted.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kSketchColumns = 48;
constexpr std::uint64_t kFamilySteps = 60; // three cycles
constexpr double kLow = 0.001;
constexpr double kHigh = 0.006;

/// The curve between its own extremes.
QPolygonF sketchOf(const lr::Schedule& schedule, std::uint64_t steps)
{
    const auto points = lr::outline(schedule, 0, steps - 1, kSketchColumns);
    const auto [low, high] = std::ranges::minmax_element(points, {}, &lr::OutlinePoint::rate);
    const double range = high->rate - low->rate;
    QPolygonF sketch;
    for (const lr::OutlinePoint& point : points)
        sketch << QPointF(
            point.t / static_cast<double>(steps - 1), range > 0.0 ? (point.rate - low->rate) / range : 0.5);
    return sketch;
}

QString madeOf(const lr::Schedule& schedule)
{
    return schedule.policies.size() == 1 ? formulaOf(schedule.policies.front().family) : policyName(schedule);
}

QString unitWord(lr::Unit unit)
{
    return unit == lr::Unit::Epoch ? PolicyLibrary::tr("t counts epochs")
                                   : PolicyLibrary::tr("t counts iterations");
}

} // namespace

PolicyLibrary::PolicyLibrary(Composer& composer, QObject* parent)
    : QAbstractListModel(parent)
    , m_composer(composer)
{
    addFamilies();
    addPapers();
    readProject();
    rebuild();
    connect(&m_composer.policies(), &PolicyEditor::changed, this, [this] {
        readProject();
        rebuild();
    });
    connect(&m_composer, &Composer::overlaysChanged, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    });
}

void PolicyLibrary::addFamilies()
{
    for (const lr::FamilyInfo& known : lr::allFamilies()) {
        Item item{.kind = Kind::Family,
            .key = u"family:"_s + toQString(known.name),
            .name = toQString(known.name),
            .note = toQString(known.formula),
            .steps = kFamilySteps};
        item.composition.schedule.policies = {typicalPolicy(known.family, double(kFamilySteps), kLow, kHigh)};
        QStringList help;
        for (const lr::Parameter& parameter : lr::parametersOf(known.family))
            help << u"%1: %2"_s.arg(toQString(parameter.key), toQString(parameter.meaning));
        item.help = help.join(u'\n');
        item.sketch = sketchOf(item.composition.schedule, item.steps);
        m_families.push_back(std::move(item));
    }
}

void PolicyLibrary::addPapers()
{
    for (const lr::KnownSchedule& known : lr::knownSchedules()) {
        auto schedule = lr::parse(known.text);
        Item item{.kind = Kind::Paper,
            .key = u"paper:"_s + toQString(known.name),
            .name = toQString(known.name),
            .note = madeOf(*schedule),
            .help
            = tr("%1\n%L2 %3, %4")
                  .arg(toQString(known.source))
                  .arg(known.steps)
                  .arg(known.unit == lr::Unit::Epoch ? tr("epochs") : tr("iterations"), toQString(known.text)),
            .composition = {.schedule = *schedule, .unit = known.unit},
            .steps = known.steps};
        item.sketch = sketchOf(item.composition.schedule, item.steps);
        m_papers.push_back(std::move(item));
    }
}

void PolicyLibrary::readProject()
{
    m_project.clear();
    for (const store::PolicyEntry& entry : m_composer.policies().policies()) {
        const store::PolicyVersion& version = entry.current();
        Item item{.kind = Kind::Project,
            .key = u"project:%1"_s.arg(entry.id.value),
            .name = QString::fromStdString(entry.name),
            .policy = entry.id};
        QStringList tags;
        for (const std::string& tag : entry.tags)
            tags << u'#' + QString::fromStdString(tag);
        const auto composition = fromText(version.policy);
        if (!composition) { // of a later version of the program
            item.note = QString::fromStdString(composition.error().detail);
            m_project.push_back(std::move(item));
            continue;
        }
        item.composition = *composition;
        item.steps = naturalLength(composition->schedule);
        tags.prepend(madeOf(composition->schedule));
        item.note = tags.join(u' ');
        item.help = tr("Version %1 of %2, %3\n%4")
                        .arg(version.number)
                        .arg(entry.versions.size())
                        .arg(unitWord(composition->unit), QString::fromStdString(version.policy.text));
        item.sketch = sketchOf(composition->schedule, item.steps);
        m_project.push_back(std::move(item));
    }
}

void PolicyLibrary::setFilter(const QString& words)
{
    if (words == m_filter)
        return;
    m_filter = words;
    rebuild();
}

bool PolicyLibrary::fits(const Item& item) const
{
    const QStringList words = m_filter.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) {
        return item.name.contains(word, Qt::CaseInsensitive) || item.note.contains(word, Qt::CaseInsensitive)
            || item.help.contains(word, Qt::CaseInsensitive);
    });
}

void PolicyLibrary::appendPart(const QString& heading, const std::vector<Item>& items)
{
    std::vector<Item> fitting;
    std::ranges::copy_if(items, std::back_inserter(fitting), [this](const Item& item) { return fits(item); });
    if (fitting.empty())
        return;
    m_shown.push_back({.name = heading});
    std::ranges::move(fitting, std::back_inserter(m_shown));
}

void PolicyLibrary::rebuild()
{
    beginResetModel();
    m_shown.clear();
    appendPart(tr("This project"), m_project);
    appendPart(tr("Functions"), m_families);
    appendPart(tr("Published schedules"), m_papers);
    endResetModel();
}

const PolicyLibrary::Item* PolicyLibrary::itemAt(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < m_shown.size() && m_shown[row].kind != Kind::Heading ? &m_shown[row] : nullptr;
}

QModelIndex PolicyLibrary::indexOf(const QString& key) const
{
    const auto found = std::ranges::find(m_shown, key, &Item::key);
    return found == m_shown.end() ? QModelIndex() : index(static_cast<int>(found - m_shown.begin()));
}

int PolicyLibrary::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PolicyLibrary::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item& item = m_shown[static_cast<std::size_t>(index.row())];
    const bool isHeading = item.kind == Kind::Heading;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return item.name;
    case Qt::ToolTipRole:
        return isHeading ? QVariant() : item.note + u'\n' + item.help;
    case Qt::AccessibleDescriptionRole:
        return item.note;
    case Qt::CheckStateRole:
        return isHeading ? QVariant() : QVariant(m_composer.isOverlaid(item.key) ? Qt::Checked : Qt::Unchecked);
    case NoteRole:
        return item.note;
    case KindRole:
        return static_cast<int>(item.kind);
    case SketchRole:
        return item.sketch;
    default:
        return {};
    }
}

bool PolicyLibrary::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const Item* item = itemAt(index);
    if (!item)
        return false;
    if (role == Qt::CheckStateRole) {
        Overlay overlay{.key = item->key, .name = item->name, .composition = item->composition};
        if (item->kind == Kind::Family) // drawn to the scale of what is composed
            overlay.composition
                = {.schedule = {.policies = {typicalPolicy(overlay.composition.schedule.policies.front().family,
                                    static_cast<double>(m_composer.steps()),
                                    m_composer.lowRate(),
                                    m_composer.highRate())}},
                    .unit = m_composer.draft().composition.unit};
        m_composer.setOverlaid(overlay, value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole || item->kind != Kind::Project)
        return false;
    if (const QString problem = m_composer.policies().nameProblem(value.toString(), item->policy);
        !problem.isEmpty()) {
        Q_EMIT refused(problem);
        return false;
    }
    m_composer.policies().rename(item->policy, value.toString());
    return true;
}

Qt::ItemFlags PolicyLibrary::flags(const QModelIndex& index) const
{
    const Item* item = itemAt(index);
    if (!item)
        return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
    return item->kind == Kind::Project && m_composer.policies().canEdit() ? usual | Qt::ItemIsEditable : usual;
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/segment_table.h"

#include "core/common/error.h"
#include "ui/models/heading.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

const QString kDash = u"–"_s;

QString titleOf(int column)
{
    switch (column) {
    case SegmentTable::FamilyColumn:
        return SegmentTable::tr("Policy");
    case SegmentTable::FromColumn:
        return SegmentTable::tr("From");
    case SegmentTable::ToColumn:
        return SegmentTable::tr("To");
    case SegmentTable::K0Column:
        return u"k0"_s;
    case SegmentTable::K1Column:
        return u"k1"_s;
    case SegmentTable::GammaColumn:
        return u"gamma"_s;
    case SegmentTable::PColumn:
        return u"p"_s;
    case SegmentTable::LColumn:
        return u"l"_s;
    default:
        return SegmentTable::tr("Formula");
    }
}

QString helpOf(int column)
{
    switch (column) {
    case SegmentTable::FamilyColumn:
        return SegmentTable::tr("The learning-rate function of the segment; its t is 0 where the segment begins");
    case SegmentTable::FromColumn:
        return SegmentTable::tr("First step of the segment; a whole number above the one before");
    case SegmentTable::ToColumn:
        return SegmentTable::tr("The step at which the next one begins; of the last one, the length that is shown");
    case SegmentTable::FormulaColumn:
        return SegmentTable::tr(
            "EXPR: a formula in t, e.g. 0.1*exp(-t/500); + - * / ^, comparisons, a ? b : c, pi, e, "
            "abs, exp, ln, sqrt, sin, cos, floor, min, max, mod and more");
    default:
        return parameterHelp(titleOf(column));
    }
}

bool isText(int column)
{
    return column == SegmentTable::FamilyColumn || column == SegmentTable::FormulaColumn;
}

bool readsParameter(const lr::FamilyInfo& info, int column)
{
    switch (column) {
    case SegmentTable::K0Column:
        return info.k0;
    case SegmentTable::K1Column:
        return info.k1;
    case SegmentTable::GammaColumn:
        return info.gamma;
    case SegmentTable::PColumn:
        return info.p;
    case SegmentTable::LColumn:
        return info.l;
    case SegmentTable::FormulaColumn:
        return info.expression;
    default:
        return true;
    }
}

double* parameter(lr::Policy& policy, int column)
{
    switch (column) {
    case SegmentTable::K0Column:
        return &policy.k0;
    case SegmentTable::K1Column:
        return &policy.k1;
    case SegmentTable::GammaColumn:
        return &policy.gamma;
    default:
        return &policy.p;
    }
}

} // namespace

SegmentTable::SegmentTable(Composer& composer, QObject* parent)
    : QAbstractTableModel(parent)
    , m_composer(composer)
    , m_rows(static_cast<int>(composer.schedule().policies.size()))
{
    connect(&m_composer, &Composer::changed, this, &SegmentTable::refresh);
}

void SegmentTable::refresh()
{
    const auto rows = static_cast<int>(m_composer.schedule().policies.size());
    if (rows == m_rows) {
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int SegmentTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int SegmentTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

bool SegmentTable::reads(const QModelIndex& index) const
{
    const lr::Policy& policy = m_composer.schedule().policies[static_cast<std::size_t>(index.row())];
    return readsParameter(lr::info(policy.family), index.column());
}

QVariant SegmentTable::value(const QModelIndex& index) const
{
    const lr::Schedule& schedule = m_composer.schedule();
    const auto segment = static_cast<std::size_t>(index.row());
    const int column = index.column();
    if (column == FromColumn)
        return segmentBegin(schedule, segment);
    if (column == ToColumn)
        return segmentEnd(schedule, segment, m_composer.steps());
    lr::Policy policy = schedule.policies[segment];
    if (column == FamilyColumn)
        return nameOf(policy.family);
    if (!reads(index))
        return std::nan("");
    if (column == FormulaColumn)
        return valueText(index);
    if (column == LColumn)
        return policy.l.size() == 1 ? QVariant(policy.l.front()) : QVariant(valueText(index));
    return *parameter(policy, column);
}

QString SegmentTable::valueText(const QModelIndex& index) const
{
    const lr::Policy& policy = m_composer.schedule().policies[static_cast<std::size_t>(index.row())];
    if (!reads(index))
        return kDash;
    if (index.column() == FormulaColumn)
        return QString::fromStdString(policy.expression);
    if (index.column() == LColumn) {
        QStringList lengths;
        for (const double l : policy.l)
            lengths << shortNumber(l);
        return lengths.join(u' ');
    }
    const QVariant number = value(index);
    return index.column() == FamilyColumn ? number.toString() : shortNumber(number.toDouble());
}

QVariant SegmentTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const lr::Policy& policy = m_composer.schedule().policies[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return valueText(index);
    case ValueRole:
        return value(index);
    case Qt::ToolTipRole:
        return index.column() == FamilyColumn ? u"%1: %2"_s.arg(nameOf(policy.family), formulaOf(policy.family))
                                              : helpOf(index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

bool SegmentTable::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || !reads(index))
        return false;
    const auto segment = static_cast<std::size_t>(index.row());
    if (index.column() == FamilyColumn) {
        const auto family = lr::familyFromName(value.toString().toStdString());
        return family && take(withFamily(m_composer.schedule(), segment, *family, m_composer.steps()));
    }
    if (index.column() == LColumn)
        return setLengths(segment, value.toString());
    if (index.column() == FormulaColumn)
        return setFormula(segment, value.toString());
    bool isNumber = false;
    const double number = QLocale::c().toDouble(value.toString().trimmed(), &isNumber);
    return isNumber ? setNumber(index, number) : refuse(tr("“%1” is no number").arg(value.toString()));
}

bool SegmentTable::setNumber(const QModelIndex& index, double number)
{
    const auto segment = static_cast<std::size_t>(index.row());
    if (index.column() == FromColumn)
        return segment > 0 && setEnd(segment - 1, number);
    if (index.column() == ToColumn)
        return setEnd(segment, number);
    lr::Schedule schedule = m_composer.schedule();
    *parameter(schedule.policies[segment], index.column()) = number;
    return take(std::move(schedule));
}

bool SegmentTable::setEnd(std::size_t segment, double at)
{
    if (at != std::round(at) || at <= segmentBegin(m_composer.schedule(), segment))
        return refuse(tr("A segment ends at a whole step after its first one"));
    if (segment == m_composer.schedule().boundaries.size()) {
        Composer::Draft draft = m_composer.draft();
        draft.steps = static_cast<std::uint64_t>(std::min(at, 2e9));
        m_composer.edit(draft, tr("Change the length"));
        return true;
    }
    lr::Schedule schedule = m_composer.schedule();
    schedule.boundaries[segment] = at;
    return take(std::move(schedule));
}

bool SegmentTable::setFormula(std::size_t segment, const QString& text)
{
    lr::Schedule schedule = m_composer.schedule();
    schedule.policies[segment].expression = text.trimmed().toStdString();
    return take(std::move(schedule));
}

bool SegmentTable::setLengths(std::size_t segment, const QString& text)
{
    static const QRegularExpression kSeparators(u"[\\s,;+]+"_s);
    lr::Schedule schedule = m_composer.schedule();
    schedule.policies[segment].l.clear();
    for (const QString& word : text.split(kSeparators, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        schedule.policies[segment].l.push_back(QLocale::c().toDouble(word, &isNumber));
        if (!isNumber)
            return refuse(tr("“%1” is no number").arg(word));
    }
    return take(std::move(schedule));
}

bool SegmentTable::take(lr::Schedule schedule)
{
    if (const auto valid = lr::validate(schedule); !valid)
        return refuse(QString::fromStdString(describe(valid.error())));
    m_composer.editSchedule(std::move(schedule), tr("Change a segment"));
    return true;
}

bool SegmentTable::refuse(const QString& reason)
{
    Q_EMIT refused(reason);
    return false;
}

Qt::ItemFlags SegmentTable::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    if (!index.isValid() || !reads(index))
        return usual;
    return index.column() == FromColumn && index.row() == 0 ? usual : usual | Qt::ItemIsEditable;
}

QVariant SegmentTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= ColumnCount)
        return {};
    return heading(role, titleOf(section), helpOf(section), isText(section));
}

} // namespace cobench::ui

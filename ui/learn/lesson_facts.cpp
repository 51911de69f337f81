// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lesson_facts.h"

#include "ui/learn/diversity_facts.h"
#include "ui/learn/dropping_facts.h"
#include "ui/learn/landscape_facts.h"
#include "ui/learn/range_facts.h"
#include "ui/learn/run_facts.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QJsonValue filled(const QJsonValue& value, const QHash<QString, ensemble::Members>& teams)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry)
            *entry = filled(*entry, teams);
        return object;
    }
    const QString name = value.toString();
    if (!name.startsWith(u'@'))
        return value;
    QJsonArray members;
    for (const std::uint32_t member : teams.value(name.mid(1)))
        members.append(static_cast<int>(member));
    return members;
}

} // namespace

QString LessonFacts::say(const LessonText& text) const
{
    static const QRegularExpression kName(u"\\{([\\w.]+)\\}"_s);
    for (const LessonText::Variant& variant : text.variants) {
        if (!variant.flag.isEmpty() && !flags.contains(variant.flag))
            continue;
        QString said;
        qsizetype end = 0;
        for (auto names = kName.globalMatch(variant.text); names.hasNext();) {
            const auto name = names.next();
            said += QStringView(variant.text).mid(end, name.capturedStart() - end);
            said += words.value(name.captured(1), name.captured());
            end = name.capturedEnd();
        }
        return said += QStringView(variant.text).mid(end);
    }
    return {};
}

QJsonObject LessonFacts::fill(const QJsonObject& view) const
{
    return filled(view, teams).toObject();
}

void LessonFacts::add(const LessonFacts& others)
{
    words.insert(others.words);
    flags.unite(others.flags);
    teams.insert(others.teams);
}

LessonWork lessonWork(const QString& name)
{
    if (name == "diversity"_L1)
        return {.first = &diversityFacts, .later = &diversityHelpFacts};
    if (name == "batch-size"_L1)
        return {.first = &batchSizeFacts, .runs = &batchSizeRuns, .batch = kBatchSizeRuns};
    if (name == "threads"_L1)
        return {.first = &threadFacts, .runs = &threadRuns, .batch = kThreadRuns};
    if (name == "range-test"_L1)
        return {.first = &rangeTestFacts, .runs = &rangeTestRuns, .batch = kRangeTestRuns};
    if (name == "landscape"_L1)
        return {.first = &landscapeFacts};
    if (name == "dropping"_L1)
        return {.first = &droppingFacts};
    return {};
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/pool_phrases.h"

#include "core/ensemble/member_report.h"

#include <QCoreApplication>
#include <QStringList>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("PoolPhrases", text);
}

} // namespace

QString modelName(const data::Pool& pool, std::size_t model)
{
    return QString::fromStdString(pool.models[model].name);
}

std::vector<QString> modelNames(const data::Pool& pool)
{
    std::vector<QString> names;
    for (std::size_t model = 0; model < pool.size(); ++model)
        names.push_back(modelName(pool, model));
    return names;
}

QString teamName(const data::Pool& pool, const ensemble::Members& members)
{
    QStringList names;
    for (const std::uint32_t member : members)
        names += modelName(pool, member);
    return names.join(u" + "_s);
}

QString classText(const data::Pool& pool, data::Label label)
{
    return label < pool.classNames.size() ? QString::fromStdString(pool.classNames[label]) : QString::number(label);
}

std::vector<QString> classTexts(const data::Pool& pool)
{
    std::vector<QString> names;
    for (std::uint32_t label = 0; label < pool.classes; ++label)
        names.push_back(classText(pool, static_cast<data::Label>(label)));
    return names;
}

QString tooManyClasses()
{
    return tr("Not drawn for more than %1 classes").arg(ensemble::kMostConfusionClasses);
}

QString titleOf(const ensemble::SampleSet& set, const data::Pool& pool)
{
    using Kind = ensemble::SampleSet::Kind;
    switch (set.kind) {
    case Kind::All:
        return tr("all samples");
    case Kind::Disagreement:
        return tr("samples the pool disagrees about");
    case Kind::Focal:
        break;
    }
    return tr("samples that %1 gets wrong").arg(modelName(pool, set.focal));
}

} // namespace cobench::ui

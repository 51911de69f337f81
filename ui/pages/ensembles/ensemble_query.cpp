// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/ensemble_query.h"

#include "ui/pages/reports/phrases.h"

#include <limits>

namespace cobench::ui {

using namespace Qt::StringLiterals;

QJsonObject toJson(const EnsembleQuery& query)
{
    return {{u"metric"_s, toQString(ensemble::info(query.metric).id)},
        {u"samples"_s, QString::fromStdString(ensemble::toString(query.samples))},
        {u"reference"_s, query.convention == ensemble::Convention::Reference},
        {u"score"_s, query.asScore},
        {u"clustered"_s, query.clustered},
        {u"wholeRange"_s, query.wholeRange}};
}

EnsembleQuery queryFromJson(const QJsonObject& json)
{
    EnsembleQuery query;
    query.metric = ensemble::metricFromId(json["metric"_L1].toString().toStdString()).value_or(query.metric);
    const auto samples = ensemble::parseSampleSet(
        json["samples"_L1].toString().toStdString(), std::numeric_limits<std::uint32_t>::max());
    if (samples)
        query.samples = *samples;
    if (json["reference"_L1].toBool())
        query.convention = ensemble::Convention::Reference;
    query.asScore = json["score"_L1].toBool(query.asScore);
    query.clustered = json["clustered"_L1].toBool(query.clustered);
    query.wholeRange = json["wholeRange"_L1].toBool(query.wholeRange);
    return query;
}

double shownValue(const EnsembleQuery& query, double raw)
{
    return query.asScore ? ensemble::diversityScore(query.metric, raw) : raw;
}

} // namespace cobench::ui

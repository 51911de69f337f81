// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_request.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/selection_query.h"

#include <QJsonArray>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using jobs::SelectionMethodInfo;
using jobs::SelectionOptions;
using jobs::SelectionParameter;

QString idsOf(const std::vector<ensemble::Metric>& metrics)
{
    QStringList ids;
    for (const ensemble::Metric metric : metrics)
        ids += toQString(ensemble::info(metric).id);
    return ids.join(u',');
}

std::size_t sizeFrom(const QJsonValue& value, std::size_t otherwise)
{
    return value.isDouble() && value.toDouble() >= 0.0 ? static_cast<std::size_t>(value.toDouble()) : otherwise;
}

} // namespace

SelectionOptions optionsOf(const SelectionRequest& request, ensemble::Convention convention)
{
    SelectionOptions options = request.options;
    const SelectionMethodInfo& method = jobs::info(options.method);
    options.convention = convention;
    if (method.takes(SelectionParameter::Metrics))
        options.metrics = request.metrics;
    else if (method.takes(SelectionParameter::Metric))
        options.metrics = {request.metric};
    return options;
}

QJsonObject toJson(const SelectionRequest& request)
{
    const SelectionOptions& options = request.options;
    QJsonObject json{{u"method"_s, toQString(jobs::info(options.method).id)},
        {u"metric"_s, toQString(ensemble::info(request.metric).id)},
        {u"metrics"_s, idsOf(request.metrics)},
        {u"select"_s, request.selectSplit},
        {u"report"_s, request.reportSplit},
        {u"minSize"_s, static_cast<qint64>(options.minSize)},
        {u"maxSize"_s, static_cast<qint64>(options.maxSize)},
        {u"beta"_s, options.beta},
        {u"deviations"_s, options.deviations},
        {u"votes"_s, static_cast<qint64>(options.votes)},
        {u"count"_s, static_cast<qint64>(options.count)},
        {u"width"_s, static_cast<qint64>(options.width)},
        {u"share"_s, options.diversityShare},
        {u"time"_s, options.time.count()},
        {u"seed"_s, static_cast<qint64>(options.seed)},
        {u"weighting"_s, static_cast<int>(options.weighting)}};
    if (options.size)
        json.insert(u"size"_s, static_cast<qint64>(*options.size));
    if (options.rule)
        json.insert(u"rule"_s, toQString(ensemble::id(*options.rule)));
    return json;
}

SelectionRequest selectionFromJson(const QJsonObject& json)
{
    SelectionRequest request;
    SelectionOptions& options = request.options;
    const auto text = [&](QLatin1String key) { return json[key].toString().toStdString(); };
    options.method = jobs::selectionMethodFromId(text("method"_L1)).value_or(options.method);
    request.metric = ensemble::metricFromId(text("metric"_L1)).value_or(request.metric);
    std::vector<ensemble::Metric> metrics;
    for (const QString& id : json["metrics"_L1].toString().split(u','))
        if (const auto metric = ensemble::metricFromId(id.toStdString()))
            metrics.push_back(*metric);
    if (!metrics.empty())
        request.metrics = std::move(metrics);
    request.selectSplit = json["select"_L1].toString();
    request.reportSplit = json["report"_L1].toString();
    options.minSize = std::max<std::size_t>(1, sizeFrom(json["minSize"_L1], options.minSize));
    options.maxSize = sizeFrom(json["maxSize"_L1], options.maxSize);
    if (json.contains("size"_L1))
        options.size = sizeFrom(json["size"_L1], 5);
    options.beta = std::clamp(json["beta"_L1].toDouble(options.beta), 0.0, 1.0);
    options.deviations = json["deviations"_L1].toDouble(options.deviations);
    options.votes = sizeFrom(json["votes"_L1], options.votes);
    options.count = sizeFrom(json["count"_L1], options.count);
    options.width = sizeFrom(json["width"_L1], options.width);
    options.diversityShare = std::clamp(json["share"_L1].toDouble(options.diversityShare), 0.0, 1.0);
    options.time = std::chrono::duration<double>(json["time"_L1].toDouble(options.time.count()));
    options.seed = sizeFrom(json["seed"_L1], options.seed);
    options.weighting = static_cast<ensemble::FocalWeighting>(std::clamp(json["weighting"_L1].toInt(), 0, 2));
    options.rule = ensemble::consensusFromId(text("rule"_L1));
    return request;
}

QString selectionCommand(
    const SelectionRequest& request, ensemble::Convention convention, const QString& project, const QString& pool)
{
    const SelectionOptions options = optionsOf(request, convention);
    const SelectionMethodInfo& method = jobs::info(options.method);
    QStringList words{u"cobench-cli"_s, u"ensemble"_s, u"select"_s, quoted(project + u'#' + pool)};
    words += {u"--method"_s, toQString(method.id)};
    if (method.takes(SelectionParameter::Metrics))
        words += {u"--metrics"_s, idsOf(options.metrics)};
    else if (method.takes(SelectionParameter::Metric))
        words += {u"--metric"_s, idsOf(options.metrics)};
    for (const auto& [name, split] :
        {std::pair(u"--select-split"_s, request.selectSplit), std::pair(u"--report-split"_s, request.reportSplit)})
        if (!split.isEmpty())
            words += {name, quoted(split)};
    for (const auto& [name, value] : parametersOf(options))
        words += {u"--"_s + toQString(name), toQString(value)};
    if (options.rule)
        words += {u"--consensus"_s, toQString(ensemble::id(*options.rule))};
    if (convention == ensemble::Convention::Reference)
        words += {u"--convention"_s, u"reference"_s};
    return words.join(u' ');
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/cli_commands.h"

#include "ui/pages/reports/commands.h"

#include <QStringList>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Kind = ensemble::SampleSet::Kind;

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

/// "'P.cobench#name' --split test"
QString placeWords(const PoolPlace& place)
{
    const QString pool = quoted(place.project + u'#' + text(place.pool));
    return place.split.empty() ? pool : pool + u" --split "_s + quoted(text(place.split));
}

QString numbers(const std::vector<std::uint32_t>& values)
{
    QStringList list;
    for (const std::uint32_t value : values)
        list << QString::number(value);
    return list.join(u',');
}

QString teamWords(const std::vector<ensemble::Members>& teams)
{
    QStringList list;
    for (const ensemble::Members& team : teams)
        list << numbers(team);
    return list.join(u';');
}

} // namespace

QString projectInfoCommand(const QString& project)
{
    return u"cobench-cli project info "_s + quoted(project);
}

QString poolInfoCommand(const PoolPlace& place)
{
    return u"cobench-cli pool info "_s + placeWords(place);
}

QString poolVotesCommand(const PoolPlace& place, const std::vector<std::uint32_t>& samples)
{
    return u"cobench-cli pool votes %1 --at %2"_s.arg(placeWords(place), numbers(samples));
}

QString differingVotesCommand(const PoolPlace& place, std::size_t first, std::size_t second)
{
    return u"cobench-cli pool votes %1 --differ %2,%3"_s.arg(
        placeWords(place), QString::number(first), QString::number(second));
}

QString pairsCommand(const PoolPlace& place, ensemble::Metric metric, const ensemble::SampleSet& samples)
{
    return u"cobench-cli ensemble matrix %1 --metric %2 --samples %3"_s.arg(placeWords(place),
        QString::fromUtf8(
            ensemble::info(metric).id.data(), static_cast<qsizetype>(ensemble::info(metric).id.size())),
        text(ensemble::toString(samples)));
}

QString teamsCommand(const PoolPlace& place,
    const ensemble::SampleSet& samples,
    const std::vector<ensemble::Members>& teams,
    std::size_t minSize,
    std::size_t maxSize)
{
    QString command = u"cobench-cli ensemble score %1 --metrics all"_s.arg(placeWords(place));
    command += teams.empty() ? u" --all"_s : u" --teams "_s + quoted(teamWords(teams));
    if (teams.empty() && minSize > 0)
        command += u" --min-size %1"_s.arg(minSize);
    if (teams.empty() && maxSize > 0)
        command += u" --max-size %1"_s.arg(maxSize);
    return command
        + (samples.kind == Kind::Focal ? u" --focal"_s : u" --samples "_s + text(ensemble::toString(samples)));
}

} // namespace cobench::ui

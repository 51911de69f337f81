// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_arrangement.h"

#include "ui/pages/ensembles/ensemble_figures.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

std::optional<std::uint32_t> findMember(const QString& word, const data::Pool& pool)
{
    bool isNumber = false;
    const uint number = word.toUInt(&isNumber);
    if (isNumber && number < pool.size())
        return number;
    std::vector<std::uint32_t> fitting;
    for (std::uint32_t model = 0; model < pool.size(); ++model) {
        const QString name = modelName(pool, model);
        if (name.compare(word, Qt::CaseInsensitive) == 0)
            return model;
        if (name.contains(word, Qt::CaseInsensitive))
            fitting.push_back(model);
    }
    return fitting.size() == 1 ? std::optional(fitting.front()) : std::nullopt;
}

bool passes(const TeamArrangement& wanted, std::uint32_t team)
{
    const TeamFilter& filter = wanted.filter;
    const auto& front = wanted.front;
    if (filter.chosenOnly && !wanted.isChosenTeam(team))
        return false;
    if (filter.frontOnly && front && front->isOn.size() == wanted.total() && front->isOn[team] == 0)
        return false;
    const std::size_t size = wanted.answer->teams.sizeOf(team);
    return size >= filter.minSize && (filter.maxSize == 0 || size <= filter.maxSize)
        && wanted.answer->teams.hasMembers(team, filter.members);
}

/// The first `most` by the column that is sorted by.
void sortRows(std::vector<std::uint32_t>& rows, const TeamArrangement& wanted, std::size_t most)
{
    std::vector<double> keys(wanted.total());
    // Teams come by size and members, so their number stands for every column of text.
    for (const std::uint32_t team : rows)
        keys[team] = wanted.column <= TeamColumns::NamesColumn
            ? team
            : columnValue(*wanted.answer, wanted.asScore, team, wanted.column);
    const bool descending = wanted.order == Qt::DescendingOrder;
    const auto comesBefore = [&](std::uint32_t first, std::uint32_t second) {
        const double a = keys[first];
        const double b = keys[second];
        if (std::isnan(a) != std::isnan(b))
            return std::isnan(b);
        if (a != b && !std::isnan(a))
            return descending ? a > b : a < b;
        return first < second;
    };
    if (rows.size() > most)
        std::ranges::nth_element(rows, rows.begin() + static_cast<std::ptrdiff_t>(most), comesBefore);
    rows.resize(std::min(rows.size(), most));
    std::ranges::sort(rows, comesBefore);
}

} // namespace

ensemble::Members parseMembers(const QString& text, const data::Pool& pool, QStringList* unknown)
{
    static const QRegularExpression separators(u"[\\s,;+]+"_s);
    ensemble::Members members;
    for (const QString& word : text.split(separators, Qt::SkipEmptyParts)) {
        if (const auto member = findMember(word, pool))
            members.push_back(*member);
        else if (unknown)
            unknown->append(word);
    }
    std::ranges::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

ArrangedTeams arrange(const TeamArrangement& wanted, std::size_t most, const CancelToken& cancel)
{
    ArrangedTeams arranged;
    const bool all = wanted.filter == TeamFilter{};
    for (std::uint32_t team = 0; team < wanted.total(); ++team)
        if (all || passes(wanted, team))
            arranged.rows.push_back(team);
    arranged.passing = arranged.rows.size();
    if (cancel.isCancelled())
        return {};
    if (wanted.column >= 0)
        sortRows(arranged.rows, wanted, most);
    arranged.rows.resize(std::min(arranged.rows.size(), most));
    for (std::size_t row = 0; row < arranged.rows.size(); ++row)
        arranged.places.emplace_back(arranged.rows[row], static_cast<int>(row));
    std::ranges::sort(arranged.places);
    return arranged;
}

} // namespace cobench::ui

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_query.h"

#include "core/ensemble/pruning_text.h"

#include <algorithm>

namespace cobench::ui {

using namespace Qt::StringLiterals;

QJsonObject toJson(const TreeQuery& query)
{
    return {{u"size"_s, static_cast<int>(query.pruning.maxSize)},
        {u"beta"_s, QString::fromStdString(ensemble::sharesText(query.pruning))},
        {u"split"_s, query.split},
        {u"accuracy"_s, query.colour == TreeColour::Accuracy}};
}

TreeQuery treeQueryFromJson(const QJsonObject& json)
{
    TreeQuery query;
    const auto size = json["size"_L1].toInt(static_cast<int>(query.pruning.maxSize));
    query.pruning.maxSize = static_cast<std::size_t>(std::max(2, size));
    // A list that cannot be read leaves the default shares.
    static_cast<void>(ensemble::parseShares(json["beta"_L1].toString().toStdString(), query.pruning).ok());
    query.split = json["split"_L1].toString();
    query.colour = json["accuracy"_L1].toBool() ? TreeColour::Accuracy : TreeColour::Score;
    return query;
}

} // namespace cobench::ui

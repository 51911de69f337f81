// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/open_dataset.h"

#include "core/io/table_dataset.h"

namespace cobench::io {

namespace {

std::optional<TableFiles> tablesOf(const data::DatasetRequest& request)
{
    if (data::findDatasetInfo(request.name) || request.dataDirectory.empty())
        return std::nullopt;
    return findTableFiles(request.dataDirectory);
}

} // namespace

Result<std::shared_ptr<const data::Dataset>> openDataset(const data::DatasetRequest& request)
{
    if (const auto tables = tablesOf(request))
        return loadTableDataset(*tables, request);
    return data::loadDataset(request);
}

Result<data::DatasetFacts> describeDataset(const data::DatasetRequest& request)
{
    const auto tables = tablesOf(request);
    if (!tables)
        return data::describeDataset(request);
    const auto loaded = loadTableDataset(*tables, request);
    if (!loaded)
        return loaded.error();
    const data::Dataset& dataset = **loaded;
    data::DatasetFacts facts{.shape = dataset.shape, .classes = dataset.classes};
    for (const data::ImageSplit& split : dataset.splits) {
        facts.hasPixels = !split.pixels.empty();
        (split.name == "train"        ? facts.trainSamples
                : split.name == "val" ? facts.valSamples
                                      : facts.testSamples)
            = split.samples();
    }
    return facts;
}

} // namespace cobench::io

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/reports/three_models.h"

#include "core/store/project.h"

#include <vector>

namespace cobench::test {

namespace {

/// `first` is the probability of class 0, sample by sample.
data::MemberPredictions member(const std::vector<float>& first)
{
    std::vector<float> rows;
    for (const float p : first) {
        rows.push_back(p);
        rows.push_back(1.0F - p);
    }
    return {.probabilities = Array<float>(std::move(rows))};
}

data::Split split(const std::string& name, std::vector<data::MemberPredictions> members)
{
    return {.name = name, .truth = Array<data::Label>({0, 1, 0, 1}), .members = std::move(members)};
}

} // namespace

data::Pool threeModels()
{
    data::Pool pool{.name = "three", .classes = 2, .classNames = {"cat", "dog"}};
    for (const char* name : {"a", "b", "c"})
        pool.models.push_back({.name = name});
    pool.splits.push_back(std::make_shared<const data::Split>(split("test",
        {member({0.9F, 0.2F, 0.7F, 0.6F}), member({0.8F, 0.3F, 0.4F, 0.1F}), member({0.3F, 0.2F, 0.6F, 0.7F})})));
    return pool;
}

data::Pool threeModelsWithVal()
{
    data::Pool pool = threeModels();
    const std::vector<float> wrong{0.1F, 0.9F, 0.1F, 0.9F};
    pool.splits.push_back(std::make_shared<const data::Split>(
        split("val", {member(wrong), member(wrong), member({0.9F, 0.1F, 0.9F, 0.1F})})));
    return pool;
}

Result<void> storeProject(const std::filesystem::path& path, const data::Pool& pool, const std::string& name)
{
    auto project = store::Project::open(path, store::OpenMode::Create);
    if (!project)
        return project.error();
    Progress progress;
    const auto id = (*project)->addPool(pool, name, {}, progress, CancelToken{});
    return id ? Result<void>{} : Result<void>{id.error()};
}

} // namespace cobench::test

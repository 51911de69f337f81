// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/split_view.h"

#include "core/common/sha256.h"

#include <bit>
#include <span>

namespace cobench::jobs {

namespace {

// Arrays go in as they lie in memory, so the hash is that of little-endian data.
static_assert(std::endian::native == std::endian::little);

void addSize(Sha256& hash, std::uint64_t size)
{
    hash.update(std::as_bytes(std::span(&size, 1)));
}

template <typename Range>
void addArray(Sha256& hash, const Range& values)
{
    addSize(hash, values.size());
    hash.update(std::as_bytes(std::span(values.data(), values.size())));
}

std::string listOf(const std::vector<std::string>& titles)
{
    std::string text;
    for (const std::string& title : titles)
        text.append(text.empty() ? "" : ", ").append(title);
    return text;
}

} // namespace

std::string hashSplit(const data::Pool& pool, const data::Split& split)
{
    Sha256 hash;
    addSize(hash, pool.classes);
    addArray(hash, split.truth);
    for (std::size_t model = 0; model < pool.size(); ++model) {
        addArray(hash, pool.models[model].name);
        addArray(hash, split.members[model].probabilities);
        addArray(hash, split.members[model].labels);
    }
    return hash.finishHex();
}

Result<std::shared_ptr<const data::Split>> chooseSplit(const data::Pool& pool, std::string_view title)
{
    auto split = title.empty() ? pool.defaultSplit() : pool.split(title);
    if (!split) {
        return Error{.code = ErrorCode::Usage,
            .subject = pool.name,
            .detail = title.empty() ? "the pool has no split" : "there is no split " + std::string(title),
            .cure = pool.splits.empty() ? "" : "its splits are " + listOf(pool.splitTitles())};
    }
    if (pool.size() == 0)
        return Error{.code = ErrorCode::Empty, .subject = pool.name, .detail = "the pool has no models"};
    return split;
}

Result<SplitPair> chooseSplits(const data::Pool& pool, std::string_view selection, std::string_view report)
{
    auto shown = chooseSplit(pool, report);
    if (!shown)
        return shown.error();
    if (selection.empty())
        return SplitPair{.selection = pool.split("val") ? pool.split("val") : *shown, .report = *shown};
    auto chosen = chooseSplit(pool, selection);
    if (!chosen)
        return chosen.error();
    return SplitPair{.selection = std::move(*chosen), .report = std::move(*shown)};
}

Result<SplitView> viewSplit(std::shared_ptr<const data::Pool> pool, std::string_view title)
{
    auto split = chooseSplit(*pool, title);
    if (!split)
        return split.error();
    SplitView view{.title = (*split)->title(), .dataHash = hashSplit(*pool, **split)};
    view.prepared = ensemble::PreparedSplit::prepare(std::move(*split), pool->classes);
    view.pool = std::move(pool);
    return view;
}

} // namespace cobench::jobs

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/sweep_tables.h"

#include "core/io/csv.h"
#include "core/runs/metric_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

namespace cobench::runs {

namespace {

using nlohmann::json;
using Fields = std::vector<std::string_view>;

constexpr std::size_t kRowsPerLook = 1024; // at the cancel token
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kRun = "run_id";
constexpr std::string_view kEpoch = "epoch";
constexpr std::string_view kIterations = "n_minibatch_losses";

/// What others call our settings and quantities.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSettings{{{"lr", "learning_rate"},
    {"batch_size", "batch"},
    {"num_epochs", "epochs"},
    {"max_epochs", "epochs"},
    {"network", "model"},
    {"arch", "model"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kOptimizers{
    {{"GradientDescent", "sgd"}, {"SGD", "sgd"}}};

/// One of the tables, row by row.
class TableReader
{
public:
    TableReader(std::string_view text, std::string name)
        : m_csv(text)
        , m_name(std::move(name))
    {
        m_csv.skipComments();
        Fields fields;
        if (m_csv.next(fields))
            for (const std::string_view field : fields)
                m_columns.push_back(trimmed(field));
    }

    const std::vector<std::string>& columns() const { return m_columns; }
    std::optional<std::size_t> find(std::string_view column) const
    {
        const auto found = std::ranges::find(m_columns, column);
        return found == m_columns.end() ? std::nullopt
                                        : std::optional(static_cast<std::size_t>(found - m_columns.begin()));
    }
    Error refuse(std::string detail) const
    {
        return {.code = ErrorCode::Corrupt,
            .subject = m_name,
            .place = "line " + std::to_string(std::max<std::size_t>(1, m_csv.line())),
            .detail = std::move(detail),
            .cure = "a table needs a line of column names, then rows of as many fields"};
    }
    /// False at the end.
    Result<bool> next(Fields& fields)
    {
        if (!m_csv.next(fields)) {
            if (m_csv.failed())
                return refuse("has a quote that never closes");
            return false;
        }
        if (fields.size() != m_columns.size())
            return refuse("has " + std::to_string(fields.size()) + " fields, the first line "
                + std::to_string(m_columns.size()));
        return true;
    }

private:
    io::CsvReader m_csv;
    std::string m_name;
    std::vector<std::string> m_columns;
};

bool isSummary(std::string_view column)
{
    return column.starts_with("final_") || column.starts_with("best_") || column.starts_with("n_")
        || column.ends_with("_logged");
}

std::string optimizerOf(std::string_view text)
{
    if (text.ends_with("Optimizer"))
        text.remove_suffix(std::string_view("Optimizer").size());
    for (const auto& [theirs, ours] : kOptimizers)
        if (text == theirs)
            return std::string(ours);
    std::string lower(text);
    std::ranges::transform(
        lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return lower;
}

/// "cifar10_3c3d" is the network 3c3d on cifar10.
void addProblem(json& config, std::string_view problem)
{
    const std::size_t cut = problem.find('_');
    config["testproblem"] = problem;
    config["dataset"] = problem.substr(0, cut);
    if (cut != std::string_view::npos)
        config["model"] = problem.substr(cut + 1);
}

void addSetting(json& config, std::string_view column, std::string_view field)
{
    const auto known = std::ranges::find(kSettings, column, &std::pair<std::string_view, std::string_view>::first);
    const std::string key(known == kSettings.end() ? column : known->second);
    const std::string text = trimmed(field);
    if (text.empty())
        return;
    if (column == "testproblem")
        addProblem(config, text);
    else if (key == "optimizer")
        config[key] = optimizerOf(text);
    else if (const auto number = numberIn(field); number && std::isfinite(*number))
        config[key] = *number;
    else
        config[key] = text;
}

std::string shortNumber(double value)
{
    std::array<char, 32> buffer{};
    const auto end
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 3).ptr;
    return {buffer.data(), end};
}

/// "cifar10_3c3d momentum 0.000631 s42"
std::string nameOf(const json& config, const std::string& run)
{
    std::string name;
    for (const char* key : {"testproblem", "optimizer", "learning_rate", "seed"}) {
        if (!config.contains(key))
            continue;
        const json& value = config[key];
        name += (name.empty() ? "" : " ") + std::string(std::string_view(key) == "seed" ? "s" : "")
            + (value.is_number() ? shortNumber(value.get<double>()) : value.get<std::string>());
    }
    return name.empty() ? "run " + run : name;
}

/// "train/epoch_loss" for train_loss, "test/accuracy" for test_accuracy.
std::string tagOf(const std::string& column)
{
    for (const std::string_view what : {"loss", "accuracy"})
        for (const std::string_view part : {"train", "test", "val", "valid"})
            if (column == std::string(part) + "_" + std::string(what))
                return std::string(part) + (part == "train" ? "/epoch_" : "/") + std::string(what);
    return column;
}

/// What one epoch measured, column by column; NaN = an empty field.
using EpochRow = std::pair<std::uint64_t, std::vector<double>>;

struct Run {
    ForeignRun run;
    std::uint64_t iterationsPerEpoch = 1;
    std::vector<EpochRow> epochs;
};

/// 1 where the table does not tell.
std::uint64_t iterationsPerEpoch(const json& config, double iterations)
{
    const auto epochs = config.find("epochs");
    const double each = epochs != config.end() && epochs->is_number() ? iterations / epochs->get<double>() : 0.0;
    return each >= 1.0 && each < 1e9 && each == std::floor(each) ? static_cast<std::uint64_t>(each) : 1;
}

class Joiner
{
public:
    Joiner(const SweepTables& tables, const CancelToken& cancel)
        : m_tables(tables)
        , m_cancel(cancel)
    {
    }

    Result<ForeignRuns> read()
    {
        if (auto done = readRuns(); !done)
            return std::move(done).error();
        if (auto done = readEpochs(); !done)
            return std::move(done).error();
        for (auto& [id, run] : m_runs) {
            if (run.epochs.empty()) {
                m_result.warnings.push_back({.subject = m_tables.runsName,
                    .place = "run " + id,
                    .detail = "has no row in " + m_tables.epochsName + " and was left out"});
                continue;
            }
            addScalars(run);
            m_result.runs.push_back(std::move(run.run));
        }
        return std::move(m_result);
    }

private:
    Result<void> readRuns()
    {
        TableReader table(m_tables.runs, m_tables.runsName);
        const auto key = table.find(kRun);
        if (!key)
            return table.refuse("has no column run_id");
        Fields fields;
        for (std::size_t row = 0;; ++row) {
            if (row % kRowsPerLook == 0 && m_cancel.isCancelled())
                return cancelled();
            const auto more = table.next(fields);
            if (!more)
                return more.error();
            if (!*more)
                return {};
            const std::string id = trimmed(fields[*key]);
            if (m_place.contains(id))
                return table.refuse("run_id " + id + " is there twice");
            m_place[id] = m_runs.size();
            m_runs.emplace_back(id, described(table, fields, *key, id));
        }
    }

    Run described(const TableReader& table, const Fields& fields, std::size_t key, const std::string& id) const
    {
        json config = json::object();
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (i != key && !isSummary(table.columns()[i]))
                addSetting(config, table.columns()[i], fields[i]);
        Run run;
        run.run.name = nameOf(config, id);
        run.run.batch = m_tables.batch;
        run.run.source = m_tables.runsName + "#" + id;
        run.run.config = config.dump(-1, ' ', false, json::error_handler_t::replace);
        const auto iterations = table.find(kIterations);
        run.iterationsPerEpoch
            = iterationsPerEpoch(config, iterations ? numberIn(fields[*iterations]).value_or(0.0) : 0.0);
        return run;
    }

    Result<void> readEpochs()
    {
        TableReader table(m_tables.epochs, m_tables.epochsName);
        const auto key = table.find(kRun);
        const auto epoch = table.find(kEpoch);
        if (!key || !epoch)
            return table.refuse("has no column " + std::string(key ? kEpoch : kRun));
        for (std::size_t i = 0; i < table.columns().size(); ++i)
            if (i != *key && i != *epoch)
                m_measured.push_back(i);
        for (const std::size_t column : m_measured)
            m_tags.push_back(tagOf(table.columns()[column]));
        Fields fields;
        std::size_t strangers = 0;
        for (std::size_t row = 0;; ++row) {
            if (row % kRowsPerLook == 0 && m_cancel.isCancelled())
                return cancelled();
            const auto more = table.next(fields);
            if (!more)
                return more.error();
            if (!*more)
                break;
            const auto place = m_place.find(trimmed(fields[*key]));
            if (place == m_place.end()) {
                ++strangers;
                continue;
            }
            if (auto kept = keepEpoch(table, fields, *epoch, m_runs[place->second].second); !kept)
                return kept;
        }
        if (strangers > 0)
            m_result.warnings.push_back({.subject = m_tables.epochsName,
                .place = {},
                .detail
                = std::to_string(strangers) + " rows are of runs that " + m_tables.runsName + " does not have"});
        return {};
    }

    Result<void> keepEpoch(const TableReader& table, const Fields& fields, std::size_t epoch, Run& run) const
    {
        const auto number = numberIn(fields[epoch]);
        if (!number || !(*number >= 0.0 && *number < 1e12) || *number != std::floor(*number))
            return table.refuse("\"" + std::string(fields[epoch]) + "\" is no epoch");
        std::vector<double> values;
        for (const std::size_t column : m_measured) {
            const auto value = numberIn(fields[column]);
            if (!value && !trimmed(fields[column]).empty())
                return table.refuse("\"" + std::string(fields[column]) + "\" is no number");
            values.push_back(value.value_or(kNone));
        }
        run.epochs.emplace_back(static_cast<std::uint64_t>(*number), std::move(values));
        return {};
    }

    void addScalars(Run& run) const
    {
        auto& rows = run.epochs;
        std::ranges::stable_sort(rows, {}, &EpochRow::first);
        for (std::size_t i = 0; i < m_tags.size(); ++i) {
            std::size_t known = rows.size(); // the last row with a number
            while (known > 0 && std::isnan(rows[known - 1].second[i]))
                --known;
            for (std::size_t row = 0; known > 0 && row < rows.size(); ++row)
                if (row >= known || !std::isnan(rows[row].second[i]))
                    run.run.scalars.push_back({.tag = m_tags[i],
                        .step = rows[row].first * run.iterationsPerEpoch,
                        .time = 0.0,
                        .value = rows[row].second[i]});
        }
    }

    const SweepTables& m_tables;
    const CancelToken& m_cancel;
    std::vector<std::pair<std::string, Run>> m_runs; // by row
    std::map<std::string, std::size_t> m_place;
    std::vector<std::size_t> m_measured; // columns
    std::vector<std::string> m_tags; // of m_measured
    ForeignRuns m_result;
};

} // namespace

bool isRunsTable(std::string_view text)
{
    return TableReader(text.substr(0, text.find('\n')), {}).find(kRun).has_value();
}

Result<ForeignRuns> readSweepTables(const SweepTables& tables, const CancelToken& cancel)
{
    return Joiner(tables, cancel).read();
}

} // namespace cobench::runs

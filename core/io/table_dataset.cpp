// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/table_dataset.h"

#include "core/data/split_parts.h"
#include "core/io/csv.h"
#include "core/io/file_source.h"
#include "core/io/npy.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace cobench::io {

namespace {

namespace fs = std::filesystem;
using data::ImageShape;
using data::ImageSplit;

constexpr std::size_t kMaxColumns = 1U << 20;

/// One split with the shape of its samples.
struct TableSplit {
    ImageShape shape;
    ImageSplit samples;
};

Result<Bytes> readAll(const fs::path& path, const CancelToken& cancel)
{
    Progress progress;
    return readFile(path, progress, cancel);
}

std::string_view textOf(const Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool parse(std::string_view field, double& value)
{
    const char* end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, value);
    return error == std::errc() && stop == end && std::isfinite(value);
}

/// Rows of a CSV file, its header read.
class CsvTable
{
public:
    CsvTable(const fs::path& path, std::string_view text)
        : m_path(path)
        , m_reader(text)
    {
    }

    Result<TableSplit> read(const std::string& name, const CancelToken& cancel)
    {
        std::vector<std::string_view> fields;
        if (!m_reader.next(fields))
            return error(ErrorCode::Empty, "has no header", "a first line with the names of the columns");
        if (fields.size() < 2 || fields.size() > kMaxColumns)
            return error(
                ErrorCode::Shape, "has " + std::to_string(fields.size()) + " columns", "numbers and a label");
        m_columns = fields.size();
        const auto label = std::ranges::find(fields, "label");
        m_label = label == fields.end() ? m_columns - 1 : static_cast<std::size_t>(label - fields.begin());
        while (m_reader.next(fields)) {
            if (cancel.isCancelled())
                return cancelled();
            if (auto added = addRow(fields); !added)
                return std::move(added).error();
        }
        if (m_reader.failed())
            return error(ErrorCode::Corrupt, "a quote never closes", {});
        return TableSplit{{static_cast<std::uint32_t>(m_columns - 1), 1, 1},
            {name, {}, std::move(m_labels), std::move(m_values)}};
    }

private:
    Error error(ErrorCode code, std::string detail, std::string cure) const
    {
        return {
            code, m_path.string(), "line " + std::to_string(m_reader.line()), std::move(detail), std::move(cure)};
    }

    Result<void> addRow(const std::vector<std::string_view>& fields)
    {
        if (fields.size() != m_columns)
            return error(ErrorCode::Shape,
                "has " + std::to_string(fields.size()) + " fields",
                std::to_string(m_columns) + " as the header");
        for (std::size_t i = 0; i < fields.size(); ++i) {
            double value = 0.0;
            if (!parse(fields[i], value))
                return error(ErrorCode::Value, "\"" + std::string(fields[i].substr(0, 40)) + "\" is no number", {});
            if (i != m_label) {
                if (std::abs(value) > static_cast<double>(std::numeric_limits<float>::max()))
                    return error(ErrorCode::Value,
                        "\"" + std::string(fields[i].substr(0, 40)) + "\" is too large",
                        "numbers up to 3.4e38, which networks take");
                m_values.push_back(static_cast<float>(value));
                continue;
            }
            if (value < 0 || value >= kMaxClasses || value != std::floor(value))
                return error(ErrorCode::Value, "its label is " + std::string(fields[i]), "a whole number from 0");
            m_labels.push_back(static_cast<data::Label>(value));
        }
        return {};
    }

    const fs::path& m_path;
    CsvReader m_reader;
    std::size_t m_columns = 0;
    std::size_t m_label = 0;
    std::vector<float> m_values;
    std::vector<data::Label> m_labels;
};

Result<Tensor> readArray(const fs::path& path, const CancelToken& cancel)
{
    const auto bytes = readAll(path, cancel);
    if (!bytes)
        return bytes.error();
    ReadContext context(path.string(), bytes->size(), cancel);
    auto array = readNpy(*bytes, context);
    if (!array)
        return std::move(array).error();
    if (auto* tensor = std::get_if<Tensor>(&*array))
        return std::move(*tensor);
    return context.error(ErrorCode::Unsupported, {}, "holds texts", "numbers");
}

std::optional<ImageShape> shapeOf(const Tensor& samples)
{
    const auto& shape = samples.shape();
    if (shape.size() < 2 || shape.size() > 4
        || std::ranges::any_of(shape, [](std::uint64_t size) { return size == 0 || size > kMaxColumns * 64; }))
        return std::nullopt;
    const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(shape[i]); };
    if (shape.size() == 2)
        return ImageShape{at(1), 1, 1};
    return shape.size() == 3 ? ImageShape{1, at(1), at(2)} : ImageShape{at(1), at(2), at(3)};
}

Result<TableSplit> readArrays(const fs::path& folder, const std::string& name, const CancelToken& cancel)
{
    const fs::path xPath = folder / (name + "_x.npy");
    const fs::path yPath = folder / (name + "_y.npy");
    const auto x = readArray(xPath, cancel);
    if (!x)
        return x.error();
    const auto y = readArray(yPath, cancel);
    if (!y)
        return y.error();
    const auto shape = shapeOf(*x);
    if (!shape || y->shape() != std::vector<std::uint64_t>{x->shape()[0]})
        return Error{ErrorCode::Shape,
            xPath.string(),
            {},
            "has the shape " + shapeText(x->shape()) + ", its labels " + shapeText(y->shape()),
            "samples first, one label for each"};
    auto labels = y->toLabels(ReadContext(yPath.string(), 0, cancel), {});
    if (!labels)
        return std::move(labels).error();
    auto values = x->toFloats(cancel);
    if (!values)
        return std::move(values).error();
    if (x->isFloating()) {
        if (!std::ranges::all_of(*values, [](float value) { return std::isfinite(value); }))
            return Error{ErrorCode::Value, xPath.string(), {}, "holds values that are no numbers", {}};
        return TableSplit{*shape, {name, {}, std::move(*labels), std::move(*values)}};
    }
    if (!std::ranges::all_of(*values, [](float value) { return value >= 0.0F && value <= 255.0F; }))
        return TableSplit{*shape, {name, {}, std::move(*labels), std::move(*values)}};
    return TableSplit{
        *shape, {name, std::vector<std::uint8_t>(values->begin(), values->end()), std::move(*labels)}};
}

Result<TableSplit> readSplit(const TableFiles& files, const std::string& name, const CancelToken& cancel)
{
    if (!files.isCsv)
        return readArrays(files.folder, name, cancel);
    const fs::path path = files.folder / (name + ".csv");
    const auto bytes = readAll(path, cancel);
    if (!bytes)
        return bytes.error();
    return CsvTable(path, textOf(*bytes)).read(name, cancel);
}

bool exists(const TableFiles& files, const char* name)
{
    std::error_code ignored;
    return fs::exists(files.folder / (std::string(name) + (files.isCsv ? ".csv" : "_x.npy")), ignored);
}

void countClasses(data::Dataset& dataset)
{
    std::uint32_t classes = 2;
    for (const ImageSplit& split : dataset.splits)
        for (const data::Label label : split.labels)
            classes = std::max(classes, label + 1U);
    dataset.classes = classes;
    dataset.classNames = data::numberedClasses(classes);
}

} // namespace

std::optional<TableFiles> findTableFiles(const fs::path& folder)
{
    for (const bool isCsv : {true, false})
        if (const TableFiles files{folder, isCsv}; exists(files, "train"))
            return files;
    return std::nullopt;
}

Result<std::shared_ptr<const data::Dataset>> loadTableDataset(
    const TableFiles& files, const data::DatasetRequest& request, const CancelToken& cancel)
{
    auto dataset = std::make_shared<data::Dataset>();
    dataset->name = dataset->title = request.name;
    dataset->directory = files.folder;
    for (const char* name : {"train", "val", "test"}) {
        if (!exists(files, name))
            continue;
        auto split = readSplit(files, name, cancel);
        if (!split)
            return std::move(split).error();
        if (dataset->shape.channels != 0 && !(dataset->shape == split->shape))
            return Error{ErrorCode::Shape, files.folder.string(), name, "has other columns than train", {}};
        dataset->shape = split->shape;
        if (split->samples.name == "train" && !exists(files, "val"))
            data::addTrainAndVal(*dataset, split->samples, {});
        else
            dataset->splits.push_back(std::move(split->samples));
    }
    countClasses(*dataset); // over all splits, whichever are wanted
    std::erase_if(
        dataset->splits, [&](const ImageSplit& split) { return !data::wants(request.splits, split.name.c_str()); });
    return std::shared_ptr<const data::Dataset>(std::move(dataset));
}

} // namespace cobench::io

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pool_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace cobench::io {

namespace {

using Json = nlohmann::json;

/// Collects a description; the first value of a wrong kind ends it.
class Reader
{
public:
    explicit Reader(const ReadContext& context)
        : m_context(context)
    {
    }

    Result<PoolDescription> read(const Json& root)
    {
        readText(root, "name", m_pool.name);
        readText(root, "licence", m_pool.licence);
        readText(root, "license", m_pool.licence);
        readText(root, "source", m_pool.source);
        readTexts(root, "splits", m_pool.splits);
        readTexts(root, "classes", m_pool.classNames);
        readTexts(root, "class_names", m_pool.classNames);
        readOrder(root);
        readModels(root);
        readNames(root);
        readCosts(root);
        if (m_error)
            return std::move(*m_error);
        return std::move(m_pool);
    }

private:
    void fail(const std::string& place, const std::string& wanted)
    {
        if (!m_error)
            m_error = m_context.error(ErrorCode::Value, "\"" + place + "\"", "has the wrong form", wanted);
    }

    void readText(const Json& object, const std::string& key, std::string& text)
    {
        const auto found = object.find(key);
        if (found == object.end())
            return;
        if (!found->is_string())
            return fail(key, "a text");
        text = found->get<std::string>();
    }

    void readTexts(const Json& object, const std::string& key, std::vector<std::string>& texts)
    {
        const auto found = object.find(key);
        if (found == object.end())
            return;
        const bool areTexts
            = found->is_array() && std::ranges::all_of(*found, [](const Json& v) { return v.is_string(); });
        if (!areTexts)
            return fail(key, "a list of texts");
        texts = found->get<std::vector<std::string>>();
    }

    void readNumber(const Json& object, const std::string& key, std::optional<double>& number)
    {
        const auto found = object.find(key);
        if (found == object.end() || found->is_null())
            return;
        if (!found->is_number() || found->get<double>() < 0)
            return fail(key, "a number that is not negative");
        number = found->get<double>();
    }

    void readCost(const Json& object, data::ModelCost& cost)
    {
        readNumber(object, "parameters", cost.parameters);
        readNumber(object, "flops", cost.flops);
        readNumber(object, "latency_ms", cost.latencyMs);
    }

    PoolDescription::Model& model(const std::string& file)
    {
        const auto found = std::ranges::find(m_pool.models, file, &PoolDescription::Model::file);
        return found == m_pool.models.end() ? m_pool.models.emplace_back(PoolDescription::Model{file, file, {}})
                                            : *found;
    }

    void readOrder(const Json& root)
    {
        std::vector<std::string> order;
        readTexts(root, "order", order);
        for (const std::string& file : order)
            model(file);
    }

    void readModels(const Json& root)
    {
        const auto models = root.find("models");
        if (models == root.end())
            return;
        if (!models->is_array())
            return fail("models", "a list");
        for (const Json& entry : *models) {
            if (entry.is_string()) {
                model(entry.get<std::string>());
                continue;
            }
            std::string file;
            std::string name;
            if (!entry.is_object())
                return fail("models", "a list of texts or objects");
            readText(entry, "name", name);
            readText(entry, "file", file);
            if (file.empty() && name.empty())
                return fail("models", "\"file\" or \"name\" in each object");
            PoolDescription::Model& described = model(file.empty() ? name : file);
            described.name = name.empty() ? file : name;
            readCost(entry, described.cost);
        }
    }

    /// A list beside the order, or an object from file to name.
    void readNames(const Json& root)
    {
        const auto names = root.find("names");
        if (names == root.end())
            return;
        const bool isList = names->is_array() && names->size() == m_pool.models.size();
        if (!isList && !names->is_object())
            return fail("names", "one text for each model of \"order\", or an object");
        for (const auto& [key, value] : names->items()) {
            if (!value.is_string())
                return fail("names", "texts");
            PoolDescription::Model& named = isList ? m_pool.models[std::stoul(key)] : model(key);
            named.name = value.get<std::string>();
        }
    }

    void readCosts(const Json& root)
    {
        for (const char* key : {"cost", "costs"}) {
            const auto costs = root.find(key);
            if (costs == root.end())
                continue;
            if (!costs->is_object())
                return fail(key, "an object from model to its cost");
            for (const auto& [file, cost] : costs->items()) {
                if (!cost.is_object())
                    return fail(key, "objects with parameters, flops, latency_ms");
                readCost(cost, model(file).cost);
            }
        }
    }

    const ReadContext& m_context;
    PoolDescription m_pool;
    std::optional<Error> m_error;
};

/// nlohmann's parser recurses for nothing, but a document nested a million deep still costs memory for each level.
bool isTooDeep(std::string_view text)
{
    int depth = 0;
    for (const char c : text) {
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (depth > 100)
            return true;
    }
    return false;
}

} // namespace

Result<PoolDescription> parsePoolJson(std::string_view text, const ReadContext& context)
{
    if (isTooDeep(text))
        return context.error(ErrorCode::TooLarge, {}, "nested more than 100 deep");
    const Json root = Json::parse(text, nullptr, false);
    if (!root.is_object())
        return context.error(ErrorCode::Corrupt, {}, "not a JSON object");
    return Reader(context).read(root);
}

} // namespace cobench::io

// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cobench::detect {

template <std::size_t N>
std::string listed(const std::string_view (&words)[N])
{
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

/// Reads the keys of one object of a model card. A key that is not there leaves its value alone; what is wrong with
/// one is told to `fail`, with what would be right.
class CardKeys
{
public:
    using Json = nlohmann::json;
    using Fail = std::function<void(const std::string& key, std::string detail, std::string cure)>;

    CardKeys(const Json& object, Fail fail)
        : m_object(object)
        , m_fail(std::move(fail))
    {
    }

    bool has(const char* key) const { return m_object.contains(key); }
    void fail(const char* key, std::string cure) const;

    void text(const char* key, std::string& value, bool isNeeded) const;
    /// A file below the card's folder.
    void file(const char* key, std::string& value, bool isNeeded) const;
    void truth(const char* key, bool& value) const;
    void strides(const char* key, std::vector<std::uint32_t>& values) const;
    /// One list of numbers above 0 for each stride.
    void lists(const char* key, std::vector<std::vector<double>>& values) const;
    /// Three numbers, or one for all three.
    void triple(const char* key, std::array<double, 3>& values) const;
    /// "coco", or a list of names.
    void classes(const char* key, std::vector<std::string>& names) const;

    template <typename T>
    void number(const char* key, T& value, double from, double to, bool isNeeded) const
    {
        const bool isWhole = !std::is_floating_point_v<T>;
        if (const Json* found = findNumber(key, isWhole, from, to, isNeeded))
            value = static_cast<T>(found->get<double>());
    }

    template <typename Enum, std::size_t N>
    void choice(const char* key, const std::string_view (&words)[N], Enum& value, bool isNeeded) const
    {
        const Json* found = find(key, isNeeded, listed(words));
        if (found == nullptr)
            return;
        const auto* at = found->is_string() ? std::ranges::find(words, found->get<std::string>()) : std::end(words);
        if (at == std::end(words))
            return fail(key, listed(words));
        value = static_cast<Enum>(at - std::begin(words));
    }

    template <std::size_t N>
    void refuseOthers(const std::string_view (&known)[N]) const
    {
        for (const auto& [key, value] : m_object.items())
            if (std::ranges::find(known, key) == std::end(known))
                m_fail(key, "is no key of a model card", listed(known));
    }

private:
    const Json* find(const char* key, bool isNeeded, const std::string& wanted) const;
    const Json* findNumber(const char* key, bool isWhole, double from, double to, bool isNeeded) const;

    const Json& m_object;
    Fail m_fail;
};

} // namespace cobench::detect
